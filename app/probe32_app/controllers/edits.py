"""Steps of work on the document that can be undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QUndoCommand

from probe32.library.definitions import Definitions
from probe32.project import Example
from probe32.sequences import Sequence, Sweep

Texts = dict[str, dict[str, str]]
_MERGEABLE = 1


class Where(str, Enum):
    """Which part of the window an edit belongs to."""

    EXPORT = "export"
    TYPE = "type"
    SEQUENCE = "sequence"
    SWEEP = "sweep"
    WHOLE = "whole"


@dataclass(frozen=True)
class Place:
    """Where an edit was made, to be shown again when it is undone: an export by its ordinal, all else by its name."""

    where: Where = Where.WHOLE
    ordinal: int = 0
    name: str = ""


@dataclass(frozen=True)
class Pins:
    """The calls of one function that the project keeps; they are true of this prototype only."""

    prototype: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class DocumentState:
    """Everything that a person has made: what is declared, half-typed texts by ordinal, defaults by export, headers,
    folders to search, sequences and sweeps, pinned calls by export, notes by export ("" for the project's),
    how functions fail by export.
    """

    definitions: Definitions
    drafts: dict[int, str] = field(default_factory=dict)
    defaults: Texts = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    search: tuple[Path, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    pins: dict[str, Pins] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def free_name(pattern: str, taken: Collection[str]) -> str:
    """A name for something new, `pattern` with the first number for `{number}` that gives one which nothing has."""
    number = len(taken) + 1
    while (name := pattern.format(number=number)) in taken:
        number += 1
    return name


class Edit(QUndoCommand):
    """One step from a state to another, which was already made when this is put on the stack.

    Edits of the same `run`, one directly after the other, become one step; "" joins none.
    """

    def __init__(
        self,
        text: str,
        before: DocumentState,
        after: DocumentState,
        place: Place,
        run: str,
        bring_back: Callable[[DocumentState, Place], None],
    ) -> None:
        super().__init__(text)
        self.after = after
        self.run = run
        self.before = before
        self.place = place
        self._bring_back = bring_back
        self._done = True

    def id(self) -> int:
        """Only edits that belong to a run are candidates for `mergeWith`."""
        return _MERGEABLE if self.run else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take the next edit of the same run into this one; one that leads back to the beginning vanishes."""
        if not isinstance(other, Edit) or other.run != self.run:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        """Bring back what was there before."""
        self._bring_back(self.before, self.place)

    def redo(self) -> None:
        """Bring back what was there afterwards; nothing the first time."""
        if not self._done:
            self._bring_back(self.after, self.place)
        self._done = False
