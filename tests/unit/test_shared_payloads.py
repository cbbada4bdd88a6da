"""Requests and answers in shared memory whose end is not the usual one; the other end of the pipes is the test."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from client_pipes import pipe

from probe32.host.shared_memory import Segments
from probe32.wire.asynchronous import LoopReader
from probe32.wire.channel import Channel
from probe32.wire.connection import Connection, Message
from probe32.wire.frames import BULK, DeadlineError, Frame, Kind, WireError
from probe32.wire.linux_pipes import LinuxPipes
from probe32.wire.mailbox import Mailbox
from probe32.wire.payloads import LARGE, Packed, pack_quickly
from probe32.wire.shared_payloads import SharedPayloads

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a memory file has no path there")


def new_file(size: int) -> tuple[int, str]:
    descriptor = os.memfd_create("test_shared_payloads")
    os.truncate(descriptor, size)
    return descriptor, f"/proc/{os.getpid()}/fd/{descriptor}"


def memory_files() -> int:
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of the folder itself
            found += "test_shared_payloads" in str(each.readlink())
    return found


class Ends:
    """The client's channel, and the host's."""

    def __init__(self) -> None:
        (a, b), (c, d) = pipe(), pipe()
        self.client = Channel(LinuxPipes(a, d))
        self.host = Channel(LinuxPipes(c, b))


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    made.client.close()
    made.host.close()


@pytest.fixture
def shared(ends: Ends) -> Iterator[SharedPayloads]:
    made = SharedPayloads(ends.client, new_file, {7: None})
    yield made
    made.pool.close()
    assert memory_files() == 0


def place(shared: SharedPayloads, number: int) -> int:
    """The segment that a large request went into."""
    packed = pack_quickly(bytes(LARGE), 5, (bytes(LARGE),))
    assert isinstance(packed, Packed)
    _, segment, flags = shared.place(number, 5, packed, None)
    assert flags == BULK
    return segment


def answer(number: int, segment: int, payload: bytes = bytes(8)) -> Frame:
    return Frame(Kind.REPLY, BULK, segment, number, 0, payload)


def test_an_answer_whose_memory_went_with_the_host_is_the_end_of_the_host(shared: SharedPayloads) -> None:
    frame = answer(7, place(shared, 7))
    shared.settle(frame)
    shared.pool.close()
    with pytest.raises(WireError):
        shared.read(frame)


@pytest.mark.parametrize("payload", [b"", bytes(7), bytes(8) + b"\xff" * 8], ids=["empty", "odd", "outside"])
def test_an_answer_that_is_nowhere_is_no_answer(shared: SharedPayloads, payload: bytes) -> None:
    segment = place(shared, 7)
    shared.settle(answer(7, segment, payload))
    with pytest.raises(WireError, match="not where it should be"):
        shared.read(answer(7, segment, payload))
    with pytest.raises(WireError, match="not shared"):
        shared.read(answer(8, segment))
    assert place(shared, 9) == segment


def test_memory_of_an_answer_that_nobody_fetches_is_used_again(shared: SharedPayloads) -> None:
    segment = place(shared, 7)
    shared.settle(answer(7, segment))
    shared.forget(7)
    assert place(shared, 8) == segment
    shared.settle(answer(8, segment))  # nobody expects it any more
    assert place(shared, 9) == segment


def test_nothing_is_shared_with_a_host_that_is_gone(shared: SharedPayloads) -> None:
    shared.pool.close()
    with pytest.raises(WireError):
        place(shared, 7)


def test_a_large_request_that_is_not_sent_leaves_no_memory_behind(ends: Ends) -> None:
    connection = Connection(ends.client, new_file)
    message: Message = Kind.REQUEST, "test", bytes(LARGE), (bytes(LARGE),), 5
    for payload in (bytes(4000), b""):
        with suppress(DeadlineError):  # until the pipe is full
            while True:
                ends.client.send(Kind.INQUIRY, 0, payload, deadline=0.0)
    with pytest.raises(DeadlineError):
        connection.exchange(message, deadline=0.0)
    assert memory_files() == 0
    assert connection.opened == {}
    connection.close()


@pytest.mark.parametrize("told", [None, {"name": "x"}, {"name": "x", "size": None}], ids=repr)
def test_a_host_that_is_told_nonsense_about_a_segment_ends_the_conversation(told: object) -> None:
    for payload in (pickle.dumps(told), pickle.dumps(told)[:-1]):
        with pytest.raises(WireError, match="no segment is told of"):
            Segments().open(Frame(Kind.SEGMENT, 0, 1, 0, 0, payload))


def test_a_coroutine_cannot_send_any_more_when_the_host_is_gone(ends: Ends) -> None:
    async def late() -> None:
        reader = LoopReader(Mailbox(ends.client, lambda frame: None))
        await reader.send(lambda: None)
        reader.stop()
        with pytest.raises(WireError):
            await reader.send(lambda: None)

    asyncio.run(late())
