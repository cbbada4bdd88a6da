"""One line of the result: what was measured, against what, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .samples import Sample


@dataclass(frozen=True)
class Goal:
    """What a row should reach.

    "faster": ours at least `factor` times faster than the other. "within": ours takes at most `factor` times as long
    as the other. "at most": ours is at most `factor`, whatever the other is.
    """

    kind: Literal["faster", "within", "at most"]
    factor: float

    def __str__(self) -> str:
        return {"faster": "≥ {:g} x faster", "within": "≤ {:g} x", "at most": "≤ {:g}"}[self.kind].format(self.factor)


@dataclass(frozen=True)
class Value:
    """A measured value with its spread (a fraction of it), made of `count` measurements."""

    amount: float
    spread: float
    count: int
    unit: str = "s"

    @classmethod
    def median(cls, sample: Sample) -> Value:
        """The usual value of a sample."""
        return cls(sample.median, sample.spread, len(sample.seconds))

    @classmethod
    def p99(cls, sample: Sample) -> Value:
        """The bad case of a sample."""
        return cls(sample.p99, sample.spread, len(sample.seconds))


@dataclass(frozen=True)
class Row:
    """What `what` takes, beside what `against` takes; a row without `theirs` or without `goal` is for information."""

    name: str
    what: str
    ours: Value
    against: str = ""
    theirs: Value | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times faster ours is; with a goal of "within", how many times slower. None without a rival."""
        if self.theirs is None or not (self.ours.amount and self.theirs.amount):
            return None
        slower = self.ours.amount / self.theirs.amount
        return slower if self.goal and self.goal.kind == "within" else 1 / slower

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        if self.goal.kind == "at most":
            return self.ours.amount <= self.goal.factor
        assert self.ratio is not None
        return self.ratio >= self.goal.factor if self.goal.kind == "faster" else self.ratio <= self.goal.factor


def compared(name: str, what: str, ours: Sample, against: str, theirs: Sample, goal: Goal | None = None) -> Row:
    """A row of medians."""
    return Row(name, what, Value.median(ours), against, Value.median(theirs), goal)


def alone(name: str, what: str, ours: Sample) -> Row:
    """A row of information, a median."""
    return Row(name, what, Value.median(ours))
