"""What a host costs that waits for its next request."""

from __future__ import annotations

import sys
import time

from .machine import ticks
from .rows import Goal, Row, Value
from .session import Session, UnmeasurableError

_SECONDS = 5.0


def waiting(session: Session) -> list[Row]:
    """Processor time of both processes of a pair that has answered and now waits, beside msl-loadlib's server."""
    if sys.platform == "win32":
        raise UnmeasurableError("processor time is read from /proc")
    with session.client() as client, session.msl() as msl:
        client.request("add", 1, 2), msl.request("add", 1, 2)
        time.sleep(1)  # what follows a request: threads that look once more, and sleep
        connection = client.connection
        assert connection
        before = ticks(connection.process.pid), ticks(msl.pid)
        time.sleep(_SECONDS)
        used = ticks(connection.process.pid) - before[0], ticks(msl.pid) - before[1]
    what = f"processor time of a waiting host in {_SECONDS:g} s"
    ours, theirs = (Value(each, 0.0, 1, "ticks of 10 ms") for each in used)
    return [Row("idle", what, ours, "msl-loadlib", theirs, Goal("at most", 0))]
