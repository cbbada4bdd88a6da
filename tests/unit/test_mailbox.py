"""Whoever waits for a frame reads for all: `wire.mailbox`."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from client_pipes import pipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probe32.wire.channel import Channel
from probe32.wire.frames import DeadlineError, Frame, Kind, WireError
from probe32.wire.mailbox import Mailbox, Waiter
from probe32.wire.streams import Stream, pipe_stream

LONG = 30.0
"""Seconds after which something that should have happened is missed."""


class WatchedStream:
    """A stream that tells when somebody is about to read."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.reading = threading.Event()
        self.write, self.finish, self.close = stream.write, stream.finish, stream.close

    def read(self, limit: int) -> bytes:
        self.reading.set()
        return self._stream.read(limit)

    def wait(self, timeout: float) -> bool:
        self.reading.set()
        return self._stream.wait(timeout)


class WatchedWaiter(Waiter):
    """Tells when its thread is about to sleep, as a follower does."""

    def __init__(self, key: int) -> None:
        super().__init__(key)
        self.asleep = threading.Event()

    def sleep(self, timeout: float | None) -> bool:
        self.asleep.set()
        return super().sleep(timeout)


@dataclass
class Line:
    """A mailbox that routes by number, the stream that it reads, and the channel of the other side."""

    stream: WatchedStream
    mailbox: Mailbox
    other: Channel
    other_stream: Stream
    threads: ThreadPoolExecutor

    def say(self, number: int, text: bytes = b"") -> None:
        self.other.send(Kind.REPLY, number, text)

    def end(self) -> None:
        self.other_stream.close()

    def waiter(self, key: int) -> WatchedWaiter:
        made = WatchedWaiter(key)
        self.mailbox.expected[key] = made
        return made

    def waits(self, waiter: Waiter, seconds: float | None = None) -> Future[Frame]:
        """Let a thread wait."""
        deadline = None if seconds is None else time.monotonic() + seconds
        return self.threads.submit(self.mailbox.wait, waiter, deadline)

    def leader(self, key: int, seconds: float | None = None) -> Future[Frame]:
        """A thread that waits, and reads by now."""
        self.stream.reading.clear()
        waiting = self.waits(self.waiter(key), seconds)
        assert self.stream.reading.wait(LONG)
        return waiting

    def follower(self, key: int, seconds: float | None = None) -> Future[Frame]:
        """A thread that waits while another one reads, and sleeps by now."""
        waiter = self.waiter(key)
        waiting = self.waits(waiter, seconds)
        assert waiter.asleep.wait(LONG)
        return waiting

    def next_leader(self) -> None:
        """Wait until somebody begins to read; clear `stream.reading` before."""
        assert self.stream.reading.wait(LONG)


def make_line() -> Line:
    receiving, sending = pipe()
    stream, other = WatchedStream(pipe_stream(receiving, None)), pipe_stream(None, sending)
    mailbox = Mailbox(Channel(stream), lambda frame: frame.number or None)
    return Line(stream, mailbox, Channel(other), other, ThreadPoolExecutor(20))


def end_line(line: Line) -> None:
    line.end()
    line.threads.shutdown()
    line.stream.close()


@pytest.fixture
def line() -> Iterator[Line]:
    made = make_line()
    yield made
    end_line(made)


def text(waiting: Future[Frame]) -> bytes:
    return waiting.result(LONG).payload


def test_frames_come_to_their_waiters_in_order_whatever_comes_between(line: Line) -> None:
    first, second = line.waiter(1), line.waiter(2)
    for number, said in ((2, b"a"), (1, b"b"), (2, b"c"), (1, b"d")):
        line.say(number, said)
    assert [line.mailbox.wait(first).payload for _ in range(2)] == [b"b", b"d"]
    assert [line.mailbox.wait(second).payload for _ in range(2)] == [b"a", b"c"]


def test_the_leader_reads_for_the_others_and_goes_on_waiting(line: Line) -> None:
    leader, follower = line.leader(1), line.follower(2)
    line.say(2, b"for the follower")
    assert text(follower) == b"for the follower"
    assert not leader.done()
    line.say(1, b"for the leader")
    assert text(leader) == b"for the leader"


def test_the_leader_that_leaves_wakes_a_follower_who_reads_on(line: Line) -> None:
    leader, follower = line.leader(1), line.follower(2)
    line.stream.reading.clear()
    line.say(1)
    leader.result(LONG)
    line.next_leader()
    line.say(2, b"read by itself")
    assert text(follower) == b"read by itself"


def test_one_after_the_other_takes_the_lead(line: Line) -> None:
    waiting = {1: line.leader(1)} | {number: line.follower(number) for number in range(2, 11)}
    for number, each in waiting.items():
        line.say(number, b"%d" % number)
        assert text(each) == b"%d" % number


def test_a_followers_deadline_disturbs_nobody(line: Line) -> None:
    leader, follower = line.leader(1), line.follower(2, 0.05)
    with pytest.raises(DeadlineError):
        follower.result(LONG)
    line.say(2, b"late")
    line.say(1, b"in time")
    assert text(leader) == b"in time"


def test_the_leaders_deadline_hands_the_lead_over(line: Line) -> None:
    leader, follower = line.leader(1, 0.2), line.follower(2)
    line.stream.reading.clear()
    with pytest.raises(DeadlineError):
        leader.result(LONG)
    line.next_leader()
    line.say(2, b"still here")
    assert text(follower) == b"still here"


def test_a_deadline_that_has_passed_gives_what_is_there_and_waits_for_nothing(line: Line) -> None:
    waiter = line.waiter(1)
    line.say(1, b"there")
    assert line.mailbox.wait(waiter, time.monotonic() - 1).payload == b"there"
    with pytest.raises(DeadlineError):
        line.mailbox.wait(waiter, time.monotonic() - 1)


def test_after_its_deadline_a_waiter_may_wait_again(line: Line) -> None:
    waiter = line.waiter(1)
    with pytest.raises(DeadlineError):
        line.mailbox.wait(waiter, time.monotonic() + 0.01)
    line.say(1, b"second try")
    assert line.mailbox.wait(waiter, time.monotonic() + LONG).payload == b"second try"


def test_the_end_of_the_stream_is_told_to_all_who_wait(line: Line) -> None:
    waiting = [line.leader(1), *(line.follower(number) for number in range(2, 9))]
    line.end()
    for each in waiting:
        with pytest.raises(WireError):
            each.result(LONG)


def test_what_came_before_the_end_is_delivered(line: Line) -> None:
    leader, follower = line.leader(1), line.follower(2)
    line.say(2, b"last words")
    line.end()
    assert text(follower) == b"last words"
    with pytest.raises(WireError):
        leader.result(LONG)


def test_one_who_expects_frames_but_does_not_wait_is_passed_over(line: Line) -> None:
    """It would not read, and the others would wait for ever."""
    elsewhere = line.waiter(5)
    leader, follower = line.leader(1), line.follower(2)
    line.stream.reading.clear()
    line.say(1)
    leader.result(LONG)
    line.next_leader()
    line.say(5, b"kept")
    line.say(2, b"read")
    assert text(follower) == b"read"
    assert line.mailbox.wait(elsewhere).payload == b"kept"


def test_frames_for_those_who_are_forgotten_or_unknown_are_thrown_away(line: Line) -> None:
    forgotten, waiter = line.waiter(1), line.waiter(2)
    del line.mailbox.expected[1]
    for number in (1, 77, 0, 2):
        line.say(number)
    line.mailbox.wait(waiter)
    assert not forgotten.frames


def test_draining_delivers_what_is_left_although_others_hold_the_pipe_open(line: Line) -> None:
    first, second = line.waiter(1), line.waiter(2)
    line.say(2, b"b")
    line.say(1, b"a")
    line.stream.finish()
    line.mailbox.drain()
    assert [first.frames[0].payload, second.frames[0].payload] == [b"a", b"b"]


def test_draining_waits_for_the_leader_and_then_everybody_knows_the_end(line: Line) -> None:
    leader, follower = line.leader(1), line.follower(2)
    line.stream.finish()
    line.threads.submit(line.mailbox.drain).result(LONG)
    for each in (leader, follower):
        with pytest.raises(WireError):
            each.result(LONG)


def test_leading_once_delivers_one_frame(line: Line) -> None:
    waiter = line.waiter(1)
    line.say(1, b"a")
    line.say(1, b"b")
    assert line.mailbox.lead_once()
    assert [each.payload for each in waiter.frames] == [b"a"]


def test_nobody_leads_beside_a_leader(line: Line) -> None:
    leader = line.leader(1)
    assert not line.mailbox.lead_once()
    line.say(1)
    leader.result(LONG)


def test_leading_once_wakes_a_follower_afterwards(line: Line) -> None:
    line.stream.reading.clear()
    stand_in = line.threads.submit(line.mailbox.lead_once)
    line.next_leader()
    follower = line.follower(2)
    line.stream.reading.clear()
    line.say(99)
    assert stand_in.result(LONG)
    line.next_leader()
    line.say(2, b"took over")
    assert text(follower) == b"took over"


def test_leading_once_at_the_end_of_the_stream_tells(line: Line) -> None:
    line.end()
    with pytest.raises(WireError):
        line.mailbox.lead_once()


def leads_while(line: Line, wanted: threading.Event) -> Future[Any]:
    line.stream.reading.clear()
    leading = line.threads.submit(line.mailbox.lead_while, WatchedWaiter(-1), wanted.is_set)
    line.next_leader()
    return leading


def test_leading_as_long_as_it_is_wanted(line: Line) -> None:
    wanted = threading.Event()
    wanted.set()
    leading = leads_while(line, wanted)
    followers = [line.follower(number) for number in range(1, 4)]
    for number in (3, 1):
        line.say(number)
        followers[number - 1].result(LONG)
    assert not leading.done()
    wanted.clear()
    line.say(99)  # it notices after the next frame
    leading.result(LONG)
    line.say(2, b"read by the follower")
    assert text(followers[1]) == b"read by the follower"


def test_leading_while_wanted_takes_over_from_a_leader_that_leaves(line: Line) -> None:
    leader = line.leader(1)
    own, wanted = WatchedWaiter(-1), threading.Event()
    wanted.set()
    leading = line.threads.submit(line.mailbox.lead_while, own, wanted.is_set)
    assert own.asleep.wait(LONG)
    line.stream.reading.clear()
    line.say(1)
    leader.result(LONG)
    line.next_leader()
    follower = line.follower(2)
    wanted.clear()
    line.say(2)
    follower.result(LONG)
    leading.result(LONG)


def test_leading_while_wanted_ends_with_the_stream(line: Line) -> None:
    wanted = threading.Event()
    wanted.set()
    leading, follower = leads_while(line, wanted), line.follower(1)
    line.end()
    for each in (leading, follower):
        with pytest.raises(WireError):
            each.result(LONG)


def test_an_error_in_routing_is_the_leaders_and_the_others_go_on(line: Line) -> None:
    def route(frame: Frame) -> int:
        if frame.kind is Kind.SHUTDOWN:
            raise WireError("nonsense")
        return frame.number

    line.mailbox = Mailbox(Channel(line.stream), route)
    leader, follower = line.leader(1), line.follower(2)
    line.other.send(Kind.SHUTDOWN)
    with pytest.raises(WireError, match="nonsense"):
        leader.result(LONG)
    line.say(2)
    follower.result(LONG)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(1, 8), min_size=1, max_size=200), st.integers(1, 200))
def test_every_thread_gets_its_own_frames_in_order(numbers: list[int], given_first: int) -> None:
    line = make_line()
    try:
        waiters = {number: line.waiter(number) for number in sorted(set(numbers))}

        def collect(waiter: Waiter) -> list[bytes]:
            return [line.mailbox.wait(waiter).payload for _ in range(numbers.count(waiter.key))]

        for index, number in enumerate(numbers[:given_first]):
            line.say(number, b"%d" % index)
        waiting = {number: line.threads.submit(collect, each) for number, each in waiters.items()}
        for index, number in enumerate(numbers[given_first:], given_first):
            line.say(number, b"%d" % index)
        for number, each in waiting.items():
            expected = [b"%d" % index for index, whose in enumerate(numbers) if whose == number]
            assert each.result(LONG) == expected
    finally:
        end_line(line)
