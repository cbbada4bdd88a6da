"""Recordings as files: JSON, described in docs/reference/recording-file.md and resources/schemas."""

from __future__ import annotations

import json
import os
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import probe32

from ..errors import FileError
from ..json_files import text_of
from ..named_files import read_text
from ..replacing import replace_file
from .document import SCHEMA, CalledBack, Entry, Failed, Kind, RecordedFunctionFacts, Recording, Session

_WIDTH = 120
_HINT = "Record it again, or restore the file."


def save(recording: Recording, path: str | os.PathLike[str]) -> None:
    """Write a recording to the file `path`. `FileError`: that is not possible; what was there before is unchanged."""
    file = Path(os.path.realpath(path))
    try:
        replace_file(file, text_of(encode(recording), _WIDTH).encode("utf-8"))
    except OSError as error:
        raise FileError(
            f"The recording {path} cannot be written: {error.strerror or error}.", hint="Choose another folder."
        ) from error


def load(path: str | os.PathLike[str]) -> Recording:
    """Read a recording from the file `path`.

    `FileError`: it is missing, unreadable, no recording, or one of a newer Probe32.
    """
    try:
        document = json.loads(read_text(Path(path)))
    except OSError as error:
        hint = "Make one with PROBE32_RECORD=FILE, or Library.recording(FILE)."
        raise FileError(f"The recording {path} cannot be read: {error.strerror or error}.", hint=hint) from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path} is no recording: {error}.", hint=_HINT) from error
    return decode(document, path)


def encode(recording: Recording) -> dict[str, object]:
    """The recording as JSON values; what is empty is left out."""
    return {
        "recording": SCHEMA,
        "written_by": f"Probe32 {probe32.__version__}",
        "sessions": [_session(each) for each in recording.sessions],
    }


def decode(document: object, path: str | os.PathLike[str]) -> Recording:
    """The recording that JSON values are. `FileError`: they are none, or one of a newer Probe32."""
    if not isinstance(document, dict) or not isinstance(document.get("recording"), int):
        raise FileError(f'{path} is no recording: it has no "recording".', hint="Give a file that Probe32 recorded.")
    if document["recording"] > SCHEMA:
        writer = document.get("written_by", "a newer Probe32")
        raise FileError(f"{path} was written by {writer}, and this Probe32 cannot read it.", hint="Update Probe32.")
    try:
        return Recording([_read_session(each) for each in document.get("sessions", [])])
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise FileError(f"{path} is a damaged recording: {error}.", hint=_HINT) from error


def _session(session: Session) -> dict[str, object]:
    functions = {name: vars(each) for name, each in sorted(session.functions.items())}
    entries = [_entry(each) for each in session.entries if each.done]
    return _present(session, without=("functions", "entries")) | {"functions": functions, "calls": entries}


def _entry(entry: Entry) -> dict[str, object]:
    """The kind comes first, as a key whose value is the name."""
    known = _present(entry, without=("kind", "name", "done", "callbacks", "error", "result", "arguments"))
    made: dict[str, object] = {entry.kind.value: entry.name, "arguments": entry.arguments}
    if entry.error:
        made["error"] = _present(entry.error)
    else:
        made["result"] = entry.result
    if entry.callbacks:
        known["callbacks"] = [vars(each) for each in entry.callbacks]
    return made | known


def _present(of: Any, without: tuple[str, ...] = ()) -> dict[str, object]:
    """The fields of a value that are not as they are by default."""
    found = {}
    for each in fields(of):
        value = getattr(of, each.name)
        default = each.default_factory() if each.default_factory is not MISSING else each.default
        if each.name not in without and value != default:
            found[each.name] = value
    return found


def _read_session(values: dict[str, Any]) -> Session:
    functions = {name: RecordedFunctionFacts(**each) for name, each in values["functions"].items()}
    entries = [_read_entry(each) for each in values["calls"]]
    return Session(**{**_known(Session, values), "functions": functions, "entries": entries})


def _read_entry(values: dict[str, Any]) -> Entry:
    kind = next(each for each in Kind if each.value in values)
    known = _known(Entry, values)
    if "error" in known:
        known["error"] = Failed(**_known(Failed, known["error"]))
    known["callbacks"] = [CalledBack(**_known(CalledBack, each)) for each in values.get("callbacks", ())]
    return Entry(**{**known, "kind": kind, "name": str(values[kind.value])})


def _known(of: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Without what a later Probe32 may have added."""
    names = {each.name for each in fields(of)}
    return {name: value for name, value in values.items() if name in names}
