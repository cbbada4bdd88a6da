"""All benchmarks, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import (
    batches,
    header_import,
    idling,
    library_calls,
    opening,
    payloads,
    small_calls,
    starting,
    threads,
    window,
    wrappers,
)
from .rows import Row
from .session import Session

Benchmark = Callable[[Session], list[Row]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "small": small_calls.against_msl,
    "pipe": small_calls.against_pipe,
    "batch": batches.against_loop,
    "send": payloads.send,
    "echo": payloads.echo,
    "view": payloads.view,
    "start": starting.against_msl,
    "idle": idling.waiting,
    "crash": starting.after_crash,
    "tcp": small_calls.over_tcp,
    "library": library_calls.typed,
    "sweep": library_calls.swept,
    "measured": library_calls.measured,
    "guarded": library_calls.guarded,
    "header": header_import.windows_h,
    "wrapper": wrappers.thousand_functions,
    "open": opening.beside_pefile,
    "threads": threads.throughput,
    "window": window.start,
    "list": window.listing,
    "filter": window.filtering,
    "memory": window.memory,
    "sweeping": window.sweeping,
}
