"""Finds the recorded call that answers one that is made now, and says clearly when there is none."""

from __future__ import annotations

import difflib
import json
import threading
from enum import Enum

from .. import client_errors, errors
from ..errors import ArgumentError, ReplayError
from ..wire.messages import Failure
from .document import Entry, Failed, Kind, Session

_LONGEST = 120


class By(str, Enum):
    """How recorded calls are found: each in its turn, or whichever has the same arguments."""

    ORDER = "order"
    ARGUMENTS = "arguments"


class Player:
    """Answers from one session; any thread may ask.

    By order, each call has to be the one that was recorded next. By arguments, it is the next one that was made with
    the same arguments, and the last of these again and again when there is no other.
    """

    def __init__(self, session: Session, file: str, by: By) -> None:
        self.session = session
        self.file = file
        self._by = by
        self._used: set[int] = set()
        self._lock = threading.Lock()

    def answer(
        self, kind: Kind, name: str, arguments: list[object], keywords: dict[str, object] | None = None
    ) -> Entry:
        """The recorded call. `ReplayError`: nothing of that kind was recorded, or something else comes first."""
        asked = Entry(kind, name, arguments, keywords or {})
        with self._lock:
            index = self._next(asked) if self._by is By.ORDER else self._same(asked)
            self._used.add(index)
        return self.session.entries[index]

    def _next(self, asked: Entry) -> int:
        index = len(self._used)
        if index >= len(self.session.entries):
            raise ReplayError(
                f"{_words(asked)} was called, but {self._what} ends after {_counted(index)}.",
                hint=self._nearest(asked),
            )
        due = self.session.entries[index]
        if not _alike(due, asked):
            raise ReplayError(
                f"{_words(asked)} was called, but call {index + 1} of {self._what} is {_words(due)}.",
                hint=f"{_difference(due, asked)}{self._nearest(asked, index)}",
            )
        return index

    def _same(self, asked: Entry) -> int:
        found = [index for index, each in enumerate(self.session.entries) if _alike(each, asked)]
        if not found:
            raise ReplayError(f"{_words(asked)} is not in {self._what}.", hint=self._nearest(asked))
        return next((index for index in found if index not in self._used), found[-1])

    @property
    def _what(self) -> str:
        return f"the recording of {self.session.name} ({self.file})"

    def _nearest(self, asked: Entry, due: int = -1) -> str:
        """The recorded call that is most like it, in words."""
        others = [(index, each) for index, each in enumerate(self.session.entries) if index != due]
        same = [(index, each) for index, each in others if each.name == asked.name]
        if not same:
            close = difflib.get_close_matches(asked.name, {each.name for _, each in others}, 1, 0.0)
            same = [(index, each) for index, each in others if each.name in close]
        if not same:
            return "Record it again with this call in it."
        index, nearest = max(same, key=lambda pair: (_likeness(pair[1], asked), -pair[0]))
        told = f"The nearest recorded one is call {index + 1}, {_words(nearest)}."
        return told if _alike(nearest, asked) else f"{told} Record it again if both are right."


def raise_failure(failure: Failed) -> None:
    """Raise what the call has raised when it was recorded."""
    found = getattr(errors, failure.type, None)
    if isinstance(found, type) and issubclass(found, errors.Probe32Error):
        raise found(failure.message, hint=failure.hint)
    if failure.type == client_errors.ResponseTimeoutError.__name__:
        raise client_errors.ResponseTimeoutError(failure.message, hint=failure.hint)
    name, _, value = failure.message.partition(": ")
    if failure.type == client_errors.Server32FaultError.__name__:
        fault = client_errors.Server32FaultError(Failure(name, value, "", failure.hint))
        fault.message = failure.message
        raise fault
    raise client_errors.Server32Error(value or failure.message, name=name if value else "", hint=failure.hint)


def _alike(one: Entry, other: Entry) -> bool:
    same = (one.kind, one.name) == (other.kind, other.name)
    return same and _text((one.arguments, one.keywords)) == _text((other.arguments, other.keywords))


def _text(values: object) -> str:
    """Values that mean the same give the same text; 1 and True, which Python finds equal, do not."""
    return repr(_plain(values))


def _plain(value: object) -> object:
    # Numbers may have lost their points on the way through another program.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return int(value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        if isinstance(value.get("callback"), str):
            return {"callback": ""}  # which function it is does not matter, only that it is one
        return {key: _plain(value[key]) for key in sorted(value)}
    return value


def _likeness(entry: Entry, asked: Entry) -> float:
    """How many of the arguments are the same, then how alike they are written."""
    pairs = list(zip(entry.arguments, asked.arguments, strict=False))
    same = sum(one == other for one, other in pairs) - abs(len(entry.arguments) - len(asked.arguments))
    return same + difflib.SequenceMatcher(None, _words(entry), _words(asked)).ratio() / 2


def _difference(due: Entry, asked: Entry) -> str:
    if due.name != asked.name or len(due.arguments) != len(asked.arguments):
        return ""
    for index, (one, other) in enumerate(zip(due.arguments, asked.arguments, strict=True)):
        if _text(one) != _text(other):
            return f"Argument {index + 1} was {_value(one)} when it was recorded. "
    return ""


def _words(entry: Entry) -> str:
    given = [_value(each) for each in entry.arguments]
    given += [f"{name}={_value(each)}" for name, each in entry.keywords.items()]
    text = f"{entry.name}({', '.join(given)})"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _value(value: object) -> str:
    if isinstance(value, dict) and len(value) == 1:
        mark, inner = next(iter(value.items()))
        if mark in ("pointer", "callback", "hex"):
            return f"<{inner}>" if mark != "hex" else f"<bytes {inner}>"
    return json.dumps(value, ensure_ascii=False)


def _counted(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"


def by_of(text: str) -> By:
    """The mode that a person named. `ArgumentError`: there is no such mode."""
    try:
        return By(text)
    except ValueError:
        raise ArgumentError(f"There is no way to replay by {text!r}.", hint="Use order or arguments.") from None
