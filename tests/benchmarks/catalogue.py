"""All benchmarks, in the order of the page, each under the heading that says what its rows mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import (
    batches,
    command_line,
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


@dataclass(frozen=True)
class Group:
    """Benchmarks that answer one question; `text` says for the page what their rows mean."""

    title: str
    text: str
    benchmarks: Mapping[str, Benchmark]


GROUPS = (
    Group(
        "One call",
        """\
The time from asking for a call in the 64-bit program to having its answer. The function adds two numbers, which takes
it nothing to speak of, so all of it is the way there and back. A program that calls once a millisecond does not notice
it; one that calls in a tight loop does. `request32` is the plain way, a method of a server class. `library.call` checks
and converts the arguments as the C declaration says, and notices a wrong signature. The floors are two programs that
only echo the same bytes, through the same pipes or through a socket: less can't be had between two processes. Both of a
pair run on one processor there, since it depends on the system's mood otherwise. Through pipes a request misses the
goal because it has a number for the thread that waits, may be given up at a deadline, and knows what the DLL printed
and which fault it caused, all that in Python: [what each costs](adr/0034-what-a-small-call-costs.md).""",
        {
            "small": small_calls.against_msl,
            "pipe": small_calls.against_pipe,
            "tcp": small_calls.over_tcp,
            "library": library_calls.typed,
            "callback": library_calls.called_back,
            "threads": threads.throughput,
        },
    ),
    Group(
        "Many calls in one message",
        """\
What one of 1,000 calls takes when they travel together. The floor is a loop inside the 32-bit process, where nothing
has to travel. A `batch` also makes an object for each result, on the 64-bit side: a third of a microsecond, as much as
the way there and back.""",
        {"batch": batches.against_loop, "sweep": library_calls.swept},
    ),
    Group(
        "Large data",
        """\
Bytes there, or there and back, as a spectrum or a picture would go. A view is NumPy's array, a `memoryview` or the
like: it is not copied more often than it has to be. The floor is the processor's copying of the bytes in memory.""",
        {"send": payloads.send, "echo": payloads.echo, "view": payloads.view},
    ),
    Group(
        "Start, crash, waiting",
        """\
A person waits for the first answer, and again after the DLL has taken its process down. Wine is warm: the first start
after login takes a second longer.""",
        {"start": starting.against_msl, "crash": starting.after_crash, "idle": idling.waiting},
    ),
    Group(
        "Inside the 32-bit process",
        """\
What the checks cost that find a wrong signature and a buffer that is too small. They are done there, beside the call,
and are small against the way there and back.""",
        {"measured": library_calls.measured, "guarded": library_calls.guarded},
    ),
    Group(
        "Reading files",
        """\
A DLL's exports, imports, version and so on, beside what `pefile` reads when it opens the same file and what `objdump`
prints of it; a large C header, beside what libclang alone takes for it; and a Python package written for 1,000
functions.""",
        {
            "open": opening.beside_others,
            "command": command_line.beside_objdump,
            "header": header_import.windows_h,
            "wrapper": wrappers.thousand_functions,
        },
    ),
    Group(
        "The window",
        """\
What a person waits for. The window is off-screen, and driven as a person drives it. A key that is answered within
50 ms is felt as answered at once; a window that does not answer for longer than that stutters.""",
        {
            "window": window.start,
            "list": window.listing,
            "filter": window.filtering,
            "palette": window.palette,
            "sweeping": window.sweeping,
            "memory": window.memory,
        },
    ),
)

BENCHMARKS: Mapping[str, Benchmark] = {name: each for group in GROUPS for name, each in group.benchmarks.items()}
