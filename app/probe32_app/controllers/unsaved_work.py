"""What is open and not saved as JSON values, and back: the document, the steps that can be undone, what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from probe32.errors import FileError
from probe32.library import Library
from probe32.library.definitions import Definitions
from probe32.project import Example, Project, open_library
from probe32.project.decoding import decode
from probe32.project.encoding import encode
from probe32.project.fields import Fields
from probe32.project.recipes import decode_sequence, decode_sweep, encode_sequence, encode_sweep
from probe32.recovery import encode_states, restored_states

from ..translating import tr
from .edits import DocumentState, Edit, Pins, Place, Where
from .session import Session

FORMAT = 1
STEPS_KEPT = 30
"""Edits that can still be undone after a recovery."""


@dataclass(frozen=True)
class UnsavedWork:
    """A snapshot. `states` are those before and after each of `steps`; the document is `states[index]` now, and was
    saved as `states[clean]` (-1: as none of them).

    `digest` is that of the project's file when it was opened or saved. `notes` is what else was typed, by the names of
    those who keep it.
    """

    document: Project
    project_path: Path | None
    digest: str
    states: tuple[DocumentState, ...]
    steps: tuple[tuple[str, Place], ...]
    index: int
    clean: int
    focus: int
    notes: Mapping[str, object]

    @property
    def unsaved(self) -> bool:
        """Whether the document itself has edits that are not saved."""
        return self.index != self.clean


def snapshot(session: Session, document: Project, notes: Mapping[str, object]) -> UnsavedWork:
    """What is open now; quick, in the window's thread. `encoded` makes JSON of it in any thread."""
    stack = session.edits
    first = max(0, stack.count() - STEPS_KEPT)
    edits = [each for at in range(first, stack.count()) if isinstance(each := stack.command(at), Edit)]
    states = (edits[0].before, *(each.after for each in edits)) if edits else (session.state,)
    index = max(0, stack.index() - first)
    if stack.index() < first:  # everything kept was undone, and more: what is there now counts
        edits, states, index = [], (session.state,), 0
    clean = stack.cleanIndex() - first
    return UnsavedWork(
        document,
        session.project_path,
        session.project_digest,
        states,
        tuple((each.text(), each.place) for each in edits),
        index,
        clean if 0 <= clean < len(states) else -1,
        session.export.ordinal if session.export else 0,
        notes,
    )


def encoded(work: UnsavedWork, file: Path) -> dict[str, Any]:
    """JSON values for the recovery file `file`."""
    return {
        "format": FORMAT,
        "when": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "project": str(work.project_path or ""),
        "digest": work.digest,
        "dll": str(work.document.dll.path),
        "document": encode(work.document, file),
        "definitions": encode_states([each.definitions for each in work.states]),
        "rest": [_rest(each) for each in work.states],
        "steps": [
            {"text": text, "place": [place.where.value, place.ordinal, place.name]} for text, place in work.steps
        ],
        "index": work.index,
        "clean": work.clean,
        "focus": work.focus,
        "notes": dict(work.notes),
    }


def restored(content: Mapping[str, Any], file: Path) -> tuple[Library, UnsavedWork]:
    """The library with its declarations, and the work; reads the DLL. `FileError`: it can't be, or this is no work."""
    try:
        if content["format"] > FORMAT:
            raise FileError(
                tr("{file} was written by a newer Probe32.").format(file=file), hint=tr("Update Probe32 to recover it.")
            )
        document = decode(content["document"], file)
        library = open_library(replace(document, types="", functions=[]))
        try:
            return library, _work(content, document, restored_states(library, content["definitions"]), library, file)
        except BaseException:
            library.close()
            raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        words = tr("The recovery file {file} cannot be understood: {error}.").format(file=file, error=repr(error))
        raise FileError(words, hint=tr("Discard it.")) from error


def _work(
    content: Mapping[str, Any], document: Project, definitions: list[Definitions], library: Library, file: Path
) -> UnsavedWork:
    index = int(content["index"])
    library.restore(definitions[index])
    states = [_state(each, rest, file) for each, rest in zip(definitions, content["rest"], strict=True)]
    steps = [(each["text"], Place(Where(each["place"][0]), *each["place"][1:])) for each in content["steps"]]
    if len(steps) != len(states) - 1:
        raise ValueError(f"{len(steps)} steps between {len(states)} states")
    return UnsavedWork(
        document,
        Path(content["project"]) if content["project"] else None,
        str(content["digest"]),
        tuple(states),
        tuple(steps),
        index,
        int(content["clean"]),
        int(content["focus"]),
        content["notes"],
    )


def _rest(state: DocumentState) -> dict[str, object]:
    return {
        "drafts": {str(ordinal): text for ordinal, text in state.drafts.items()},
        "defaults": state.defaults,
        "headers": list(state.headers),
        "search": [str(each) for each in state.search],
        "sequences": [encode_sequence(each) for each in state.sequences],
        "sweeps": [encode_sweep(each) for each in state.sweeps],
        "pins": {symbol: asdict(each) for symbol, each in state.pins.items()},
        "notes": state.notes,
        "failures": state.failures,
    }


def _state(definitions: Definitions, rest: Mapping[str, Any], file: Path) -> DocumentState:
    kept = Fields(rest, file, "rest")
    return DocumentState(
        definitions,
        {int(ordinal): str(text) for ordinal, text in rest["drafts"].items()},
        {symbol: dict(texts) for symbol, texts in rest["defaults"].items()},
        tuple(rest["headers"]),
        tuple(map(Path, rest["search"])),
        tuple(decode_sequence(each) for each in kept.children("sequences")),
        tuple(decode_sweep(each) for each in kept.children("sweeps")),
        {symbol: _pins(each) for symbol, each in rest.get("pins", {}).items()},
        {symbol: str(text) for symbol, text in rest.get("notes", {}).items()},
        {symbol: str(way) for symbol, way in rest.get("failures", {}).items()},
    )


def _pins(kept: Mapping[str, Any]) -> Pins:
    return Pins(kept["prototype"], tuple(Example(**each) for each in kept["examples"]))


def put_back(session: Session, work: UnsavedWork, *, beside: bool) -> None:
    """Let a session, which has the library of `restored`, be where the work was.

    `beside`: as a document of its own, which has no file yet.
    """
    if work.project_path is not None and not beside:
        session.set_project(work.document, work.project_path, work.digest)
    else:
        session.project = work.document
    session.resume(work.states, work.steps, work.index, -1 if beside else work.clean)
