"""Frees the inherited pipes for the wire, so that nothing the DLL or Python prints can disturb it.

Standard input becomes empty. Standard output becomes a pipe of our own, whose bytes travel to the client as OUTPUT
frames. Standard error stays: the client reads it as it is, which also shows the last words of a dying process.
This must run before any library is loaded: a C runtime takes its handles when it is loaded.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from functools import cache
from typing import Any

from ..wire.channel import Channel
from ..wire.frames import Kind, WireError
from ..wire.streams import PipeStream

_WINDOWS = os.name == "nt"
_STD_INPUT, _STD_OUTPUT = -10, -11
_RUNTIMES = ("ucrtbase.dll", "msvcrt.dll")
_DRAINING = 1.0


def take_over() -> tuple[Channel, CapturedOutput]:
    """The control channel to the client, and what now stands in for standard output."""
    channel = Channel(PipeStream(_private_copy(0), _private_copy(1)))
    return channel, CapturedOutput(channel)


class CapturedOutput:
    """Standard output of this process, in every C runtime, forwarded to the client."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        source, sink = os.pipe()
        _replace(0, os.open(os.devnull, os.O_RDONLY), _STD_INPUT)
        _replace(1, sink, _STD_OUTPUT)
        sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False))
        sys.stdout = _text_stream(1)
        sys.stderr = _text_stream(2)
        self._forwarder = threading.Thread(target=self._forward, args=(source,), daemon=True)
        self._forwarder.start()

    def flush(self) -> None:
        """Empty the buffers of Python and of every C runtime that is loaded."""
        sys.stdout.flush()
        for name in _RUNTIMES if _WINDOWS else ():
            _flush_runtime(name)

    def close(self) -> None:
        """Flush, then wait until everything has been forwarded."""
        self.flush()
        _replace(1, os.open(os.devnull, os.O_WRONLY), _STD_OUTPUT)
        self._forwarder.join(_DRAINING)  # a process that the DLL started may hold the pipe open

    def _forward(self, source: int) -> None:
        try:
            while data := os.read(source, 65536):
                self._channel.send(Kind.OUTPUT, payload=data)
        except (OSError, WireError):
            pass  # the client is gone: nobody is left to tell


def _private_copy(fd: int) -> int:
    """A copy that child processes don't inherit, carrying bytes as they are."""
    copy = os.dup(fd)
    if _WINDOWS:
        import msvcrt

        msvcrt.setmode(copy, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]
    return copy


def _replace(fd: int, by: int, handle: int) -> None:
    """Make `fd` mean `by` for Python, for the system and for the old C runtime if it is already loaded."""
    os.dup2(by, fd)
    os.close(by)
    if _WINDOWS:
        import ctypes
        import msvcrt

        os_handle = msvcrt.get_osfhandle(fd)  # type: ignore[attr-defined,unused-ignore]
        _kernel32().SetStdHandle(handle, ctypes.c_void_p(os_handle))
        if _kernel32().GetModuleHandleA(b"msvcrt.dll"):
            _replace_in_old_runtime(fd, os_handle)


def _replace_in_old_runtime(fd: int, os_handle: int) -> None:
    import ctypes

    runtime = ctypes.CDLL("msvcrt")
    copy = runtime._open_osfhandle(_duplicate(os_handle), 0)
    if copy >= 0:
        runtime._dup2(copy, fd)
        runtime._close(copy)


def _duplicate(os_handle: int) -> int:
    import _winapi

    process = _winapi.GetCurrentProcess()  # type: ignore[attr-defined,unused-ignore]
    same_access = _winapi.DUPLICATE_SAME_ACCESS  # type: ignore[attr-defined,unused-ignore]
    handle: int = _winapi.DuplicateHandle(  # type: ignore[attr-defined,unused-ignore]
        process, os_handle, process, 0, False, same_access
    )
    return handle


def _flush_runtime(name: str) -> None:
    module = _kernel32().GetModuleHandleA(name.encode())
    if module:
        _runtime(name, module).fflush(None)


@cache
def _kernel32() -> Any:
    import ctypes

    return ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]


@cache
def _runtime(name: str, module: int) -> Any:
    import ctypes

    return ctypes.CDLL(name, handle=module)


def _text_stream(fd: int) -> io.TextIOWrapper:
    """UTF-8 text that is written at once, so that what was printed before a hang is known."""
    return io.TextIOWrapper(
        io.FileIO(fd, "w", closefd=False), encoding="utf-8", errors="backslashreplace", write_through=True
    )
