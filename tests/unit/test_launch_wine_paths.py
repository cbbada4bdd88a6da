"""Linux paths as a Windows program sees them under Wine, and back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from probe32.errors import FileError

if sys.platform == "win32":
    pytest.skip("there is no Wine on Windows", allow_module_level=True)

from probe32.launch.wine_paths import to_linux, to_windows


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """The drive letters of a Wine prefix."""
    home = tmp_path / "wine"
    (home / "dosdevices").mkdir(parents=True)
    (home / "drive_c" / "Program Files").mkdir(parents=True)
    (home / "dosdevices" / "c:").symlink_to("../drive_c")
    (home / "dosdevices" / "z:").symlink_to("/")
    (home / "dosdevices" / "com1").symlink_to("/dev/ttyS0")
    return home


@pytest.mark.parametrize(
    "name", ["a.dll", "with space.dll", "Ünï ж 日本.dll", "a;b=c %PATH% 'q'.dll", "x" * 200 + ".dll"]
)
def test_a_path_and_back(prefix: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    windows = to_windows(path, prefix)
    assert windows == "Z:" + str(path).replace("/", "\\")
    assert to_linux(windows, prefix) == path


def test_a_relative_path_is_taken_from_the_working_directory(
    prefix: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert to_windows("sub/../a.dll", prefix) == "Z:" + str(tmp_path / "a.dll").replace("/", "\\")


def test_a_path_in_the_prefix_gets_its_own_drive(prefix: Path) -> None:
    assert to_windows(prefix / "drive_c" / "Program Files" / "a.dll", prefix) == "C:\\Program Files\\a.dll"


def test_a_prefix_that_is_not_made_yet_has_the_usual_drives(tmp_path: Path) -> None:
    assert to_windows("/opt/a.dll", tmp_path / "none") == "Z:\\opt\\a.dll"
    assert to_linux("c:\\windows", tmp_path / "none") == tmp_path / "none" / "drive_c" / "windows"


def test_letter_case_is_that_of_the_disk(prefix: Path) -> None:
    assert to_linux("c:/PROGRAM FILES/New.dll", prefix) == prefix / "drive_c" / "Program Files" / "New.dll"


def test_the_verbatim_form_is_understood(prefix: Path) -> None:
    assert to_linux("\\\\?\\Z:\\opt\\a.dll", prefix) == Path("/opt/a.dll")


@pytest.mark.parametrize(
    "name", ["a:b.dll", "what?.dll", "back\\slash.dll", "ends in space ", "ends in dot.", "tab\t.dll"]
)
def test_a_name_that_windows_lacks_is_refused(prefix: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="has no Windows path") as caught:
        to_windows(tmp_path / name, prefix)
    assert "Rename it" in caught.value.hint


def test_a_path_on_no_drive_is_refused(prefix: Path) -> None:
    (prefix / "dosdevices" / "z:").unlink()
    with pytest.raises(FileError, match=r"/opt/a\.dll lies on no drive of the Wine prefix") as caught:
        to_windows("/opt/a.dll", prefix)
    assert "Z: for /" in caught.value.hint


@pytest.mark.parametrize("text", ["a.dll", "\\a.dll", "Q:\\a.dll", "Z:a.dll", "\\\\server\\share\\a.dll", ""])
def test_what_names_no_file_here_is_refused(prefix: Path, text: str) -> None:
    with pytest.raises(FileError, match="lies on no drive"):
        to_linux(text, prefix)


@pytest.mark.parametrize("text", ["C:\\vendor\\a.dll", "d:/vendor", "\\\\server\\share\\a.dll", "\\\\?\\Z:\\opt"])
def test_a_windows_path_is_one_already(prefix: Path, text: str) -> None:
    assert to_windows(text, prefix) == text


def test_a_name_that_is_no_text_is_refused(prefix: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="has no Windows path"):
        to_windows(tmp_path / os.fsdecode(b"caf\xe9.dll"), prefix)


@pytest.mark.parametrize("share", ["\\\\server\\share", "\\\\?\\UNC\\server\\share"])
def test_a_share_that_the_prefix_has_is_found(prefix: Path, tmp_path: Path, share: str) -> None:
    (prefix / "dosdevices" / "unc" / "server").mkdir(parents=True)
    (prefix / "dosdevices" / "unc" / "server" / "share").symlink_to(tmp_path)
    assert to_linux(f"{share}\\a.dll", prefix) == tmp_path / "a.dll"


def test_links_are_kept(prefix: Path, tmp_path: Path) -> None:
    # A DLL's dependencies are looked up beside the name by which it was loaded.
    (tmp_path / "real").mkdir()
    os.symlink(tmp_path / "real", tmp_path / "link")  # noqa: PTH211
    assert to_windows(tmp_path / "link" / "a.dll", prefix).endswith("\\link\\a.dll")
