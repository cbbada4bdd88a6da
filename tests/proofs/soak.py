"""Half a million requests, while memory, descriptors, handles and threads of both processes stay as they are."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from random import Random
from statistics import median

from probe32.errors import Probe32Error

from .meters import Reading, read
from .rows import table
from .surroundings import proving
from .tallies import Tally
from .work import JOBS, BusyClient, drawn

READINGS = 100
MEMORY_GROWTH = 1 << 20
"""Bytes by which memory may have grown between a tenth of the run and its end."""


@dataclass(frozen=True)
class Plan:
    """`calls` requests; `mixed` of all kinds instead of additions alone; each `deaths`-th ends the host (0: none)."""

    calls: int
    mixed: bool = False
    deaths: int = 0
    seed: int = 0


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when everything was right and nothing has grown."""
    options = _parser().parse_args(arguments)
    plan = Plan(options.calls, options.mixed, options.deaths, options.seed)
    with proving() as left:
        start = time.perf_counter()
        tally, readings = soaked(plan, lambda done: print(f"\r  {done} %", end="", flush=True))
        seconds = time.perf_counter() - start
    print(f"\r{tally}\n\n{report(readings)}\n\n{plan.calls / seconds:.0f} requests a second.")
    grown = growth(readings)
    for each in [*tally.examples, *grown, *left]:
        print(each)
    return 0 if tally.holds and not grown and not left else 1


def soaked(plan: Plan, on_progress: Callable[[int], object] = lambda done: None) -> tuple[Tally, list[Reading]]:
    """Make the requests; what became of them, and a reading after each hundredth of them."""
    tally, chance, readings = Tally(), Random(plan.seed), []
    with BusyClient(restart="auto") as client:
        for number in range(plan.calls):
            kind = drawn(chance, without="say") if plan.mixed else "add"  # what was said is kept, up to 16 MiB
            try:
                if plan.deaths and number % plan.deaths == plan.deaths - 1:
                    kind = "death"
                    with suppress(Probe32Error):
                        client.request32("crash")
                    tally.note(kind, client.request32("add", number, 1) == number + 1)
                else:
                    tally.note(kind, JOBS[kind][0](client, chance, number))
            except Exception:
                tally.note_error(kind)
            if number * READINGS // plan.calls != (number + 1) * READINGS // plan.calls:
                gc.collect()
                readings.append(read(client))
                on_progress(len(readings))
    return tally, readings


def growth(readings: Sequence[Reading]) -> list[str]:
    """What has grown between a tenth of the run and its end, by the readings of a tenth of the run each.

    Memory has when its median has, by more than is allowed; anything else when it was always more than ever before:
    the shared files of a host come with its first large payloads, and go with it.
    """
    tenth = len(readings) // 10
    grown = []
    for name in (each.name for each in fields(Reading)):
        early = [getattr(each, name) for each in readings[tenth : 2 * tenth]]
        late = [getattr(each, name) for each in readings[-tenth:]]
        is_memory = name.endswith("memory")
        if median(late) - median(early) > MEMORY_GROWTH if is_memory else min(late) > max(early):
            grown.append(f"{name.replace('_', ' ')} has grown from {median(early):,.0f} to {median(late):,.0f}")
    return grown


def report(readings: Sequence[Reading]) -> str:
    """The readings after 1, 10, 25, 50, 75 and 100 % of the requests."""
    chosen = [(percent, readings[len(readings) * percent // 100 - 1]) for percent in (1, 10, 25, 50, 75, 100)]
    names = [each.name for each in fields(Reading)]
    rows = [(f"{percent} %", *(f"{getattr(reading, name):,}" for name in names)) for percent, reading in chosen]
    return table(("after", *(name.replace("_", " ") for name in names)), rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py soak",
        description="Makes very many requests, and watches memory, descriptors, handles and threads of both processes. "
        f"Between 10 % and 100 % of the run memory may grow by {MEMORY_GROWTH >> 20} MiB, everything else not at all.",
    )
    parser.add_argument("--calls", type=int, default=500_000, metavar="N", help="requests (500,000)")
    parser.add_argument("--mixed", action="store_true", help="of all kinds, large payloads among them")
    parser.add_argument("--deaths", type=int, default=0, metavar="N", help="each N-th request ends the host")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which requests these are")
    return parser
