"""The application without a display, doing what a person would do first; `dev.py run` uses it where nobody can look."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from probe32.codegen import Way
from probe32.resources import resource

from .bootstrap import Application, build
from .loop import open_loop
from .settings import Settings
from .views.export_dialog import ExportChoice

# Export and the arguments to give; the others keep what the form proposes.
_CALLS = (
    ("add", {"a": "19", "b": "23"}),
    ("greet", {"name": "Probe32", "size": "32"}),
    ("mean", {"values": "[1.0, 2.0, 4.5]", "count": "3"}),
    ("divide", {"numerator": "17", "denominator": "5"}),
)


def run_tour(qt: QApplication, folder: Path, file: Path | None) -> int:
    """Open `file` (default: the sample), call, export the wrapper and take a picture, all into `folder`.

    Returns 0 when all of it worked; says what was done, a line each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = Path(tempfile.mkdtemp(prefix="probe32-tour-"))
    loop = open_loop(qt)
    try:
        tour = _Tour(build(qt, loop, Settings(settings)), folder)
        loop.run_until_complete(tour.run(file))
    finally:
        loop.close()
        shutil.rmtree(settings, ignore_errors=True)
    return 1 if tour.failed else 0


class _Tour:
    def __init__(self, parts: Application, folder: Path) -> None:
        self.failed = False
        self._parts = parts
        self._folder = folder
        self._work = parts.window.workspace

    async def run(self, file: Path | None) -> None:
        self._parts.window.resize(1280, 800)
        self._parts.window.show()
        sample = file is None or file.resolve() == resource("sample", "sample.dll").resolve()
        opened = await (self._parts.libraries.open_sample() if sample or file is None else self._open(file))
        if opened and sample:
            for name, arguments in _CALLS:
                await self._call(name, arguments)
        if opened:
            await self._export()
        else:
            self._report(False, f"open {file}", self._parts.window.banner.text)
        self._take_picture()
        self._parts.session.forget_edits()
        await self._parts.commands.leave()
        await self._parts.tasks.wait_closed()

    async def _open(self, file: Path) -> bool:
        opened = await self._parts.libraries.open_dll(file)
        if opened:
            self._report(
                True, f"open {file}", f"{self._parts.window.workspace.exports.table.model().rowCount()} exports"
            )
        return opened

    async def _call(self, name: str, arguments: dict[str, str]) -> None:
        library = self._parts.session.library
        assert library is not None
        self._work.exports.select(library.functions[name].export.ordinal)
        self._work.call.set_texts(arguments)
        await self._parts.calls.call()
        entry = self._parts.history.entries[0]
        worked = entry.function == name and not entry.failed
        self._report(worked, f"call {name}({', '.join(arguments.values())})", entry.outcome)

    async def _export(self) -> None:
        await self._parts.projects.export(ExportChoice(Way.WRAPPER, str(self._folder / "wrapper")))
        banner = self._parts.window.banner
        self._report((self._folder / "wrapper").is_dir(), "wrapper", banner.text.replace("\n", " "))
        banner.clear()

    def _take_picture(self) -> None:
        QApplication.processEvents()
        picture = self._folder / "probe32.png"
        self._report(self._parts.window.grab().save(str(picture)), "picture", str(picture))

    def _report(self, worked: bool, what: str, how: str) -> None:
        self.failed = self.failed or not worked
        sys.stdout.write(f"{'ok' if worked else 'FAILED'}: {what}: {how}\n")
        sys.stdout.flush()
