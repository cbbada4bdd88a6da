"""Sequences and sweeps as JSON values and back.

An argument is an object with one mark: `{"text": "0x10"}` as a person wrote it, `{"value": 16}`,
`{"reference": "{step 1: info.pixels}"}`, or, where references stand inside, `{"list": [...]}`, `{"members": {...}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..errors import ArgumentError, FileError
from ..json_values import from_json, to_json
from ..sequences.axes import Axis, Column, Listed, Span
from ..sequences.steps import Reference, Sequence, Step, Written, references_in
from ..sequences.sweeps import Collected, Reducer, Sweep
from .fields import Fields
from .places import located, portable


def encode_sequence(sequence: Sequence) -> dict[str, object]:
    """A sequence as JSON values."""
    known: dict[str, object] = {"name": sequence.name, "steps": [_step(each) for each in sequence.steps]}
    return _with(known, {"note": sequence.note}, sequence.unknown)


def encode_sweep(sweep: Sweep, folder: Path | None = None) -> dict[str, object]:
    """A sweep as JSON values; the paths of CSV files are from `folder` where they lie beside or below it."""
    if isinstance(sweep.of, Step):
        of: dict[str, object] = {"step": _step(sweep.of)}
    else:
        of = {"sequence": encode_sequence(sweep.of) if isinstance(sweep.of, Sequence) else sweep.of}
    known = {"name": sweep.name, **of, "axes": [_axis(each, folder) for each in sweep.axes]}
    more = {"collect": [_collected(each) for each in sweep.collect], "timeout": sweep.timeout, "go_on": sweep.go_on}
    return _with(known, more, sweep.unknown)


def decode_sequence(fields: Fields) -> Sequence:
    """What `encode_sequence` made. `FileError`: a field is wrong; it is named by its place."""
    return Sequence(
        name=fields.take("name", str),
        steps=tuple(_read_step(each) for each in fields.children("steps")),
        note=fields.take("note", str, ""),
        unknown=fields.rest(),
    )


def decode_sweep(fields: Fields) -> Sweep:
    """What `encode_sweep` made. `FileError`: a field is wrong; it is named by its place."""
    return Sweep(
        name=fields.take("name", str),
        of=_read_of(fields),
        axes=tuple(_read_axis(each) for each in fields.children("axes")),
        collect=tuple(_read_collected(each) for each in fields.children("collect")),
        timeout=fields.number("timeout"),
        go_on=fields.take("go_on", bool, False),
        unknown=fields.rest(),
    )


def _step(step: Step) -> dict[str, object]:
    known: dict[str, object] = {"function": step.function, "arguments": [_argument(each) for each in step.arguments]}
    more = {
        "set_up": step.set_up,
        "clean_up": step.clean_up,
        "disabled": not step.enabled,
        "timeout": step.timeout,
        "note": step.note,
    }
    return _with(known, more, step.unknown)


def _axis(axis: Axis, folder: Path | None) -> dict[str, object]:
    match axis.points:
        case Span():
            span = axis.points
            size = {"count": span.count} if span.count else {"step": span.step}
            scale = {"logarithmic": True} if span.logarithmic else {}
            points: dict[str, object] = {"range": {"start": span.start, "stop": span.stop, **size, **scale}}
        case Listed():
            points = {"values": [_argument(each) for each in axis.points.items]}
        case Column():
            path = axis.points.path if folder is None else portable(axis.points.path, folder)
            points = {"column": {"path": path, "name": axis.points.name}}
    return _with({"argument": axis.argument, **points}, {"step": axis.step, "unit": axis.unit}, axis.unknown)


def _collected(collected: Collected) -> dict[str, object]:
    known: dict[str, object] = {"reference": str(collected.part), "reducer": collected.reducer.value}
    return _with(known, {"unit": collected.unit}, collected.unknown)


def _argument(value: object) -> dict[str, object]:
    if isinstance(value, Written):
        return {"text": value.text}
    if isinstance(value, Reference):
        return {"reference": str(value)}
    if any(references_in(value)):
        if isinstance(value, Mapping):
            return {"members": {str(name): _argument(each) for name, each in value.items()}}
        if isinstance(value, (list, tuple)):
            return {"list": [_argument(each) for each in value]}
    return {"value": to_json(None, value)}


def _read_of(fields: Fields) -> Step | Sequence | str:
    if "step" in fields.values:
        return _read_step(fields.child("step"))
    if isinstance(fields.values.get("sequence"), dict):
        return decode_sequence(fields.child("sequence"))
    return fields.take("sequence", str)


def _read_step(fields: Fields) -> Step:
    return Step(
        function=fields.take("function", str),
        arguments=tuple(_read_argument(each) for each in fields.children("arguments")),
        set_up=fields.take("set_up", bool, False),
        note=fields.take("note", str, ""),
        clean_up=fields.take("clean_up", bool, False),
        enabled=not fields.take("disabled", bool, False),
        timeout=fields.number("timeout"),
        unknown=fields.rest(),
    )


def _read_axis(fields: Fields) -> Axis:
    return Axis(
        argument=fields.take("argument", str),
        points=_read_points(fields),
        step=fields.take("step", int, 0),
        unit=fields.take("unit", str, ""),
        unknown=fields.rest(),
    )


def _read_points(fields: Fields) -> Span | Listed | Column:
    if "range" in fields.values:
        span = fields.child("range")
        scale = span.take("logarithmic", bool, False)
        step = span.exact("step", 0.0)
        return Span(span.exact("start"), span.exact("stop"), span.take("count", int, 0), step, scale)
    if "column" in fields.values:
        column = fields.child("column")
        return Column(located(column.take("path", str), fields.file.parent), column.take("name", str))
    return Listed(tuple(_read_argument(each) for each in fields.children("values")))


def _read_collected(fields: Fields) -> Collected:
    try:
        reducer = Reducer(fields.take("reducer", str, Reducer.WHOLE.value))
    except ValueError:
        raise fields.mistaken("reducer", f"one of {', '.join(each.value for each in Reducer)}") from None
    return Collected(_read_reference(fields), reducer, fields.take("unit", str, ""), fields.rest())


def _read_reference(fields: Fields) -> Reference:
    found = Reference.read(fields.take("reference", str))
    if found is None:
        raise fields.mistaken("reference", "a reference such as {step 1: info.pixels}")
    return found


def _read_argument(fields: Fields) -> object:
    if "text" in fields.values:
        return Written(fields.take("text", str))
    if "reference" in fields.values:
        return _read_reference(fields)
    if "list" in fields.values:
        return [_read_argument(each) for each in fields.children("list")]
    if "members" in fields.values:
        members = fields.child("members")
        return {name: _read_argument(members.child(name)) for name in members.values}
    try:
        return from_json(None, fields.anything("value"))
    except ArgumentError as error:
        raise FileError(f"{fields.file}: {error.message}", hint=error.hint) from None


def _with(known: dict[str, object], more: Mapping[str, object], unknown: Mapping[str, object]) -> dict[str, object]:
    """The fields with those of `more` that say something, then what a later Probe32 wrote."""
    said = known | {name: value for name, value in more.items() if value not in (None, "", False, 0, [])}
    return said | {name: unknown[name] for name in sorted(unknown) if name not in said}
