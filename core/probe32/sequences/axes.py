"""What a sweep varies: an argument, and the values that it takes."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..errors import ArgumentError, FileError
from ..named_files import read_text

MOST = 1_000_000
"""Values of an axis, and points of a sweep."""


@dataclass(frozen=True)
class Span:
    """From `start` to `stop`, both included: in steps of `step`, or `count` values at equal distances.

    `logarithmic`: the values have equal ratios, and `step` is that ratio. With a `step`, the last value is the one that
    does not go beyond `stop`.
    """

    start: float
    stop: float
    count: int = 0
    step: float = 0.0
    logarithmic: bool = False

    def values(self) -> tuple[object, ...]:
        """The values; whole numbers where all three numbers are. `ArgumentError`: there is no such span."""
        return _span_values(self)

    def _made(self) -> tuple[object, ...]:
        if not all(map(math.isfinite, (self.start, self.stop, self.step))):
            raise ArgumentError("A range needs finite numbers.", hint="Give start, stop, and a step or a count.")
        if self.logarithmic and (self.start <= 0 or self.stop <= 0):
            raise ArgumentError("A logarithmic range begins and ends above 0.", hint="Or make it linear.")
        return self._counted() if self.count else self._stepped()

    def _counted(self) -> tuple[object, ...]:
        count = self.count
        if not 1 <= count <= MOST:
            raise ArgumentError(f"A range can't have {count:,} values.", hint=f"Give 1 to {MOST:,}.")
        if count == 1:
            return (self.start,)
        if self.logarithmic:
            ratio = math.log(self.stop / self.start) / (count - 1)
            inner = [self.start * math.exp(ratio * each) for each in range(count - 1)]
            return (*inner, float(self.stop))
        width = self.stop - self.start
        if _whole(self.start, self.stop) and width % (count - 1) == 0:
            distance = int(width) // (count - 1)
            return tuple(int(self.start) + distance * each for each in range(count))
        return (*(self.start + width * each / (count - 1) for each in range(count - 1)), float(self.stop))

    def _stepped(self) -> tuple[object, ...]:
        if self.logarithmic:
            steps = self._steps(math.log(self.stop / self.start), math.log(self.step) if self.step > 0 else 0.0)
            return tuple(self.start * self.step**each for each in range(steps + 1))
        steps = self._steps(self.stop - self.start, self.step)
        if _whole(self.start, self.step):
            return tuple(int(self.start) + int(self.step) * each for each in range(steps + 1))
        return tuple(self.start + self.step * each for each in range(steps + 1))

    def _steps(self, width: float, step: float) -> int:
        if width == 0:
            return 0
        if step == 0 or (width > 0) != (step > 0):
            hint = "Give a ratio above 1 to go up, below 1 to go down." if self.logarithmic else "Turn its sign around."
            raise ArgumentError(f"Steps of {self.step:g} don't lead from {self.start:g} to {self.stop:g}.", hint=hint)
        steps = math.floor(width / step + 1e-9)  # 0.3 in steps of 0.1 has four values
        if steps >= MOST:
            raise ArgumentError(
                f"A range can't have {steps + 1:,} values.", hint=f"Give a larger step; {MOST:,} at most."
            )
        return steps


@dataclass(frozen=True)
class Listed:
    """The values in `items`, in this order; numbers, texts, or whatever the argument takes."""

    items: tuple[object, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self.items))

    def values(self) -> tuple[object, ...]:
        """The values. `ArgumentError`: there are none."""
        if not self.items:
            raise ArgumentError("The list is empty.", hint="Give at least one value.")
        return self.items


@dataclass(frozen=True)
class Column:
    """What stands in a column of a CSV file, `path`, below its `name` in the first line; a number counts from 1."""

    path: str
    name: str

    def values(self) -> tuple[object, ...]:
        """The values: numbers where they are some, else texts. `FileError`: no such file or column."""
        return read_column(Path(self.path), self.name)


Points = Span | Listed | Column


@dataclass(frozen=True)
class Axis:
    """The values that an argument takes, one after the other.

    `points` says which. `unknown` are fields that this Probe32 does not know. `argument` is the parameter's name;
    `step` the number of the step that it belongs to, 0 for the first of the steps made at each point that has such a
    parameter. `unit` is for people: it stands beside the axis of a plot.
    """

    argument: str
    points: Points
    step: int = 0
    unit: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Name and unit, for a plot or a table."""
        return f"{self.argument} ({self.unit})" if self.unit else self.argument

    def values(self) -> tuple[object, ...]:
        """The values in order. `ArgumentError`: they make no sense; it names the argument. `FileError`: as `Column`."""
        try:
            return self.points.values()
        except ArgumentError as error:
            message = f"{self.argument!r} can't be varied so: {error.message}"
            raise ArgumentError(message, hint=error.hint, parameter=self.argument) from None


@lru_cache(maxsize=4)
def _span_values(span: Span) -> tuple[object, ...]:
    """Kept for those who ask for the same again: a million values take a quarter of a second."""
    return span._made()


def read_column(path: Path, name: str) -> tuple[object, ...]:
    """The values of the column `name` in the CSV file `path`.

    Commas, semicolons or tabs separate; lines that begin with # are left out.

    `FileError`: the file can't be read, or has no such column, or the column holds nothing.
    """
    try:
        lines = [each for each in read_text(path).splitlines() if each.strip() and each[0] != "#"]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise FileError(f"{path} can't be read: {reason}.", hint="Check the path; save it as UTF-8.") from None
    rows = list(csv.reader(lines, delimiter=_delimiter(lines[0] if lines else "")))
    heads = [each.strip() for each in rows[0]] if rows else []
    if name in heads:
        at, rows = heads.index(name), rows[1:]
    elif name.isdecimal() and 1 <= int(name) <= len(heads):
        at = int(name) - 1
        rows = rows if isinstance(_value(heads[at]), (int, float)) else rows[1:]
    else:
        known = ", ".join(heads) or "none"
        raise FileError(f"{path} has no column {name!r}.", hint=f"Its columns: {known}.")
    values = tuple(_value(row[at].strip()) for row in rows if len(row) > at and row[at].strip())
    if not values:
        raise FileError(f"The column {name!r} of {path} is empty.", hint="Name another one.")
    return values


def _delimiter(line: str) -> str:
    return max((";", "\t", ","), key=line.count)


def _value(text: str) -> object:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _whole(*numbers: float) -> bool:
    return all(isinstance(each, int) for each in numbers)
