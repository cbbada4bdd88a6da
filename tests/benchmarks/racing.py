"""Measures several ways of doing a thing in turns, so that whatever else the machine does hits all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from .samples import Sample


class WrongAnswerError(Exception):
    """What was measured did not do its work."""


@dataclass(frozen=True)
class Contender:
    """One way of doing a thing.

    `act(i)` does it for the i-th time. `right(i, answer)` tells whether it did; it is asked outside of the measured
    time. `turns` is how often it is done in each round: often for what is fast, once for what is slow. `seconds` takes
    the duration from the answer instead, for what is measured by somebody else.
    """

    act: Callable[[int], object]
    right: Callable[[int, object], bool] = lambda _, answer: True
    turns: int = 1
    seconds: Callable[[object], float] | None = None


def race(contenders: Mapping[str, Contender], rounds: int, warm_up: int = 1) -> dict[str, Sample]:
    """What each contender took, by name: `rounds` rounds, after `warm_up` rounds that are not counted.

    Each round begins with another contender. `WrongAnswerError`: an answer is not right.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    with _no_collector():
        for number in range(-warm_up, rounds):
            for name in _rotated(list(contenders), number):
                durations = list(_turns(name, contenders[name], number + warm_up))
                if number >= 0:
                    taken[name] += durations
    return {name: Sample(tuple(seconds)) for name, seconds in taken.items()}


def timed(act: Callable[[], object]) -> float:
    """The seconds that one call of `act` takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def _rotated(names: list[str], number: int) -> list[str]:
    first = number % len(names)
    return names[first:] + names[:first]


def _turns(name: str, contender: Contender, number: int) -> Iterator[float]:
    act = contender.act
    for i in range(number * contender.turns, (number + 1) * contender.turns):
        start = perf_counter()
        answer = act(i)
        taken = perf_counter() - start
        if not contender.right(i, answer):
            raise WrongAnswerError(f"{name} gave a wrong answer in turn {i}.")
        seconds = contender.seconds(answer) if contender.seconds else taken
        del answer  # large ones must not lie about while the next is made
        yield seconds


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the collector of cyclic garbage, as in the standard library's `timeit`."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
