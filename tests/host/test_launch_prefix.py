"""Making the Wine prefix for real: killed in the middle, then by two processes at a time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no Wine on Windows", allow_module_level=True)

from probe32.launch import stop_wine_server
from probe32.launch.wine import environment

PREPARE = "from probe32.launch.wine import environment; print(environment()['WINEPREFIX'])"


def begin() -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PREPARE], stdout=subprocess.PIPE, text=True)


def test_a_prefix_is_made_once_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, prefix = tmp_path / "home", tmp_path / "data" / "Wine ünï prefix"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("PROBE32_WINEPREFIX", str(prefix))
    with begin() as killed:
        while not list(prefix.parent.glob("Wine*.new-*/drive_c/windows/system32")):
            assert killed.poll() is None
            time.sleep(0.005)
        killed.kill()
    assert not prefix.exists()
    with begin() as first, begin() as second:
        said = [process.communicate()[0].strip() for process in (first, second)]
    try:
        assert said == [str(prefix)] * 2
        assert sorted(path.name for path in prefix.parent.iterdir()) == [prefix.name, f"{prefix.name}.lock"]
        assert not (home / ".local").exists(), "nothing in the user's menus"
        made = prefix.stat().st_ino
        environment()
        assert prefix.stat().st_ino == made
    finally:
        stop_wine_server()
        shutil.rmtree(prefix)  # 1.3 GB
