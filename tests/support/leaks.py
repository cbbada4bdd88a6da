"""What a test may not leave behind: threads, processes, sockets, temporary files.

Each function gives what there is now, as a mapping from something that identifies it to words for a person; a leak is
what is there after a test and was not before. Processes and sockets are looked up in `/proc`, on Windows the processes
in a job that the session is in; sockets are not watched there.
"""

from __future__ import annotations

import gc
import os
import re
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import windows_job

MARK = "PROBE32_TEST_SESSION"
"""The environment variable that every process started by this test session inherits, also through Wine."""

GRACE_S = 10.0
"""How long something may take to go away after a test, also on a busy machine; what needs longer is a leak."""

WINDOWS = sys.platform == "win32"
_PROC = Path("/proc")
_MEMORY = re.compile(r"probe32-[0-9a-f]{32}\.tmp")
# They belong to the Wine server, not to the program that happened to wake them, and end with it.
_WINE_SERVICES = frozenset({
    "explorer.exe", "plugplay.exe", "rpcss.exe", "services.exe", "svchost.exe", "winedevice.exe", "wineboot.exe",
    "wineserver", "wineserver32", "wineserver64", "conhost.exe", "start.exe",
})  # fmt: skip


def threads() -> dict[object, str]:
    """The threads of this process."""
    return {each.ident: f"thread {each.name!r} ({each!r})" for each in threading.enumerate()}


def watch_processes() -> None:
    """Mark what this session starts from now on."""
    os.environ[MARK] = secrets.token_hex(8)
    if WINDOWS:
        windows_job.own_job()


def processes() -> dict[object, str]:
    """The processes that this session has started, directly or not, and that are not Wine's own."""
    if WINDOWS:
        started = windows_job.started_processes().items()
        return {pid: f"process {pid}: {name}" for pid, name in started if name.lower() not in _WINE_SERVICES}
    mark = f"{MARK}={os.environ[MARK]}".encode()
    return {pid: words for pid, words in _programs(mark).items() if pid != str(os.getpid())}


def end_processes(before: Mapping[object, str]) -> None:
    """End what `processes` finds and was not there before, so that it disturbs nothing that comes later."""
    for pid in processes().keys() - before.keys():
        with suppress(OSError):  # it has ended meanwhile
            os.kill(int(str(pid)), signal.SIGTERM if WINDOWS else signal.SIGKILL)


def programs_in(prefix: Path) -> dict[object, str]:
    """The Windows programs that run in a Wine prefix, whoever started them."""
    return _programs(f"WINEPREFIX={prefix}".encode())


def _programs(setting: bytes) -> dict[object, str]:
    found: dict[object, str] = {}
    for pid in filter(str.isdigit, os.listdir(_PROC)):  # noqa: PTH208
        try:
            if setting not in _contents(pid, "environ").split(b"\0"):
                continue
            words = _contents(pid, "cmdline").decode("utf-8", "replace").rstrip("\0").split("\0")
        except OSError:  # it has ended meanwhile, or belongs to somebody else
            continue
        if words != [""] and not _is_service(words):
            found[pid] = f"process {pid}: {' '.join(words)[:300]}"
    return found


def _contents(pid: str, name: str) -> bytes:
    """A file of a process. All are looked at twice for each test, and most of it was what paths as objects cost."""
    with open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
        return file.readall()


def _is_service(words: Sequence[str]) -> bool:
    # The second word counts too: `wine-preloader C:\windows\system32\services.exe`.
    return any(re.split(r"[/\\]", word)[-1].lower() in _WINE_SERVICES for word in words[:2])


def sockets() -> dict[object, str]:
    """The sockets that this process has open."""
    found: dict[object, str] = {}
    for entry in () if WINDOWS else _PROC.glob("self/fd/*"):
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:"):
            found[target] = f"socket, file number {entry.name}"
    return found


def files(folder: Path) -> dict[object, str]:
    """The entries of the folder for temporary files, but the one in which Debian's Wine server keeps its socket.

    Nor the memory that a client on Windows shares with its host, which is a file there and ends with the client.
    """
    found = (each for each in folder.iterdir() if not (each.name.startswith("wine-") or _MEMORY.fullmatch(each.name)))
    return {each.name: f"temporary file {each}" for each in found}


def memory_files(folder: Path) -> dict[object, str]:
    """Memory that clients of this session share with hosts, on Windows."""
    return {each.name: f"memory file {each}" for each in folder.iterdir() if _MEMORY.fullmatch(each.name)}


def new_since(before: Mapping[object, str], look: Callable[[], Mapping[object, str]]) -> list[str]:
    """What `look` finds that was not there before and does not go away by itself."""
    deadline = time.monotonic() + GRACE_S
    while left := {key: words for key, words in look().items() if key not in before}:
        if time.monotonic() > deadline:
            return sorted(left.values())
        gc.collect()  # what only waits for the collector is reported by Python itself, as a ResourceWarning
        time.sleep(0.02)
    return []
