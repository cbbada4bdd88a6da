"""Random bytes and mutated frames for both ends."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from . import fuzzed_ends, fuzzed_hosts, fuzzed_wire
from .garbage import GARBAGE, STRANGERS
from .limits import limited_memory
from .rows import table
from .surroundings import proving

_SHOWN = 20
"""Problems that are printed at most."""

_STRANGERS_SHARE = 5
"""Of a thousand cases those at the ports of real hosts, which share hosts and so are no `Part`."""


@dataclass(frozen=True)
class Part:
    """`attack` does its worst with what `garbage` makes, and says what came of it; it raises what must not happen.

    `share` is the part's share of a thousand cases.
    """

    attack: Callable[[bytes], str]
    garbage: SearchStrategy[bytes]
    share: int


PARTS: dict[str, Part] = {
    "frames": Part(fuzzed_wire.read_frames, GARBAGE, 300),
    "host asks a stranger": Part(fuzzed_wire.host_meets_stranger, STRANGERS, 150),
    "client asks an impostor": Part(fuzzed_wire.client_meets_impostor, STRANGERS, 150),
    "client's end": Part(fuzzed_ends.answer_client, GARBAGE, 243),
    "host's end": Part(fuzzed_ends.ask_host, GARBAGE, 150),
    "host: task": Part(fuzzed_hosts.give_task, GARBAGE, 1),
    "host: requests": Part(fuzzed_hosts.send_requests, GARBAGE, 1),
}
"""By the name that the table gives it; the last two are real 32-bit hosts."""


@dataclass
class Outcome:
    """What came of one part's cases, and what should not have."""

    cases: int = 0
    results: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def cells(self, name: str) -> tuple[str, ...]:
        """The row of the table."""
        said = ", ".join(f"{result} {count}" for result, count in self.results.most_common())
        return name, str(self.cases), str(len(self.problems)), said


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when nothing happened that must not."""
    options = _parser().parse_args(arguments)
    with proving() as left:
        outcomes = {name: _attacked(name, options) for name in options.only or [*PARTS, fuzzed_hosts.STRANGERS]}
    print(f"\n{table(('part', 'cases', 'problems', 'what came of them'), [o.cells(n) for n, o in outcomes.items()])}\n")
    problems = [f"{name}: {each}" for name, outcome in outcomes.items() for each in outcome.problems] + left
    for each in problems[:_SHOWN]:
        print(each)
    print(f"{sum(each.cases for each in outcomes.values())} cases, {len(problems)} problems, seed {options.seed}.")
    return 1 if problems else 0


def attacked(name: str, cases: int, number: int) -> Outcome:
    """Make so many cases of a part."""
    outcome = Outcome()
    if name == fuzzed_hosts.STRANGERS:
        return _with_strangers(outcome, cases, number)
    part = PARTS[name]

    def attack(data: bytes) -> None:
        outcome.cases += 1
        try:
            outcome.results[part.attack(data)] += 1
        except Exception as error:
            outcome.problems.append(f"{type(error).__name__}: {error}, after {data!r}")

    with limited_memory():
        _with_many(attack, part.garbage, cases, number)
    return outcome


def _with_strangers(outcome: Outcome, cases: int, number: int) -> Outcome:
    """Strangers at the ports of real hosts, a few dozen at each."""
    said: list[bytes] = []
    _with_many(lambda data: said.append(data), STRANGERS, cases, number)
    outcome.cases = len(said)
    for start in range(0, len(said), fuzzed_hosts.AT_ONE_PORT):
        try:
            outcome.results.update(fuzzed_hosts.meet_strangers(said[start : start + fuzzed_hosts.AT_ONE_PORT]))
        except Exception as error:
            outcome.problems.append(f"{type(error).__name__}: {error}")
    return outcome


def _with_many(attack: Callable[[bytes], None], garbage: SearchStrategy[bytes], cases: int, number: int) -> None:
    quick = settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(quick(given(garbage)(attack)))()


def _attacked(name: str, options: argparse.Namespace) -> Outcome:
    print(f"  {name} ...", end="", flush=True)
    start = time.monotonic()
    share = PARTS[name].share if name in PARTS else _STRANGERS_SHARE
    outcome = attacked(name, max(1, options.cases * share // 1000), options.seed)
    print(f" {time.monotonic() - start:.1f} s", flush=True)
    return outcome


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py fuzz",
        description="Sends random bytes and mutated frames to both ends: nothing may hang or crash, a stranger learns "
        "nothing and has nothing unpickled, and nothing is allocated because somebody announces it.",
    )
    parser.add_argument("--cases", type=int, default=100_000, metavar="N", help="all parts together (100,000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which cases these are")
    names = [*PARTS, fuzzed_hosts.STRANGERS]
    parser.add_argument("--only", action="append", choices=names, metavar="PART", help=f"one of: {', '.join(names)}")
    return parser
