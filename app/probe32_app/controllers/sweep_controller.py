"""Runs sweeps: points come in from a thread, and go to the plot and the table ten times a second."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections import deque
from collections.abc import Iterator
from collections.abc import Sequence as Many
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from probe32 import codegen
from probe32.errors import Probe32Error
from probe32.recording import Recording
from probe32.sequences import Control, Point, SweepRun, csv_text

from ..messages import Message, Severity, message_for
from ..models.readable import duration_text
from ..models.sweep_data import SweepData
from ..settings import Settings
from ..tasks import Tasks
from ..translating import marked, tr, tr_count
from ..views.dialogs import folder_dialog, save_file_dialog
from ..views.main_window import MainWindow
from ..views.sweep_panel import SweepPanel
from .asking import wait_path, wait_written
from .call_controller import CallController
from .pointer_shelf import PointerShelf
from .session import Session
from .sweep_editing import SweepEditing
from .sweep_plotting import SweepPlotting

_PLOT = "probe32_app.widgets.plot"
_TICK_MS = 100
_TURN_S = 0.0005
_NEVER = 2**31 - 1
_DRAWING_S = 0.25
"""The longest that a run rests for the window; one that is covered may not be drawn at all."""
_MOST_RUNS = 10
"""So many runs are kept to compare; of more, the oldest goes."""


class SweepController(QObject):
    """`run` is a coroutine; everything else is the slots of the panel."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        panel: SweepPanel,
        calls: CallController,
        shelf: PointerShelf,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.panel = panel
        self._shelf = shelf
        self._settings = settings
        self._tasks = tasks
        self.editing = SweepEditing(session, window, panel.setup, settings)
        self.plotting = SweepPlotting(panel, self)
        self._recordings: dict[int, Recording] = {}
        self._waiting: deque[Point] = deque()
        self._data: SweepData | None = None
        self._control = Control()
        self._failure = ""
        self._began = 0.0
        self._paused_at = 0.0
        self._drawn = threading.Event()
        self._drawn.set()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._take)
        self.editing.changed.connect(self._on_edited)
        session.state_changed.connect(self._show_state)
        session.library_changed.connect(self._on_library_changed)
        panel.run_requested.connect(lambda: tasks.start(self.run(), "run a sweep"))
        panel.pause_requested.connect(self._on_pause)
        panel.stop_requested.connect(lambda: tasks.start(calls.stop(), "stop"))
        panel.view_changed.connect(self._show_results)
        panel.csv_requested.connect(lambda: tasks.start(self._save_csv(), "save a sweep"))
        panel.picture_requested.connect(lambda: tasks.start(self._save_picture(), "save a plot"))
        panel.tests_requested.connect(lambda: tasks.start(self._save_tests(), "write tests"))
        window.docks.shown.connect(self._on_shown)
        self._show_state()

    async def run(self) -> None:
        """Run the sweep that is shown; its points join those of earlier runs, which stay to compare."""
        library, sweep, sequence = self._session.library, self.editing.sweep, self.editing.sequence
        if library is None or sweep is None or sequence is None or self._session.calling:
            return
        await self._prepare()
        if self._session.calling:
            return
        self._control = Control()
        keep, failure = self.panel.setup.keep.isChecked(), ""
        make = partial(SweepRun, library, sweep, sequence, known=self._shelf.known, control=self._control)
        self._session.set_calling(True, self._control.stop)
        try:
            data = self._begin(await asyncio.get_running_loop().run_in_executor(None, make))
            with _window_first(), library.recording() if keep else nullcontext() as recording:
                await asyncio.get_running_loop().run_in_executor(None, self._work, data.run)
            if recording is not None:
                self._recordings[id(data)] = recording
        except Probe32Error as error:
            failure = str(error)
        finally:
            self._tick.stop()
            self._session.set_calling(False)
            self._failure = failure
            self._take(failure)
            self._show_state()

    def _begin(self, run: SweepRun) -> SweepData:
        """Show a run that has no points yet."""
        title = tr("{name}, {time:%H:%M:%S}").format(name=run.sweep.name, time=datetime.now())
        self._data = data = SweepData(title, run)
        self._waiting.clear()
        self._began, self._paused_at = perf_counter(), 0.0
        self._tick.start()
        self.plotting.add(data, _MOST_RUNS)
        self._show_results()
        return data

    async def _prepare(self) -> None:
        """Import what plots: in a thread, because it takes half a second."""
        await asyncio.get_running_loop().run_in_executor(None, import_module, _PLOT)
        self.panel.plot  # noqa: B018 - it is made when it is asked for first

    def _on_shown(self, name: str) -> None:
        if name == "sweep":
            self._tasks.start(self._prepare(), "prepare the plot")

    def _work(self, run: SweepRun) -> None:
        """In a thread: make the points, and rest while the window draws those that have come."""
        for point in run.points():
            self._waiting.append(point)
            self._drawn.wait(_DRAWING_S)

    def _take(self, failure: str = "") -> None:
        """Show what has come since the last time."""
        data = self._data
        if data is None:
            self.panel.show_progress(0, 1, failure, failed=bool(failure))
            return
        fresh = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not fresh:
            self._show_progress(data, failure)
            return
        self._drawn.clear()
        data.add(fresh)
        self._show_progress(data, failure)
        self.plotting.grow(data)
        # Painting comes with the events that wait already; a thread that is busy meanwhile takes Python's lock away
        # from it after each of its hundreds of calls.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._drawn.set))

    def _show_progress(self, data: SweepData, failure: str) -> None:
        done, total = len(data.points), len(data.run)
        spent = max(perf_counter() - self._began, 1e-6)
        last = data.points[-1] if done else None
        counted = tr_count("{done} of {total} point", "{done} of {total} points", total)
        counted = counted.format(done=f"{done:,}", total=f"{total:,}")
        words = [counted, tr("{rate}/s").format(rate=f"{done / spent:,.0f}")]
        if self._control.paused:
            words = [counted, tr("paused")]
        elif self._session.calling and 0 < done < total:
            left = duration_text((total - done) * spent / done * 1e6)
            words.append(tr("{time} left").format(time=left))
        elif not self._session.calling:
            words[1] = tr("in {time}").format(time=duration_text(spent * 1e6))
        failed = failure or (data.run.failure(last) if last is not None and not self._session.calling else "")
        if data.failures and not failed:
            words.append(tr_count("1 failed", "{count} failed", data.failures).format(count=data.failures))
        self.panel.show_progress(done, total, failed or " · ".join(words), failed=bool(failed))

    def _on_pause(self) -> None:
        if self._control.paused:
            self._began += perf_counter() - self._paused_at
            self._control.resume()
        else:
            self._paused_at = perf_counter()
            self._control.pause()
        self._show_state()
        self._take()

    def _on_edited(self) -> None:
        self._failure = ""
        self._show_state()

    def _on_library_changed(self) -> None:
        self._data, self._failure = None, ""
        self._recordings = {}
        self.plotting.clear()
        self._show_state()

    def _show_state(self) -> None:
        running = self._session.calling
        ours = running and self._tick.isActive()
        ready = self.editing.count > 0
        self.panel.set_state(ready=ready, running=running, paused=ours and self._control.paused)
        self._show_results()
        if not ours and (self._data is None or not self._data.points):
            count = self.editing.count
            points = tr_count("1 point", "{count} points", count).format(count=f"{count:,}")
            failed = bool(self._failure)
            self.panel.show_progress(0, 1, self._failure or self.editing.problem or points, failed=failed)

    def _show_results(self) -> None:
        self.plotting.show()
        shown = self.plotting.shown
        kept = bool(shown) and id(shown[0]) in self._recordings
        self.panel.set_results(there=bool(shown), kept=kept)
        self.panel.show_untidy("\n".join(told for each in shown for told in each.run.told_of_clean_up()))

    async def _save_csv(self) -> None:
        path = await self._asked(".csv", tr("Save the table"), marked("Comma-separated values (*.csv)"))
        if path is None or not (shown := self.plotting.shown):
            return
        text = partial(csv_text, shown[0].run, list(shown[0].points), datetime.now())
        await wait_written(self._window, path, lambda: text().encode("utf-8"))

    async def _save_picture(self) -> None:
        path = await self._asked(".png", tr("Save the plot"), marked("PNG (*.png)"))
        if path is not None and not self.panel.plot.picture().save(str(path)):
            self._window.banner.show_message(Message(tr("Not saved"), tr("{path} can't be written.").format(path=path)))

    async def _save_tests(self) -> None:
        """A folder with a test, its recording and a conftest.py."""
        shown = self.plotting.shown
        if not shown or (recording := self._recordings.get(id(shown[0]))) is None:
            return
        dialog = folder_dialog(self._window, tr("Folder for the tests"), self._settings.folder)
        if (folder := await wait_path(dialog)) is None:
            return
        write = partial(_write_tests, recording, shown[0], folder)
        try:
            names = await asyncio.get_running_loop().run_in_executor(None, write)
        except Probe32Error as error:
            self._window.banner.show_message(message_for(error))
            return
        text = tr("{names} in {folder}.").format(names=", ".join(names), folder=folder)
        hint = tr("Run them with pytest; with --dll PATH they test a DLL instead of the recording.")
        self._window.banner.show_message(Message(tr("Regression test written"), text, hint, Severity.INFO))

    async def _asked(self, ending: str, title: str, filters: str) -> Path | None:
        shown = self.plotting.shown
        if not shown:
            return None
        proposal = Path(self._settings.folder) / f"{shown[0].run.sweep.name}{ending}"
        dialog = save_file_dialog(self._window, str(proposal), title, filters)
        path = await wait_path(dialog)
        return path.with_suffix(ending) if path is not None and not path.suffix else path


@contextmanager
def _window_first() -> Iterator[None]:
    """Within the block the thread that reads results keeps the window's waiting for as short as Python allows.

    It lets the other go on ten times as soon as usual: the longest block of the loop on a busy machine was 220 ms with
    Python's 5 ms, 140 ms with half of one (`python dev.py bench --only sweeping`). And Python searches only what is new
    for garbage: a search of everything takes 60 ms, during which no thread runs.
    """
    interval, (young, middle, old) = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(young, middle, old)


def _write_tests(recording: Recording, data: SweepData, folder: Path) -> Many[str]:
    about = f"The sweep {data.run.sweep.name!r}: {len(data.points):,} points."
    tests = [codegen.RecordedTest(data.run.sweep.name, each, about) for each in recording.sessions]
    files = codegen.render_tests(tests)
    codegen.write(files, folder)
    return sorted(files)
