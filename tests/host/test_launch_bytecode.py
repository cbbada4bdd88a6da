"""The byte code of Probe32's own modules, collected in one file: made once, used, made anew, and never needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from user_cache import move_cache

from probe32 import Client64
from probe32.launch import Host, bytecode, install_host
from probe32.launch.bytecode import bytecode_file
from probe32.launch.host import PACKAGE

SERVER = """
import inspect, sys
from probe32 import Server32, errors

class Server(Server32):
    def __init__(self, host, port):
        super().__init__("kernel32", "windll", host, port)

    def of_errors(self):
        loader = type(errors.__loader__).__name__
        code = errors.Probe32Error.__init__.__code__
        return loader, errors.__file__, code.co_filename, inspect.getsource(errors.Probe32Error), errors.__package__
"""


@pytest.fixture(scope="session")
def host() -> Host:
    return install_host()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for byte code, not there yet."""
    return move_cache(tmp_path / "cache", monkeypatch) / "bytecode"


@pytest.fixture
def server(tmp_path: Path) -> Path:
    path = tmp_path / "loader_server.py"
    path.write_text(SERVER, encoding="utf-8")
    return path


def asked(server: Path, host: Host) -> list[str]:
    """What a server says of a module of Probe32's."""
    with Client64(server, server32_dir=host.executable.parent, timeout=60) as client:
        return list(client.request32("of_errors"))


def test_a_host_takes_its_modules_from_one_file_in_the_cache(host: Host, cache: Path, server: Path) -> None:
    before = set(PACKAGE.rglob("*"))
    loader, file, code_file, text, package = asked(server, host)
    assert (loader, package) == ("CollectedLoader", "probe32")
    assert file == code_file
    assert file.endswith("\\probe32\\errors.py")
    assert text.startswith("class Probe32Error(Exception):")
    (collected,) = cache.iterdir()
    assert collected == bytecode_file(host)
    made = collected.stat().st_mtime_ns
    assert asked(server, host)[0] == "CollectedLoader"
    assert collected.stat().st_mtime_ns == made
    assert not [path for path in set(PACKAGE.rglob("*")) - before if "314" in path.name]


@pytest.mark.parametrize("content", [b"", b"no byte code", b"i\x05\x00\x00\x00"])
def test_a_damaged_file_does_no_harm(host: Host, cache: Path, server: Path, content: bytes) -> None:
    collected = bytecode_file(host)
    assert collected
    collected.write_bytes(content)
    assert asked(server, host)[0] == "SourceFileLoader"


def test_a_cache_that_cannot_be_written_does_no_harm(
    host: Host, server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").touch()
    move_cache(tmp_path / "no folder", monkeypatch)
    assert bytecode_file(host) is None
    assert asked(server, host)[0] == "SourceFileLoader"


def test_a_changed_source_is_compiled_anew(
    host: Host, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "probe32"
    shutil.copytree(PACKAGE, copy)
    monkeypatch.setattr(bytecode, "PACKAGE", copy)
    first = bytecode_file(host)
    assert first == bytecode_file(host)
    with (copy / "wire" / "frames.py").open("a", encoding="utf-8") as file:
        file.write("MARK = 'changed'\n")
    second = bytecode_file(host)
    assert second != first
    assert second
    assert b"changed" in second.read_bytes()
    assert list(cache.iterdir()) == [second]


def test_a_source_that_cannot_be_compiled_stops_nothing(
    host: Host, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "probe32"
    shutil.copytree(PACKAGE, copy)
    monkeypatch.setattr(bytecode, "PACKAGE", copy)
    (copy / "wire" / "frames.py").write_text("def", encoding="utf-8")
    assert bytecode_file(host) is None
    assert not list(cache.iterdir())
