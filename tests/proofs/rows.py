"""What is known of the repetitions of one kind of death, and the table of all kinds."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from probe32.postmortem import Place

HEADINGS = ("kind", "way", "times", "told as", "code", "place", "calls", "next call", "wrong", "unusable", "leftovers")


@dataclass
class Row:
    """`told`, `codes` and `places` count what was told; `with_calls` how often the last requests were.

    `seconds` are those from the death to the next answer. `wrong` says what was told wrongly, `unusable` why the next
    call did not work, `left` what was left behind.
    """

    kind: str
    way: str
    times: int = 0
    told: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    with_calls: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    """Seconds that the hosts of killed clients took to follow."""
    note: str = ""
    """Why there are no repetitions."""

    def note_error(self, error: BaseException) -> None:
        """Count what an exception tells."""
        self.told[type(error).__name__] += 1
        code = getattr(error, "code", None)
        if isinstance(code, int):
            self.codes[f"0x{code:08X}" if code > 0xFF else str(code)] += 1
        named = places_of(error)
        if named:
            self.places[str(named[0])] += 1
        self.with_calls += bool(getattr(error, "last_calls", ()))

    @property
    def problems(self) -> list[str]:
        """Everything that should not be, each with the row that it belongs to."""
        groups = {"wrong": self.wrong, "unusable": self.unusable, "left behind": self.left}
        return [f"{self.kind} ({self.way}), {group}: {each}" for group, said in groups.items() for each in said]

    def cells(self) -> tuple[str, ...]:
        """As `HEADINGS`."""
        if self.note:
            return (self.kind, self.way, "0", self.note, *[""] * (len(HEADINGS) - 4))
        median = f"{statistics.median(self.seconds):.2f} s" if self.seconds else ""
        counts = (len(self.wrong), len(self.unusable), len(self.left))
        found = tuple(_counted(each) for each in (self.told, self.codes, self.places))
        if self.ends:
            found = (f"host gone after {max(self.ends):.2f} s", "", "")
        return (self.kind, self.way, str(self.times), *found, str(self.with_calls), median, *map(str, counts))


def places_of(error: BaseException) -> tuple[Place, ...]:
    """The places that an exception names: that of the fault or of the hang first, then the way there."""
    fault, hang = getattr(error, "fault", None), getattr(error, "hang", None)
    if fault is not None:
        return (fault.place, *fault.callers)
    return hang.places if hang is not None else ()


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns for a terminal."""
    lines = [tuple(headings), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _counted(counter: Counter[str]) -> str:
    """Each with how often it was, where there are several; of many the most frequent."""
    if len(counter) < 2:
        return next(iter(counter), "")
    said = [f"{name} x {count}" for name, count in counter.most_common(2)]
    return ", ".join([*said, f"{len(counter) - 2} others"] if len(counter) > 2 else said)
