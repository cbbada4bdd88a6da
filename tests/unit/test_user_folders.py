"""`probe32 forget`, which uninstalling runs."""

from __future__ import annotations

import json
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


def test_settings_and_caches_go_and_what_a_person_has_made_stays(
    folders: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for file in ("settings_folder/probe32.ini", "cache_folder/host/a.exe", "data_folder/backups/p.probe32"):
        path = folders["data_folder"].parent / file
        path.parent.mkdir(parents=True)
        path.write_text("", encoding="utf-8")
    assert main(["forget"]) == 0
    said = capsys.readouterr().out
    assert not folders["settings_folder"].exists()
    assert not folders["cache_folder"].exists()
    assert (folders["data_folder"] / "backups" / "p.probe32").is_file()
    assert f"kept     {folders['data_folder']}" in said


def test_where_nothing_is_nothing_is_removed(folders: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": [], "kept": ""}
    assert main(["forget"]) == 0
    assert "There was nothing to remove." in capsys.readouterr().out
