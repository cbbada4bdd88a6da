"""One client used by several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .racing import Contender, race
from .rows import Row, compared
from .session import BenchClient, Session

_THREADS = 8
_CALLS = 50


def throughput(session: Session) -> list[Row]:
    """A call among many in eight threads against a call in one."""
    total = _THREADS * _CALLS
    with session.client() as client, ThreadPoolExecutor(_THREADS) as pool:
        contenders = {
            "many": Contender(lambda i: sum(pool.map(partial(_calls, client, i), range(_THREADS))), _is_right),
            "one": Contender(lambda i: sum(_calls(client, i, each) for each in range(_THREADS)), _is_right),
        }
        samples = race(contenders, session.times(20))
    what = f"small call, {_THREADS} threads at once: 1 / throughput"
    many, one = samples["many"].divided(total), samples["one"].divided(total)
    return [compared("threads", what, many, "the same calls in one thread", one)]


def _calls(client: BenchClient, i: int, offset: int) -> int:
    return sum(client.request32("add", i, offset) for _ in range(_CALLS))


def _is_right(i: int, answer: object) -> bool:
    return answer == _CALLS * (_THREADS * i + sum(range(_THREADS)))
