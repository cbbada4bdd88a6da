"""Calls of a project as lines of Python on a `Library`: examples and sequences, for notebooks and scripts."""

from __future__ import annotations

from collections.abc import Mapping

from ..abi.signatures import Parameter, Signature
from ..abi.text import parse_argument
from ..errors import ArgumentError
from ..json_values import arguments_from_json, to_json
from ..project.document import Example
from ..sequences.steps import Reference, Sequence, Step, Written
from .folding import Group, Part, call, fold, prefixed, quoted
from .recorded_values import NoTextError, Pointers, recorded_literal

_NOTHING = Pointers((), untyped=False)


def example_lines(signature: Signature, example: Example, variable: str = "done") -> list[str]:
    """The call of an example. `NoTextError`: an argument is a pointer or a function of the past."""
    try:
        arguments = arguments_from_json(signature, example.arguments)
    except ArgumentError as error:
        raise NoTextError(error.message) from None
    return _call_lines(variable, signature.name, [_value(each) for each in arguments], None, 0)


def sequence_lines(
    sequence: Sequence, signatures: Mapping[str, Signature], loops: Mapping[tuple[int, str], str] | None = None
) -> list[str]:
    """A line for each enabled step: `step_2 = lib.call(...)`. `loops` are variables by step and parameter.

    `NoTextError`: a step's function has no signature, or an argument can't be written.
    """
    lines: list[str] = []
    for number, step in enumerate(sequence.steps, 1):
        if step.enabled:
            lines += step_lines(number, step, signatures, loops or {})
    return lines


def step_lines(
    number: int,
    step: Step,
    signatures: Mapping[str, Signature],
    loops: Mapping[tuple[int, str], str],
    indent: int = 0,
) -> list[str]:
    """The lines of one step. `NoTextError`: see `sequence_lines`."""
    signature = signatures.get(step.function)
    if signature is None:
        raise NoTextError(f"{step.function} has no signature.")
    names = [each.name for each in signature.inputs]
    parameters = [*signature.inputs, *[None] * max(0, len(step.arguments) - len(names))]
    given: list[Part] = []
    for index, value in enumerate(step.arguments):
        variable = loops.get((number, names[index])) if index < len(names) else None
        given.append(variable or _argument(value, parameters[index]))
    margin = " " * indent
    note = [f"{margin}# {line}" for line in step.note.strip().splitlines()]
    return [*note, *_call_lines(f"step_{number}", step.function, given, step.timeout, indent)]


def _call_lines(variable: str, name: str, given: list[Part], timeout: float | None, indent: int) -> list[str]:
    more: list[Part] = [] if timeout is None else [f"timeout={timeout!r}"]
    return fold(call(f"{variable} = lib.call(", [quoted(name), *given, *more]), indent)


def _argument(value: object, parameter: Parameter | None) -> Part:
    if isinstance(value, Reference):
        return _reference(value)
    if isinstance(value, Written):
        if parameter is None:
            raise NoTextError(f"{value.text!r} has no type.")
        try:
            return _value(parse_argument(parameter, value.text))
        except ArgumentError as error:
            raise NoTextError(error.message) from None
    if isinstance(value, Mapping):
        items = tuple(prefixed(f"{quoted(str(name))}: ", _argument(each, None)) for name, each in value.items())
        return Group(("{", "}"), items)
    if isinstance(value, (list, tuple)):
        return Group(("[", "]"), tuple(_argument(each, None) for each in value))
    return _value(value)


def _reference(reference: Reference) -> str:
    if not reference.step:
        raise NoTextError("It refers to a step that was removed.")
    where = f".outputs[{quoted(reference.output)}]" if reference.output else ".result"
    inside = "".join(f"[{each!r}]" if isinstance(each, int) else f"[{quoted(each)}]" for each in reference.path)
    return f"step_{reference.step}{where}{inside}"


def _value(value: object) -> Part:
    kept = to_json(None, value)
    if any(f"'{mark}':" in repr(kept) for mark in ("pointer", "callback")):
        raise NoTextError("It takes an address or a function of the past.")
    return recorded_literal(kept, _NOTHING, {})
