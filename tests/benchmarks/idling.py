"""What a host costs that waits for its next request."""

from __future__ import annotations

import sys
import time

from .machine import ticks
from .rows import Goal, Row, Value
from .samples import Sample
from .session import Session, UnmeasurableError

_SECONDS = 1.0
_TIMES = 5
_UNIT = "ticks of 10 ms"


def waiting(session: Session) -> list[Row]:
    """Processor time of both processes of a pair that has answered and now waits, beside msl-loadlib's server."""
    if sys.platform == "win32":
        raise UnmeasurableError("processor time is read from /proc")
    with session.client() as client, session.msl() as msl:
        client.request("add", 1, 2), msl.request("add", 1, 2)
        time.sleep(1)  # what follows a request: threads that look once more, and sleep
        connection = client.connection
        assert connection
        pids = connection.process.pid, msl.pid
        used = [_used(pids) for _ in range(_TIMES)]
    what = f"processor time of a waiting host in {_SECONDS:g} s"
    ours, theirs = (Value.median(Sample(values), _UNIT) for values in zip(*used, strict=True))
    return [Row("idle", what, ours, "msl-loadlib", theirs, Goal("at most", 0))]


def _used(pids: tuple[int, ...]) -> list[float]:
    """The processor time that each takes from now on for a while."""
    before = [ticks(pid) for pid in pids]
    time.sleep(_SECONDS)
    return [ticks(pid) - already for pid, already in zip(pids, before, strict=True)]
