"""From nothing to the first answer, and from a crash to the next one. Wine's server is warm."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from http.client import HTTPException
from typing import NamedTuple

from probe32 import Probe32Error

from .msl_peer import MslServer
from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import BenchClient, End, Session

_WHAT = "cold start to first answer"
_NO_RECOVERY = (
    "msl-loadlib does not recover: after a crash every call through its client fails. The program has to notice that "
    "and make a new client, which is what was measured."
)


class _Started(NamedTuple):
    end: End
    answer: object


def against_msl(session: Session) -> list[Row]:
    """From the start of a host to its first answer, against msl-loadlib's server."""
    samples = race(
        {"ours": _starting(session.client), "theirs": _starting(session.msl)},
        session.times(10),
        session.times(1, least=0),
    )
    return [compared("cold-start", _WHAT, samples["ours"], "msl-loadlib", samples["theirs"], Goal("faster", 6))]


def after_crash(session: Session) -> list[Row]:
    """The request that ends the host and the next one, which needs a new host, against a cold start and msl-loadlib.

    A program that uses msl-loadlib has to make a new client.
    """
    with session.client(restart="auto") as client, _Remade(session) as remade:
        contenders = {
            "crash": Contender(lambda i: _recovered(client, i), lambda i, answer: answer == i + 2),
            "start": _starting(session.client),
            "theirs": Contender(remade.recovered, lambda i, answer: answer == i + 2),
        }
        samples = race(contenders, session.times(15), session.times(1, least=0))
    what, goal = "crash to next successful call", Goal("within", 1.5)
    beside_theirs = compared("crash-msl", what, samples["crash"], "msl-loadlib, a new client", samples["theirs"])
    return [
        compared("crash", what, samples["crash"], _WHAT, samples["start"], goal),
        replace(beside_theirs, note=_NO_RECOVERY),
    ]


class _Remade:
    """A program that makes a new server of msl-loadlib's whenever a DLL has taken the last one down."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._server: MslServer = session.msl()

    def recovered(self, i: int) -> object:
        """Crash, see that nothing answers any more, and start anew."""
        for name in ("crash", "add"):
            try:
                self._server.request(name, *(() if name == "crash" else (i, 2)))
            except (OSError, HTTPException):
                continue
            raise AssertionError(f"msl-loadlib's server answered {name!r} after all")
        self._server.close()
        self._server = self._session.msl()
        return self._server.request("add", i, 2)

    def __enter__(self) -> _Remade:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()


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
