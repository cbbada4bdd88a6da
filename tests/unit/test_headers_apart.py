"""Long headers are read by a process of their own, which can be stopped, may die, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import leaks
import pytest
from endless_header import endless_header

from probe32 import headers
from probe32.errors import DeclarationError
from probe32.headers import extent, reader_process
from probe32.headers.translation import Source

needs_proc = pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up in /proc")


class StopError(Exception):
    """What a test ends a reading with."""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    return endless_header(tmp_path)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LONG", 1)


def readers() -> list[int]:
    return [int(str(pid)) for pid, words in leaks.processes().items() if "headers.reader" in words]


def until(found: Callable[[], object]) -> None:
    patience = time.monotonic() + 60
    while not found():
        assert time.monotonic() < patience
        time.sleep(0.02)


def test_the_same_is_found_there(sample_header: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = headers.parse_file(sample_header, defines={"EXTRA": "1"})
    monkeypatch.setattr(extent, "LONG", 1)
    waited: list[int] = []
    there = headers.parse_file(sample_header, defines={"EXTRA": "1"}, on_wait=lambda: waited.append(1))
    assert there == here
    assert waited


@pytest.mark.usefixtures("apart")
def test_errors_are_told_as_here() -> None:
    found = headers.parse("int f(nothing *a);\nint g(int a);")
    assert [each.name for each in found.functions] == ["g"]
    assert (found.problems[0].line, found.problems[0].column) == (1, 7)
    with pytest.raises(DeclarationError, match="nothing"):
        headers.parse_prototype("int f(nothing *a);")
    with pytest.raises(DeclarationError, match="more than one function: f and g"):
        headers.parse_prototype("int f(int a); int g(int a);")


def test_whoever_waits_can_end_it(endless: Path) -> None:
    def stop() -> None:
        raise StopError

    with pytest.raises(StopError):
        headers.parse_file(endless, on_wait=stop)


@needs_proc
def test_a_death_is_a_problem_of_the_text(endless: Path) -> None:
    def kill() -> None:
        for each in readers():
            os.kill(each, signal.SIGKILL)

    found = headers.parse_file(endless, on_wait=kill)
    assert not found.functions
    assert [(each.file, each.message) for each in found.problems] == [
        (str(endless), "The process that read this text died of it (SIGKILL).")
    ]


@needs_proc
def test_ctrl_c_ends_the_command_and_the_reading(endless: Path) -> None:
    command = [sys.executable, "-m", "probe32", "header", str(endless), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until(readers)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    assert '"kind": "interrupted"' in out
    assert not readers()


@needs_proc
def test_it_ends_with_the_program_that_wanted_it(endless: Path) -> None:
    command = [sys.executable, "-m", "probe32", "header", str(endless)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        until(readers)
        process.kill()
    until(lambda: not readers())


def test_what_is_included_counts(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "large.h").write_text("/*" + " " * extent.LONG + "*/", "utf-8")
    (tmp_path / "ring.h").write_text('#include "outer.h"\n', "utf-8")
    text = '#include "ring.h"\n#  include <large.h>\n#include "absent.h"\n'
    (tmp_path / "outer.h").write_text(text, "utf-8")
    outer = str(tmp_path / "outer.h")
    assert not extent.is_long(Source(text, outer))
    assert extent.is_long(Source(text, outer, include_dirs=(str(tmp_path / "inner"),)))
    assert extent.is_long(Source("x" * extent.LONG, "prototype"))


def test_a_program_that_is_no_python_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_process.can_start()
    monkeypatch.setattr(sys, "executable", "C:\\Lab\\analysis.exe")
    assert not reader_process.can_start()
    monkeypatch.undo()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not reader_process.can_start()
