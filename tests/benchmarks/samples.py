"""Measured values and their arithmetic."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PARTS = 10


@dataclass(frozen=True)
class Sample:
    """Measurements of the same thing, at least one, in the order in which they were made; durations are in seconds."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the values are smaller."""
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        """The value that 1 % of the values exceed; the largest one of fewer than 100."""
        return quantile(self.values, 0.99)

    @property
    def middle_half(self) -> tuple[float, float]:
        """A quarter of the values is below the first, a quarter above the second."""
        return quantile(self.values, 0.25), quantile(self.values, 0.75)

    def tenths(self) -> Iterator[Sample]:
        """Ten parts, one after the other; fewer of fewer values."""
        length = -(-len(self.values) // _PARTS)
        for first in range(0, len(self.values), length):
            yield Sample(self.values[first : first + length])

    def divided(self, by: int) -> Sample:
        """The same for one of the `by` things that were measured together."""
        return Sample(tuple(each / by for each in self.values))


def quantile(values: Sequence[float], fraction: float) -> float:
    """The smallest of the values that at least `fraction` of them do not exceed ("nearest rank"); no interpolation."""
    ordered = sorted(values)
    below = -(-len(ordered) * fraction // 1)
    return ordered[max(0, int(below) - 1)]
