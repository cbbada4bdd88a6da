"""Large payloads: there, and there and back.

What is passed as a memoryview reaches the server's method as a view of shared memory, and so does what it returns;
bytes reach it as bytes, which is one more copy. msl-loadlib knows bytes only.
"""

from __future__ import annotations

import ctypes
import os
from functools import partial
from typing import Any

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import Session

_MIB = 1 << 20


def send(session: Session) -> list[Row]:
    """16 MB there, a number back."""
    data = os.urandom(16 * _MIB)
    with session.client() as client, session.msl() as msl:
        contenders = {
            "view": _measuring(partial(client.request32, "size", memoryview(bytearray(data)))),
            "bytes": _measuring(partial(client.request32, "size", data)),
            "theirs": _measuring(partial(msl.request, "size", data)),
        }
        samples = race(contenders, session.times(30), warm_up=session.times(3, least=1))
    theirs, goal = samples["theirs"], Goal("faster", 10)
    return [
        compared("send-16mb", "send 16 MB, passed as a view", samples["view"], "msl-loadlib", theirs, goal),
        compared("send-16mb-bytes", "send 16 MB, passed as bytes", samples["bytes"], "msl-loadlib", theirs),
    ]


def echo(session: Session) -> list[Row]:
    """1 MB, as a spectrometer sends it, and 64 MB there and back, as new bytes."""
    return _echo(session, 1, Goal("faster", 3.5)) + _echo(session, 64, Goal("faster", 3.5))


def _echo(session: Session, size: int, goal: Goal) -> list[Row]:
    data = os.urandom(size * _MIB)
    writable = memoryview(bytearray(data))
    with session.client() as client, session.msl() as msl:
        contenders = {
            "view": Contender(lambda _: bytes(client.request32("echo", writable)), partial(_same, data)),
            "bytes": Contender(lambda _: client.request32("echo", data), partial(_same, data)),
            "theirs": Contender(lambda _: msl.request("echo", data), partial(_same, data)),
        }
        samples = race(contenders, session.times(15), warm_up=session.times(3, least=1))
    name, what, theirs = f"echo-{size}mb", f"echo {size} MB, passed as", samples["theirs"]
    return [
        compared(name, f"{what} a view, to bytes", samples["view"], "msl-loadlib", theirs, goal),
        compared(f"{name}-bytes", f"{what} bytes, to bytes", samples["bytes"], "msl-loadlib", theirs),
    ]


def view(session: Session) -> list[Row]:
    """64 MB there and back as a view of memory, against copying the same twice."""
    data = os.urandom(64 * _MIB)
    writable = memoryview(bytearray(data))
    source = (ctypes.c_char * len(data)).from_buffer(writable)
    copy = partial(ctypes.memmove, (ctypes.c_char * len(data))(), source, len(data))
    with session.client() as client:
        contenders = {
            "ours": Contender(lambda _: client.request32("echo", writable), partial(_same, data)),
            "copies": Contender(lambda _: (copy(), copy())),
        }
        samples = race(contenders, session.times(30), warm_up=session.times(3, least=1))
    what, goal = "echo 64 MB to a view", Goal("within", 1.5)
    return [compared("view-64mb", what, samples["ours"], "copying 64 MB in memory, twice", samples["copies"], goal)]


def _measuring(act: partial[Any]) -> Contender:
    """Sends bytes and is told how many they were."""
    return Contender(lambda _: act(), lambda _, answer: answer == 16 * _MIB)


def _same(data: bytes, _: int, answer: Any) -> bool:
    return bytes(answer) == data
