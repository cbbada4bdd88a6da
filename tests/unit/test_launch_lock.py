"""The lock between processes: it excludes, it is freed by any death, waiting for it has an end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from probe32.errors import HostError
from probe32.launch.lock import file_lock

HOLDER = """
import sys
from pathlib import Path
from probe32.launch.lock import file_lock
with file_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def a_holder(path: Path) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-c", HOLDER, str(path)]
    holder = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    return holder


def test_a_second_process_waits_and_then_gives_up(tmp_path: Path) -> None:
    lock = tmp_path / "deep" / "install.lock"
    with a_holder(lock) as holder:
        waiting = pytest.raises(HostError, match=r"Another process has held .*install\.lock for more than 0\.2 s")
        with waiting as caught, file_lock(lock, timeout=0.2):
            pass
        assert "End the other Probe32 process" in caught.value.hint
        holder.communicate()
    with file_lock(lock, timeout=0.2):
        pass


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    lock = tmp_path / "install.lock"
    with a_holder(lock) as holder:
        holder.kill()
        holder.wait()
        with file_lock(lock, timeout=10):
            pass


def test_it_is_free_again_after_an_error(tmp_path: Path) -> None:
    lock = tmp_path / "install.lock"
    with pytest.raises(ZeroDivisionError), file_lock(lock):
        1 / 0  # noqa: B018
    with file_lock(lock, timeout=0.2):
        pass
