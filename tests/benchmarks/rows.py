"""One line of the result: what was measured, beside what, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .samples import Sample
from .units import amount_text

YARDSTICK = "the yardstick"
"""What stands beside a row that has no rival: the same piece of Python work (`yardstick.py`) in every run."""


@dataclass(frozen=True)
class Goal:
    """What a row should reach.

    "faster": ours at least `factor` times faster than the other. "within": ours takes at most `factor` times as long
    as the other. "at most": ours is at most `factor`, whatever the other is.
    """

    kind: Literal["faster", "within", "at most"]
    factor: float


@dataclass(frozen=True)
class Value:
    """A measured value, made of `count` measurements, of which the middle half lies between `low` and `high`."""

    amount: float
    low: float
    high: float
    count: int
    unit: str = "s"

    @classmethod
    def median(cls, sample: Sample, unit: str = "s") -> Value:
        """The usual value of a sample."""
        return cls(sample.median, *sample.middle_half, len(sample.values), unit)

    @classmethod
    def p99(cls, sample: Sample) -> Value:
        """The bad case of a sample: its 99th percentile, and the spread of those of its ten tenths."""
        tenths = Sample(tuple(each.p99 for each in sample.tenths()))
        return cls(sample.p99, *tenths.middle_half, len(sample.values))

    @property
    def noise(self) -> float:
        """Half the width of the middle half, as a fraction of the value; 0 of a value of 0."""
        return (self.high - self.low) / 2 / self.amount if self.amount else 0.0


@dataclass(frozen=True)
class Row:
    """What `what` takes, beside what `against` takes.

    A row without `goal` is for information. `note` is a sentence about the comparison that a reader has to know.
    """

    name: str
    what: str
    ours: Value
    against: str = ""
    theirs: Value | None = None
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times as long ours takes as the other; below 1 it is faster. None where nothing is beside it."""
        if self.theirs is None or not (self.ours.amount and self.theirs.amount):
            return None
        return self.ours.amount / self.theirs.amount

    @property
    def has_rival(self) -> bool:
        """Whether what is beside it does the same thing, or the least that has to be done for it."""
        return self.theirs is not None and self.against != YARDSTICK

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        if self.goal.kind == "at most":
            return self.ours.amount <= self.goal.factor
        assert self.ratio is not None
        return self.ratio * self.goal.factor <= 1 if self.goal.kind == "faster" else self.ratio <= self.goal.factor

    @property
    def goal_text(self) -> str:
        """The goal in words; "" where there is none."""
        if self.goal is None:
            return ""
        if self.goal.kind == "at most":
            return f"≤ {amount_text(self.goal.factor, self.ours.unit)}"
        return f"{'≥' if self.goal.kind == 'faster' else '≤'} {self.goal.factor:g} x {_THAN[self.goal.kind]}"

    def beside(self, yardstick: Value) -> Row:
        """The same with the yardstick beside it, unless it has a rival or is no time."""
        if self.theirs is not None or self.ours.unit != "s":
            return self
        return replace(self, against=YARDSTICK, theirs=yardstick)


_THAN = {"faster": "faster", "within": "as long"}


def compared(name: str, what: str, ours: Sample, against: str, theirs: Sample, goal: Goal | None = None) -> Row:
    """A row of medians."""
    return Row(name, what, Value.median(ours), against, Value.median(theirs), goal)


def alone(name: str, what: str, ours: Sample, goal: Goal | None = None, unit: str = "s") -> Row:
    """A row of a median with no rival."""
    return Row(name, what, Value.median(ours, unit), goal=goal)
