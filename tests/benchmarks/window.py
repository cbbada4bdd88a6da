"""What a person waits for at the window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made_images import exporting
from proofs.compared_images import images_at_hand

from probe32.resources import resource

from .rows import Goal, Row, Value, alone, compared
from .samples import Sample
from .session import Session, UnmeasurableError

_BARE = """
import os; os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([]); window = QMainWindow(); window.show(); application.processEvents(); os._exit(0)
"""
_LISTED, _FILTERED = 100_000, 50_000
_KEYSTROKE = Goal("at most", 0.05)
_DLLS = 20


def start(session: Session) -> list[Row]:
    """From the start of Python to a window with the sample's exports, beside a window of Qt's with nothing in it."""
    count = session.times(5)
    ours = Sample(tuple(_seconds(_program("started", resource("sample", "sample.dll"))) for _ in range(count)))
    bare = Sample(tuple(_seconds([sys.executable, "-c", _BARE]) for _ in range(count)))
    what = "from start to a window with the sample's exports"
    return [compared("window-start", what, ours, "an empty window of Qt's", bare, Goal("at most", 3))]


def listing(session: Session) -> list[Row]:
    """A DLL with a hundred thousand C++ exports opened."""
    samples = [_told("listed", _cplusplus(_LISTED)) for _ in range(session.times(5))]
    values = {name: Value.median(Sample(tuple(each[name] for each in samples))) for name in ("listed", "names")}
    return [
        Row("window-list", "a DLL with 100,000 C++ exports listed", values["listed"], goal=Goal("at most", 2)),
        Row("window-names", "all these names read, behind the window", values["names"]),
    ]


def filtering(session: Session) -> list[Row]:
    """50,000 exports opened, and typing into their filter; the slowest of 100 keystrokes."""
    rows = []
    for kind, make in (("C", _plain), ("C++", _cplusplus)):
        told: dict[str, list[float]] = {}
        for _ in range(session.times(3, least=1)):
            for name, seconds in _told("filtered", make(_FILTERED)).items():
                told.setdefault(name, []).extend(seconds)
        opened = Sample(tuple(told["opened"]))
        rows.append(alone(f"window-open-{kind.lower()}", f"a DLL with 50,000 {kind} exports listed", opened))
        for name, how in (("words", "words"), ("regular", "a regular expression")):
            what = f"a key typed into the filter of 50,000 {kind} names, {how}"
            key = f"filter-{name}-{kind.lower()}"
            rows.append(Row(key, f"{what}: 99 of 100", _p99(told[f"{name}-shown"]), goal=_KEYSTROKE))
            rows.append(Row(f"{key}-whole", f"{what}: the whole list, 99 of 100", _p99(told[f"{name}-whole"])))
    return rows


def palette(session: Session) -> list[Row]:
    """Typing into the command palette, which searches 50,000 exports besides the commands; the slowest of 100 keys."""
    seconds = [each for _ in range(session.times(3, least=1)) for each in _told("searched", _plain(_FILTERED))]
    what = "a key typed into the command palette over 50,000 exports: 99 of 100"
    return [Row("palette", what, _p99(seconds), goal=_KEYSTROKE)]


def sweeping(session: Session) -> list[Row]:
    """A sweep of 10,000 calls, with its plot and its table: the longest time that the window does not answer."""
    told = [_told("swept", lambda _: resource("sample", "sample.dll")) for _ in range(session.times(5))]
    blocks, work = (Sample(tuple(each[name] for each in told)) for name in ("longest", "work"))
    rate = Sample(tuple(each["seconds"] / each["points"] for each in told))
    what = "a sweep of 10,000 calls at the window"
    return [
        Row("sweep-block", f"{what}: the longest block of its loop", Value.median(blocks), goal=Goal("at most", 0.05)),
        Row("sweep-work", f"{what}: the longest work in one go, processor time", Value.median(work)),
        Row("sweep-window", f"{what}, each call", Value.median(rate)),
    ]


def memory(session: Session) -> list[Row]:
    """Twenty DLLs are opened and closed, one after the other, several times; what each time leaves."""
    files = sorted((each for each in images_at_hand() if each.suffix == ".dll"), key=lambda each: each.stat().st_size)
    if len(files) < _DLLS or not Path("/proc/self/statm").exists():
        raise UnmeasurableError("there are not enough DLLs of Wine's or MinGW's, or this is not Linux")
    middling = files[len(files) // 2 - _DLLS // 2 :][:_DLLS]
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(middling):
            shutil.copy(file, Path(folder, f"{number:03}.dll"))
        told = _told("grown", lambda _: Path(folder), str(session.times(5, least=3)))
    size, objects = (Sample(tuple(max(0, each) for each in told[name])) for name in ("bytes", "objects"))
    kilobytes = Sample(tuple(round(each / 1000) for each in size.values))
    what = f"memory that stays when {_DLLS} DLLs are opened and closed"
    return [
        alone("window-memory", what, kilobytes, unit="KB"),
        alone("window-objects", "the same, Python's objects that stay", objects, Goal("at most", 200), "objects"),
    ]


def _p99(seconds: list[float]) -> Value:
    return Value.p99(Sample(tuple(seconds)))


def _program(what: str, file: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.window_program", what, str(file)]


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    _run(command)
    return time.perf_counter() - begin


def _told(what: str, make: Callable[[Path], Path], *counts: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(_run([*_program(what, make(Path(folder))), *counts]))


def _run(command: list[str]) -> str:
    """The output; nothing is taken from earlier readings of the same DLL."""
    environment = {**os.environ, "PROBE32_CACHE": "off"}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout


def _plain(count: int) -> Callable[[Path], Path]:
    return lambda folder: _made(folder, [b"sensor_read_channel_%d" % number for number in range(count)])


def _cplusplus(count: int) -> Callable[[Path], Path]:
    name = b"?method_%d@Class%d@vendor@@QAEHPAUThing@2@HNPBDABV?$vector@H@std@@@Z"
    return lambda folder: _made(folder, [name % (number, number % 977) for number in range(count)])


def _made(folder: Path, names: list[bytes]) -> Path:
    file = folder / "made.dll"
    file.write_bytes(exporting(sorted(names)).content())
    return file
