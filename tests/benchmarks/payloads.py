"""Large payloads: there, and there and back."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import partial

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import BenchClient, Session, UnmeasurableError

MIB = 1 << 20


def send(session: Session) -> list[Row]:
    """16 MB there, a number back."""
    data = os.urandom(16 * MIB)
    with session.client() as client, session.msl() as msl:
        contenders = {
            "ours": Contender(lambda _: client.request32("size", data), lambda _, answer: answer == len(data)),
            "theirs": Contender(lambda _: msl.request("size", data), lambda _, answer: answer == len(data)),
        }
        samples = race(contenders, session.times(30))
    goal = Goal("faster", 10)
    return [compared("send-16mb", "send 16 MB", samples["ours"], "msl-loadlib", samples["theirs"], goal)]


def echo(session: Session) -> list[Row]:
    """64 MB there and back, as new bytes."""
    data = os.urandom(64 * MIB)
    with session.client() as client, session.msl() as msl:
        contenders = {
            "ours": _echoing(lambda: client.request32("echo", data), data),
            "theirs": _echoing(lambda: msl.request("echo", data), data),
        }
        samples = race(contenders, session.times(15))
    what, goal = "echo 64 MB to bytes", Goal("faster", 3.5)
    return [compared("echo-64mb", what, samples["ours"], "msl-loadlib", samples["theirs"], goal)]


def view(session: Session) -> list[Row]:
    """64 MB there and back as a view of memory, against copying the same twice."""
    if not hasattr(BenchClient, "request32_many"):
        raise UnmeasurableError("this version of Probe32 has no shared memory")
    data = os.urandom(64 * MIB)
    source = (ctypes.c_char * len(data)).from_buffer(bytearray(data))
    target = (ctypes.c_char * len(data))()
    copy = partial(ctypes.memmove, target, source, len(data))
    with session.client() as client:
        contenders = {
            "ours": _echoing(lambda: client.request32("echo", memoryview(data)), data),
            "copy": Contender(lambda _: (copy(), copy())),
        }
        samples = race(contenders, session.times(30))
    what, goal = "echo 64 MB to a view", Goal("within", 1.5)
    return [compared("view-64mb", what, samples["ours"], "copying 64 MB in memory, twice", samples["copy"], goal)]


def _echoing(act: Callable[[], object], data: bytes) -> Contender:
    return Contender(lambda _: act(), lambda _, answer: answer == data)
