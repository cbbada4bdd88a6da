"""The round trip of a small call: `add(i, 2)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from probe32 import Client64
from probe32.wire.frames import Kind

from .msl_peer import free_port
from .racing import Contender, race
from .rows import Goal, Row, Value, compared
from .session import Session
from .surroundings import one_processor

_WHAT = "small call `add(i, 2)`"


def against_msl(session: Session) -> list[Row]:
    """Small calls against msl-loadlib's server: median and 99th percentile."""
    with session.client() as client, session.msl() as msl:
        contenders = {"ours": adding(client.request32, 100), "theirs": adding(msl.request, 10)}
        samples = race(contenders, session.times(60, least=10), warm_up=3)
    ours, theirs = samples["ours"], samples["theirs"]
    return [
        compared("small-call", _WHAT, ours, "msl-loadlib", theirs, Goal("faster", 40)),
        Row(
            "small-call-p99",
            f"{_WHAT}, 99th percentile",
            Value.p99(ours),
            "msl-loadlib, the same",
            Value.p99(theirs),
            Goal("faster", 20),
        ),
    ]


def against_pipe(session: Session) -> list[Row]:
    """Small calls against a bare echo over pipes that does the same pickle work, all processes on one processor.

    On several, where the system happens to put two processes that wake each other decides more than what they do.
    """
    with one_processor(), session.client() as client, session.pipe_echo() as echo:
        contenders = {
            "ours": adding(client.request32, 100),
            "wire": adding(partial(_exchanged, client), 100),
            "echo": adding(echo.request, 100),
        }
        samples = race(contenders, session.times(100, least=10), warm_up=3)
    floor, what = "bare pipe echo, same pickle work", f"{_WHAT}, on one processor"
    return [
        compared("pipe-echo", what, samples["ours"], floor, samples["echo"], Goal("within", 1.5)),
        compared("pipe-wire", f"{what}, its frames alone", samples["wire"], floor, samples["echo"]),
    ]


def over_tcp(session: Session) -> list[Row]:
    """Small calls over TCP against a bare echo over a socket, and against pipes; all processes on one processor."""
    with (
        one_processor(),
        session.client() as pipes,
        session.client(port=free_port()) as tcp,
        session.socket_echo() as echo,
    ):
        contenders = {
            "pipes": adding(pipes.request32, 100),
            "tcp": adding(tcp.request32, 50),
            "echo": adding(echo.request, 50),
        }
        samples = race(contenders, session.times(40, least=10), warm_up=3)
    floor, goal = "bare socket echo, same pickle work", Goal("within", 1.5)
    return [
        compared("socket-echo", f"{_WHAT} over TCP", samples["tcp"], floor, samples["echo"], goal),
        compared("tcp", f"{_WHAT} over pipes", samples["pipes"], "Probe32 over TCP", samples["tcp"]),
    ]


def _exchanged(client: Client64, name: str, *args: object) -> object:
    """A request as the wire has it: numbered, for threads that share it; without deadline, statistics and the like."""
    assert client.connection
    return client.connection.connection.exchange((Kind.REQUEST, name, (name, args, {}), args, 5))[1]


def adding(request: Callable[..., Any], turns: int) -> Contender:
    """Small calls through `request`, with answers that differ from call to call."""
    return Contender(lambda i: request("add", i, 2), lambda i, answer: answer == i + 2, turns)
