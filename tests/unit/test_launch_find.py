"""Where hosts are looked for, in which order, and what is said when a place holds none or a wrong one."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest
from user_cache import move_cache

from probe32.errors import HostError
from probe32.launch import Host, find_host, pinned
from probe32.launch.install import _repacked_folder, installation_folder
from probe32.launch.manifest import NAME, Manifest, write_manifest

X86 = 0x014C
AMD64 = 0x8664


def program(machine: int, filling: bytes = b"") -> bytes:
    """The headers of a PE image, as far as they say for which machine it is."""
    header = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    return header.ljust(0x80, b"\0") + b"PE\0\0" + machine.to_bytes(2, "little") + filling


@pytest.fixture(autouse=True)
def _nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROBE32_SERVER32_DIR", raising=False)
    move_cache(tmp_path / "cache", monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder for a host."""
    folder = tmp_path / "plàce with space"
    folder.mkdir()
    return folder


def a_python(folder: Path, machine: int = X86) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "python.exe"
    path.write_bytes(program(machine))
    return path


def an_installed(folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / "probe32-host.exe"
    path.write_bytes(program(X86))
    write_manifest(folder, Manifest(path.name, "repacked", "3.14.6", "00", {path.name: "ab" * 32}))
    return path


def test_nothing_anywhere() -> None:
    with pytest.raises(HostError, match=r"^Cannot find a 32-bit Python .* Looked in ") as caught:
        find_host()
    assert str(installation_folder()) in str(caught.value)
    assert "probe32 host install" in caught.value.hint
    assert "PROBE32_SERVER32_DIR" in caught.value.hint


def test_a_python_in_a_folder(place: Path) -> None:
    path = a_python(place)
    (place / "python313.dll").touch()
    (place / "python3.dll").touch()
    assert find_host(place) == Host(path, "python", "3.13", hashlib.sha256(program(X86)).hexdigest())


@pytest.mark.parametrize("convert", [str, lambda path: str(path).encode(), lambda path: path / "python.exe"])
def test_the_folder_in_other_forms(place: Path, convert: object) -> None:
    path = a_python(place)
    assert callable(convert)
    assert find_host(convert(place)) == Host(path, "python", "", hashlib.sha256(program(X86)).hexdigest())


def test_a_frozen_host_of_another_release(place: Path) -> None:
    path = place / pinned.FROZEN_NAME
    path.write_bytes(program(X86, b"another release"))
    found = find_host(place)
    assert (found.executable, found.kind, found.python) == (path, "frozen", "")


def test_an_installed_host_is_described_by_its_manifest(place: Path) -> None:
    path = an_installed(place / "host")
    assert find_host(place / "host") == Host(path, "repacked", "3.14.6", "ab" * 32)


def test_a_folder_that_is_named_counts_before_everything(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_installed(_repacked_folder())
    monkeypatch.setenv("PROBE32_SERVER32_DIR", str(tmp_path / "environment"))
    a_python(tmp_path / "environment")
    argument = a_python(place)
    assert find_host(place).executable == argument
    assert find_host().executable == tmp_path / "environment" / "python.exe"
    monkeypatch.delenv("PROBE32_SERVER32_DIR")
    assert find_host().executable == _repacked_folder() / "probe32-host.exe"


def test_a_named_folder_without_a_host_is_an_error(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_installed(_repacked_folder())
    with pytest.raises(HostError, match=r"^Cannot find a 32-bit Python in .*plàce") as caught:
        find_host(place)
    assert pinned.FROZEN_NAME in caught.value.hint
    monkeypatch.setenv("PROBE32_SERVER32_DIR", str(place / "missing"))
    with pytest.raises(HostError, match=r"^Cannot find a 32-bit Python in .*missing"):
        find_host()


def test_a_frozen_application_looks_beside_itself_and_where_it_is(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "unpacked"), raising=False)
    monkeypatch.setattr(sys, "executable", str(place / "application.exe"))
    monkeypatch.chdir(tmp_path)
    an_installed(_repacked_folder())
    with pytest.raises(HostError, match=r'^Cannot find "probe32-host"'):
        find_host()  # what happens to be installed would hide that the application lacks one
    here = a_python(tmp_path)
    assert find_host().executable == here
    library = a_python(place / "lib")
    assert find_host().executable == library
    library.unlink()
    unpacked = a_python(tmp_path / "unpacked")
    assert find_host().executable == unpacked
    beside = a_python(place)
    assert find_host().executable == beside


def test_a_64_bit_python_is_refused(place: Path) -> None:
    path = a_python(place, AMD64)
    with pytest.raises(HostError, match=r"python\.exe is no 32-bit Windows program"):
        find_host(place)
    path.write_bytes(b"#!/bin/sh\n")
    with pytest.raises(HostError, match=r"python\.exe is no 32-bit Windows program"):
        find_host(place)
    path.write_bytes(b"")
    with pytest.raises(HostError, match=r"python\.exe is no 32-bit Windows program"):
        find_host(place)


def test_a_python_that_is_too_old_is_refused(place: Path) -> None:
    a_python(place)
    (place / "PYTHON39.DLL").touch()
    with pytest.raises(HostError, match=r"is Python 3\.9; the 32-bit host needs 3\.10 or later"):
        find_host(place)


def test_a_damaged_manifest_is_named(place: Path) -> None:
    path = an_installed(place / "host")
    manifest = path.with_name(NAME)
    for text in ("{", "[]", "{}", '{"executable": 1}'):
        manifest.write_text(text, encoding="utf-8")
        with pytest.raises(HostError, match=r"Cannot read .*host\.json") as caught:
            find_host(path.parent)
        assert "probe32 host install" in caught.value.hint


def test_a_manifest_of_the_future_is_refused(place: Path) -> None:
    path = an_installed(place / "host")
    manifest = path.with_name(NAME)
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema": 2}), encoding="utf-8")
    with pytest.raises(HostError, match=r"another version of Probe32 \(schema 2\)"):
        find_host(path.parent)


def test_an_executable_that_has_gone_is_named(place: Path) -> None:
    path = an_installed(place / "host")
    path.unlink()
    with pytest.raises(HostError, match=r"probe32-host\.exe is missing"):
        find_host(path.parent)
