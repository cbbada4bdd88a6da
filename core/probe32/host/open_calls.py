"""Which requests of the client are open, for threads of the DLL's own that want to call a Python function.

The client can be called only while it waits for an answer. So a request may not be answered while such a thread is
still asking in its name; and what a thread asks between two requests has to wait for the next.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

from .remote_function import current_request

QUEUED = 10_000
"""How many calls between two requests are kept for later; of more, the oldest are dropped."""

Ask = Callable[[], object]


class _Delivery:
    """One call of a Python function that could not be made at once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._done = threading.Event()
        self._answer: object = None
        self.error: BaseException | None = None

    def make(self) -> None:
        """Make the call, in the thread of an open request."""
        try:
            self._answer = self._ask()
        except BaseException as error:
            self.error = error
        self._done.set()

    def give_up(self, error: BaseException) -> None:
        """The call will never be made."""
        self.error = error
        self._done.set()

    def answer(self) -> object:
        """Wait for the answer, or for the error, which is raised."""
        self._done.wait()
        if self.error is not None:
            raise self.error
        return self._answer


class OpenRequest:
    """A request that is open for the DLL's threads while its context lasts. A class: it is entered for every call."""

    __slots__ = ("_calls", "_number")

    def __init__(self, calls: OpenCalls) -> None:
        self._calls = calls
        self._number = current_request.number

    def __enter__(self) -> None:
        self._calls.begin(self._number)

    def __exit__(self, *_: object) -> None:
        self._calls.end(self._number)
        self._calls.raise_error()  # also in place of another: what came first is the reason


class OpenCalls:
    """The requests that are open now, innermost last, and the calls that wait for one. Any thread may use it."""

    def __init__(self) -> None:
        self._dropped = 0
        self._changed = threading.Condition()
        self._open: list[int] = []
        self._busy: Counter[int] = Counter()
        self._waiting: deque[_Delivery] = deque()
        self._queued: deque[_Delivery] = deque()
        self._errors: dict[int, BaseException] = {}
        self._closed: BaseException | None = None
        self._made = 0

    def during(self) -> OpenRequest:
        """A context in which this thread answers a request. The calls that have waited for one are made first.

        At the end it waits for the threads that call the client in this request's name. Then it raises the first error
        that was noted for it, or between two requests.
        """
        return OpenRequest(self)

    def pump(self, seconds: float, calls: int | None) -> int:
        """Keep the request of this thread open for so long, or until so many calls were made; how many were made.

        Meanwhile the messages of the thread's windows and timers are handled.
        """
        from .window_messages import MessageLoop  # rarely wanted

        before, end, left = self._made, time.monotonic() + seconds, seconds
        loop = MessageLoop()

        def enough() -> bool:
            return calls is not None and self._made - before >= calls

        with self.during():
            while left >= 0 and not enough():
                loop.turn()
                with self._changed:
                    self._changed.wait_for(enough, min(left, loop.pause, threading.TIMEOUT_MAX))
                left = end - time.monotonic()
        return self._made - before

    def ask(self, ask: Ask, wait: bool) -> object:
        """Call the client: at once when a request is open; else with the next one, for which a caller may wait.

        Raises what `ask` raises. Without waiting the answer is None.
        """
        if current_request.number:
            self._made += 1
            return ask()
        with self._changed:
            if self._closed is not None:
                raise self._closed
            number = self._open[-1] if self._open else 0
            if number:
                self._busy[number] += 1
            else:
                delivery = self._put(_Delivery(ask), wait)
        if not number:
            return delivery.answer() if wait else None
        current_request.number = number
        try:
            return ask()
        finally:
            current_request.number = 0
            self._leave(number)

    def note(self, error: BaseException) -> None:
        """Keep an error for the request that this thread works for; without one, for the next."""
        self._errors.setdefault(current_request.number, error)

    def raise_error(self) -> None:
        """Raise what was noted first for the request of this thread, or for no request."""
        if self._errors:
            error = self._errors.pop(current_request.number, None) or self._errors.pop(0, None)
            if error is not None:
                raise error

    def take_dropped(self) -> int:
        """How many calls between two requests were lost since this was asked last."""
        if not self._dropped:  # as nearly always
            return 0
        with self._changed:
            dropped, self._dropped = self._dropped, 0
        return dropped

    def close(self, error: BaseException) -> None:
        """There will be no more requests: who waits for one, or ever asks again, gets the error."""
        with self._changed:
            self._closed = error
            while self._waiting:
                self._waiting.popleft().give_up(error)

    def begin(self, number: int) -> None:
        """Make the calls that wait, until there are none; the request is open for others from then on."""
        while True:
            with self._changed:
                if not (self._waiting or self._queued):
                    self._open.append(number)
                    return
                waited_for = bool(self._waiting)
                delivery = (self._waiting or self._queued).popleft()
                self._made += 1
            delivery.make()
            if delivery.error is not None and not waited_for:
                self.note(delivery.error)

    def end(self, number: int) -> None:
        """No others may use the request any more; who does has done so."""
        with self._changed:
            self._open.remove(number)
            while self._busy.get(number):
                self._changed.wait()
            self._busy.pop(number, None)

    def _put(self, delivery: _Delivery, wait: bool) -> _Delivery:
        if not wait and len(self._queued) == QUEUED:
            self._queued.popleft()
            self._dropped += 1
        (self._waiting if wait else self._queued).append(delivery)
        return delivery

    def _leave(self, number: int) -> None:
        with self._changed:
            self._busy[number] -= 1
            self._made += 1
            self._changed.notify_all()
