"""The client's end of the conversation with one host: any number of requests under way, from any thread."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from . import payloads
from .channel import Channel
from .frames import BULK, DeadlineError, Frame, Kind, WireError
from .mailbox import Mailbox, Waiter
from .messages import Failure
from .payloads import unpack
from .segments import NewFile
from .shared_payloads import SharedPayloads

if TYPE_CHECKING:
    from .asynchronous import LoopReader

OnCallback = Callable[[bytes], tuple[Kind, bytes]]
"""Answers the payload of a CALLBACK frame with CALLBACK_REPLY or CALLBACK_ERROR and a payload."""

_START_UP = 0
_NOBODY = -2
"""Keys of waiters; requests count from 1, and -1 is `asynchronous`'s."""

_ANY_PROTOCOL = 2
_REPLY, _ERROR, _CALLBACK, _INQUIRY = Kind.REPLY, Kind.ERROR, Kind.CALLBACK, Kind.INQUIRY

_WHILE = 0.001
"""Seconds after an answer in which the host prints nothing that belongs to no request: looking takes 2 us."""


Message = tuple[Kind, str, object, "Iterable[object] | None", int]
"""What to ask: its kind and its name in words, what the pickle holds, its parts as in `payloads.pack_quickly`, and the
protocol."""


class _Nesting(threading.local):
    """In the thread that answers a callback, the number of that callback: requests that it makes belong to it.

    `last` is the request that the thread has made last.
    """

    parent = 0
    last = 0


class Connection:
    """`new_file` makes memory that the host can open; see `segments.NewFile`.

    `start_up` is the waiter for what the host says before it serves.

    `opened` are the numbers of the requests that the host has not answered yet, with what they ask for, oldest first.
    `on_turn` is told which of them the host was busy with until now, 0 if it was idle for a while: before anybody gets
    an answer, in the thread that reads it, or before the host gets a request.
    """

    def __init__(self, channel: Channel, new_file: NewFile) -> None:
        self.channel = channel
        self.mailbox = Mailbox(channel, self._route)
        self.start_up = Waiter(_START_UP)
        self.mailbox.expected[_START_UP] = self.start_up
        self.opened: dict[int, str] = {}
        self.on_turn: Callable[[int, str], None] | None = None
        self._idle_since = 0.0
        self._memory = SharedPayloads(channel, new_file, self.mailbox.expected)
        self._numbers = itertools.count(1)
        self._nesting = _Nesting()
        self._loop_reader: LoopReader | None = None

    def exchange(
        self,
        message: Message,
        deadline: float | None = None,
        on_callback: OnCallback | None = None,
        meanwhile: Callable[..., object] | None = None,
        *arguments: object,
    ) -> tuple[Kind, Any]:
        """Ask, and wait for REPLY or ERROR with its value; callbacks are answered in this thread meanwhile.

        `meanwhile(*arguments)` is called when it has been asked, or could not be: while the host works, it costs
        nothing.

        `DeadlineError`: no answer at `deadline`, in seconds of `time.monotonic`; a late one is thrown away.
        `WireError`: the host is gone. `TypeError`: what is asked, or the answer, can't be pickled.
        """
        mailbox, number = self.mailbox, next(self._numbers)
        waiter = mailbox.expected[number] = Waiter(number)
        try:
            try:
                self.ask(number, message, deadline)
            finally:
                if meanwhile is not None:
                    meanwhile(*arguments)
            frame = mailbox.wait(waiter, deadline)
            while frame.kind is _CALLBACK:
                self.answer(frame, on_callback, deadline)
                if deadline is not None and monotonic() > deadline:
                    raise DeadlineError  # whether the host answers faster than this thread looks would be chance
                frame = mailbox.wait(waiter, deadline)
            if frame.flags & BULK:
                return frame.kind, self._memory.read(frame)
            return frame.kind, unpack(frame.payload)
        finally:
            self._nesting.last = number
            del mailbox.expected[number]
            if self._memory.answered:
                self._memory.forget(number)

    async def exchange_async(
        self, message: Message, deadline: float | None, on_callback: OnCallback | None
    ) -> tuple[Kind, Any]:
        """`exchange`, without blocking the event loop; functions are called in the loop's executor.

        The deadline is for sending; the answer is waited for until this is cancelled, which throws it away. The host
        goes on.
        """
        import asyncio  # a fifth of the time that a client takes to import otherwise

        from .asynchronous import LoopReader, LoopWaiter

        if self._loop_reader is None:
            self._loop_reader = LoopReader(self.mailbox)
        waiter = LoopWaiter(next(self._numbers))
        self._loop_reader.expect(waiter)
        loop = asyncio.get_running_loop()
        try:
            await self._loop_reader.send(self.ask, waiter.key, message, deadline)
            while (frame := await waiter.next()).kind is _CALLBACK:
                await loop.run_in_executor(None, self.answer, frame, on_callback, deadline)
            return frame.kind, self._memory.read(frame) if frame.flags & BULK else unpack(frame.payload)
        finally:
            self._loop_reader.forget(waiter)
            self._memory.forget(waiter.key)

    def ask(self, number: int, message: Message, deadline: float | None = None) -> None:
        """Send a request.

        `WireError`: the host is gone. `DeadlineError`: it does not read. `TypeError`: it can't be pickled.
        """
        kind, name, value, parts, protocol = message
        # Whichever thread of the host answers an inquiry has no shared memory at hand.
        inquiry = kind is _INQUIRY
        packed = payloads.pack(value, protocol) if inquiry else payloads.pack_quickly(value, protocol, parts)
        segment, flags, parent = 0, 0, self._nesting.parent
        try:
            if not isinstance(packed, bytes) or (self._memory.pool.in_use and not inquiry):
                packed, segment, flags = self._memory.place(number, protocol, packed, deadline)
            if not inquiry:
                if not self.opened and self.on_turn is not None and monotonic() - self._idle_since > _WHILE:
                    self.on_turn(0, "")
                self.opened[number] = name
            self.channel.send(kind, number, packed, parent=parent, flags=flags, segment=segment, deadline=deadline)
        except (WireError, DeadlineError, ValueError):
            self.opened.pop(number, None)
            self._memory.take_back(number)
            raise

    def answer(self, frame: Frame, on_callback: OnCallback | None, deadline: float | None = None) -> None:
        """Answer a callback in this thread; requests that it makes belong to it."""
        if on_callback is None:
            raise WireError("the host called back although nothing was given to call")
        outer, self._nesting.parent = self._nesting.parent, frame.number
        try:
            kind, payload = on_callback(frame.payload)
        except BaseException:  # Ctrl+C: the host waits for an answer all the same
            self._decline(frame)
            raise
        finally:
            self._nesting.parent = outer
        self.channel.send(kind, frame.number, payload, deadline=deadline)

    def oldest(self) -> tuple[int, str]:
        """Number and name of the request that the host is answering, as far as is known; 0 and "" if none."""
        return next(iter(list(self.opened.items())), (0, ""))

    @property
    def last_number(self) -> int:
        """The number of the request that was answered last to this thread, or failed; 0 before the first."""
        return self._nesting.last

    def drain(self, deadline: float) -> None:
        """Read what the host still has to say, so that it is not kept from ending: until `WireError`, its end.

        `DeadlineError`: it has not ended until then.
        """
        self.mailbox.wait(Waiter(_NOBODY), deadline)

    def close(self) -> None:
        """Release everything, after the host has ended; who waits is told."""
        self.channel.finish()
        self.mailbox.drain()
        if self._loop_reader is not None:
            self._loop_reader.stop()
        self.channel.close()
        self._memory.pool.close()

    def _route(self, frame: Frame) -> int | None:
        """For whom a frame is, in the thread that happens to read it."""
        kind = frame.kind
        if kind is _REPLY or kind is _ERROR:
            number = frame.number
            name = self.opened.get(number)
            if name is not None:
                if self.on_turn is not None:
                    self.on_turn(number, name)
                del self.opened[number]
                self._idle_since = monotonic()
            if self._memory.held:
                self._memory.settle(frame)
            return number
        if kind is _CALLBACK:
            if self.on_turn is not None:
                self.on_turn(frame.parent, self.opened.get(frame.parent, ""))
            if frame.parent not in self.mailbox.expected:
                self._decline(frame)
            return frame.parent
        if kind is Kind.SEGMENT_WANTED:
            self._memory.grant(frame)
            return None
        return _START_UP

    def _decline(self, frame: Frame) -> None:
        gone = Failure("CallError", "nobody waits for the call that this callback belongs to", "")
        with suppress(WireError):
            self.channel.send(Kind.CALLBACK_ERROR, frame.number, payloads.pack(tuple(gone), _ANY_PROTOCOL))
