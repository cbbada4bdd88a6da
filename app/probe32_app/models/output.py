"""What the host prints, in lines, each with the call that caused it; bounded, and filtered by stream and by call."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..translating import marked, tr

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CallKey = tuple[int, int]
"""A call of one library: which of its hosts made it, and the number of its request there."""

STREAMS = ("stdout", "stderr", "debug", "python")
LIMIT = 20_000
"""Lines that are kept."""
_SPARE = 2_000
_LONGEST = 4096
"""Bytes of a line; a longer one goes on in the next."""
_ANSI = "mbcs" if sys.platform == "win32" else "cp1252"
"""Windows' own code page, in which OutputDebugString speaks, also for wide text."""
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if code != 9}


@dataclass(frozen=True)
class Printed:
    """A piece of output as it arrives; `time` is in seconds since 1970."""

    time: float
    stream: str
    data: bytes
    call: CallKey
    name: str


@dataclass(frozen=True)
class OutputLine:
    """One line. `number` counts all lines; `open` ones may still go on."""

    number: int
    time: float
    stream: str
    call: CallKey
    name: str
    data: bytes
    text: str
    open: bool = False


class OutputColumn(IntEnum):
    """The columns, in order."""

    TIME = 0
    STREAM = 1
    CALL = 2
    TEXT = 3


LINE_ROLE = Qt.ItemDataRole.UserRole
_HEADERS = (marked("Time"), marked("From"), marked("Call"), marked("Text"))


class OutputModel(QAbstractTableModel):
    """Rows of `OutputLine` that pass the filter; the last `LIMIT` lines are kept, `dropped` counts the others.

    `encoding` is that of text which is no UTF-8.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.encoding = "utf-8"
        self.dropped = 0
        self.streams = frozenset(STREAMS)
        self.call: CallKey | None = None
        self._lines: list[OutputLine] = []
        self._shown: list[OutputLine] = []
        self._open: dict[str, int] = {}
        self._number = 0

    @property
    def shown(self) -> Sequence[OutputLine]:
        """The lines that pass the filter, in order."""
        return self._shown

    @property
    def kept(self) -> int:
        """How many lines there are, shown or not."""
        return len(self._lines)

    def last(self, count: int) -> list[str]:
        """The texts of the last lines, shown or not."""
        return [each.text for each in self._lines[-count:]]

    def add(self, pieces: Iterable[Printed]) -> None:
        """Append what was printed; a line that was not ended goes on if it belongs to the same stream and call."""
        fresh: list[OutputLine] = []
        for piece in pieces:
            data = self._continued(piece, fresh)
            *whole, rest = data.split(b"\n")
            fresh += [self._line(piece, each) for line in whole for each in _cut(line)]
            if rest:
                *full, last = _cut(rest)
                fresh += [self._line(piece, each) for each in full]
                fresh.append(self._line(piece, last, is_open=True))
                self._open[piece.stream] = fresh[-1].number
        self._append(fresh)
        self._trim()

    def set_filter(self, streams: frozenset[str], call: CallKey | None) -> None:
        """Show the lines of these streams only, and of one call, or of all (None)."""
        self.beginResetModel()
        self.streams, self.call = streams, call
        self._shown = [each for each in self._lines if self._passes(each)]
        self.endResetModel()

    def clear(self) -> None:
        """Forget every line."""
        self.beginResetModel()
        self._lines, self._shown, self._open, self.dropped = [], [], {}, 0
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The number of lines that pass the filter."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The number of `OutputColumn`s."""
        return 0 if parent.isValid() else len(OutputColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of the columns."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_HEADERS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, the same as tool tip, and `LINE_ROLE`."""
        line = self._shown[index.row()]
        if role == LINE_ROLE:
            return line
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        column = index.column()
        if column == OutputColumn.TIME:
            return clock(line.time)
        return (line.stream, line.name, line.text)[column - 1]

    def _continued(self, piece: Printed, fresh: list[OutputLine]) -> bytes:
        """The bytes of the line under way and of `piece`; the line is taken out when it goes on."""
        number = self._open.pop(piece.stream, None)
        if number is None:
            return piece.data
        before = next((each for each in reversed(fresh) if each.number == number), None)
        if before is None:
            at = bisect_left(self._lines, number, key=lambda each: each.number)
            before = self._lines[at] if at < len(self._lines) and self._lines[at].number == number else None
        if before is None or before.call != piece.call:
            return piece.data
        if before in fresh:
            fresh.remove(before)
        else:
            self._remove(number)
        return before.data + piece.data

    def _line(self, piece: Printed, data: bytes, *, is_open: bool = False) -> OutputLine:
        self._number += 1
        text = self._decoded(data.rstrip(b"\r"), piece.stream).translate(_CONTROLS)
        return OutputLine(
            self._number, piece.time, piece.stream, piece.call, piece.name, data if is_open else b"", text, is_open
        )

    def _decoded(self, data: bytes, stream: str) -> str:
        for encoding in ("utf-8", self.encoding, *((_ANSI,) if stream == "debug" else ())):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        return data.decode("utf-8", "backslashreplace")

    def _append(self, fresh: list[OutputLine]) -> None:
        self._lines += fresh
        shown = [each for each in fresh if self._passes(each)]
        if shown:
            first = len(self._shown)
            self.beginInsertRows(ROOT, first, first + len(shown) - 1)
            self._shown += shown
            self.endInsertRows()

    def _remove(self, number: int) -> None:
        for lines, is_shown in ((self._lines, False), (self._shown, True)):
            at = bisect_left(lines, number, key=lambda each: each.number)
            if at < len(lines) and lines[at].number == number:
                if is_shown:
                    self.beginRemoveRows(ROOT, at, at)
                del lines[at]
                if is_shown:
                    self.endRemoveRows()

    def _trim(self) -> None:
        """Drop the oldest lines, many at once: each time costs the view something."""
        if len(self._lines) <= LIMIT + _SPARE:
            return
        excess = len(self._lines) - LIMIT
        first = self._lines[excess].number
        del self._lines[:excess]
        self.dropped += excess
        gone = bisect_left(self._shown, first, key=lambda each: each.number)
        if gone:
            self.beginRemoveRows(ROOT, 0, gone - 1)
            del self._shown[:gone]
            self.endRemoveRows()

    def _passes(self, line: OutputLine) -> bool:
        return line.stream in self.streams and self.call in (None, line.call)


def clock(time: float) -> str:
    """A time stamp with milliseconds."""
    return datetime.fromtimestamp(time).strftime("%H:%M:%S.%f")[:-3]


def _cut(line: bytes) -> list[bytes]:
    return [line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST)] or [b""]


def plain(lines: Iterable[OutputLine]) -> str:
    """Lines for a file: time, stream, call and text, separated by tabs."""
    return "".join(f"{clock(each.time)}\t{each.stream}\t{each.name}\t{each.text}\n" for each in lines)
