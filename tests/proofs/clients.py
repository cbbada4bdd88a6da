"""Kills programs that have clients, and looks whether their hosts follow, and what is left of them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import leaks

from .arena import Arena, free_port
from .leftovers import watched
from .repeating import TOKEN
from .rows import Row

SOON = 2.0
"""Seconds after which the host of a killed client must have gone."""
_LATE = 15.0
_ANY_MOMENT = 1.0
"""Seconds within which the program is killed: a start takes less, and in a call of this time somebody else reads."""
_TESTS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Killing:
    """`doing` is what the client does meanwhile (`victim.DOINGS`); "" kills it at any moment of its start."""

    doing: str
    transports: tuple[str, ...] = ("pipes",)


KILLINGS: dict[str, Killing] = {
    "client killed, idle": Killing("idle", ("pipes", "tcp")),
    "client killed in a call": Killing("call", ("pipes", "tcp")),
    "client killed in a callback": Killing("callback"),
    "client killed, worker in a call": Killing("worker"),
    "client killed, Python locked": Killing("locked", ("pipes", "tcp")),
    "client killed, library hangs": Killing("unload"),
    "client killed at the start": Killing("", ("pipes", "tcp")),
}
"""By the name that the table gives it."""


def killed(arena: Arena, kind: str, transport: str, times: int, seed: int = 0) -> Row:
    """Kill so many programs in the same way; after each another client is made."""
    row = Row(kind, "killed" if transport == "pipes" else "killed, TCP")
    chance = random.Random(f"{seed} {kind} {transport}")
    for _ in range(times):
        row.times += 1
        with watched(row.left):
            try:
                _kill_one(arena, KILLINGS[kind].doing, free_port() if transport == "tcp" else 0, chance, row)
            except Exception as error:
                row.unusable.append(f"{type(error).__name__}: {error}")
    return row


def _kill_one(arena: Arena, doing: str, port: int, chance: random.Random, row: Row) -> None:
    before = leaks.processes()
    with _victim(arena, doing or "idle", port) as victim:
        assert victim.stdout is not None
        _expect(victim.stdout.readline(), b"starting")
        if doing:
            int(victim.stdout.readline())
            _expect(victim.stdout.readline(), b"there")
        time.sleep(chance.uniform(0.0, _ANY_MOMENT))
        victim.kill()
        start = time.monotonic()
        victim.wait()
        _note_end(before, start, row)
    with arena.client() as client:
        client.request32("remember", TOKEN)
        if client.request32("recall") != TOKEN:
            row.unusable.append("the next client got a wrong answer")
    row.seconds.append(time.monotonic() - start)


def _note_end(before: dict[object, str], start: float, row: Row) -> None:
    """Wait until everything that the client has started is gone."""
    while (left := leaks.processes().keys() - before.keys()) and time.monotonic() < start + _LATE:
        time.sleep(0.01)
    if left:
        return  # it is told as left behind
    row.ends.append(time.monotonic() - start)
    if row.ends[-1] > SOON:
        row.wrong.append(f"the host took {row.ends[-1]:.2f} s to follow")


@contextmanager
def _victim(arena: Arena, doing: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(_TESTS), str(_TESTS / "support")))}
    command = [sys.executable, "-m", f"{__package__}.victim", doing, str(arena.folder), str(port)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def _expect(said: bytes, expected: bytes) -> None:
    if said.strip() != expected:
        raise RuntimeError(f"the client said {said!r} instead of {expected!r}")
