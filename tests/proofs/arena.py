"""Where hosts die: the libraries that kill them, and clients for the server that calls these."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from probe32 import Client64
from probe32.launch import to_host_path

from .display import display

SERVER = Path(__file__).with_name("servers") / "deadly_server.py"
START_TIMEOUT = 60.0
_LIBRARIES = Path(__file__).resolve().parents[1] / "dlls"
_COMPILER = ("i686-w64-mingw32-gcc", "-shared", "-O1", "-static-libgcc")


class UnprovableError(Exception):
    """Why something can't be tried here."""


@dataclass(frozen=True)
class Arena:
    """`folder` holds the libraries; `has_display` tells whether a DLL can show windows."""

    folder: Path
    has_display: bool
    trap: Path = field(init=False)
    """While this file is there, hosts load at their start the library that it names."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "trap", self.folder / "trap")

    def client(self, **options: Any) -> DeadlyClient:
        """A client with a host of its own; a context manager."""
        return DeadlyClient(self.folder, **options)


class DeadlyClient(Client64):
    """Asks the server that dies in every way there is."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.is_manual = options.get("restart") != "auto"
        options.setdefault("timeout", START_TIMEOUT)
        super().__init__(SERVER, folder=to_host_path(folder), **options)

    @property
    def host_pid(self) -> int:
        """The number of the host's process."""
        return self._keeper().session.process.pid

    def wait_for_end(self) -> None:
        """Until it is known here that the host has ended."""
        assert self._keeper().session.process.wait(10)

    @contextmanager
    def start_timeout(self, seconds: float) -> Iterator[None]:
        """Within the block a new host has only this time for becoming ready."""
        usual = self._keeper()._plan
        self._keeper()._plan = replace(usual, timeout=seconds)
        try:
            yield
        finally:
            self._keeper()._plan = usual

    def cut_connection(self) -> None:
        """Break the connection to the host, as another part of this program does that closes what is not its own."""
        stream: Any = self._keeper().session.connection.channel._stream
        if self.port:
            stream._socket.shutdown(socket.SHUT_RDWR)
            return
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, stream._write_fd, inheritable=False)
        os.close(writing)


@contextmanager
def arena() -> Iterator[Arena]:
    """Build the libraries, and provide a display if possible. `UnprovableError`: there is no compiler."""
    if not shutil.which(_COMPILER[0]):
        raise UnprovableError(f"{_COMPILER[0]} is needed to build the libraries that fail")
    with tempfile.TemporaryDirectory(prefix="probe32-libraries-") as folder, display() as has_display:
        for name in ("deaths", "fault_on_load", "hang_on_load", "hang_on_unload"):
            source = _LIBRARIES / f"{name}.c"
            subprocess.run([*_COMPILER, "-o", str(Path(folder, f"{name}.dll")), str(source)], check=True)
        yield Arena(Path(folder), has_display)


def free_port() -> int:
    """A port that is free at 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill(pid: int) -> None:
    """End a process from outside, without a word."""
    os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def freeze(pid: int) -> None:
    """Let a process stand still, as a debugger does. `UnprovableError`: this system can't."""
    if sys.platform == "win32":
        raise UnprovableError("this needs POSIX signals")
    os.kill(pid, signal.SIGSTOP)
