"""The watch over the tests sees what it is there for."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import leaks
import pytest

needs_proc = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /proc")


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_S", 0.1)


def test_a_thread_is_noticed() -> None:
    before = leaks.threads()
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="left over")
    thread.start()
    try:
        assert [words for words in leaks.new_since(before, leaks.threads) if "'left over'" in words]
    finally:
        release.set()
        thread.join()
    assert leaks.new_since(before, leaks.threads) == []


def test_a_process_of_a_process_is_noticed() -> None:
    before = leaks.processes()
    inner = "import sys; sys.stdin.read()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with subprocess.Popen([sys.executable, "-c", outer], stdin=subprocess.PIPE) as process:
        wait_for(lambda: len(leaks.processes().keys() - before.keys()) == 2)
        assert len(leaks.new_since(before, leaks.processes)) == 2
        process.communicate()
    assert leaks.new_since(before, leaks.processes) == []


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(10_000):
        if condition():
            return
    raise AssertionError("it did not happen")


@needs_proc
def test_a_socket_is_noticed() -> None:
    before = leaks.sockets()
    with socket.socket():
        assert len(leaks.new_since(before, leaks.sockets)) == 1
    assert leaks.new_since(before, leaks.sockets) == []


def test_a_temporary_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "forgotten").touch()
    assert leaks.new_since({}, lambda: leaks.files(tmp_path)) == [f"temporary file {tmp_path / 'forgotten'}"]


@needs_proc
@pytest.mark.parametrize(
    "words, service",
    [
        ([r"C:\windows\system32\services.exe"], True),
        (["/usr/lib/wine/wineserver64", "-f"], True),
        (["/usr/lib/wine/wine64-preloader", r"C:\windows\system32\winedevice.exe"], True),
        (["/usr/bin/python3", "-m", "pytest", "services.exe"], False),
        ([r"Z:\some where\server32.exe", r"Z:\probe32", "probe32.host.entry"], False),
    ],
)
def test_wine_services_are_told_from_programs(words: list[str], service: bool) -> None:
    assert leaks._is_service(words) is service
