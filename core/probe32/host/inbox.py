"""Who reads the channel: whoever needs a frame, in its own thread.

Handing each request from a reading thread to the main thread costs more than a short call. So the main thread reads its
requests itself, and a thread that calls back reads its answer. A watchman looks every `_TICK` seconds whether a call
lasts, and only then reads what has come meanwhile, to notice that the client is gone. While there are no calls it
sleeps without a time-out.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from queue import SimpleQueue

from ..wire.channel import Channel
from ..wire.frames import Frame, Kind, WireError

_TICK = 0.25
_GRACE = 1.0
"""Seconds that a call may still run after the client is gone."""

_ANSWERS = (Kind.CALLBACK_REPLY, Kind.CALLBACK_ERROR)


class Inbox:
    """Frames from the client, to the thread that waits for them."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._reading = threading.Lock()
        self._backlog: deque[Frame] = deque()
        self._calls = 0
        self._busy = False
        self._asleep = False
        self._alarm: SimpleQueue[None] = SimpleQueue()
        self._left = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def next_request(self) -> Frame:
        """Wait for the next REQUEST or SHUTDOWN; SHUTDOWN too when the client is gone. Main thread only."""
        self._busy = False
        with self._reading:
            try:
                frame = self._backlog.popleft() if self._backlog else self._channel.receive()
            except WireError:
                return Frame(Kind.SHUTDOWN, 0, b"")
        self._busy = True
        self._calls += 1
        if self._asleep:
            self._alarm.put(None)
        return frame

    def exchange(self, number: int, payload: bytes) -> Frame:
        """Send a CALLBACK during the request `number` and wait for its answer. `WireError`: the client is gone."""
        with self._reading:  # before sending, so that nobody else can read the answer
            self._channel.send(Kind.CALLBACK, number, payload)
            while (frame := self._channel.receive()).kind not in _ANSWERS:
                self._backlog.append(frame)
        return frame

    def leave(self) -> None:
        """The process is about to end by itself."""
        self._left.set()

    def _watch(self) -> None:
        while True:
            calls = self._calls
            time.sleep(_TICK)
            if calls != self._calls:
                continue
            if self._busy:
                self._look()
                continue
            self._asleep = True
            if calls == self._calls:
                self._alarm.get()
            self._asleep = False

    def _look(self) -> None:
        """Notice that the client is gone during a call that lasts, unless a callback of that call is reading."""
        if self._reading.acquire(blocking=False):
            try:
                gone = self._is_gone()
            finally:
                self._reading.release()
            if gone and not self._left.wait(_GRACE):
                _end_process()

    def _is_gone(self) -> bool:
        """Keep what has come for the main thread; whether it was the end."""
        try:
            while self._channel.ready():
                self._backlog.append(self._channel.receive())
        except WireError:
            self._backlog.append(Frame(Kind.SHUTDOWN, 0, b""))
            return True
        return False


def _end_process() -> None:
    """End this process although a call hangs: without asking its DLLs, which may hold the loader's lock."""
    if os.name == "nt":
        import ctypes

        kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        kernel32.TerminateProcess(ctypes.c_void_p(-1), 1)
    os._exit(1)
