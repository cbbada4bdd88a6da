"""Starting and ending hosts: certainly, quickly, with all that they have started, and with nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from inside_host import Finished, run_inside

from probe32.errors import HostError
from probe32.launch import Host, install_host, kill, start, stop_wine_server
from probe32.launch.host import close_streams, start_module

if sys.platform == "win32":
    pytest.skip("looks at Linux' process table", allow_module_level=True)

Starter = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture(scope="session")
def host() -> Host:
    """The host as it is installed for everybody."""
    return install_host()


@pytest.fixture
def started(host: Host, tmp_path: Path) -> Iterator[Starter]:
    """Starts a host that runs the source text of a `main(arguments)` and has written its first line."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin(text: str) -> subprocess.Popen[bytes]:
        package = tmp_path / "probe32"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / "job.py").write_text(text, encoding="utf-8")
        process = start_module(host, package, "probe32.job", [])
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        return process

    yield begin
    for process in processes:
        kill(process)
        close_streams(process)


def programs_in_group(group: int) -> list[str]:
    """The living processes of a process group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(folder.name)
    return found


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


SLEEPING = """
def main(arguments):
    import ctypes
    print("ready", flush=True)
    ctypes.windll.kernel32.Sleep(-1)
"""
SPINNING = """
def main(arguments):
    print("ready", flush=True)
    while True: pass
"""
WITH_CHILDREN = """
def main(arguments):
    import subprocess
    children = [subprocess.Popen(["cmd.exe", "/c", "pause"], stdin=subprocess.PIPE) for _ in range(2)]
    print("ready", flush=True)
    children[0].wait()
"""


@pytest.mark.parametrize("text", [SLEEPING, SPINNING, WITH_CHILDREN], ids=["sleeping", "spinning", "with children"])
def test_whatever_it_does_it_is_ended_at_once(started: Starter, text: str) -> None:
    process = started(text)
    assert len(programs_in_group(process.pid)) >= (3 if text is WITH_CHILDREN else 1)
    kill(process)
    assert process.returncode is not None
    assert wait_until(lambda: not programs_in_group(process.pid))
    kill(process)  # again is nothing


def test_ctrl_c_in_the_terminal_spares_it(started: Starter) -> None:
    process = started(SLEEPING)
    assert os.getpgid(process.pid) == process.pid != os.getpgrp()
    assert os.getsid(process.pid) != os.getsid(0)


def test_an_ended_host_closes_its_streams_even_when_it_woke_wine(started: Starter) -> None:
    stop_wine_server()
    process = started(SLEEPING)
    assert process.stdout is not None
    assert process.stderr is not None
    for stream in (process.stdout, process.stderr):
        assert holders(stream) <= {*programs_in_group(process.pid)}, "a service of Wine's would keep it open"
    kill(process)
    assert process.stdout.read() == b""
    assert process.stderr.read() == b""


def holders(stream: IO[bytes]) -> set[str]:
    """The other processes that have a pipe open, but for Wine's server, which lets go of what has ended."""
    name, found = os.readlink(f"/proc/self/fd/{stream.fileno()}"), set()  # noqa: PTH115
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        process = link.parents[1]
        with suppress(OSError):
            if str(link.readlink()) == name and not (process / "comm").read_text().startswith("wineserver"):
                found.add(process.name)
    return found - {str(os.getpid())}


def test_stopping_the_server_ends_everything_in_the_prefix(started: Starter) -> None:
    process = started(SLEEPING)
    prefix = os.fsencode(os.environ["PROBE32_WINEPREFIX"])
    assert programs_with(b"WINEPREFIX=" + prefix)
    stop_wine_server()
    process.wait(60)
    assert wait_until(lambda: not programs_with(b"WINEPREFIX=" + prefix)), programs_with(b"WINEPREFIX=" + prefix)


def programs_with(setting: bytes) -> list[str]:
    """The living processes, Wine's own too, that have a setting in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if setting in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text())
        except OSError:
            continue
    return found


CRASHES = {
    "abort": "import os\n os.abort()",
    "exit": "import ctypes\n ctypes.windll.kernel32.ExitProcess(9)",
    "fault in another thread": (
        "import ctypes, threading\n"
        " ctypes.windll.kernel32.CreateThread(None, 0, ctypes.c_void_p(16), None, 0, None)\n"
        " threading.Event().wait(60)"
    ),
}


@pytest.mark.parametrize("crash", CRASHES.values(), ids=CRASHES)
def test_a_crash_ends_it_without_a_dialog(host: Host, tmp_path: Path, crash: str) -> None:
    finished: Finished = run_inside(host, tmp_path, f"def job():\n {crash}\n")  # which does not wait for ever
    assert finished.value is None
    assert finished.status != 0


def test_a_damaged_executable_ends_with_a_complaint(host: Host, tmp_path: Path) -> None:
    damaged = tmp_path / "probe32-host.exe"
    damaged.write_bytes(host.executable.read_bytes()[:100_000])
    finished = run_inside(Host(damaged, "repacked", "", ""), tmp_path / "job", "def job(): return 1")
    assert finished.value is None
    assert finished.status != 0


def test_a_loader_that_cannot_be_run_is_a_host_error(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wine = tmp_path / "wine"
    wine.write_bytes(b"\x7fELF no program")
    wine.chmod(0o755)
    host.environment()
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(HostError, match="could not be started") as caught:
        start(host, [])
    assert "probe32 host install" in caught.value.hint
