"""Whatever the command line is given, and wherever its output goes: one JSON document, an exit code, no traceback."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from probe32 import user_folders
from probe32.cli.main import main

posix = pytest.mark.skipif(sys.platform == "win32", reason="the shell closes streams, and devices are files")
COMMANDS = {
    "exports": (),
    "info": (),
    "doctor": (),
    "call": ("int add(int a, int b);", "1", "2"),
    "run": (),
    "sweep": (),
    "replay": ("--", "no-such-program"),
    "header": (),
    "new": ("-o", "{made}/p.probe32"),
    "export": ("--out", "{made}"),
    "diff": ("{made}/nothing",),
}
FILES: dict[str, bytes] = {
    "empty": b"",
    "zeros": bytes(300),
    "noise": random.Random(7).randbytes(5_000),
    "mz": b"MZ" + bytes(58) + b"\xff\xff\xff\xff",
    "number.probe32": b"1",
    "null.probe32": b"null",
    "list.probe32": b"[1]",
    "half.probe32": b'{"schema": ',
    "newer.probe32": b'{"schema": 999}',
    "words.probe32": b'{"schema": "x", "dll": 3}',
    "deep.probe32": b"[" * 100_000,
    "latin.h": b"int f(int \xe9);",
}
PATHS = ("", ".", "no/such/file", "x" * 5_000, "a\0b", "\udcff", "é€😀", "-1", "\n", "/dev/null", "/dev/zero")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("settings_folder", "data_folder"):
        monkeypatch.setattr(user_folders, name, lambda: tmp_path / "user")
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "made"


@pytest.mark.parametrize("command", COMMANDS)
def test_one_document_for_every_file(command: str, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (*FILES, *PATHS):
        code = main([command, file, "--json", *(each.format(made=made) for each in COMMANDS[command])])
        out, err = capsys.readouterr()
        assert code in {0, 2, 3, 4}, f"{file!r} {out}"
        assert ("error" in json.loads(out)) is (code != 0), f"{file!r} {out}"
        assert "Traceback" not in err


@pytest.mark.parametrize("command", COMMANDS)
def test_one_document_without_arguments(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "usage"
    assert main([command, "--json", "--no-such-option", "a", "b", "c"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "usage"


@posix
@pytest.mark.parametrize(
    "arguments, streams, code",
    [
        ("exports {dll}", ">&- 2>&- <&-", 0),
        ("exports no.dll --json", ">&-", 3),
        ("exports {dll} --json", ">/dev/full", 3),
    ],
)
def test_streams_that_are_closed_or_full(arguments: str, streams: str, code: int, sample_dll: Path) -> None:
    command = f"{sys.executable} -m probe32 {arguments.format(dll=sample_dll)} {streams}"
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    full = "probe32: What this command prints can't be written: No space left on device."
    assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[:1] == ([full] if "full" in streams else [])


@posix
def test_an_error_for_a_reader_that_has_gone(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "probe32", "exports", str(tmp_path / "no.dll"), "--json"]
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")
