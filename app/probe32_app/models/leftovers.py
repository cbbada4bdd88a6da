"""Unsaved work of windows that were killed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from probe32.recovery import RecoveryFile

from ..translating import tr, tr_count


@dataclass(frozen=True)
class Leftover:
    """What one window has left. `problem` says why it can't be recovered, "" when it can."""

    file: RecoveryFile
    content: Mapping[str, Any]
    name: str
    when: str
    what: str
    problem: str = ""
    only_notes: bool = False
    """Nothing but arguments was typed."""


def leftover_of(file: RecoveryFile, content: Mapping[str, Any], *, dll_is_there: bool) -> Leftover:
    """What a recovery file holds, in words."""
    try:
        return _described(file, content, dll_is_there)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        text = tr("The recovery file {path} cannot be understood: {error}.")
        return unreadable(file, text.format(path=file.path, error=repr(error)))


def unreadable(file: RecoveryFile, problem: str) -> Leftover:
    """A recovery file that nothing can be made of."""
    return Leftover(file, {}, file.path.name, "", problem, problem)


def _described(file: RecoveryFile, content: Mapping[str, Any], dll_is_there: bool) -> Leftover:
    dll = Path(content["dll"])
    name = Path(content["project"]).name if content["project"] else dll.name
    when = datetime.fromisoformat(content["when"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    notes = content["notes"]
    edited = content["index"] != content["clean"]
    parts = [_edits(content)] if edited else []
    if functions := len(notes.get("arguments", {})):
        parts.append(
            tr_count("arguments of one function", "arguments of {count} functions", functions).format(count=functions)
        )
    parts += [tr("what was typed in the {place}").format(place=place) for place in notes if place != "arguments"]
    what = tr("{dll}: {parts}").format(dll=dll, parts=", ".join(parts))
    if not dll_is_there:
        missing = tr("{dll} is not there any more; put it back to recover this.").format(dll=dll)
        return Leftover(file, content, name, when, f"{what}\n{missing}", missing)
    return Leftover(file, content, name, when, what, only_notes=set(notes) <= {"arguments"} and not edited)


def _edits(content: Mapping[str, Any]) -> str:
    clean, index, steps = content["clean"], content["index"], content["steps"]
    if clean < 0 or clean > index:
        return tr("edits that were not saved")
    texts = [each["text"] for each in steps[clean:index]]
    count = len(texts)
    shown = texts[-1] if count else ""
    return tr_count(
        "one edit that was not saved ({last})", "{count} edits that were not saved, the last one: {last}", count
    ).format(count=count, last=shown)
