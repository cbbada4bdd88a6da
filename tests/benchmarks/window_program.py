"""The window, off-screen, in a process of its own: `python -m benchmarks.window_program WHAT [FILE]` prints JSON."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from probe32.resources import resource
from probe32.sequences import Axis, Span, Step, Sweep
from probe32_app.__main__ import make_application, spare_imports
from probe32_app.bootstrap import Application, build
from probe32_app.loop import open_loop
from probe32_app.settings import Settings
from probe32_app.views.palette_dialog import PaletteDialog

_PATIENCE = 120.0
_WARM_TURNS = 2
_POINTS = 10_000
_WORDS = ("read", "channel 7", "vec", "method cdecl")
_SOUGHT = ("channel 77", "open", "settings", "rdch4999")
_EXPRESSIONS = ("read", "re.*77$", r"^\w+_[13]", "std::vec.*>", "(a+)+$")


class Window:
    """One application, driven as a person drives it."""

    def __init__(self, folder: Path) -> None:
        spare_imports()
        self.application = make_application()
        self.loop = open_loop(self.application, running=True)
        self.parts: Application = build(self.application, self.loop, Settings(folder))
        self.parts.window.show()
        self.exports = self.parts.window.workspace.exports

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let events happen until it holds."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window does not come to an end")
            self.application.processEvents()

    def open(self, file: Path) -> float:
        """Open a DLL; the seconds until its exports are in sight."""
        start = time.perf_counter()
        self.parts.windows.open(str(file))
        self.wait(lambda: (library := self.parts.session.library) is not None and library.path == file)
        self.application.processEvents()
        return time.perf_counter() - start

    def wait_idle(self) -> None:
        """Until everything has been read."""
        self.wait(lambda: not self.parts.tasks.names)

    def type(self, text: str, *, regular: bool) -> tuple[list[float], list[float]]:
        """Type into the filter; after each key the seconds until the window lives on, and until the list is whole."""
        filters = self.exports.filters
        filters.regular.setChecked(regular)
        filters.line.clear()
        self.wait(lambda: self.exports.complete)
        shown, whole = [], []
        for letter in text:
            start = time.perf_counter()
            QTest.keyClicks(filters.line, letter)
            shown.append(time.perf_counter() - start)
            self.wait(lambda: self.exports.complete)
            whole.append(time.perf_counter() - start)
        return shown, whole


def started(window: Window, file: Path) -> object:
    """Nothing more: whoever started this process has looked at the clock."""
    return window.open(file)


def listed(window: Window, file: Path) -> object:
    """Seconds until the exports are in sight, and until all their names have been read."""
    window.open(resource("sample", "sample.dll"))
    window.wait_idle()
    seconds = window.open(file)
    start = time.perf_counter()
    window.wait(lambda: not window.exports.reading)
    return {"listed": seconds, "names": seconds + time.perf_counter() - start}


def filtered(window: Window, file: Path) -> object:
    """Seconds to open it, and a keystroke, for words and for expressions.

    A keystroke: until the window lives again, and until the list is whole.
    """
    result: dict[str, list[float]] = {"opened": [window.open(file)]}
    window.wait_idle()
    window.application.processEvents()
    for kind, texts in (("words", _WORDS), ("regular", _EXPRESSIONS)):
        for text in texts:
            shown, whole = window.type(text, regular=kind == "regular")
            result.setdefault(f"{kind}-shown", []).extend(shown)
            result.setdefault(f"{kind}-whole", []).extend(whole)
    return result


def searched(window: Window, file: Path) -> object:
    """Seconds a keystroke in the command palette, over all commands and exports, until its list shows what it found."""
    window.open(file)
    window.wait_idle()
    window.parts.window.actions_.palette.trigger()
    window.wait(lambda: bool(window.parts.window.findChildren(PaletteDialog)))
    (dialog,) = window.parts.window.findChildren(PaletteDialog)
    seconds = []
    for text in _SOUGHT:
        dialog.line.clear()
        for letter in text:
            start = time.perf_counter()
            QTest.keyClicks(dialog.line, letter)
            window.application.processEvents()
            seconds.append(time.perf_counter() - start)
    dialog.reject()
    return seconds


def grown(window: Window, file: Path, measured_turns: int) -> object:
    """Bytes and objects that each turn leaves, in which all DLLs are opened and closed one after the other.

    At first what is kept on purpose fills up: the meaning of 32,768 instructions, the tables of Windows' own DLLs.
    """
    files = sorted(file.glob("*.dll"))
    sizes: list[int] = []
    objects: list[int] = []
    for each in files * (_WARM_TURNS + measured_turns):
        window.open(each)
        window.wait_idle()
        window.parts.window.actions_.close_library.trigger()
        window.wait(lambda: window.parts.session.library is None)
        window.wait_idle()
        sizes.append(_resident())
        objects.append(len(gc.get_objects()))
    return {"bytes": _stays(sizes, len(files)), "objects": _stays(objects, len(files))}


def swept(window: Window, file: Path) -> object:
    """The longest that the loop was busy with one thing while 10,000 points came in, and the seconds for all."""
    window.open(file)
    window.wait_idle()
    session, sweeps = window.parts.session, window.parts.sweeps
    assert session.library is not None
    session.library.define("int add(int a, int b);")
    session.library.call("add", 1, 2)
    window.parts.window.docks.show("sweep")
    window.wait_idle()
    session.sweeps = (Sweep("sums", Step("add", (0, 2)), (Axis("a", Span(0, _POINTS - 1, step=1)),)),)
    session.state_changed.emit()
    start = time.perf_counter()
    task = window.parts.tasks.start(sweeps.run(), "run a sweep")
    blocks, work = [], []
    while not task.done():
        before, worked = time.perf_counter(), time.thread_time()
        window.application.processEvents()
        blocks.append(time.perf_counter() - before)
        work.append(time.thread_time() - worked)
    seconds, points = time.perf_counter() - start, len(sweeps.plotting.runs[-1].points)
    return {"longest": max(blocks), "work": max(work), "seconds": seconds, "points": points}


def _stays(figures: list[int], turn: int) -> list[int]:
    """By how much each turn after the warm ones ends above the one before.

    What the allocator holds back comes and goes by tens of megabytes: the least of each turn says what stays.
    """
    least = [min(figures[first : first + turn]) for first in range((_WARM_TURNS - 1) * turn, len(figures), turn)]
    return [after - before for before, after in pairwise(least)]


def _resident() -> int:
    """Bytes of memory that the process has (Linux), when what glibc's threads hold back has been given back."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


_ACTS: dict[str, Callable[..., object]] = {
    each.__name__: each for each in (started, listed, filtered, searched, grown, swept)
}


def main(what: str, file: str, *counts: str) -> None:
    """Measure, print, and leave without more ado."""
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Path(folder))
        result = _ACTS[what](window, Path(file).resolve(), *map(int, counts))
        print(json.dumps(result), flush=True)
        window.parts.session.forget_edits()
        window.parts.window.close()
        window.wait(lambda: not window.parts.window.isVisible() and not window.parts.tasks.names)
        QApplication.sendPostedEvents()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
