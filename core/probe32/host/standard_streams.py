"""Frees the inherited pipes for the wire, so that nothing the DLL or Python prints can disturb it.

Standard input becomes empty. Standard output and error become files in memory that the client made and reads: whatever
a C runtime writes is there at once, whole, in order, and stays there when this process dies; and nobody ever waits for
a reader. The client knows what a call has printed when it gets the answer. This must run before any library is loaded:
a C runtime takes its handles when it is loaded.
"""

from __future__ import annotations

import io
import os
import sys
from functools import cache
from typing import Any

from ..wire.channel import Channel
from ..wire.streams import InheritedPipes
from .shared_memory import open_file

_WINDOWS = os.name == "nt"
_STANDARD_HANDLES = {0: -10, 1: -11, 2: -12}
_INHERIT, _PROTECT_FROM_CLOSE = 1, 2
_UNBUFFERED = 4  # _IONBF
_RUNTIMES = ("ucrtbase", "msvcrt", "msvcr70", "msvcr71", "msvcr80", "msvcr90", "msvcr100", "msvcr110", "msvcr120")
_FILE_BYTES = 32
"""Bytes of a FILE in the 32-bit runtimes that export an array of them (stdio.h of Visual C++ up to 12)."""


def take_over() -> Channel:
    """The channel to the client, over the pipes that this process inherited."""
    for handle in _STANDARD_HANDLES.values() if _WINDOWS else ():
        _keep_open(handle)
    channel = Channel(InheritedPipes(_private_copy(0), _private_copy(1)))
    _replace(0, os.open(os.devnull, os.O_RDONLY))
    sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False))
    return channel


def capture(stdout: str, stderr: str) -> None:
    """Let standard output and error be the client's files of these names. `OSError`: there is no such file."""
    _replace(1, open_file(stdout))
    _replace(2, open_file(stderr))
    sys.stdout, sys.stderr = _text_stream(1), _text_stream(2)


def unbuffer_runtimes() -> None:
    """Let every C runtime that is loaded write what is printed at once, not when its buffer is full."""
    for name in _RUNTIMES if _WINDOWS else ():
        module = _kernel32().GetModuleHandleA(f"{name}.dll".encode())
        if module and name not in _unbuffered:
            _unbuffered.add(name)
            _unbuffer(name, module)


_unbuffered: set[str] = set()


def _private_copy(fd: int) -> int:
    """A copy that child processes don't inherit, carrying bytes as they are."""
    copy = os.dup(fd)
    if _WINDOWS:
        import msvcrt

        msvcrt.setmode(copy, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]
    return copy


def _keep_open(standard_handle: int) -> None:
    """Let nobody close an inherited handle, and no child process inherit it.

    Python's runtime and msvcrt.dll both believe to own it. Whichever closes it second would close whatever has got its
    number meanwhile.
    """
    handle = _kernel32().GetStdHandle(standard_handle)
    _kernel32().SetHandleInformation(handle, _INHERIT | _PROTECT_FROM_CLOSE, _PROTECT_FROM_CLOSE)


def _replace(fd: int, by: int) -> None:
    """Make `fd` mean `by` for Python, for the system and for the old C runtime if it is already loaded."""
    os.dup2(by, fd)
    os.close(by)
    if _WINDOWS:
        import ctypes
        import msvcrt

        os_handle = msvcrt.get_osfhandle(fd)  # type: ignore[attr-defined,unused-ignore]
        _kernel32().SetStdHandle(_STANDARD_HANDLES[fd], ctypes.c_void_p(os_handle))
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


def _unbuffer(name: str, module: int) -> None:
    import ctypes

    runtime = ctypes.CDLL(name, handle=module)
    for number in (1, 2):
        runtime.setvbuf(ctypes.c_void_p(_file_of(runtime, number)), None, _UNBUFFERED, 0)


def _file_of(runtime: Any, number: int) -> int:
    """The address of the runtime's FILE of standard output (1) or error (2)."""
    import ctypes

    try:
        return int(runtime.__acrt_iob_func(number)) & 0xFFFF_FFFF  # the universal runtime
    except AttributeError:
        first = ctypes.addressof(ctypes.c_char.in_dll(runtime, "_iob"))
        return first + number * _FILE_BYTES


@cache
def _kernel32() -> Any:
    import ctypes

    return ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]


class _Output(io.RawIOBase):
    """A descriptor for writing. `io.FileIO` wants to know more of it than Wine can tell of a file without a folder."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def write(self, data: Any) -> int:
        return os.write(self._fd, data)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd


def _text_stream(fd: int) -> io.TextIOWrapper:
    """UTF-8 text that is written at once, so that what was printed before a hang is known."""
    stream: Any = _Output(fd)
    return io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", write_through=True)
