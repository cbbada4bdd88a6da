"""What a client has done so far, in numbers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_REMEMBERED = 1000


@dataclass(frozen=True)
class Statistics:
    """Counts since the client was made, over all its hosts.

    `answered` are requests that got an answer, many calls and batches counting as one; of these `errors` an exception.
    `timeouts` are requests whose deadline passed, `deaths` hosts that ended unasked, `restarts` hosts after the first.
    `median_us` and `p99_us` are round-trip times in microseconds of the last 1,000, None before the first.
    `sent_bytes` and `received_bytes` went over the wire; what large payloads put into shared memory is not among them.
    """

    answered: int
    errors: int
    timeouts: int
    deaths: int
    restarts: int
    sent_bytes: int
    received_bytes: int
    median_us: float | None
    p99_us: float | None


class Counters:
    """Counted by the threads that make requests; a lost count would harm nobody, so there is no lock."""

    def __init__(self) -> None:
        self.answered = 0
        self.errors = 0
        self.timeouts = 0
        self.deaths = 0
        self.restarts = 0
        self.sent_bytes = 0
        self.received_bytes = 0
        self.durations: deque[float] = deque(maxlen=_REMEMBERED)

    def note(self, seconds: float) -> None:
        """A request was answered after that time."""
        self.answered += 1
        self.durations.append(seconds)

    def statistics(self, sent: int, received: int) -> Statistics:
        """The counts, with the bytes of the connection that is open now."""
        times = sorted(self.durations)
        return Statistics(
            self.answered,
            self.errors,
            self.timeouts,
            self.deaths,
            self.restarts,
            self.sent_bytes + sent,
            self.received_bytes + received,
            times[len(times) // 2] * 1e6 if times else None,
            times[len(times) * 99 // 100] * 1e6 if times else None,
        )
