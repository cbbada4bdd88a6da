"""Calls of the past as text: everything about one, what differs between two, a table of all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence, Sized

from ..translating import tr, tr_count
from .history_entry import HistoryEntry, entry_to_json

_COLUMNS = (
    "time",
    "function",
    "arguments",
    "outcome",
    "last_error",
    "duration_us",
    "failed",
    "warnings",
    "result",
    "outputs",
)


def details_text(entry: HistoryEntry) -> str:
    """Everything about a call, a fact a line."""
    made = tr("Made at {time}").format(time=f"{entry.when:%Y-%m-%d %H:%M:%S}")
    lines = [entry.prototype, tr("Pinned: kept in the project") if entry.pinned else made]
    lines += ["", *(f"{name} = {text}" for name, text in entry.arguments.items()), ""]
    if entry.duration_us is None:
        lines += [entry.outcome, *([entry.hint] if entry.hint else [])]
    elif entry.cut:
        lines += [entry.outcome, tr("The values are too long to be kept: this is what the table shows of them.")]
    else:
        lines += [tr("result = {value}").format(value=_json(entry.result))]
        lines += [f"{name} = {_json(value)}" for name, value in entry.outputs.items()]
    if entry.duration_us is not None:
        lines += [tr("last error = {number}").format(number=entry.last_error)]
        lines += [tr("duration = {duration}").format(duration=entry.duration)]
    if entry.deadline:
        lines += [tr("deadline = {seconds} s").format(seconds=entry.deadline)]
    return "\n".join([*lines, *entry.warnings])


def comparison_text(first: HistoryEntry, second: HistoryEntry) -> str:
    """What differs between two calls, a line each: what it was in the earlier one, and in the later one."""
    earlier, later = sorted((first, second), key=lambda each: each.when)
    found = list(_differences(earlier, later))
    head = tr("{first} and {second}").format(first=_title(earlier), second=_title(later))
    if not found:
        return "\n".join([head, "", tr("Nothing differs but the time they took.")])
    return "\n".join([head, "", *(f"{name}: {before}  →  {after}" for name, before, after in found)])


def history_csv(entries: Sequence[HistoryEntry]) -> str:
    """A table for a spreadsheet, the oldest call first."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(_COLUMNS)
    for each in reversed(entries):
        table.writerow(
            (
                each.when.isoformat(timespec="milliseconds"),
                each.function,
                each.arguments_text,
                each.outcome,
                each.last_error,
                "" if each.duration_us is None else each.duration_us,
                each.failed,
                " ".join(each.warnings),
                "" if each.cut else _json(each.result),
                "" if each.cut else _json(dict(each.outputs)),
            )
        )
    return made.getvalue()


def history_json(entries: Sequence[HistoryEntry]) -> str:
    """Everything about the calls as a JSON list, the oldest first."""
    return json.dumps([entry_to_json(each) for each in reversed(entries)], indent=2, ensure_ascii=False)


def _title(entry: HistoryEntry) -> str:
    return f"{entry.function} {tr('(pinned)') if entry.pinned else entry.time}"


def _differences(first: HistoryEntry, second: HistoryEntry) -> Iterator[tuple[str, str, str]]:
    if first.prototype != second.prototype:
        yield tr("signature"), first.prototype, second.prototype
    for name in {**first.arguments, **second.arguments}:
        before, after = (each.arguments.get(name, tr("(not given)")) for each in (first, second))
        if before != after:
            yield name, before, after
    if first.cut or second.cut or None in (first.duration_us, second.duration_us):
        if first.outcome != second.outcome:
            yield tr("outcome"), first.outcome, second.outcome
    else:
        yield from _values(tr("result"), first.result, second.result)
        for name in {**first.outputs, **second.outputs}:
            yield from _values(name, first.outputs.get(name), second.outputs.get(name))
    if first.last_error != second.last_error:
        yield tr("last error"), str(first.last_error), str(second.last_error)
    if first.warnings != second.warnings:
        yield tr("warnings"), " ".join(first.warnings) or "-", " ".join(second.warnings) or "-"


def _values(path: str, before: object, after: object) -> Iterator[tuple[str, str, str]]:
    """The places within two values where they differ."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            yield from _values(f"{path}.{name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(min(len(before), len(after))):
            yield from _values(f"{path}[{at}]", before[at], after[at])
        if len(before) != len(after):
            yield path, _elements(before), _elements(after)
    else:
        yield path, _json(before), _json(after)


def _elements(values: Sized) -> str:
    return tr_count("{count} element", "{count} elements", len(values)).format(count=len(values))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
