"""Pictures of one function: its signature, its calls, its code."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from probe32.resources import resource
from probe32_app.bootstrap import Application

from .acting import choose, make, until

SUBTRACT = 16
"""The ordinal of an undecorated export of the sample whose convention its code tells."""


async def empty(parts: Application) -> None:
    """Before anything is open."""


async def call(parts: Application) -> None:
    """A few calls, the last one with outputs."""
    await parts.libraries.open_sample()
    await make(parts, "add", a="19", b="23")
    await make(parts, "greet", name="Ada", size="32")
    await make(parts, "divide", numerator="17", denominator="5")
    await make(parts, "sp_open", address="SIM::0")
    handle = parts.window.workspace.result.value.text()
    await make(parts, "sp_get_info", handle=handle)
    await make(parts, "sp_read_spectrum", handle=handle, count="6")


async def fresh(parts: Application) -> None:
    """A DLL without its header, one export chosen."""
    with tempfile.TemporaryDirectory() as folder:
        await parts.libraries.open_dll(Path(shutil.copy(resource("sample", "sample.dll"), Path(folder, "my_lib.dll"))))
        parts.window.workspace.exports.select(SUBTRACT)
        await until(lambda: "ret 8" in parts.window.workspace.code.view.toPlainText())


async def wrong(parts: Application) -> None:
    """A call with a convention that the function does not have."""
    await parts.libraries.open_sample()
    choose(parts, "multiply")
    parts.window.workspace.signature.editor.setPlainText("int __cdecl multiply(int a, int b);")
    parts.window.workspace.signature.flush()
    await make(parts, "multiply", a="6", b="7")


async def struct(parts: Application) -> None:
    """A struct argument in its form, and a changed result."""
    await parts.libraries.open_sample()
    await make(parts, "distance", a='{"x": 0, "y": 0}', b='{"x": 3, "y": 4}')
    await make(parts, "distance", a='{"x": 1.5, "y": 2}', b='{"x": 3, "y": 4}')
    parts.window.workspace.result.forms_button.setChecked(True)


async def history(parts: Application) -> None:
    """A pinned call, and what differs between two others."""
    await parts.libraries.open_sample()
    for numerator, denominator in (("17", "5"), ("0x1F", "5"), ("8", "0")):
        await make(parts, "divide", numerator=numerator, denominator=denominator)
    parts.window.history.choose(2)
    parts.window.actions_.pin_call.trigger()
    parts.window.history.choose(1, 2)
    parts.window.history.details_button.setChecked(True)


async def types(parts: Application) -> None:
    """A struct with its layout, one member chosen."""
    await parts.libraries.open_sample()
    choose(parts, "sp_get_info")
    parts.window.workspace.show_types("SpInfo")
    view = parts.window.workspace.types.view
    view.table.setCurrentIndex(view.model.index(2, 0))
