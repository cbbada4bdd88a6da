"""Many threads and an event loop share a client, and each gets its own answers."""

from __future__ import annotations

import argparse
import asyncio
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from .surroundings import proving
from .tallies import Tally
from .work import JOBS, BusyClient, drawn

_TASKS = 8


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when every answer was the right one."""
    options = _parser().parse_args(arguments)
    with proving() as left:
        start = time.perf_counter()
        tally = shared(options.threads, options.calls, options.seed, options.port)
        seconds = time.perf_counter() - start
    print(
        f"{tally}\n\n{tally.made.total() / seconds:.0f} requests a second, from {options.threads} threads and a loop."
    )
    for each in [*tally.examples, *left]:
        print(each)
    return 0 if tally.holds and not left else 1


def shared(threads: int, calls: int, seed: int = 0, port: int = 0) -> Tally:
    """`threads` threads make `calls` requests each; an event loop makes requests, and cancels some, meanwhile."""
    tally, done = Tally(), threading.Event()
    with BusyClient(port=port) as client:
        workers = [
            threading.Thread(target=_work, args=(client, Random(seed + i), i, calls, tally)) for i in range(threads)
        ]
        loop = threading.Thread(target=lambda: asyncio.run(_loop(client, Random(seed), done, tally)))
        for each in (*workers, loop):
            each.start()
        for each in workers:
            each.join()
        done.set()
        loop.join()
    return tally


def _work(client: BusyClient, chance: Random, offset: int, calls: int, tally: Tally) -> None:
    for i in range(calls):
        kind = drawn(chance)
        try:
            tally.note(kind, JOBS[kind][0](client, chance, offset * 1_000_000 + i))
        except Exception:
            tally.note_error(kind)


async def _loop(client: BusyClient, chance: Random, done: threading.Event, tally: Tally) -> None:
    await asyncio.gather(*(_task(client, chance, 100_000_000 * (1 + i), done, tally) for i in range(_TASKS)))


async def _task(client: BusyClient, chance: Random, offset: int, done: threading.Event, tally: Tally) -> None:
    number = offset
    while not done.is_set():
        number += 1
        data = chance.randbytes(100) * chance.choice([1, 100, 2000])
        try:
            if chance.random() < 0.1:
                await _cancelled(client, number, data)
                continue
            answer = await client.request32_async("echo", number, data)
            tally.note("asyncio", answer == (number, data))
        except Exception:
            tally.note_error("asyncio")


async def _cancelled(client: BusyClient, number: int, data: bytes) -> None:
    """A request that nobody waits for: others are not to notice."""
    task = asyncio.create_task(client.request32_async("echo", number, data))
    await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py threads",
        description="Lets threads and an event loop share one client, and compares every answer.",
    )
    parser.add_argument("--threads", type=int, default=8, metavar="N", help="how many (8)")
    parser.add_argument("--calls", type=int, default=5000, metavar="N", help="requests that each thread makes (5000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which requests these are")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="over TCP at this port")
    return parser
