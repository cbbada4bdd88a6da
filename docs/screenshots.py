"""Takes the pictures in `docs/images`: the application off-screen, with real calls into the sample DLL.

`python docs/screenshots.py [FOLDER]`, in the environment that `python dev.py run` makes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from probe32_app.__main__ import make_application
from probe32_app.bootstrap import Application, build
from probe32_app.loop import open_loop
from probe32_app.settings import Settings

SIZE = (1280, 800)
Scene = Callable[[Application], Awaitable[None]]


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


async def fault(parts: Application) -> None:
    """A function that crashes, after one that did not like its argument."""
    await parts.libraries.open_sample()
    await make(parts, "divide", numerator="17", denominator="0")
    await make(parts, "write_to_null")


async def problem(parts: Application) -> None:
    """A prototype with a mistake."""
    await parts.libraries.open_sample()
    choose(parts, "mean")
    parts.window.workspace.signature.editor.setPlainText(
        "double mean(_In_reads_(count) const double *values, itn count);"
    )
    parts.window.workspace.signature.flush()


async def memory(parts: Application) -> None:
    """The memory behind a handle, after a call has changed something there."""
    await parts.libraries.open_sample()
    await make(parts, "sp_open", address="SIM::0")
    handle = parts.window.workspace.result.value.text()
    panel = parts.window.workspace.memory
    parts.window.workspace.tabs.setCurrentWidget(panel)
    panel.look_at(handle, "int[8]")
    await parts.memory.read()
    await make(parts, "sp_set_integration_time", handle=handle, milliseconds="250")
    await parts.memory.read()


async def wrapper(parts: Application) -> None:
    """The generated client."""
    await parts.libraries.open_sample()
    choose(parts, "greet")
    parts.window.workspace.show_preview()
    while "def greet" not in parts.window.workspace.preview.view.toPlainText():
        await asyncio.sleep(0.05)
    view = parts.window.workspace.preview.view
    view.find("def greet")
    view.centerCursor()


SCENES: tuple[tuple[str, str, Scene], ...] = (
    ("empty", "light", empty),
    ("main", "light", call),
    ("main-dark", "dark", call),
    ("fault", "light", fault),
    ("problem", "dark", problem),
    ("memory", "light", memory),
    ("wrapper", "light", wrapper),
)


def choose(parts: Application, name: str) -> None:
    """Put an export into focus."""
    library = parts.session.library
    assert library is not None
    parts.window.workspace.exports.select(library.functions[name].export.ordinal)


async def make(parts: Application, name: str, /, **arguments: str) -> None:
    """Call a function with these arguments."""
    choose(parts, name)
    parts.window.workspace.call.set_texts(arguments)
    await parts.calls.call()


async def take(parts: Application, scene: Scene, file: Path) -> None:
    """Play a scene and save what the window shows."""
    parts.window.resize(*SIZE)
    parts.window.show()
    await scene(parts)
    await asyncio.sleep(0.1)
    QApplication.processEvents()
    parts.window.grab().save(str(file))
    parts.session.forget_edits()
    await parts.commands.leave()
    await parts.tasks.wait_closed()


def main(folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    loop = open_loop(application)
    try:
        for name, theme, scene in SCENES:
            with tempfile.TemporaryDirectory() as settings:
                kept = Settings(Path(settings))
                kept.theme = theme
                loop.run_until_complete(take(build(application, loop, kept), scene, folder / f"{name}.png"))
    finally:
        loop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images")
