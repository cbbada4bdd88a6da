"""The fault matrix: every way in which hosts and clients die, again and again, and what comes after."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial

from .arena import Arena, arena
from .clients import KILLINGS, killed
from .deaths import DEATHS
from .repeating import repeated
from .rows import HEADINGS, Row, table
from .surroundings import proving

Trial = Callable[[Arena, int], list[Row]]
"""Lets one kind of death happen so many times, in each way that there is."""


def _host_dies(kind: str, arena: Arena, times: int) -> list[Row]:
    death = DEATHS[kind]
    return [
        repeated(arena, kind, death, restart, transport, times)
        for transport in death.transports
        for restart in ("manual", "auto")
    ]


def _client_dies(kind: str, arena: Arena, times: int) -> list[Row]:
    return [killed(arena, kind, transport, times) for transport in KILLINGS[kind].transports]


KINDS: dict[str, Trial] = {
    **{kind: partial(_host_dies, kind) for kind in DEATHS},
    **{kind: partial(_client_dies, kind) for kind in KILLINGS},
}


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when no client was unusable, nothing was left and everything was told."""
    options = _parser().parse_args(arguments)
    names = options.only or list(KINDS)
    with proving() as left, arena() as place:
        rows = [row for name in names for row in _tried(name, place, options.repetitions)]
    print(f"\n{table(HEADINGS, [row.cells() for row in rows])}\n")
    return verdict(rows, left)


def verdict(rows: Sequence[Row], left: Sequence[str]) -> int:
    """The exit code; what is wrong is printed."""
    problems = [each for row in rows for each in row.problems] + [f"left at the end: {each}" for each in left]
    for each in problems:
        print(each)
    unusable, leftovers = (sum(len(getattr(row, name)) for row in rows) for name in ("unusable", "left"))
    wrong = sum(len(row.wrong) for row in rows)
    times = sum(row.times for row in rows)
    print(f"{times} deaths: {unusable} unusable clients, {leftovers + len(left)} leftovers, {wrong} wrong reports.")
    return 1 if problems else 0


def _tried(name: str, place: Arena, times: int) -> list[Row]:
    print(f"  {name} ...", end="", flush=True)
    start = time.monotonic()
    rows = KINDS[name](place, times)
    problems = sum(len(row.problems) for row in rows)
    print(f" {time.monotonic() - start:.1f} s" + (f", {problems} PROBLEMS" if problems else ""), flush=True)
    return rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py faults",
        description="Lets hosts and clients die in every way there is, and checks what is told, what is left behind, "
        "and that the next call works.",
    )
    parser.add_argument("--repetitions", type=int, default=50, metavar="N", help="of each kind (50)")
    parser.add_argument("--only", action="append", choices=KINDS, metavar="KIND", help=f"one of: {', '.join(KINDS)}")
    return parser
