"""Calls through `Library`, which checks and converts arguments as the C declaration says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from probe32 import Library
from probe32.sequences import Axis, Span, Step, Sweep, SweepRun

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import SAMPLE, Session
from .small_calls import adding
from .surroundings import one_processor

_DECLARATIONS = """
typedef double (__stdcall *Integrand)(double x, void *user);
typedef struct Point { double x, y; } Point;
int add(int a, int b);
Point __cdecl centroid(_In_reads_(count) const Point *points, int count);
double WINAPI integrate(Integrand function, void *user, double from, double to, int steps);
"""
_STEPS = 100
_CALLS = 1000
_SUMS = [i + 2 for i in range(_CALLS)]
_POINTS = [{"x": float(number), "y": 1.0} for number in range(4)]


def typed(session: Session) -> list[Row]:
    """Typed calls, of numbers and of structs, against a plain request; all processes on one processor."""
    with one_processor(), session.client() as client, Library(SAMPLE) as library:
        library.define(_DECLARATIONS)
        contenders = {
            "numbers": Contender(lambda i: library.call("add", i, 2).result, lambda i, answer: answer == i + 2, 50),
            "structs": Contender(lambda _: library.call("centroid", _POINTS, 4).result, _is_middle, 25),
            "plain": adding(client.request32, 50),
        }
        samples = race(contenders, session.times(40, least=5), warm_up=3)
    numbers = 'typed call `library.call("add", i, 2)`'
    structs = "typed call with four structs and a buffer, which gives a struct"
    return [
        compared("library-call", numbers, samples["numbers"], "`request32`", samples["plain"], Goal("within", 3)),
        compared("library-structs", structs, samples["structs"], "`request32`", samples["plain"]),
    ]


def called_back(session: Session) -> list[Row]:
    """One round trip to a callback, of many during a call, against a plain request."""
    with one_processor(), session.client() as client, Library(SAMPLE) as library:
        library.define(_DECLARATIONS)
        contenders = {
            "plain": adding(client.request32, 50),
            "callbacks": Contender(lambda _: _integral(library), lambda _, answer: answer == 3.0),
        }
        samples = race(contenders, session.times(40, least=5), warm_up=3)
    each, what = samples["callbacks"].divided(_STEPS), "Python function called by the DLL"
    return [compared("callback", what, each, "`request32`", samples["plain"])]


def swept(session: Session) -> list[Row]:
    """Each call of a sweep, which go many in a message, against single calls, and against a loop inside the host."""
    with session.client() as client, Library(SAMPLE) as library:
        library.define(_DECLARATIONS)
        sweep = Sweep("sums", Step("add", (0, 2)), (Axis("a", Span(0, _CALLS - 1, step=1)),))
        run = SweepRun(library, sweep)
        contenders = {
            "sweep": Contender(lambda _: [each.collected[0] for each in run.points()], lambda _, sums: sums == _SUMS),
            "single": Contender(lambda _: [library.call("add", i, 2).result for i in range(_CALLS)]),
            "loop": Contender(lambda _: client.request32("loop", _CALLS), seconds=_told),
        }
        samples = {name: each.divided(_CALLS) for name, each in race(contenders, session.times(30), warm_up=3).items()}
    what = f"each of {_CALLS:,} points of a sweep"
    single, loop = '`library.call("add", i, 2)`', "a loop inside the host that converts nothing"
    return [
        compared("sweep", what, samples["sweep"], single, samples["single"], Goal("faster", 2)),
        compared("sweep-loop", what, samples["sweep"], loop, samples["loop"]),
    ]


def measured(session: Session) -> list[Row]:
    """The machine code that measures what a function does to the stack, against ctypes alone, inside the host."""
    with session.client() as client:
        contenders = {
            "measured": Contender(lambda _: client.request32("measured_loop", _CALLS), seconds=_told),
            "ctypes": Contender(lambda _: client.request32("bare_loop", _CALLS), seconds=_told),
        }
        samples = {name: each.divided(_CALLS) for name, each in race(contenders, session.times(40), warm_up=3).items()}
    what = "call inside the host that measures the stack"
    return [compared("measured-call", what, samples["measured"], "ctypes alone", samples["ctypes"])]


def guarded(session: Session) -> list[Row]:
    """Buffers that end at an inaccessible page, small and large, against ctypes' own, inside the host."""
    rows = []
    with session.client() as client:
        for words, size, count in (("4 bytes", 4, 1000), ("16 KB", 16 << 10, 1000), ("1 MB", 1 << 20, 10)):
            ends = {name: partial(client.request32, f"{name}_loop", count, size) for name in ("guarded", "buffer")}
            contenders = {name: Contender(_without_turn(loop), seconds=_told) for name, loop in ends.items()}
            samples = {name: each.divided(count) for name, each in race(contenders, session.times(40), 3).items()}
            what = f"guarded buffer of {words}: made, checked, given back"
            rows.append(compared(f"guarded-{size}", what, samples["guarded"], "ctypes' own", samples["buffer"]))
    return rows


def _is_middle(_: int, answer: object) -> bool:
    return answer == {"x": 1.5, "y": 1.0}


def _integral(library: Library) -> object:
    return library.call("integrate", lambda x, user: 3.0, None, 0.0, 1.0, _STEPS).result


def _without_turn(loop: Callable[[], object]) -> Callable[[int], object]:
    return lambda _: loop()


def _told(answer: object) -> float:
    assert isinstance(answer, float)
    return answer
