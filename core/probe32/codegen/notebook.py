"""A Jupyter notebook that explores the DLL: its declarations, the calls worth keeping, sequences and sweeps.

Source: "The Notebook file format", nbformat 4.5.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from ..abi.signatures import Signature
from ..errors import Probe32Error
from ..sequences.axes import Axis
from ..sequences.steps import Sequence as Steps
from ..sequences.steps import Step
from .described import Description, made_for
from .folding import Group, fold, literal, quoted
from .recorded_values import NoTextError
from .steps_text import example_lines, sequence_lines, step_lines

_MOST_VALUES = 1_000


def render_notebook(described: Description) -> str:
    """The notebook's JSON; the same project always gives the same."""
    cells = [*_beginning(described), *_functions(described), *_sequences(described), *_sweeps(described)]
    cells.append(("code", "lib.close()"))
    document = {
        "cells": [_cell(index, *each) for index, each in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _cell(index: int, kind: str, text: str) -> dict[str, object]:
    name = hashlib.sha256(f"{index} {text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    made: dict[str, object] = {"cell_type": kind, "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}
    return made | {"execution_count": None, "outputs": []} if kind == "code" else made


def _beginning(described: Description) -> Iterator[tuple[str, str]]:
    project = described.project
    notes = f"\n\n{project.notes.strip()}" if project.notes.strip() else ""
    yield "markdown", f"# {project.dll.name}\n\nMade by Probe32 for {made_for(project)}.{notes}"
    search = fold(Group((", search=[", "]"), tuple(quoted(each) for each in project.search)), 0)
    encoding = f", encoding={quoted(project.encoding)}" if project.encoding != "utf-8" else ""
    more = encoding + (" ".join(search) if project.search else "")
    yield (
        "code",
        f"from probe32 import CValue, Library\n\nlib = Library({quoted(str(project.dll.path))}{more})",
    )
    if project.types.strip():
        yield "code", f"lib.define({_text(project.types.strip())});"


def _functions(described: Description) -> Iterator[tuple[str, str]]:
    for each in described.functions:
        notes = f"\n\n{each.function.notes.strip()}" if each.function.notes.strip() else ""
        comment = f"\n\n{each.signature.comment.strip()}" if each.signature.comment.strip() else ""
        yield "markdown", f"## {each.name}{comment}{notes}"
        symbol = each.function.symbol
        export = "" if symbol == each.name else f", export={literal(symbol)}"
        yield "code", f"lib.define({_text(each.prototype)}{export});"
        for example in each.function.examples:
            try:
                yield "code", "\n".join([*example_lines(each.signature, example), "done"])
            except NoTextError as error:
                yield "markdown", f"A call that was kept is left out: {error}"


def _sequences(described: Description) -> Iterator[tuple[str, str]]:
    signatures = _signatures(described)
    for each in described.project.sequences:
        yield "markdown", f"## {each.name}" + (f"\n\n{each.note.strip()}" if each.note.strip() else "")
        try:
            lines = sequence_lines(each, signatures)
        except NoTextError as error:
            yield "markdown", f"The sequence is left out: {error}"
            continue
        yield "code", "\n".join(lines)


def _sweeps(described: Description) -> Iterator[tuple[str, str]]:
    signatures, known = _signatures(described), described.project.sequences
    for each in described.project.sweeps:
        yield "markdown", f"## {each.name}"
        try:
            yield "code", "\n".join(_sweep_lines(each.sequence(known), each.axes, signatures))
        except (NoTextError, Probe32Error) as error:
            yield "markdown", f"The sweep is left out: {error}"


def _sweep_lines(steps: Steps, axes: Sequence[Axis], signatures: dict[str, Signature]) -> list[str]:
    """Loops over the axes around the steps that are made at each point; what they give is collected in `rows`."""
    numbered = [(number, step) for number, step in enumerate(steps.steps, 1) if step.enabled]
    loops = {
        (_place(numbered, each, signatures), each.argument): f"value_{index}" for index, each in enumerate(axes, 1)
    }
    lines = ["rows = []"]
    for number, step in numbered:
        if step.set_up:
            lines += step_lines(number, step, signatures, {})
    for index, axis in enumerate(axes, 1):
        values = axis.values()
        if len(values) > _MOST_VALUES:
            raise NoTextError(f"{axis.argument} takes {len(values):,} values.")
        head = f"for value_{index} in ["
        lines += fold(Group((head, "]:"), tuple(literal(value) for value in values)), 4 * (index - 1))
    margin = 4 * len(axes)
    inside = [(number, step) for number, step in numbered if step.in_body]
    for number, step in inside:
        lines += step_lines(number, step, signatures, loops, margin)
    variables = [f"value_{index}" for index in range(1, len(axes) + 1)] + [f"step_{number}" for number, _ in inside]
    lines.append(f"{' ' * margin}rows.append(({', '.join(variables)},))")
    for number, step in numbered:
        if step.clean_up:
            lines += step_lines(number, step, signatures, {})
    return [*lines, "rows"]


def _place(numbered: list[tuple[int, Step]], axis: Axis, signatures: dict[str, Signature]) -> int:
    """The number of the step whose argument an axis varies."""
    for number, step in numbered:
        names = [each.name for each in signatures[step.function].inputs] if step.function in signatures else []
        if axis.step in (0, number) and step.in_body and axis.argument in names:
            return number
    raise NoTextError(f"no step has an argument {axis.argument}.")


def _signatures(described: Description) -> dict[str, Signature]:
    return {each.name: each.signature for each in described.functions}


def _text(text: str) -> str:
    """C text as a Python string over several lines."""
    if "\n" not in text and len(text) < 80:
        return quoted(text)
    safe = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{safe}\n"""'
