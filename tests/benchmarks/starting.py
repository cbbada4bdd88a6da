"""From nothing to the first answer, and from a crash to the next one. Wine's server is warm."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from probe32 import Probe32Error

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import BenchClient, End, Session

_WHAT = "cold start to first answer"


class _Started(NamedTuple):
    end: End
    answer: object


def against_msl(session: Session) -> list[Row]:
    """A new host against a new server of msl-loadlib's."""
    samples = race(
        {"ours": _starting(session.client), "theirs": _starting(session.msl)},
        session.times(10),
        session.times(1, least=0),
    )
    return [compared("cold-start", _WHAT, samples["ours"], "msl-loadlib", samples["theirs"], Goal("faster", 6))]


def after_crash(session: Session) -> list[Row]:
    """The request that ends the host and the next one, which needs a new host, against a cold start."""
    with session.client(restart="auto") as client:
        contenders = {
            "crash": Contender(lambda i: _recovered(client, i), lambda i, answer: answer == i + 2),
            "start": _starting(session.client),
        }
        samples = race(contenders, session.times(15), session.times(1, least=0))
    what, goal = "crash to next successful call", Goal("within", 1.5)
    return [compared("crash", what, samples["crash"], _WHAT, samples["start"], goal)]


def _recovered(client: BenchClient, i: int) -> object:
    with suppress(Probe32Error):
        client.request("crash")
    return client.request("add", i, 2)


def _starting(make: Callable[[], End]) -> Contender:
    return Contender(lambda i: _started(make, i), _finished)


def _started(make: Callable[[], End], i: int) -> _Started:
    end = make()
    try:
        return _Started(end, end.request("add", i, 2))
    except BaseException:
        end.__exit__(None, None, None)
        raise


def _finished(i: int, started: object) -> bool:
    assert isinstance(started, _Started)
    started.end.__exit__(None, None, None)
    return started.answer == i + 2
