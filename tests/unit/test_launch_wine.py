"""The Wine side without starting a host: what is missing is named, what the host's environment holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from probe32.errors import HostError

if sys.platform == "win32":
    pytest.skip("there is no Wine on Windows", allow_module_level=True)

from probe32.launch import Host, describe, start, stop_wine_server, wine
from probe32.launch.memory_file import memory_file

HOST = Host(Path("/opt/host/probe32-host.exe"), "repacked", "3.14.6", "ab")


def tool(folder: Path, name: str, script: str) -> None:
    """A program that stands where one of Wine's is expected."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A prefix that is not made yet, and no Wine on PATH but what a test puts into `bin`."""
    monkeypatch.setenv("PROBE32_WINEPREFIX", str(tmp_path / "prefix"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


@pytest.mark.usefixtures("fresh")
def test_without_wine_the_commands_to_get_it_are_given() -> None:
    for attempt in (lambda: HOST.command("probe32.host.entry", []), HOST.environment, lambda: start(HOST, [])):
        with pytest.raises(HostError, match="Wine is needed to run the 32-bit host, and there is no 'wine") as caught:
            attempt()
        assert "dpkg --add-architecture i386" in caught.value.hint
        assert "apt-get install wine wine64 wine32:i386" in caught.value.hint


def test_without_wine_nothing_is_left_of_the_prefix(fresh: Path) -> None:
    with pytest.raises(HostError):
        HOST.environment()
    assert [path.name for path in fresh.iterdir()] == ["prefix.lock"]


def test_without_the_32_bit_half_the_commands_to_get_it_are_given(fresh: Path) -> None:
    tool(fresh / "bin", "wineserver", "exit 0")
    tool(fresh / "bin", "wine", '[ "$1" = wineboot ] && : >"$WINEPREFIX/system.reg" && exit 0; exit 53')
    with pytest.raises(HostError, match=r"Wine cannot run 32-bit Windows programs .*\(exit status 53\)") as caught:
        HOST.environment()
    assert "wine32:i386" in caught.value.hint
    assert not (fresh / "prefix").exists()


def test_a_wine_that_hangs_is_given_up(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wine, "_CREATE_TIMEOUT_S", 0.3)
    tool(fresh / "bin", "wineserver", "exit 0")
    tool(fresh / "bin", "wine", "read forever <&9 9<>/dev/zero; while :; do :; done")
    with pytest.raises(HostError, match=r"wineboot --init did not end within 0\.3 s"):
        HOST.environment()
    assert not (fresh / "prefix").exists()


def test_a_folder_with_other_things_is_not_taken_for_a_prefix(fresh: Path) -> None:
    (fresh / "prefix").mkdir()
    (fresh / "prefix" / "precious").touch()
    with pytest.raises(HostError, match="is not empty and no Wine prefix") as caught:
        HOST.environment()
    assert "PROBE32_WINEPREFIX" in caught.value.hint
    assert (fresh / "prefix" / "precious").exists()


def test_leftovers_of_an_interrupted_start_are_removed(fresh: Path) -> None:
    tool(fresh / "bin", "wineserver", "exit 0")
    tool(fresh / "bin", "wine", ': >"$WINEPREFIX/system.reg"')
    (fresh / "prefix.new-abc" / "drive_c").mkdir(parents=True)
    HOST.environment()
    assert sorted(path.name for path in fresh.iterdir()) == ["bin", "prefix", "prefix.lock"]


def test_the_hosts_environment(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(fresh / "bin", "wineserver", "exit 0")
    tool(fresh / "bin", "wine", ': >"$WINEPREFIX/system.reg"')
    for name, value in {
        "PYTHONPATH": "x",
        "PYTHONHOME": "y",
        "WINEARCH": "win32",
        "KEPT": "ж",
        "WINEDEBUG": "+relay",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WINEDLLOVERRIDES", "vendor=n")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TMPDIR", str(fresh))
    variables = HOST.environment()
    assert not [name for name in variables if name.startswith("PYTHON")]
    assert variables["KEPT"] == "ж"
    assert variables["WINEPREFIX"] == str(fresh / "prefix")
    assert (variables["WINEARCH"], variables["WINEDEBUG"]) == ("win64", "-all")
    assert variables["WINEDLLOVERRIDES"].startswith("vendor=n;wbemprox=d;")
    assert not {"LC_ALL", "TMPDIR"} & variables.keys()
    assert variables["LC_CTYPE"] == "C.UTF-8"


def test_a_utf8_locale_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.utf8")
    variables = wine._variables(Path("/opt/wine"))
    assert variables["LC_ALL"] == "de_DE.utf8"
    assert variables.get("LC_CTYPE") == os.environ.get("LC_CTYPE")


def test_the_prefix_is_never_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROBE32_WINEPREFIX")
    monkeypatch.setenv("WINEPREFIX", "/home/somebody/.wine")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert wine.prefix() == Path("/data/probe32/wine")


def test_there_is_no_server_to_stop_without_a_prefix(fresh: Path) -> None:
    stop_wine_server()
    assert list(fresh.iterdir()) == []


def test_a_hosts_description(fresh: Path) -> None:
    tool(fresh / "bin", "wine", "exit 0")
    described = describe(HOST)
    assert described == {
        "executable": "/opt/host/probe32-host.exe",
        "kind": "repacked",
        "python": "3.14.6",
        "sha256": "ab",
        "command": described["command"],
    }
    command = described["command"]
    assert command[:2] == [str(fresh / "bin" / "wine"), "Z:\\opt\\host\\probe32-host.exe"]
    assert command[-1] == "probe32.host.entry"


def test_a_file_in_memory_also_where_python_cannot_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")
    descriptor = memory_file("probe32")
    try:
        assert Path(f"/proc/self/fd/{descriptor}").readlink() == Path("/memfd:probe32 (deleted)")
        assert not os.get_inheritable(descriptor)
    finally:
        os.close(descriptor)
    with pytest.raises(OSError, match="Invalid argument"):
        memory_file("x" * 300)


def test_ending_a_process_that_has_ended_is_nothing() -> None:
    process = subprocess.Popen(["true"], start_new_session=True)
    process.wait()
    wine.kill(process)
    assert process.returncode == 0
