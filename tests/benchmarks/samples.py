"""Measured values and their arithmetic."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """Durations of the same thing, in seconds; at least one. They are in no particular order."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the values are smaller."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """The value that 1 % of the values exceed; the largest one of fewer than 100."""
        return quantile(self.seconds, 0.99)

    @property
    def spread(self) -> float:
        """The width of the middle half of the values, as a fraction of the median; 0 of a median of 0."""
        width = quantile(self.seconds, 0.75) - quantile(self.seconds, 0.25)
        return width / self.median if self.median else 0.0

    def divided(self, by: int) -> Sample:
        """The same for one of the `by` things that were measured together."""
        return Sample(tuple(each / by for each in self.seconds))


def quantile(values: Sequence[float], fraction: float) -> float:
    """The smallest of the values that at least `fraction` of them do not exceed ("nearest rank"); no interpolation."""
    ordered = sorted(values)
    below = -(-len(ordered) * fraction // 1)
    return ordered[max(0, int(below) - 1)]
