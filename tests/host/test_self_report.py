"""`probe32 doctor --self`, as the support desk asks for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import probe32
from probe32.cli.main import main


def test_all_is_told_of_an_installation_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--self", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["well"] is True
    assert report["first_call_s"] > 0
    assert report["packages"]["probe32"] == probe32.__version__
    assert {each["name"] for each in report["places"]} == {"program", "settings", "data", "cache", "temporary files"}
    assert report["host"]["python"]
    assert "an administrator's rights" in report["user"]
    assert report["installed"].startswith(("as a Python package, in ", "by its MSI, in "))


def test_a_host_that_does_not_start_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROBE32_SERVER32_DIR", str(tmp_path))
    assert main(["doctor", "--self"]) == 5
    said = capsys.readouterr().out
    assert f"Cannot find a 32-bit Python in {tmp_path}." in said
    assert "something is wrong" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself says where settings belong, not a variable")
def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file))
    assert main(["doctor", "--self"]) == 0  # the sample was called all the same
    said = capsys.readouterr().out
    assert f"Nothing can be written to the folder for settings: {file / 'probe32'}." in said
    assert "Let this user write there" in said
    assert "NOT WRITABLE" in said
    assert "something is wrong" in said


@pytest.mark.parametrize("arguments", [[], ["--self", "some.dll"]])
def test_doctor_takes_a_dll_or_itself(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", *arguments]) == 2
    assert "doctor takes a DLL, or --self." in capsys.readouterr().err
