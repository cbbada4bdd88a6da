"""Runs a sweep: its set-up, its points in batches, its clean-up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from itertools import islice, product

from ..abi.calls import CallResult
from ..errors import Probe32Error, StepError
from ..library import Library
from .axes import MOST
from .checking import Known, in_step, place_of, problems_of_sweep, signature_of, unchanged, values_for, with_values
from .collecting import column_title, default_collection
from .control import Control
from .running import Outcome, SequenceRun
from .steps import Sequence
from .sweeps import Sweep


@dataclass(frozen=True)
class Point:
    """One point of a sweep: the axes' `values`, and what was `collected` there, in order; None where a call failed.

    `index` counts points from 0. `last_error` is that of the last call, `duration_us` the time inside all of them.
    `error` is why the point failed, None when it did not, and `step` the number of the step that did.
    """

    index: int
    values: tuple[object, ...]
    collected: tuple[object, ...]
    last_error: int = 0
    duration_us: float = 0.0
    error: Probe32Error | None = None
    step: int = 0


class SweepRun:
    """A sweep with a library, over the steps of `sequence`, by default those that the sweep itself has.

        for point in SweepRun(lib, sweep).points():
            print(point.values, point.collected)

    `library`, `sweep` and the steps are as given; `axes` are the values of each axis, checked, `collect` what is kept.
    `run` makes the steps; `clean_up_failures` are clean-up steps that failed at the end. `columns` are the titles of
    what is collected. `known` says what a typed value stands for; `control` pauses and stops it, from any thread.
    Raises the first problem that the sweep has, a `StepError`; nothing has been called then.
    """

    def __init__(
        self,
        library: Library,
        sweep: Sweep,
        sequence: Sequence | None = None,
        *,
        known: Known = unchanged,
        control: Control | None = None,
    ) -> None:
        self.library = library
        self.sweep = sweep
        self.control = control or Control()
        self.clean_up_failures: list[Outcome] = []
        given = sweep.sequence() if sequence is None else sequence
        for each in problems_of_sweep(given, sweep.axes, library):
            raise each
        self._places = [place_of(each, given, library) for each in sweep.axes]
        pairs = zip(sweep.axes, self._places, strict=True)
        self.axes = tuple(values_for(axis, parameter, library) for axis, (_, parameter) in pairs)
        if len(self) > MOST:
            raise StepError(f"The sweep has {len(self):,} points; {MOST:,} are the most.", hint="Make an axis coarser.")
        firsts = zip(self._places, self.axes, strict=True)
        self.sequence = with_values(
            given, [(number, each.name, values[0]) for (number, each), values in firsts], library
        )
        self._body = [number for number, each in enumerate(self.sequence.steps, 1) if each.in_body]
        self.collect = sweep.collect or default_collection(self.sequence, library)
        self.columns = tuple(column_title(each, self.sequence, library) for each in self.collect)
        self.run = SequenceRun(
            library, self.sequence, timeout=sweep.timeout, go_on=sweep.go_on, known=known, control=self.control
        )

    def __len__(self) -> int:
        """How many points there are."""
        return math.prod(map(len, self.axes))

    def points(self) -> Iterator[Point]:
        """Make the set-up, then each point, and yield it; the clean-up follows the last.

        The first point with an error is the last, unless the sweep goes on after errors; a host that has ended is
        replaced then, and the set-up made again. The points before it are yielded, also those that were made in the
        same message as the one that the host died of. Raises `StepError` when the set-up fails.
        """
        try:
            self._finish(self.run.make(number) for number in self._set_up())
            yield from self._all_points()
        finally:
            self.clean_up_failures += [each for each in self.run.clean_up() if each.error is not None]

    def told_of_clean_up(self) -> tuple[str, ...]:
        """A sentence for each clean-up step that failed."""
        return tuple(
            f"The clean-up failed in step {each.number}, {each.step.function}: {each.error}"
            for each in self.clean_up_failures
        )

    def failure(self, point: Point) -> str:
        """Why `point` failed, with the values that it had; "" when it did not."""
        if point.error is None:
            return ""
        values = ", ".join(
            f"{axis.argument} = {value}" for axis, value in zip(self.sweep.axes, point.values, strict=True)
        )
        function = self.sequence.step(point.step).function
        return f"Point {point.index + 1} of {len(self)} ({values}), step {point.step}, {function}: {point.error}"

    def _set_up(self) -> list[int]:
        steps = enumerate(self.sequence.steps, 1)
        return [number for number, each in steps if each.enabled and each.set_up]

    def _finish(self, outcomes: Iterable[Outcome]) -> None:
        for each in outcomes:
            if each.error is not None:
                raise in_step(each.number, each.step, each.error) from each.error

    def _all_points(self) -> Iterator[Point]:
        grid = list(product(*self.axes))
        make = self._batched if self._can_batch() else self._one_by_one
        done = 0
        while done < len(grid):
            self._finish(self.run.renew())
            for point in make(grid, done):
                yield point
                done = point.index + 1
                if self.run.ends(point.error) or not self.control.wait():
                    return

    def _can_batch(self) -> bool:
        """Whether no step needs what another one gave at the same point; and they have the same deadline."""
        steps = [self.sequence.step(each) for each in self._body]
        alone = not any(each.step in self._body for step in steps for each in step.references())
        return alone and len({self.run.timeout_of(each) for each in steps}) == 1

    def _batched(self, grid: Many[tuple[object, ...]], first: int) -> Iterator[Point]:
        """The points from one on, up to one with an error, many in a message."""
        fixed = {number: self.run.arguments(number) for number in self._body}
        calls = (
            (self.sequence.step(number).function, self._filled(number, fixed[number], values))
            for values in islice(grid, first, None)
            for number in self._body
        )
        seconds = self.run.timeout_of(self.sequence.step(self._body[0]))
        index, made = first, dict[int, CallResult]()
        try:
            for done in self.library.call_many(calls, timeout=seconds):
                made[self._body[len(made)]] = done
                if len(made) == len(self._body):
                    yield self._point(index, grid[index], made)
                    index, made = index + 1, {}
        except Probe32Error as error:
            yield self._failed(index, grid[index], made, error)

    def _one_by_one(self, grid: Many[tuple[object, ...]], first: int) -> Iterator[Point]:
        """As `_batched`, with a message for each call."""
        for index in range(first, len(grid)):
            made = dict[int, CallResult]()
            try:
                for number in self._body:
                    step = self.sequence.step(number)
                    given = self._filled(number, self.run.arguments(number), grid[index])
                    made[number] = self.library.call(step.function, *given, timeout=self.run.timeout_of(step))
                    self.run.results[number] = made[number]
            except Probe32Error as error:
                yield self._failed(index, grid[index], made, error)
                return
            yield self._point(index, grid[index], made)

    def _filled(self, number: int, arguments: tuple[object, ...], values: tuple[object, ...]) -> tuple[object, ...]:
        """The arguments of a step at a point."""
        here = {each.name: value for (step, each), value in zip(self._places, values, strict=True) if step == number}
        if not here:
            return arguments
        inputs = signature_of(self.library, self.sequence.step(number), number).inputs
        named = zip(inputs, arguments, strict=False)
        filled = tuple(here.get(each.name, value) for each, value in named)
        return filled + arguments[len(inputs) :]

    def _point(self, index: int, values: tuple[object, ...], made: dict[int, CallResult]) -> Point:
        done = list(made.values())
        try:
            collected = tuple(each.of(made) for each in self.collect)
        except StepError as error:
            return replace(self._failed(index, values, made, error), step=self._body[-1])
        return Point(index, values, collected, done[-1].last_error, sum(each.duration_us for each in done))

    def _failed(
        self, index: int, values: tuple[object, ...], made: dict[int, CallResult], error: Probe32Error
    ) -> Point:
        step = self._body[min(len(made), len(self._body) - 1)]
        spent = sum(each.duration_us for each in made.values())
        return Point(index, values, (None,) * len(self.collect), 0, spent, error, step)
