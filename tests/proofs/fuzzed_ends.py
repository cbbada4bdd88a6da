"""The two ends of a conversation, in this process or a copy of it, and a peer that talks nonsense."""

from __future__ import annotations

import _ctypes
import os
import select
import signal
from functools import cache
from typing import Any, NoReturn

from probe32 import Server32
from probe32.host.inbox import Inbox
from probe32.host.service import Service
from probe32.launch import new_file
from probe32.wire.channel import Channel
from probe32.wire.connection import Connection, Message
from probe32.wire.frames import DeadlineError, Kind, WireError
from probe32.wire.streams import InheritedPipes, pipe_stream

from .limits import limited_time

_PATIENCE = 5.0
_LARGE = bytes(100_000)


def answer_client(data: bytes) -> str:
    """A client that gets this as its answers gives a value, or raises what a caller is promised."""
    (its_reading, my_writing), (my_reading, its_writing) = os.pipe(), os.pipe()
    os.write(its_writing, data)
    os.close(its_writing)
    connection = Connection(Channel(pipe_stream(my_reading, my_writing)), new_file)
    results = []
    try:
        with limited_time(_PATIENCE):
            for argument in (1, _LARGE):
                results.append(_asked(connection, argument))
    finally:
        connection.close()
        os.close(its_reading)
    return " then ".join(results)


def _asked(connection: Connection, argument: object) -> str:
    message: Message = Kind.REQUEST, "echo", ("echo", (argument,), {}), (argument,), 5
    try:
        kind, _ = connection.exchange(message, None, lambda payload: (Kind.CALLBACK_REPLY, payload))
    except (WireError, DeadlineError, TypeError) as error:
        return type(error).__name__
    return kind.name


def ask_host(data: bytes) -> str:
    """A host that is sent this answers or not, and ends by itself when its client is gone."""
    (its_reading, my_writing), (my_reading, its_writing) = os.pipe(), os.pipe()
    _server()
    child = os.fork()
    if not child:
        os.close(my_writing)
        _serve(its_reading, its_writing)
    os.close(its_reading)
    os.close(its_writing)
    try:
        os.write(my_writing, data)
        os.close(my_writing)
        return _end_of(child, my_reading)
    finally:
        os.close(my_reading)


def _end_of(child: int, reading: int) -> str:
    watched = os.pidfd_open(child)
    try:
        in_time = bool(select.select([watched], [], [], _PATIENCE)[0])
        if not in_time:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(watched)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not in_time:
        raise AssertionError("the host did not end with its client")
    if status not in (0, 1):
        raise AssertionError(f"the host ended with {status}: {os.read(reading, 1 << 16)[-300:]!r}")
    return "ended by itself" if status == 0 else "was ended by its watchman"


class _Server(Server32):
    """What a host serves, with a library of this process in place of a 32-bit one."""

    def __init__(self) -> None:
        super().__init__(_ctypes.__file__, "cdll", None, -1)

    def add(self, a: Any, b: Any) -> object:
        return a + b

    def echo(self, *values: object) -> object:
        return values

    def fail(self, *values: object) -> NoReturn:
        raise ValueError(values)


class _Recorder:
    """Sees no native faults, of which there are none here."""

    def behind(self, error: object) -> None:
        return None

    def forget(self) -> None:
        pass


@cache
def _server() -> _Server:
    return _Server()


def _serve(reading: int, writing: int) -> NoReturn:
    """The host's main program, in a copy of this process."""
    try:
        inbox = Inbox(Channel(InheritedPipes(reading, writing)), lambda frame: None)
        recorder: Any = _Recorder()
        Service(_server(), inbox, 5, recorder).run()
        os._exit(0)
    except BaseException as error:
        os.write(writing, repr(error).encode())
        os._exit(3)
