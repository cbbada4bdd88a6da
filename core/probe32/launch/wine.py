"""Linux: everything that is special about running a Windows program through Wine. No other module knows Wine.

Probe32 has a prefix of its own (`PROBE32_WINEPREFIX`, else the user's data folder), never `~/.wine`. It is 64-bit with
the 32-bit half inside, so that 64-bit Windows programs run in it too.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from ..errors import HostError
from ..user_folders import data_folder
from . import wine_paths
from .environment import without_python
from .frozen import outside
from .lock import file_lock
from .memory_file import memory_file

assert sys.platform != "win32"

# wbemprox: Python 3.12+ aborts at start when Wine 8 answers its WMI question. mscoree, mshtml: Wine would offer to
# download Mono and Gecko in a window. winedbg: a crashed host would live on behind a dialog.
# winemenubuilder: would write into the user's desktop menus.
_OVERRIDES = "wbemprox=d;mscoree=d;mshtml=d;winedbg.exe=d;winemenubuilder.exe=d"
FOLDER_OF_32_BIT_DLLS = "syswow64"
STAND_IN = "Wine"
FORGIVEN = {
    "function": "Wine loads it all the same, and the first call of the function fails.",
    "forwarder": "Wine loads it all the same, and the first call of the function fails.",
    "assembly": "Wine loads it all the same.",
}
"""What Wine 8 does where Windows refuses a DLL, by the kind of the problem."""
_BUILTIN_MARK = b"Wine builtin DLL"
"""What Wine writes behind the first header of its own DLLs, at byte 64."""
_INSTALL_HINT = (
    "On Debian and Ubuntu: sudo dpkg --add-architecture i386; sudo apt-get update; "
    "sudo apt-get install wine wine64 wine32:i386"
)
_PIPE_BYTES = 1 << 16
_CREATE_TIMEOUT_S = 300.0
_WAKE_TIMEOUT_S = 120.0
_LINGER_S = 20
"""How long the Wine server waits for another host after the last one."""
_SYSTEM_PROGRAM = ["C:\\windows\\syswow64\\cmd.exe", "/c", "exit"]
"""A 32-bit program that every prefix has and that ends at once."""


def prefix() -> Path:
    """The Wine prefix that hosts run in; it need not exist yet."""
    chosen = os.environ.get("PROBE32_WINEPREFIX")
    return Path(chosen).absolute() if chosen else data_folder() / "wine"


def command(argv: Sequence[str]) -> list[str]:
    """The command line that runs a Windows program; raises `HostError` when Wine is missing."""
    return [_tool("wine"), *argv]


def environment() -> dict[str, str]:
    """The environment of a host. Makes the prefix when it is missing (once, 5 to 20 s) and wakes its services.

    The services are woken here and not by the host itself because they would inherit the host's standard error and
    keep that pipe open after the host has died. They stay for a while after the last host: a start with them costs a
    third of one without (0.3 s, 1 s). Raises `HostError`.
    """
    home = prefix()
    _require_prefix(home)
    variables = _variables(home)
    if not _server_runs(variables):
        _run([_tool("wineserver"), f"-p{_LINGER_S}"], variables, _WAKE_TIMEOUT_S)
        _run_system_program(variables)
    return variables


def to_host_path(path: str | os.PathLike[str]) -> str:
    """The path that the host sees for a Linux path: absolute, with a drive letter. `FileError`: there is none."""
    return wine_paths.to_windows(path, prefix())


def from_host_path(text: str) -> Path:
    """The Linux path of a path that the host has named. `FileError`: there is none."""
    return wine_paths.to_linux(text, prefix())


def is_set_up() -> bool:
    """Whether the prefix has been made."""
    return _is_prefix(prefix())


def windows_folder() -> Path:
    """The prefix's folder `windows`; makes the prefix when it is missing. `HostError`."""
    _require_prefix(prefix())
    return prefix() / "drive_c" / "windows"


def environ_path() -> tuple[Path, ...]:
    """Nothing: the host's PATH is the prefix's own, of folders that are Windows' anyway."""
    return ()


def fallback_folders() -> tuple[Path, ...]:
    """Where Wine keeps the 32-bit DLLs that prefixes are made of; it asks there for what a prefix lacks."""
    tool = shutil.which("wine")
    if tool is None:
        return ()
    root = Path(os.path.realpath(tool)).parent.parent
    libraries = [
        folder for base in (root, Path("/usr")) for folder in (*base.glob("lib*"), *base.glob("lib/*-linux-gnu"))
    ]
    return tuple(
        dict.fromkeys(each for each in (folder / "wine" / "i386-windows" for folder in libraries) if each.is_dir())
    )


def known_dlls() -> frozenset[str]:
    """The DLLs that every Windows program has loaded before it loads anything."""
    return frozenset({"ntdll.dll", "kernel32.dll", "kernelbase.dll"})


def disabled_dlls() -> dict[str, str]:
    """The DLLs that hosts are started without, and what to do about it."""
    switched_off = (each.partition("=") for each in _OVERRIDES.split(";"))
    names = [name if "." in name else f"{name}.dll" for name, _, how in switched_off if how == "d"]
    return dict.fromkeys(names, "Probe32 runs Wine without it: load the DLL on Windows.")


def is_part_of_windows(file: Path) -> bool:
    """Whether it is one of Wine's own DLLs."""
    try:
        with file.open("rb") as stream:
            stream.seek(64)
            return stream.read(len(_BUILTIN_MARK)) == _BUILTIN_MARK
    except OSError:
        return False


def new_file(size: int) -> tuple[int, str]:
    """A new file of `size` zero bytes in memory: its descriptor, and the path by which a host opens it.

    It is in no folder and ends with its last descriptor, so nothing is left behind whichever process is killed. The
    path is good while this process keeps the descriptor (Linux, proc(5), /proc/pid/fd). `OSError`: no memory.
    """
    descriptor = memory_file("probe32")
    try:
        os.truncate(descriptor, size)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, to_host_path(f"/proc/{os.getpid()}/fd/{descriptor}")


def discard(descriptor: int, size: int) -> None:
    """Give back the memory of the first `size` bytes of such a file, which nobody will read again."""
    keep_size, punch_hole = 0x1, 0x2  # Linux, fallocate(2)
    ctypes.CDLL(None).fallocate64(descriptor, keep_size | punch_hole, ctypes.c_int64(0), ctypes.c_int64(size))


def start(argv: Sequence[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a host in a session of its own (Ctrl+C in a terminal spares it), its standard streams unbuffered pipes."""
    return subprocess.Popen(
        argv,
        env=variables,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def stop_server() -> None:
    """End every process in Probe32's prefix and its Wine server; nothing is left running when this returns."""
    home = prefix()
    if _is_prefix(home):
        _stop_server(_variables(home))


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the host's process group with SIGKILL and reap the host. Repeatable.

    The loader turns itself into the Windows program, so this one Linux process is the host; the group adds what the
    host has started. Wine's services are in sessions of their own and live on.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def was_killed(code: int) -> bool:
    """Whether `subprocess` tells of a signal, `kill`'s or anybody's."""
    return code < 0


def read_available(stream: IO[bytes]) -> bytes:
    """Up to 64 KiB of what lies ready in a pipe, without waiting for more."""
    os.set_blocking(stream.fileno(), False)
    try:
        return os.read(stream.fileno(), _PIPE_BYTES)
    except BlockingIOError:
        return b""
    finally:
        os.set_blocking(stream.fileno(), True)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise HostError(f"Wine is needed to run the 32-bit host, and there is no {name!r} on PATH.", hint=_INSTALL_HINT)
    return found


def _is_prefix(folder: Path) -> bool:
    return (folder / "system.reg").is_file()


def _require_prefix(home: Path) -> None:
    if not _is_prefix(home):
        with file_lock(home.with_name(f"{home.name}.lock")):
            if not _is_prefix(home):
                _create(home)


def _variables(home: Path) -> dict[str, str]:
    variables = without_python(outside(os.environ))
    # Debian's Wine looks for the prefix's server below TMPDIR: with another TMPDIR it would run a second server on the
    # same prefix, each overwriting the other's registry. A Windows program could not use the path anyway.
    variables.pop("TMPDIR", None)
    theirs = variables.get("WINEDLLOVERRIDES")
    locale = variables.get("LC_ALL") or variables.get("LC_CTYPE") or variables.get("LANG") or ""
    if "utf8" not in locale.lower().replace("-", ""):
        variables.pop("LC_ALL", None)
        variables["LC_CTYPE"] = "C.UTF-8"  # in another encoding Wine mangles arguments and file names
    return variables | {
        "WINEPREFIX": str(home),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": f"{theirs};{_OVERRIDES}" if theirs else _OVERRIDES,
    }


def _create(home: Path) -> None:
    """Make the prefix beside its place and rename it: an interrupted run leaves nothing that looks finished.

    A prefix holds no absolute path to itself (tried with Wine 8), so it may be renamed while no server runs in it.
    """
    if home.is_dir() and any(home.iterdir()):
        raise HostError(
            f"{home} is not empty and no Wine prefix.", hint="Empty it, or name another folder in PROBE32_WINEPREFIX."
        )
    wine, _ = _tool("wine"), _tool("wineserver")  # before anything is made that would have to be removed
    for leftover in home.parent.glob(f"{home.name}.new-*"):
        _stop_server(_variables(leftover))  # the killed run's Wine programs may still be at work in it
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(dir=home.parent, prefix=f"{home.name}.new-"))
    variables = _variables(fresh)
    try:
        _run([wine, "wineboot", "--init"], _without_display(variables), _CREATE_TIMEOUT_S)
        _run_system_program(variables)
        _stop_server(variables)
        fresh.rename(home)
    except BaseException:
        _stop_server(variables)
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _without_display(variables: dict[str, str]) -> dict[str, str]:
    """Setting up a prefix, or bringing it up to date, shows a window where there is a display."""
    return {name: value for name, value in variables.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}


def _run_system_program(variables: dict[str, str]) -> None:
    status = _run([_tool("wine"), *_SYSTEM_PROGRAM], _without_display(variables), _WAKE_TIMEOUT_S)
    if status:
        raise HostError(
            f"Wine cannot run 32-bit Windows programs in {variables['WINEPREFIX']} (exit status {status}).",
            hint=_INSTALL_HINT,
        )


def _run(argv: list[str], variables: dict[str, str], timeout: float) -> int:
    """The exit status of a Wine tool; its streams go nowhere since Wine's services inherit them."""
    process = subprocess.Popen(
        argv,
        env=variables,
        cwd="/",  # the services stay, and must not hold on to the working directory of whoever woke them
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise HostError(
            f"{' '.join(argv)} did not end within {timeout:g} s.",
            hint=f"Delete {variables['WINEPREFIX']} and try again.",
        ) from None
    finally:
        kill(process)


def _server_runs(variables: dict[str, str]) -> bool:
    """Whether a Wine server serves the prefix: "kill it with signal 0" succeeds then (2.6 ms)."""
    return _run([_tool("wineserver"), "-k0"], variables, _WAKE_TIMEOUT_S) == 0


def _stop_server(variables: dict[str, str]) -> None:
    server = _tool("wineserver")
    _run([server, "-k"], variables, _WAKE_TIMEOUT_S)
    _run([server, "-w"], variables, _WAKE_TIMEOUT_S)
