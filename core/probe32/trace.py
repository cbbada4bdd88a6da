"""What passes between this process and its hosts, as lines that a person reads.

    +0.000 s  starting probe32-host.exe (repacked)
    +0.391 s  ready: Python 3.14.0, process 4711, serving my_server with my_lib.dll
    +0.392 s  add(1, 2) ...
    +0.392 s    -> REQUEST #1, 45 bytes
    +0.392 s    <- REPLY #1, 21 bytes
    +0.392 s  add answered after 214 us

Shown by `probe32 --trace ...`, or for any program by the environment variable `PROBE32_TRACE`: 1 shows it on standard
error, anything else names a file that it is added to. Values are shown shortened; the secret of a TCP connection and
the contents of frames never.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

VARIABLE = "PROBE32_TRACE"

logger = logging.getLogger(__name__)
"""Who takes part in the conversation logs here at DEBUG, and frames at `probe32.wire`."""

_TRACED = ("probe32.trace", "probe32.wire")
_asked: list[logging.Handler] = []


class _Line(logging.Formatter):
    """Seconds since the first line, then the message; frames are indented."""

    def __init__(self) -> None:
        super().__init__()
        self._start: float | None = None

    def format(self, record: logging.LogRecord) -> str:
        self._start = record.created if self._start is None else self._start
        indent = "  " if record.name.startswith("probe32.wire") else ""
        return f"+{record.created - self._start:.3f} s  {indent}{record.getMessage()}"


def frames() -> Callable[[str], object] | None:
    """What is told of each frame; None when nobody listens."""
    logger = logging.getLogger("probe32.wire")
    return logger.debug if logger.isEnabledFor(logging.DEBUG) else None


@contextmanager
def shown(stream: TextIO | None = None) -> Iterator[None]:
    """Within the `with` block, show what hosts started in it do, on `stream`, by default standard error."""
    handler: logging.Handler = logging.StreamHandler(stream)
    before = _attach(handler)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).removeHandler(handler)
            logging.getLogger(name).setLevel(level)


def show_if_asked() -> None:
    """Show what the environment variable asks for, from now on. Repeatable."""
    asked = os.environ.get(VARIABLE)
    if asked and not _asked:
        _asked.append(
            logging.StreamHandler(sys.stderr) if asked == "1" else logging.FileHandler(asked, encoding="utf-8")
        )
        _attach(_asked[0])
        logger.debug("process %d, %s", os.getpid(), time.strftime("%Y-%m-%d %H:%M:%S"))


def _attach(handler: logging.Handler) -> dict[str, int]:
    """The levels that the loggers had before."""
    handler.setFormatter(_Line())
    before = {}
    for name in _TRACED:
        traced = logging.getLogger(name)
        before[name] = traced.level
        traced.setLevel(logging.DEBUG)
        traced.addHandler(handler)
    return before
