"""Who reads the channel in the host: whoever needs a frame, in its own thread.

Handing each request from a reading thread to the main thread costs more than a short call. So the main thread reads its
requests itself, and a thread that calls back reads its answer. A watchman looks every `_TICK` seconds whether a call
lasts, and only then reads what comes meanwhile: it answers inquiries, and notices that the client is gone. While there
are no calls it sleeps without a time-out.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..wire.channel import Channel
from ..wire.frames import Frame, Kind, WireError
from ..wire.mailbox import Mailbox, Waiter
from .shared_memory import Segments

_TICK = 0.25
_GRACE = 1.0
"""Seconds that a call may still run after the client is gone."""

_FAREWELL = 10.0
"""Seconds that the server's `shutdown_handler` has then."""

_REQUEST = Kind.REQUEST
_MAIN = 0
"""The key under which requests wait for the main thread."""

if TYPE_CHECKING:
    from .guard import Guard

OnInquiry = Callable[[Frame], None]


class Inbox:
    """Frames from the client, to the thread that waits for them.

    `on_inquiry` answers an INQUIRY, in whichever thread reads it. The process counts as busy from the beginning until
    `next_request`, which sets `gone` when the client is gone. The guard need not look while nobody is busy.
    """

    def __init__(self, channel: Channel, on_inquiry: OnInquiry, guard: Guard | None = None) -> None:
        self.channel = channel
        self.segments = Segments()
        self._on_inquiry = on_inquiry
        self._guard = guard
        self._mailbox = Mailbox(channel, self._route)
        self._main = Waiter(_MAIN)
        self._mailbox.expected[_MAIN] = self._main
        self._numbers = itertools.count(1)
        self._leaving = False
        self.gone = False
        self._calls = 0
        self._busy = True
        self._asleep = False
        self._alarm = threading.Semaphore(0)
        self._left = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def next_request(self) -> Frame | None:
        """Wait for the next request; None when the client says SHUTDOWN or is gone. Main thread only."""
        self._busy = False
        try:
            frame = None if self._leaving else self._mailbox.wait(self._main)
        except WireError:
            self.gone = True
            if self._guard:
                self._guard.be_patient()
            threading.Thread(target=self._end_later, daemon=True).start()
            return None
        self._busy = True
        self._calls += 1
        if self._asleep:
            self._wake_guard()
            self._alarm.release()
        return None if self._leaving else frame

    def exchange(self, kind: Kind, parent: int, payload: bytes, serve: Callable[[Frame], None]) -> Frame:
        """Ask the client for something during the request `parent`, and wait for the answer. From any thread.

        Requests that the client makes before it answers, because its function needs them, are given to `serve` in
        this thread. `WireError`: the client is gone.
        """
        waiter = Waiter(next(self._numbers))
        self._mailbox.expected[waiter.key] = waiter
        try:
            self.channel.send(kind, waiter.key, payload, parent=parent)
            while (frame := self._mailbox.wait(waiter)).parent:
                serve(frame)
            return frame
        finally:
            del self._mailbox.expected[waiter.key]

    def wait_for(self, workers: threading.Thread) -> None:
        """Wait until those who still answer requests are done; not for long when the client is gone."""
        workers.join(_GRACE if self.gone else None)
        if workers.is_alive():
            end_process()

    def leave(self) -> None:
        """The process is about to end by itself."""
        self._left.set()

    def _route(self, frame: Frame) -> int | None:
        kind = frame.kind
        if kind is _REQUEST:
            return frame.parent  # 0: of the main thread; else of the one that called back
        if kind is Kind.INQUIRY:
            self._on_inquiry(frame)
            return None
        if kind is Kind.SEGMENT:
            self.segments.open(frame)
            return frame.number or None
        if kind is Kind.SEGMENT_GONE:
            self.segments.drop(frame.segment)
            return None
        if kind in (Kind.CALLBACK_REPLY, Kind.CALLBACK_ERROR):
            return frame.number
        if kind is Kind.SHUTDOWN:
            self._leaving = True
            return _MAIN
        return frame.parent  # MANY and BATCH are requests too

    def _watch(self) -> None:
        while True:
            calls = self._calls
            time.sleep(_TICK)
            if calls != self._calls:
                continue
            if self._busy:
                self._stand_in(calls)
                continue
            if self._guard:
                self._guard.rest()
            self._asleep = True
            if calls == self._calls and not self._busy:
                self._alarm.acquire()
            self._asleep = False
            self._wake_guard()

    def _wake_guard(self) -> None:
        if self._guard:
            self._guard.wake()

    def _stand_in(self, calls: int) -> None:
        """Read for the others while the same call lasts."""
        try:
            while self._busy and calls == self._calls and self._mailbox.lead_once():
                pass
        except WireError:
            if not self._left.wait(_GRACE) and self._busy:
                end_process()

    def _end_later(self) -> None:
        if not self._left.wait(_FAREWELL):
            end_process()


def end_process() -> None:
    """End this process although a call hangs: without asking its DLLs, which may hold the loader's lock."""
    if sys.platform == "win32":
        import _winapi  # built in: finding it takes no lock

        _winapi.TerminateProcess(_winapi.GetCurrentProcess(), 1)
    os._exit(1)
