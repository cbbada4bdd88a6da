"""Making the Wine prefix for real: killed in the middle, then by two processes at a time."""

from __future__ import annotations

import os
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
    prefix = tmp_path / "Wine ünï prefix"
    monkeypatch.setenv("PROBE32_WINEPREFIX", str(prefix))
    with begin() as killed:
        while not list(tmp_path.glob("Wine*.new-*/drive_c/windows/system32")):
            assert killed.poll() is None
            time.sleep(0.005)
        killed.kill()
    assert not prefix.exists()
    with begin() as first, begin() as second:
        said = [process.communicate()[0].strip() for process in (first, second)]
    try:
        assert said == [str(prefix)] * 2
        assert sorted(path.name for path in tmp_path.iterdir()) == [prefix.name, f"{prefix.name}.lock"]
        menus = Path(os.environ["HOME"], ".local/share/applications/wine")
        assert not menus.exists() or menus.stat().st_mtime < prefix.stat().st_ctime
        made = prefix.stat().st_ino
        environment()
        assert prefix.stat().st_ino == made
    finally:
        stop_wine_server()
        shutil.rmtree(prefix)  # 1.3 GB
