"""Windows: the host is an ordinary program; a job object holds it together with everything that it starts.

The job matters: the frozen host and the `py` launcher do their work in a second process that would outlive the first
one's end. When this process dies in whatever way, Windows closes the job and ends the host with it.
"""

from __future__ import annotations

import ctypes
import io
import logging
import msvcrt
import os
import secrets
import subprocess
import sys
import tempfile
import weakref
import winreg
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ..host.loading.search import for_system, plain
from .environment import without_python
from .frozen import outside

assert sys.platform == "win32"

_log = logging.getLogger(__name__)

FOLDER_OF_32_BIT_DLLS = "SysWOW64"
FORGIVEN: Mapping[str, str] = {}
STAND_IN = ""
_PIPE_BYTES = 1 << 16
_EXTENDED_LIMIT_INFORMATION = 9  # JobObjectExtendedLimitInformation
_KILL_ON_JOB_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
_KILLED = 0x50333221
"""The exit code of a host that Probe32 has ended; no program ends itself with it by chance."""
_SET_QUOTA_AND_TERMINATE = 0x0101  # PROCESS_SET_QUOTA | PROCESS_TERMINATE: what AssignProcessToJobObject asks for


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class _JobProcess(subprocess.Popen[bytes]):
    """A process with the handle of the job that holds it (None: Windows refused to put it into one)."""

    job: int | None = None


def command(argv: Sequence[str]) -> list[str]:
    """The command line that runs a Windows program: itself."""
    return list(argv)


def environment() -> dict[str, str]:
    """This process's environment without the variables that steer this process's Python."""
    return without_python(outside(os.environ))


def to_host_path(path: str | os.PathLike[str]) -> str:
    r"""The absolute path; a long one with `\\?\` in front, which Windows takes whatever its settings."""
    return for_system(os.path.abspath(path))  # noqa: PTH100 - Path.absolute() keeps ".."


def from_host_path(text: str) -> Path:
    r"""The same path, without `\\?\`."""
    return Path(plain(text))


def stop_server() -> None:
    """Nothing: no server stands behind a host on Windows."""


def is_set_up() -> bool:
    """Yes: there is nothing to set up."""
    return True


def windows_folder() -> Path:
    r"""Usually C:\Windows."""
    return Path(os.environ.get("SystemRoot", r"C:\Windows"))  # noqa: SIM112 - as Windows spells it


def environ_path() -> tuple[Path, ...]:
    """The folders on PATH."""
    return tuple(Path(each) for each in os.environ.get("PATH", "").split(os.pathsep) if each)


def fallback_folders() -> tuple[Path, ...]:
    """None: no folder is asked after the system's."""
    return ()


def known_dlls() -> frozenset[str]:
    """The DLLs that are taken from the system folder whatever lies elsewhere (Microsoft, "Dynamic-link library search
    order").
    """
    place = r"SYSTEM\CurrentControlSet\Control\Session Manager\KnownDLLs"
    names = {"ntdll.dll", "kernel32.dll", "kernelbase.dll"}
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
        for index in range(winreg.QueryInfoKey(key)[1]):
            names.add(str(winreg.EnumValue(key, index)[1]).lower())
    return frozenset(names)


def disabled_dlls() -> dict[str, str]:
    """None."""
    return {}


def is_part_of_windows(_: Path) -> bool:
    """False: the version resource tells."""
    return False


def new_file(size: int) -> tuple[int, str]:
    """A new file of `size` zero bytes: its descriptor, and the path by which a host opens it.

    Windows deletes it with its last handle, so nothing is left behind whichever process is killed, and keeps it in
    memory as long as there is room (Microsoft, `CreateFile`, FILE_FLAG_DELETE_ON_CLOSE and FILE_ATTRIBUTE_TEMPORARY).
    Only this user can open files in the folder for temporary ones. `OSError`: no room.
    """
    path = Path(tempfile.gettempdir(), f"probe32-{secrets.token_hex(16)}.tmp")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_BINARY | os.O_NOINHERIT | os.O_TEMPORARY | os.O_SHORT_LIVED
    descriptor = os.open(path, flags)
    try:
        os.truncate(descriptor, size)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, str(path)


def discard(descriptor: int, size: int) -> None:
    """Give back the room of the first `size` bytes of such a file, which nobody will read again.

    Microsoft, "Sparse Files". A file system that knows none keeps them until the host ends.
    """
    set_sparse, set_zero_data = 0x900C4, 0x980C8  # FSCTL_SET_SPARSE, FSCTL_SET_ZERO_DATA
    control = _kernel32().DeviceIoControl
    file, done = msvcrt.get_osfhandle(descriptor), ctypes.c_uint32()
    control(file, set_sparse, None, 0, None, 0, ctypes.byref(done), None)
    span = (ctypes.c_int64 * 2)(0, size)
    control(file, set_zero_data, span, ctypes.sizeof(span), None, 0, ctypes.byref(done), None)


def start(argv: Sequence[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a host without a console window, in a job of its own, its three standard streams unbuffered pipes.

    Its standard input and output can be used with a deadline: `wire.windows_pipes`.
    """
    from ..wire.windows_pipes import pipe_from_host, pipe_to_host  # mypy reads nothing of it elsewhere

    (reading, stdout), (writing, stdin) = pipe_from_host(), pipe_to_host()
    try:
        process = _JobProcess(
            argv,
            env=variables,
            bufsize=0,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            creationflags=subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    except BaseException:
        os.close(reading)
        os.close(writing)
        raise
    finally:
        os.close(stdin)
        os.close(stdout)
    process.stdin, process.stdout = io.FileIO(writing, "w"), io.FileIO(reading)
    process.job = _job_around(process.pid)
    if process.job is None:
        _log.info("Windows did not put process %d into a job", process.pid)
    else:
        weakref.finalize(process, _kernel32().CloseHandle, process.job)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the host and what it has started, and wait until it is gone."""
    job = getattr(process, "job", None)
    if job is not None:
        _kernel32().TerminateJobObject(job, _KILLED)
    if process.poll() is None:
        _kernel32().TerminateProcess(int(process._handle), _KILLED)  # type: ignore[attr-defined]
    process.wait()


def was_killed(code: int) -> bool:
    """Whether it is the exit code that `kill` gives."""
    return code == _KILLED


def read_available(stream: IO[bytes]) -> bytes:
    """Up to 64 KiB of what lies ready in a pipe, without waiting for more."""
    waiting = ctypes.c_uint32()
    handle = msvcrt.get_osfhandle(stream.fileno())
    found = _kernel32().PeekNamedPipe(handle, None, 0, None, ctypes.byref(waiting), None)
    return os.read(stream.fileno(), min(waiting.value, _PIPE_BYTES)) if found and waiting.value else b""


def _job_around(process_id: int) -> int | None:
    kernel32 = _kernel32()
    job = kernel32.CreateJobObjectW(None, None)
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
    process = kernel32.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, process_id)
    held = kernel32.SetInformationJobObject(
        job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
    ) and kernel32.AssignProcessToJobObject(job, process)
    kernel32.CloseHandle(process)
    if held:
        return int(job)
    kernel32.CloseHandle(job)
    return None


def _kernel32() -> Any:
    """kernel32 with 64-bit handles: ctypes would cut them to 32 bits."""
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    kernel32.CreateJobObjectW.restype = handle
    kernel32.CreateJobObjectW.argtypes = [handle, ctypes.c_wchar_p]
    kernel32.OpenProcess.restype = handle
    kernel32.OpenProcess.argtypes = [number, ctypes.c_int, number]
    kernel32.SetInformationJobObject.argtypes = [handle, ctypes.c_int, handle, number]
    kernel32.AssignProcessToJobObject.argtypes = [handle, handle]
    kernel32.PeekNamedPipe.argtypes = [handle, handle, number, handle, handle, handle]
    kernel32.TerminateJobObject.argtypes = [handle, number]
    kernel32.TerminateProcess.argtypes = [handle, number]
    kernel32.CloseHandle.argtypes = [handle]
    kernel32.DeviceIoControl.argtypes = [handle, number, handle, number, handle, number, handle, handle]
    return kernel32
