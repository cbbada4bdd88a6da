"""One 32-bit host as a process: its pipes, its files in memory, its end. `wire.connection` speaks with it."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass

from .. import launch, trace
from ..launch import host
from ..postmortem import Fault
from ..wire import black_box
from ..wire.streams import pipe_stream
from .output import OnOutput, OutputLog, Spool

_STREAMS = ("stdout", "stderr", "debug")
_GLANCE = 0.05
"""Seconds between two looks at what a host prints, while somebody listens."""

_PATIENCE_WITH_LISTENER = 1.0
"""Seconds after the end of a host that its listener has for the rest."""


@dataclass(frozen=True)
class End:
    """How a host ended.

    `exit_code` is that of the process; Wine passes on only its lowest 8 bits. `killed` tells that it was ended from
    outside. `fault` is the native fault that ended it. `last_words` is the end of what it wrote to standard error.
    `elsewhere`: it goes on, in the process of which this one is a copy.
    """

    exit_code: int | None
    killed: bool
    fault: Fault | None
    last_words: str
    elsewhere: bool = False

    @property
    def peaceful(self) -> bool:
        """Whether it left, or was ended, without having failed."""
        return self.fault is None and not self.exit_code and not self.elsewhere

    def __str__(self) -> str:
        if self.fault is not None:
            how = f"was ended by {self.fault}"
        elif self.elsewhere:
            how = "belongs to the process of which this one is a copy"
        elif self.killed:
            how = "was killed"
        else:
            how = f"ended with exit code {_shown(self.exit_code)}"
        return f"The 32-bit host {how}." + (f" It wrote: {self.last_words}" if self.last_words else "")


class HostProcess:
    """Starts a host. Raises what `launch.start` raises.

    One thread belongs to it, which waits for the end of the process; if somebody listens, a second one tells what it
    prints. `on_end` is called in the first when the process has ended, before `ended` is set.
    """

    def __init__(self, chosen: launch.Host, on_output: OnOutput | None) -> None:
        self.ended = threading.Event()
        self.on_end: Callable[[], object] | None = None
        self.now: Callable[[], tuple[int, str]] = lambda: (0, "")
        self._files = {stream: launch.new_file(0) for stream in _STREAMS}
        self._box_file = launch.new_file(black_box.SIZE)
        self.output = OutputLog([Spool(stream, fd) for stream, (fd, _) in self._files.items()], on_output)
        self._how = End(None, True, None, "")
        self._is_ours = True
        self.on_fork: Callable[[], object] | None = None
        try:
            self.process = launch.start(chosen, [])
        except BaseException:
            self._close_files()
            raise
        assert self.process.stdin
        assert self.process.stdout
        self.stream = pipe_stream(_owned(self.process.stdout), _owned(self.process.stdin))
        self._supervisor = threading.Thread(target=self._supervise, name="probe32-host", daemon=True)
        self._supervisor.start()
        self._teller = threading.Thread(target=self._tell, name="probe32-output", daemon=True)
        if on_output is not None:
            self._teller.start()
        _hosts.add(self)

    @property
    def files(self) -> dict[str, str]:
        """The paths by which the host opens the files that it prints into, and `black_box`."""
        return {stream: name for stream, (_, name) in self._files.items()} | {"black_box": self._box_file[1]}

    @property
    def pid(self) -> int:
        """The number of the process in this system."""
        return self.process.pid

    def kill(self) -> None:
        """End the process if it still runs, and wait until everything is released. Repeatable.

        The listener has heard everything then, if it takes no longer than a second. The listener itself may call this,
        and the collector may, in a thread of this object, when a forgotten client is found there; a thread can't wait
        for itself, and ends soon after.
        """
        if not self._is_ours:
            return
        launch.kill(self.process)
        current = threading.current_thread()
        if current is not self._supervisor:
            self._supervisor.join()
            if current is not self._teller and self._teller.is_alive():
                self._teller.join(_PATIENCE_WITH_LISTENER)

    def wait(self, timeout: float) -> bool:
        """Whether the process has ended within `timeout` seconds."""
        return self.ended.wait(timeout)

    def end(self) -> End:
        """How the process ended; wait for that first."""
        return self._how

    def leave_to_original(self) -> None:
        """This process is a copy of the one that started the host: here it has ended, there it goes on undisturbed."""
        self._is_ours = False
        self._how = End(None, False, None, "", elsewhere=True)
        self.stream.abandon()
        if self.on_fork is not None:
            self.on_fork()
        self.ended = threading.Event()  # the other one's lock may have been taken by a thread that is not here
        self.ended.set()

    def _supervise(self) -> None:
        try:
            self.process.wait()
            self.output.collect(*self.now())
            self._how = self._examined()
            trace.logger.debug("%s", self._how)
            self.stream.finish()
            if self.on_end is not None:
                self.on_end()
        finally:
            self.stream.close()
            host.close_streams(self.process)
            self._close_files()
            self.ended.set()

    def _tell(self) -> None:
        while not self.ended.wait(_GLANCE):
            self.output.collect(*self.now())
            self.output.deliver()
        self.output.deliver()

    def _examined(self) -> End:
        code = self.process.returncode
        early = host.read_available(self.process)
        words = (early + self.output.of("stderr")[-4096:]).decode("utf-8", "replace").strip()
        if code is not None and launch.was_killed(code):
            return End(None, True, None, words)
        os.lseek(self._box_file[0], 0, os.SEEK_SET)
        fault = black_box.read(os.read(self._box_file[0], black_box.SIZE))
        return End(code, False, fault if fault and _ended_by(code, fault) else None, words)

    def _close_files(self) -> None:
        self.output.close()
        os.close(self._box_file[0])


_hosts: weakref.WeakSet[HostProcess] = weakref.WeakSet()


def _leave_hosts_to_original() -> None:
    for each in list(_hosts):
        each.leave_to_original()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_hosts_to_original)


def _ended_by(exit_code: int | None, fault: Fault) -> bool:
    """Whether the last fault is why the process ended: an unhandled one gives its code to the process.

    Of the exit code of a program under Wine, Linux keeps the lowest 8 bits.
    """
    return exit_code is not None and (exit_code & 0xFF) == (fault.code & 0xFF)


def _owned(pipe: object) -> int:
    """A descriptor of our own for the pipe, whose Python object is closed."""
    fd = os.dup(pipe.fileno())  # type: ignore[attr-defined]
    pipe.close()  # type: ignore[attr-defined]
    return fd


def _shown(code: int | None) -> str:
    """Windows' exit codes as people look them up: 0xC0000005, not -1073741819."""
    if code is None or 0 <= code < 256:
        return str(code)
    return f"0x{code & 0xFFFFFFFF:08X}"
