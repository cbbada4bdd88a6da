"""Frames to the threads that wait for them: one of the waiting threads reads for all.

A reading thread of its own would hand each frame over to the thread that waits for it, and that costs more than a
short call (under Wine 150 us with two hand-overs, 60 us without). So whoever waits tries to take the lead: the
leader reads, keeps the frame that it waits for, and delivers the others; when it has what it wants, it wakes one of
those who still wait, to lead on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from .channel import Channel
from .frames import DeadlineError, Frame, WireError

Route = Callable[[Frame], "int | None"]
"""Says for which waiter a frame is; None when it is for nobody, or has been dealt with."""


class Waiter:
    """One exchange that waits for frames under `key`."""

    __slots__ = ("key", "frames", "_signal")

    def __init__(self, key: int) -> None:
        self.key = key
        self.frames: list[Frame] = []
        self._signal: Lock | None = None  # made when somebody has to sleep, which is seldom

    def put(self, frame: Frame) -> None:
        """Deliver a frame. From the leader's thread."""
        self.frames.append(frame)
        self.wake()

    def wake(self) -> None:
        """Let the waiting thread look again. From any thread."""
        if self._signal is not None:
            with suppress(RuntimeError):  # it has been woken already
                self._signal.release()

    def sleep(self, timeout: float | None) -> bool:
        """Wait until woken; False after `timeout` seconds. The first time it only makes sure that it can be woken."""
        if self._signal is None:
            self._signal = Lock()
            self._signal.acquire()
            return True
        return self._signal.acquire(timeout=-1 if timeout is None else timeout)


class Mailbox:
    """The receiving side of a channel, shared by many threads.

    `expected` are those who want frames, by key, whether they wait just now or not: be there before that is sent which
    you want an answer to. `route` runs in the leader's thread and must not wait.
    """

    def __init__(self, channel: Channel, route: Route) -> None:
        self.channel = channel
        self._route = route
        self._lead = Lock()
        self.expected: dict[int, Waiter] = {}
        self._waiting: dict[int, Waiter] = {}

    def wait(self, waiter: Waiter, deadline: float | None = None) -> Frame:
        """The next frame for `waiter`, which only this thread waits for.

        `DeadlineError`: none at `deadline`, in seconds of `time.monotonic`. `WireError`: the stream has ended.
        """
        frames, key = waiter.frames, waiter.key
        if self._lead.acquire(False) or self._follows(waiter, deadline):
            try:
                while not frames:
                    frame = self.channel.receive(deadline)
                    wanted = self._route(frame)
                    if wanted == key:
                        return frame
                    self._deliver(wanted, frame)
            finally:
                self._lead.release()
                if self._waiting:
                    self._promote()
        return frames.pop(0)

    def lead_once(self) -> bool:
        """Read and deliver one frame for others, however long it takes; False when somebody else reads.

        `WireError`: the stream has ended.
        """
        if not self._lead.acquire(blocking=False):
            return False
        try:
            frame = self.channel.receive(None)
            self._deliver(self._route(frame), frame)
        finally:
            self._lead.release()
            self._promote()
        return True

    def lead_while(self, waiter: Waiter, wanted: Callable[[], bool]) -> None:
        """Read and deliver frames for others, when nobody else does, as long as that is wanted.

        `WireError`: the stream has ended.
        """
        self._waiting[waiter.key] = waiter
        try:
            while wanted():
                if self._lead.acquire(blocking=False):
                    try:
                        while wanted():
                            frame = self.channel.receive()
                            self._deliver(self._route(frame), frame)
                    finally:
                        self._lead.release()
                else:
                    waiter.sleep(None)
        finally:
            del self._waiting[waiter.key]
            self._promote()

    def drain(self) -> None:
        """Deliver everything that is left, once the stream has been told to finish."""
        with self._lead, suppress(WireError):
            while True:
                frame = self.channel.receive()
                self._deliver(self._route(frame), frame)
        self._promote()

    def _follows(self, waiter: Waiter, deadline: float | None) -> bool:
        """Sleep until there is a frame for `waiter`; or until nobody leads: then it has the lead, and this is true."""
        self._waiting[waiter.key] = waiter  # before trying again: a leader that leaves now will wake it
        try:
            while not waiter.frames:
                if self._lead.acquire(False):
                    return True
                if not waiter.sleep(_left(deadline)) and not waiter.frames:
                    raise DeadlineError
            return False
        finally:
            del self._waiting[waiter.key]
            if self._waiting:
                self._promote()

    def _deliver(self, key: int | None, frame: Frame) -> None:
        waiter = None if key is None else self.expected.get(key)
        if waiter is not None:
            waiter.put(frame)

    def _promote(self) -> None:
        """Wake one who waits, when nobody reads. One who finds the end of the stream wakes the next in the same way."""
        if not self._lead.locked():
            for each in list(self._waiting.values()):
                if not each.frames:
                    each.wake()
                    return


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())
