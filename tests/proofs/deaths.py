"""Every way in which a host comes to grief, and what its client is to be told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from probe32.client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32FaultError
from probe32.errors import HostDiedError

from .arena import Arena, DeadlyClient, freeze, kill

ACCESS_VIOLATION, ILLEGAL_INSTRUCTION, BREAKPOINT = 0xC0000005, 0xC000001D, 0x80000003
DIVISION_BY_ZERO, STACK_OVERFLOW = 0xC0000094, 0xC00000FD
STACK_BUFFER_OVERRUN, CPP_EXCEPTION = 0xC0000409, 0xE06D7363
HANGS_AFTER = 0.4
"""Seconds that a call has."""
_WAITING = 6
_STARTS_WITHIN = 4.0
"""Seconds that a host has whose start hangs."""


@dataclass(frozen=True)
class Scene:
    """One repetition: `client` has a host that lives."""

    arena: Arena
    client: DeadlyClient


Strike = Callable[[Scene], object]
"""Lets it happen, and raises what the client is told."""


@dataclass(frozen=True)
class Death:
    """`told` are the exceptions that will do, `codes` the codes of which one must be told; none: there is no code.

    `module` is the file in which it happens: "" when there is no place. `survived`: the host lives on. `silent`: with
    restart="auto" the client need not tell. `calls`: the last requests are told. `display`: it takes a screen.
    """

    strike: Strike
    told: tuple[type[BaseException], ...]
    codes: frozenset[int] = frozenset()
    module: str = ""
    survived: bool = False
    silent: bool = False
    calls: bool = True
    display: bool = False
    transports: tuple[str, ...] = field(default=("pipes",))


def _calling(name: str, *arguments: object) -> Strike:
    return lambda scene: scene.client.request32("call", name, *arguments)


def _asking(name: str, *arguments: object) -> Strike:
    return lambda scene: scene.client.request32(name, *arguments)


def _hanging(name: str, *arguments: object) -> Strike:
    def strike(scene: Scene) -> None:
        with scene.client.deadline(HANGS_AFTER):
            scene.client.request32(name, *arguments)

    return strike


def _fault(code: int, name: str, *arguments: object) -> Death:
    return Death(_calling(name, *arguments), (Server32FaultError,), frozenset({code}), "deaths.dll", survived=True)


def _end(name: str, *arguments: object, codes: frozenset[int], module: str = "") -> Death:
    return Death(_calling(name, *arguments), (HostDiedError,), codes, module)


def _hang(name: str, *arguments: object, module: str = "", display: bool = False) -> Death:
    return Death(_hanging(name, *arguments), (ResponseTimeoutError,), module=module, display=display)


def _overflow_twice(scene: Scene) -> None:
    with suppress(Server32FaultError):
        scene.client.request32("call", "overflow_stack", 1)
    scene.client.request32("call", "overflow_stack", 1)


def _corrupt(scene: Scene) -> None:
    """What comes of it is not known: a fault, the end of the process, or a lock that is never released."""
    try:
        with scene.client.deadline(5):
            for _ in range(100):
                scene.client.request32("corrupt_heap")
    except Server32FaultError:
        scene.client.kill()  # such a host is not to be trusted
        raise


def _killed_idle(scene: Scene) -> None:
    kill(scene.client.host_pid)
    scene.client.wait_for_end()
    scene.client.request32("recall")


def _killed_unseen(scene: Scene) -> None:
    kill(scene.client.host_pid)
    scene.client.request32("recall")


def _killed_in_call(scene: Scene) -> None:
    told = scene.client.callback(lambda: kill(scene.client.host_pid))
    scene.client.request32("call_after", told, "loop")


def _killed_by_large_payload(scene: Scene) -> None:
    """Both sides are at work on shared memory when it happens."""
    told = scene.client.callback(lambda: kill(scene.client.host_pid))
    scene.client.request32("echo_after", told, bytes(3_000_000))


def _frozen(scene: Scene) -> None:
    freeze(scene.client.host_pid)
    with scene.client.deadline(HANGS_AFTER):
        scene.client.request32("recall")


def _frozen_with_full_pipe(scene: Scene) -> None:
    freeze(scene.client.host_pid)
    told: ResponseTimeoutError | None = None
    for _ in range(4):  # of these no pipe takes more than two
        try:
            with scene.client.deadline(HANGS_AFTER):
                scene.client.request32("echo", bytes(60_000))
        except ResponseTimeoutError as error:
            told = error
            if not scene.client.is_manual:
                break  # the frozen host is no longer there
    assert told is not None
    raise told


def _awaited_by_threads(scene: Scene) -> None:
    """Several threads wait for the host when it ends; each is told."""
    with ThreadPoolExecutor(_WAITING) as pool:
        requests = [pool.submit(scene.client.request32, "call", "call_abort") for _ in range(_WAITING)]
    _raise_if_all(requests[0].exception(), [each.exception() for each in requests])


def _awaited_by_coroutines(scene: Scene) -> None:
    async def ask() -> list[object]:
        asking = (scene.client.request32_async("call", "call_abort") for _ in range(_WAITING))
        return [*await asyncio.gather(*asking, return_exceptions=True)]

    errors = asyncio.run(ask())
    _raise_if_all(errors[0], errors)


def _raise_if_all(first: object, errors: Sequence[object]) -> None:
    strangers = [each for each in errors if not isinstance(each, HostDiedError)]
    if strangers:
        raise AssertionError(f"of {len(errors)} that waited some were told otherwise: {strangers}")
    assert isinstance(first, HostDiedError)
    raise first


def _pipe_cut(scene: Scene) -> None:
    scene.client.cut_connection()
    scene.client.request32("recall")


def _pipe_cut_in_call(scene: Scene) -> None:
    told = scene.client.callback(scene.client.cut_connection)
    scene.client.request32("call_after", told, "sleep_for_ever")


def _started_with(library: str) -> Strike:
    def strike(scene: Scene) -> None:
        with _trapped(scene.arena, library), scene.client.start_timeout(_STARTS_WITHIN):
            kill(scene.client.host_pid)
            scene.client.wait_for_end()
            if scene.client.is_manual:
                scene.client.restart()
            scene.client.request32("recall")

    return strike


@contextmanager
def _trapped(arena: Arena, library: str) -> Iterator[None]:
    arena.trap.write_text(library, encoding="utf-8")
    try:
        yield
    finally:
        arena.trap.unlink()


_BOTH = ("pipes", "tcp")
_ABORTED = frozenset({3, STACK_BUFFER_OVERRUN})
_ABRUPT = frozenset({STACK_BUFFER_OVERRUN, STACK_BUFFER_OVERRUN & 0xFF})
_OWN = "deaths.dll"

DEATHS: dict[str, Death] = {
    "access violation": Death(
        _calling("write_null"), (Server32FaultError,), frozenset({ACCESS_VIOLATION}), _OWN, True, transports=_BOTH
    ),
    "division by zero": _fault(DIVISION_BY_ZERO, "divide", 1, 0),
    "illegal instruction": _fault(ILLEGAL_INSTRUCTION, "illegal_instruction"),
    "C++ exception": _fault(CPP_EXCEPTION, "raise_cpp"),
    "stack overflow": _fault(STACK_OVERFLOW, "overflow_stack", 1),
    "stack overflow, twice": Death(
        _overflow_twice, (Server32FaultError,), frozenset({STACK_OVERFLOW}), _OWN, survived=True
    ),
    "abort": Death(_calling("call_abort"), (HostDiedError,), _ABORTED, transports=_BOTH),
    "abort, threads wait": Death(_awaited_by_threads, (HostDiedError,), _ABORTED, transports=_BOTH),
    "abort, coroutines wait": Death(_awaited_by_coroutines, (HostDiedError,), _ABORTED, transports=_BOTH),
    "exit": _end("call_exit", 7, codes=frozenset({7})),
    "ExitProcess": _end("exit_process", 8, codes=frozenset({8})),
    "ExitProcess in a thread": Death(_asking("exit_in_thread"), (HostDiedError,), frozenset({8})),
    "end of the main thread": Death(_asking("end_thread", 5), (HostDiedError,), frozenset({5})),
    "TerminateProcess": _end("terminate", 9, codes=frozenset({9})),
    "fail fast": _end("fail_fast", codes=_ABRUPT),
    "breakpoint": _end("breakpoint", codes=frozenset({BREAKPOINT}), module=_OWN),
    "fault in a thread": _end("fault_elsewhere", codes=frozenset({ACCESS_VIOLATION}), module=_OWN),
    "heap corruption": Death(_corrupt, (HostDiedError, Server32FaultError, ResponseTimeoutError)),
    "endless loop": Death(_hanging("call", "loop"), (ResponseTimeoutError,), module=_OWN, transports=_BOTH),
    "endless loop of Python": _hang("spin"),
    "Sleep(INFINITE)": _hang("call", "sleep_for_ever", module=_OWN),
    "a lock never released": _hang("call", "wait_for_section", module=_OWN),
    "hang with Python's lock": _hang("call_locked", "sleep_for_ever"),
    "message box": _hang("call", "show_message", module=_OWN, display=True),
    "hang in DllMain in a call": _hang("load", "hang_on_load.dll", module="hang_on_load.dll"),
    "hang in DllMain at start": Death(
        _started_with("hang_on_load.dll"), (ConnectionTimeoutError,), module="hang_on_load.dll", calls=False
    ),
    "fault in DllMain in a call": Death(
        _asking("load", "fault_on_load.dll"),
        (Server32FaultError,),
        frozenset({ACCESS_VIOLATION}),
        "fault_on_load.dll",
        survived=True,
    ),
    "fault in DllMain at start": Death(
        _started_with("fault_on_load.dll"),
        (ConnectionTimeoutError,),
        frozenset({ACCESS_VIOLATION}),
        "fault_on_load.dll",
        calls=False,
    ),
    "host killed, idle": Death(_killed_idle, (HostDiedError,), silent=True, transports=_BOTH),
    "host killed, unseen": Death(_killed_unseen, (HostDiedError,), silent=True),
    "host killed in a call": Death(_killed_in_call, (HostDiedError,), transports=_BOTH),
    "host killed, large payload": Death(_killed_by_large_payload, (HostDiedError,)),
    "host frozen": Death(_frozen, (ResponseTimeoutError,)),
    "host frozen, pipe full": Death(_frozen_with_full_pipe, (ResponseTimeoutError,), transports=_BOTH),
    "pipe closed by the library": Death(_asking("close_descriptors"), (HostDiedError,), frozenset({0, 1})),
    "pipe cut, idle": Death(_pipe_cut, (HostDiedError,), silent=True, transports=_BOTH),
    "pipe cut in a call": Death(_pipe_cut_in_call, (HostDiedError,), transports=_BOTH),
}
"""By the name that the table gives it."""
