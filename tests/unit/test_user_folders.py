"""`probe32 forget`, which uninstalling runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from probe32 import user_folders
from probe32.cli.main import main


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The user's folders, below a temporary one."""
    made = {name: tmp_path / name for name in ("settings_folder", "data_folder", "cache_folder")}
    for name, folder in made.items():
        monkeypatch.setattr(user_folders, name, lambda folder=folder: folder)
    return made


def fill(**folders: Path) -> None:
    """Put a file of 1,000 bytes into each folder."""
    files = {"settings_folder": "probe32.ini", "cache_folder": "host/a.exe", "data_folder": "backups/p.probe32"}
    for name, folder in folders.items():
        path = folder / files[name]
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(1000))


def test_settings_and_caches_go_and_what_a_person_has_made_stays(
    folders: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    fill(**folders)
    assert main(["forget"]) == 0
    said = capsys.readouterr().out
    assert f"removed  {folders['cache_folder']}  (1,000 bytes)" in said
    assert not folders["settings_folder"].exists()
    assert not folders["cache_folder"].exists()
    assert (folders["data_folder"] / "backups" / "p.probe32").is_file()
    assert f"kept     {folders['data_folder']}" in said


def test_a_dry_run_tells_and_removes_nothing(folders: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    fill(**folders)
    assert main(["forget", "--dry-run", "--json"]) == 0
    going = [str(folders["settings_folder"] / "probe32.ini"), str(folders["cache_folder"])]
    told = json.loads(capsys.readouterr().out)
    assert (told["removed"], told["would_remove"], told["bytes"]) == ([], going, 2000)
    assert told["kept"] == [*going, str(folders["data_folder"])]
    assert main(["forget", "--dry-run"]) == 0
    assert f"would remove  {folders['cache_folder']}  (1,000 bytes)" in capsys.readouterr().out
    assert all(map(Path.exists, folders.values()))


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by pty, which Windows has not")
@pytest.mark.parametrize("options, answer, goes", [((), "y\n", True), ((), "\n", False), (("--yes",), "", True)])
def test_at_a_terminal_it_asks(tmp_path: Path, options: tuple[str, ...], answer: str, goes: bool) -> None:
    import pty

    variables = {"settings_folder": "XDG_CONFIG_HOME", "data_folder": "XDG_DATA_HOME", "cache_folder": "XDG_CACHE_HOME"}
    made = {name: tmp_path / name / "probe32" for name in variables}
    fill(**made)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "probe32", "forget", *options],
        env=os.environ | {variable: str(tmp_path / name) for name, variable in variables.items()},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    said = b""
    with suppress(OSError):  # the terminal has gone with the process
        while piece := os.read(ours, 4096):
            said += piece
    os.close(ours)
    assert process.wait() == 0
    assert (b"Remove that, 2,000 bytes? [y/N]" in said) is not bool(options)
    assert made["cache_folder"].exists() is not goes
    assert made["data_folder"].exists()


def test_where_nothing_is_nothing_is_removed(folders: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": [], "bytes": 0, "kept": []}
    assert main(["forget"]) == 0
    assert "There was nothing to remove." in capsys.readouterr().out
