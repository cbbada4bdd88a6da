"""Memory that both processes share: `wire.segments` and the host's `host.shared_memory`, here in one process."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from client_pipes import pipe

from probe32.host.shared_memory import Lease, Segments
from probe32.wire.channel import Channel
from probe32.wire.frames import Frame, Kind, WireError
from probe32.wire.segments import Segment, SegmentPool
from probe32.wire.streams import Stream, pipe_stream

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a descriptor has no path there")

MB = 1 << 20


class CollectingStream:
    """Lets the collector run in the midst of a message, where it may run at any time."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.collects = False
        self.read, self.wait, self.finish, self.close = stream.read, stream.wait, stream.finish, stream.close

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self.collects:
            gc.collect()
        self._stream.write(data)


@dataclass
class Sides:
    """A pool, and the host that its messages reach."""

    stream: CollectingStream
    pool: SegmentPool
    other: Channel
    other_stream: Stream
    host: Segments = field(default_factory=Segments)

    def told(self) -> Frame:
        """The next message to the host, which obeys it."""
        frame = self.other.receive()
        if frame.kind is Kind.SEGMENT:
            self.host.open(frame)
        if frame.kind is Kind.SEGMENT_GONE:
            self.host.drop(frame.segment)
        return frame

    def nothing_was_told(self) -> bool:
        return not self.other_stream.wait(0)


def new_file(size: int) -> tuple[int, str]:
    descriptor = os.memfd_create("test")
    os.truncate(descriptor, size)
    return descriptor, f"/proc/{os.getpid()}/fd/{descriptor}"


@pytest.fixture
def sides() -> Iterator[Sides]:
    receiving, sending = pipe()
    stream, other = CollectingStream(pipe_stream(None, sending)), pipe_stream(receiving, None)
    made = Sides(stream, SegmentPool(Channel(stream), new_file), Channel(other), other)
    yield made
    made.pool.close()
    stream.close()
    other.close()


def memory_files() -> int:
    """How many descriptors of them this process has."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of the folder itself
            found += "/memfd:test" in str(each.readlink())
    return found


def test_both_sides_see_what_the_other_writes(sides: Sides) -> None:
    segment = sides.pool.take(5 * MB)
    frame = sides.told()
    assert (frame.kind, frame.segment) == (Kind.SEGMENT, segment.number)
    assert sides.host.size(segment.number) == segment.size >= 5 * MB
    segment.memory[:5] = b"hello"
    shared = sides.host.get(segment.number)
    assert shared[:5] == b"hello"
    shared[-3:] = b"end"
    assert bytes(segment.memory[-3:]) == b"end"


def test_a_segment_that_nobody_uses_is_used_again_and_not_told_again(sides: Sides) -> None:
    first = sides.pool.take(100)
    sides.told()
    second = sides.pool.take(100)
    assert sides.told().segment == second.number != first.number
    sides.pool.release(first)
    assert sides.pool.take(first.size) is first
    assert sides.nothing_was_told()


def test_a_little_more_is_made_than_needed_so_that_it_fits_a_little_more(sides: Sides) -> None:
    first = sides.pool.take(16 * MB)
    sides.pool.release(first)
    assert sides.pool.take(17 * MB) is first


def test_the_smallest_that_will_do_is_taken_or_else_the_largest(sides: Sides) -> None:
    small, large, middle = (sides.pool.take(size) for size in (MB, 20 * MB, 5 * MB))
    assert sides.pool.take_idle() is None
    for each in (small, large, middle):
        sides.pool.release(each)
    assert sides.pool.take_idle(4 * MB) is middle
    assert sides.pool.take_idle(4 * MB) is large
    assert sides.pool.take_idle(4 * MB) is None
    sides.pool.release(large)
    assert sides.pool.take_idle() is large


def test_a_question_of_the_hosts_is_answered_also_with_an_old_segment(sides: Sides) -> None:
    first = sides.pool.take(MB, answers=7)
    asked = sides.told()
    assert (asked.number, asked.payload != b"") == (7, True)
    sides.pool.release(first)
    assert sides.pool.take(MB, answers=8) is first
    assert sides.told() == Frame(Kind.SEGMENT, 0, first.number, 8, 0, b"")


def test_idle_segments_keep_a_quarter_of_a_gigabyte_at_most(sides: Sides) -> None:
    many = [sides.pool.take(70 * MB + index * MB) for index in range(5)]
    for _ in many:
        sides.told()
    for each in many:
        sides.pool.release(each)
    gone = [sides.told() for _ in range(2)]
    assert [(each.kind, each.segment) for each in gone] == [
        (Kind.SEGMENT_GONE, many[0].number),
        (Kind.SEGMENT_GONE, many[1].number),
    ]
    assert sides.nothing_was_told()
    assert memory_files() == 3 * 3  # the descriptor, and those of both mappings, each


def test_a_segment_that_is_larger_than_that_is_not_kept(sides: Sides) -> None:
    """A 32-bit process has few addresses."""
    huge = sides.pool.take(400 * MB)
    sides.pool.release(huge)
    assert sides.pool.take_idle() is None
    assert [sides.told().kind for _ in range(2)] == [Kind.SEGMENT, Kind.SEGMENT_GONE]


def lent(sides: Sides, size: int = MB) -> tuple[Segment, list[memoryview]]:
    segment = sides.pool.take(size)
    sides.told()
    segment.memory[:6] = b"abcdef"
    return segment, sides.pool.lend(segment, [(0, 3), (3, 3)])


def test_a_lent_segment_returns_with_its_last_view(sides: Sides) -> None:
    segment, views = lent(sides)
    assert [bytes(each) for each in views] == [b"abc", b"def"]
    part = views[1][1:]
    views.clear()
    assert sides.pool.take_idle() is None
    assert bytes(part) == b"ef"
    del part
    assert sides.pool.take_idle() is segment


def test_a_view_in_a_cycle_returns_when_that_is_collected(sides: Sides) -> None:
    segment, views = lent(sides)
    cycle: list[Any] = [views]
    cycle.append(cycle)
    del views, cycle
    gc.collect()
    assert sides.pool.take_idle() is segment


def test_a_view_that_is_collected_while_a_message_is_sent_wedges_nothing(sides: Sides) -> None:
    """Its segment is one too many to keep, which is to be told, while that message is still on its way."""
    segment, views = lent(sides, 20 * MB)
    largest = sides.pool.take(220 * MB)
    sides.told()
    sides.pool.release(largest)
    cycle: list[Any] = [views]
    cycle.append(cycle)
    del views, cycle
    sides.stream.collects = True
    sending = threading.Thread(target=sides.pool.take, args=(260 * MB,), daemon=True)
    sending.start()
    sending.join(10)
    sides.stream.collects = False
    assert not sending.is_alive()
    assert sides.pool.take_idle(1) is largest
    assert [(each.kind, each.segment) for each in (sides.told(), sides.told())] == [
        (Kind.SEGMENT, 3),
        (Kind.SEGMENT_GONE, segment.number),
    ]


def test_views_outlive_the_pool(sides: Sides) -> None:
    segment, views = lent(sides)
    sides.host.drop(segment.number)
    sides.pool.close()
    assert [bytes(each) for each in views] == [b"abc", b"def"]
    views[0][0] = ord("x")
    assert bytes(views[0]) == b"xbc"
    del segment
    views.clear()
    assert memory_files() == 0


def test_a_dropped_segment_is_told_and_its_number_unknown(sides: Sides) -> None:
    segment, views = lent(sides)
    sides.pool.drop(segment)
    sides.pool.drop(segment)
    assert (sides.told().kind, sides.nothing_was_told()) == (Kind.SEGMENT_GONE, True)
    with pytest.raises(KeyError):
        sides.pool[segment.number]
    assert bytes(views[0]) == b"abc"
    with pytest.raises(MemoryError, match="send it in parts"):
        sides.host.get(segment.number)


def test_closing_closes_all_files_and_tells_nobody(sides: Sides) -> None:
    idle, busy = sides.pool.take(MB), sides.pool.take(MB)
    for each in (idle, busy):
        sides.told()
        sides.host.drop(each.number)
    sides.pool.release(idle)
    sides.pool.close()
    assert memory_files() == 0
    assert sides.nothing_was_told()


def test_what_is_released_after_closing_is_closed(sides: Sides) -> None:
    segment = sides.pool.take(MB)
    sides.pool.close()
    sides.pool.release(segment)
    assert sides.pool.take_idle() is None


def test_without_memory_nothing_is_left_half_done(sides: Sides) -> None:
    def full(size: int) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    def too_small(size: int) -> tuple[int, str]:
        return new_file(size - 4096)

    for maker, error in ((full, OSError), (too_small, ValueError)):
        pool = SegmentPool(Channel(sides.stream), maker)
        with pytest.raises(error):
            pool.take(MB)
        assert pool.take_idle() is None
    assert memory_files() == 0
    assert sides.nothing_was_told()


def test_a_host_that_is_gone_is_told_by_taking(sides: Sides) -> None:
    sides.other_stream.close()
    with pytest.raises(WireError):
        sides.pool.take(MB)


def test_numbers_go_round_and_pass_over_those_in_use(sides: Sides) -> None:
    first = sides.pool.take(MB)
    sides.told()
    sides.pool._last = 0xFFFF - 1
    last, second = sides.pool.take(MB), sides.pool.take(MB)
    assert (first.number, last.number, second.number) == (1, 0xFFFF, 2)


def test_a_segment_that_the_host_cannot_open_stays_unknown_to_it() -> None:
    host = Segments()
    host.open(Frame(Kind.SEGMENT, 0, 5, 0, 0, pickle.dumps({"name": "/nowhere/at/all", "size": 4096})))
    assert host.size(5) == 0
    with pytest.raises(MemoryError, match="no room for a payload of that size"):
        host.get(5)


def test_what_the_host_still_looks_at_stays_when_the_segment_goes(sides: Sides) -> None:
    segment = sides.pool.take(MB)
    sides.told()
    segment.memory[:4] = b"kept"
    lease = Lease(sides.host.get(segment.number), [(0, 4)])
    view = lease.views[0]
    assert not lease.ended()
    sides.pool.drop(segment)
    sides.told()
    assert bytes(view) == b"kept"
    del view
    assert lease.ended()


def test_many_threads_take_and_release(sides: Sides) -> None:
    wrong: list[str] = []
    reader = threading.Thread(target=read_all, args=(sides.other,))
    reader.start()

    def work(mark: int) -> None:
        for _ in range(200):
            segment = sides.pool.take(MB)
            segment.memory[:8] = bytes([mark]) * 8
            (view,) = sides.pool.lend(segment, [(0, 8)])
            if bytes(view) != bytes([mark]) * 8:
                wrong.append(f"{mark}: {bytes(view)!r}")

    workers = [threading.Thread(target=work, args=(each,)) for each in range(1, 9)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    sides.stream.close()
    reader.join()
    assert not wrong
    assert memory_files() <= 8 * 4  # some for each thread, not for each of its 200 rounds


def read_all(channel: Channel) -> None:
    with suppress(WireError):
        while True:
            channel.receive()
