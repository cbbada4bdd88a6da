"""Waiting for frames in asyncio's event loops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from .frames import Frame, Kind, WireError
from .mailbox import Mailbox, Waiter


class LoopWaiter(Waiter):
    """Hands frames over to a coroutine; None when the stream has ended."""

    __slots__ = ("_loop", "_queue", "pending")

    def __init__(self, key: int) -> None:
        super().__init__(key)
        self.pending = True
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Frame | None] = asyncio.Queue()

    async def next(self) -> Frame:
        """The next frame. `WireError`: the stream has ended."""
        frame = await self._queue.get()
        if frame is None:
            raise WireError("the other side is gone")
        return frame

    def put(self, frame: Frame | None) -> None:
        """Deliver a frame, from the thread that read it."""
        self.pending = frame is not None and frame.kind is Kind.CALLBACK
        with suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(self._queue.put_nowait, frame)


class LoopReader:
    """A thread that reads the mailbox while coroutines wait for frames; it starts with the first of them.

    Another one sends: a full pipe blocks whoever writes until the host reads on, and requests keep their order.
    """

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._waiters: dict[int, LoopWaiter] = {}
        self._wanted = threading.Semaphore(0)
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._sender = ThreadPoolExecutor(1, "probe32-async-sender")

    def expect(self, waiter: LoopWaiter) -> None:
        """Keep frames for `waiter`, and read until it has its answer."""
        self._waiters[waiter.key] = waiter
        self._mailbox.expected[waiter.key] = waiter
        with self._starting:
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="probe32-async", daemon=True)
                self._thread.start()
        self._wanted.release()
        if self._stopped:
            waiter.put(None)

    async def send(self, ask: Callable[..., None], *arguments: object) -> None:
        """Call `ask` in the sending thread. `WireError`: the stream has ended; or what `ask` raises."""
        try:
            sending = asyncio.get_running_loop().run_in_executor(self._sender, ask, *arguments)
        except RuntimeError:  # it has been shut down
            raise WireError("the other side is gone") from None
        await sending

    def forget(self, waiter: LoopWaiter) -> None:
        """The coroutine no longer waits."""
        self._mailbox.expected.pop(waiter.key, None)
        self._waiters.pop(waiter.key, None)

    def stop(self) -> None:
        """The stream has ended: tell all who wait. Returns when the thread is about to end."""
        self._tell_all()
        self._wanted.release()
        self._sender.shutdown(wait=False)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        own = Waiter(-1)  # nobody sends to it: it only leads
        while not self._stopped:
            self._wanted.acquire()
            try:
                self._mailbox.lead_while(own, self._somebody_waits)
            except WireError:
                self._tell_all()
                return

    def _tell_all(self) -> None:
        with self._starting:
            self._stopped = True
        for each in list(self._waiters.values()):
            each.put(None)

    def _somebody_waits(self) -> bool:
        return not self._stopped and any(each.pending for each in list(self._waiters.values()))
