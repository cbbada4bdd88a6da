"""Pictures of dialogs."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from probe32.codegen import Way
from probe32.resources import resource
from probe32_app.bootstrap import Application
from probe32_app.views.export_dialog import ExportDialog
from probe32_app.views.import_dialog import ImportDialog
from probe32_app.views.palette_dialog import PaletteDialog
from probe32_app.views.settings_dialog import SettingsDialog

from .acting import until

NEWER = (
    ("    int last;", "    int last;\n    double step;"),
    ("DETECTOR_PHOTOMULTIPLIER = 4", "DETECTOR_PHOTOMULTIPLIER = 4,\n    DETECTOR_CCD = 8"),
    ("WINAPI multiply(int a, int b);", "WINAPI multiply(int a, int b, int c);"),
    (
        "WINAPI sp_close(SP_HANDLE handle);",
        "WINAPI sp_close(SP_HANDLE handle);\nSAMPLE_API BOOL WINAPI sp_trigger(itn on);",
    ),
)


async def taking(parts: Application) -> QWidget:
    """The header of a DLL that has no signatures yet."""
    with tempfile.TemporaryDirectory() as folder:
        await parts.libraries.open_dll(Path(shutil.copy(resource("sample", "sample.dll"), Path(folder, "my_lib.dll"))))
        header = Path(shutil.copy(resource("sample", "sample.h"), Path(folder, "my_lib.h")))
        parts.tasks.start(parts.imports.import_header(header), "import")
        while not (dialogs := [each for each in parts.window.findChildren(ImportDialog) if each.take.isEnabled()]):
            await asyncio.sleep(0.05)
    rows = dialogs[0].tree.findItems("divide", Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)
    dialogs[0].tree.setCurrentItem(rows[0])
    return dialogs[0]


async def importing(parts: Application) -> QWidget:
    """What a newer release of the sample's header would change."""
    await parts.libraries.open_sample()
    text = resource("sample", "sample.h").read_text(encoding="utf-8")
    for old, new in NEWER:
        text = text.replace(old, new)
    header = Path(tempfile.gettempdir()) / "sample-2.0.h"
    header.write_text(text, encoding="utf-8")
    parts.tasks.start(parts.imports.import_header(header), "import")
    while not (dialogs := [each for each in parts.window.findChildren(ImportDialog) if each.take.isEnabled()]):
        await asyncio.sleep(0.05)
    header.unlink()
    rows = dialogs[0].tree.findItems("Range", Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)
    dialogs[0].tree.setCurrentItem(rows[0])
    return dialogs[0]


async def packing(parts: Application) -> QWidget:
    """The ways out, a Python package chosen."""
    await parts.libraries.open_sample()
    parts.window.actions_.export.trigger()
    dialog = parts.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.folder.setText("C:\\bench")
    dialog.choose(Way.WRAPPER)
    dialog.package.setText("spectrometer")
    return dialog


async def palette(parts: Application) -> QWidget:
    """A few letters, and what they find."""
    await parts.libraries.open_sample()
    parts.window.actions_.palette.trigger()
    dialog = parts.window.findChildren(PaletteDialog)[0]
    dialog.line.setText("spec")
    return dialog


async def settings(parts: Application) -> QWidget:
    """The settings."""
    parts.window.actions_.settings.trigger()
    await until(lambda: not parts.tasks.names)
    dialog = parts.window.findChildren(SettingsDialog)[0]
    dialog.show_cache("C:\\Users\\ada\\AppData\\Local\\probe32\\Cache", "4.2 MiB", empty=False)
    return dialog
