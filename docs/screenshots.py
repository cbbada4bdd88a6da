"""Takes the pictures in `docs/images`: the application off-screen, with real calls into the sample DLL.

`python docs/screenshots.py [FOLDER [NAME...]]`, in the environment that `python dev.py run` makes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from scenes import dialogs, functions, panels, sequences
from scenes.acting import until

from probe32_app.__main__ import make_application
from probe32_app.bootstrap import Application, build
from probe32_app.loop import open_loop
from probe32_app.settings import Settings

SIZE = (1280, 800)
Scene = Callable[[Application], Awaitable[QWidget | None]]
"""Plays something; the dialog to take a picture of, None for the window."""


SCENES: tuple[tuple[str, str, Scene], ...] = (
    ("empty", "light", functions.empty),
    ("main", "light", functions.call),
    ("main-dark", "dark", functions.call),
    ("fresh", "light", functions.fresh),
    ("header", "light", dialogs.taking),
    ("wrong", "light", functions.wrong),
    ("struct", "light", functions.struct),
    ("history", "light", functions.history),
    ("crash", "light", panels.crash),
    ("output", "light", panels.output),
    ("console", "light", panels.console),
    ("console-dark", "dark", panels.console),
    ("problems", "light", panels.problems),
    ("types", "light", functions.types),
    ("types-dark", "dark", functions.types),
    ("import", "light", dialogs.importing),
    ("package", "light", dialogs.packing),
    ("memory", "light", panels.memory),
    ("dependencies", "light", panels.dependencies),
    ("dependencies-dark", "dark", panels.dependencies),
    ("info", "light", panels.info),
    ("info-dark", "dark", panels.info),
    ("sequence", "light", sequences.sequence),
    ("sweep", "light", sequences.sweep),
    ("sweep-dark", "dark", sequences.sweep),
    ("empty-dark", "dark", functions.empty),
    ("palette", "light", dialogs.palette),
    ("palette-dark", "dark", dialogs.palette),
    ("settings", "light", dialogs.settings),
    ("settings-dark", "dark", dialogs.settings),
)


async def take(parts: Application, scene: Scene, file: Path) -> None:
    """Play a scene and save what the window shows."""
    parts.window.resize(*SIZE)
    parts.window.show()
    dialog = await scene(parts)
    await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)  # not processEvents: a task may be running
    await until(lambda: parts.window.host.is_current)
    (dialog or parts.window).grab().save(str(file))
    if dialog is not None:
        dialog.close()
    parts.session.forget_edits()
    await parts.commands.leave()
    await parts.tasks.wait_closed()
    parts.window.deleteLater()  # every window that is left makes the next change of theme slower
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(folder: Path, names: Iterable[str] = ()) -> None:
    """Take the pictures of these names, or every one. `KeyError`: there is no such picture."""
    scenes = {name: (theme, scene) for name, theme, scene in SCENES}
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    loop = open_loop(application)
    try:
        for name in tuple(names) or scenes:
            theme, scene = scenes[name]
            with tempfile.TemporaryDirectory() as remembered:
                kept = Settings(Path(remembered))
                kept.theme = theme
                loop.run_until_complete(take(build(application, loop, kept), scene, folder / f"{name}.png"))
    finally:
        loop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images", sys.argv[2:])
