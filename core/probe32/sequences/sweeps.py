"""Sweeps as plain values: which steps are made at each point, over which arguments, and what is kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ..abi.calls import CallResult
from ..errors import StepError
from .axes import Axis
from .steps import Reference, Sequence, Step, value_at


class Reducer(str, Enum):
    """What is kept of an array: the `WHOLE`, its `MEAN`, `MIN`, `MAX`, `SUM`, `FIRST` or `LAST` value, its `LENGTH`."""

    WHOLE = "whole"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    SUM = "sum"
    FIRST = "first"
    LAST = "last"
    LENGTH = "length"

    def reduce(self, value: object) -> object:
        """The `value` as it is kept; None when it has no such thing, as an empty list has no mean."""
        if self is Reducer.WHOLE or not isinstance(value, (list, tuple)):
            return value
        return len(value) if self is Reducer.LENGTH else _REDUCERS[self](value) if value else None


_REDUCERS: dict[Reducer, Callable[[list[object] | tuple[object, ...]], object]] = {
    Reducer.MEAN: lambda values: math.fsum(values) / len(values),  # type: ignore[arg-type]
    Reducer.MIN: lambda values: min(values),  # type: ignore[type-var]
    Reducer.MAX: lambda values: max(values),  # type: ignore[type-var]
    Reducer.SUM: lambda values: sum(values),  # type: ignore[arg-type]
    Reducer.FIRST: lambda values: values[0],
    Reducer.LAST: lambda values: values[-1],
}


@dataclass(frozen=True)
class Collected:
    """What is kept at each point: `part` of what a step gave, of an array what `reducer` says.

    `unit` is for people; `unknown` are fields that this Probe32 does not know.
    """

    part: Reference
    reducer: Reducer = Reducer.WHOLE
    unit: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict)

    def of(self, results: Mapping[int, CallResult]) -> object:
        """The value, from `results`, what the steps of a point gave. `StepError`: they gave no such part."""
        return self.reducer.reduce(value_at(results[self.part.step], self.part))


@dataclass(frozen=True)
class Sweep:
    """Steps that are made again and again, with other arguments each time.

    `name` is for people; `unknown` are fields that this Probe32 does not know. `of` is one step, a sequence, or the
    name of a sequence of the same project. Set-up steps of a sequence are made once, before the first point, clean-up
    steps once, at the end, all others at each point. With two `axes` the first one changes slowest. `collect` says what
    is kept; nothing stands for all numbers, and means of arrays. `timeout` is in seconds for each call; with `go_on` a
    call that fails does not end the sweep.
    """

    name: str
    of: Step | Sequence | str
    axes: tuple[Axis, ...] = ()
    collect: tuple[Collected, ...] = ()
    timeout: float | None = None
    go_on: bool = False
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "axes", tuple(self.axes))
        object.__setattr__(self, "collect", tuple(self.collect))

    def sequence(self, known: Iterable[Sequence] = ()) -> Sequence:
        """The steps; `known` are the sequences that it may name. `StepError`: none of them has that name."""
        if isinstance(self.of, Step):
            return Sequence(self.of.function, (self.of,))
        if isinstance(self.of, Sequence):
            return self.of
        for each in known:
            if each.name == self.of:
                return each
        raise StepError(f"The sweep {self.name!r} is over the sequence {self.of!r}, which does not exist.")
