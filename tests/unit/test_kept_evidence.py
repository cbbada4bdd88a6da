"""What is kept of a DLL for the next time: it saves the reading, and it never does harm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from user_cache import move_cache

from probe32 import Library, kept_evidence, kept_files
from probe32.cli.main import main
from probe32.pe.facts import ConventionGuess

_PROGRAM = """
import sys
from probe32 import kept_evidence
from probe32.cli.main import main
kept_evidence._WORTH = 0.0
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, for evidence however quickly it was found."""
    monkeypatch.setenv("PROBE32_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_evidence, "_WORTH", 0.0)
    return tmp_path / "cache" / "evidence"


@pytest.fixture
def dll(sample_dll: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_dll, tmp_path / "sample.dll"))


def told(dll: Path) -> list[ConventionGuess]:
    with Library(dll) as lib:
        return [lib.evidence(each) for each in lib.exports]


def read_code(dll: Path) -> float:
    """How long reading code took, the second time."""
    with Library(dll) as lib:
        for each in lib.exports:
            lib.evidence(each)
        return lib._code.seconds


def test_what_was_read_is_not_read_again(folder: Path, dll: Path) -> None:
    first = told(dll)
    assert len(list(folder.iterdir())) == 1
    with Library(dll) as lib:
        assert [lib.evidence(each) for each in lib.exports] == first
        assert lib._code.seconds == 0, "no code was read"
        assert "ret" in {line.mnemonic for line in lib.disassembly(lib.exports[0]).lines}, (
            "it is read where it is shown"
        )


def test_a_copy_with_another_name_is_the_same_file(folder: Path, dll: Path, tmp_path: Path) -> None:
    told(dll)
    assert read_code(Path(shutil.copy(dll, tmp_path / "other.dll"))) == 0


def test_another_release_is_read_by_itself(folder: Path, dll: Path) -> None:
    told(dll)
    dll.write_bytes(dll.read_bytes() + b"\0")
    assert read_code(dll) > 0
    assert len(list(folder.iterdir())) == 2


def test_another_way_of_reading_code_begins_anew(folder: Path, dll: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(dll)
    monkeypatch.setattr(kept_evidence, "_maker", lambda: "of tomorrow")
    assert read_code(dll) > 0


def _other_checksum(content: bytes) -> bytes:
    return b"0" * 64 + content[64:]


def _wrong_content(text: str) -> Callable[[bytes], bytes]:
    return lambda _: kept_files._checksum(text.encode()) + b"\n" + text.encode()


_DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda content: content[: len(content) // 2],
    lambda content: content.replace(b"cdecl", b"odd!!"),
    _other_checksum,
    _wrong_content("[" * 100_000),
    _wrong_content("[]"),
    _wrong_content('{"texts": [], "guesses": [["thiscall"]], "exports": [["add", 1, 0]]}'),
    _wrong_content('{"texts": [], "guesses": [], "exports": [["add", 1, 0]]}'),
    _wrong_content('{"texts": [], "guesses": 7, "exports": null}'),
    lambda _: b"x" * (17 << 20),
]


@pytest.mark.parametrize("damage", _DAMAGES)
def test_a_damaged_entry_counts_for_nothing(folder: Path, dll: Path, damage: Callable[[bytes], bytes]) -> None:
    first = told(dll)
    (entry,) = folder.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))
    assert told(dll) == first
    assert read_code(dll) == 0, "and is replaced by a sound one"


def test_a_cache_that_cannot_be_written_is_no_error(
    dll: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    first = told(dll)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PROBE32_CACHE", str(tmp_path / "file"))
    assert told(dll) == first


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_disk_is_no_error(folder: Path, dll: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(dir: Path, suffix: str) -> tuple[int, str]:
        (dir / f"1{suffix}").touch()
        return os.open("/dev/full", os.O_WRONLY), str(dir / f"1{suffix}")

    monkeypatch.setattr("probe32.kept_files.tempfile.mkstemp", full)
    assert told(dll)
    assert list(folder.iterdir()) == [], "and nothing is left half-written"


def test_what_was_not_used_for_longest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBE32_CACHE", str(tmp_path))
    monkeypatch.setattr(kept_files, "_MOST", 1000)
    kept = kept_files.KeptFiles("things", "1")
    for number in range(4):
        kept.write(f"{number:064}", "x" * 200)
        (entry,) = (each for each in (tmp_path / "things").iterdir() if each.name[63] == str(number))
        os.utime(entry, (number, number))
    assert kept.read(f"{1:064}") == "x" * 200, "the first has gone already: there is room for three"
    kept.write(f"{9:064}", "x" * 200)
    assert [number for number in (0, 1, 2, 3, 9) if kept.read(f"{number:064}")] == [1, 3, 9]


def test_processes_share_it(folder: Path, dll: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, "exports", "--json", str(dll)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    results = {run.communicate()[0] for run in runs}
    assert len(results) == 1
    assert [run.returncode for run in runs] == [0] * 4
    assert [each.suffix for each in folder.iterdir()] == [".json"]
    assert read_code(dll) == 0, "the command line and the window share it too"


def test_the_command_line_gives_the_same_both_times(
    folder: Path, dll: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for _ in range(2):
        assert main(["exports", "--json", str(dll)]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]


def test_code_of_a_file_that_was_replaced_is_not_shown_as_its(folder: Path, dll: Path) -> None:
    told(dll)
    with Library(dll) as lib:
        dll.write_bytes(dll.read_bytes() + b"\0")
        assert lib.evidence(lib.exports[1]).guess is not None
        assert "replaced since it was opened" in lib.disassembly(lib.exports[1]).missing


def test_nothing_is_kept_where_that_is_switched_off(dll: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROBE32_CACHE", "off")
    monkeypatch.setattr(kept_evidence, "_WORTH", 0.0)
    move_cache(tmp_path / "home", monkeypatch)
    told(dll)
    assert not (tmp_path / "home").exists()
