"""Takes the pictures in `docs/images`: the application off-screen, with real calls into the sample DLL.

`python docs/screenshots.py [FOLDER [NAME...]]`, in the environment that `python dev.py run` makes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

from probe32.codegen import Way
from probe32.resources import resource
from probe32.sequences import Axis, Collected, Reducer, Reference, Sequence, Span, Step, Sweep, Written
from probe32_app.__main__ import make_application
from probe32_app.bootstrap import Application, build
from probe32_app.loop import open_loop
from probe32_app.models.step_rows import StepColumn
from probe32_app.settings import Settings
from probe32_app.views.console_panel import ConsolePanel
from probe32_app.views.export_dialog import ExportDialog
from probe32_app.views.import_dialog import ImportDialog
from probe32_app.views.notes_panel import NotesPanel
from probe32_app.views.output_panel import OutputPanel
from probe32_app.views.palette_dialog import PaletteDialog
from probe32_app.views.reference_dialog import ReferenceDialog
from probe32_app.views.settings_dialog import SettingsDialog

SIZE = (1280, 800)
Scene = Callable[[Application], Awaitable[QWidget | None]]
"""Plays something; the dialog to take a picture of, None for the window."""


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


async def array(parts: Application) -> None:
    """An array result as a table with statistics."""
    await parts.libraries.open_sample()
    await make(parts, "sp_open", address="SIM::0")
    handle = parts.window.workspace.result.value.text()
    await make(parts, "sp_read_spectrum", handle=handle, count="512")
    result = parts.window.workspace.result
    result.tree.setCurrentIndex(result.outputs.index(1, 0))
    result.details.plot_button.setChecked(True)


async def history(parts: Application) -> None:
    """A pinned call, and what differs between two others."""
    await parts.libraries.open_sample()
    for numerator, denominator in (("17", "5"), ("0x1F", "5"), ("8", "0")):
        await make(parts, "divide", numerator=numerator, denominator=denominator)
    parts.window.history.choose(2)
    parts.window.actions_.pin_call.trigger()
    parts.window.history.choose(1, 2)
    parts.window.history.details_button.setChecked(True)


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
    parts.window.docks.show("memory")
    panel.look_at(handle, "int[8]")
    await parts.memory.read()
    await make(parts, "sp_set_integration_time", handle=handle, milliseconds="250")
    await parts.memory.read()


async def code(parts: Application) -> None:
    """The instructions of a function, and the reasons for its convention."""
    await parts.libraries.open_sample()
    choose(parts, "sp_open")
    parts.window.workspace.show_code()
    while "ret 4" not in parts.window.workspace.code.view.toPlainText():
        await asyncio.sleep(0.05)


async def info(parts: Application) -> None:
    """Who signed a DLL, and what else its file tells."""
    signed = Path(__file__).parents[1] / "tests" / "fixtures" / "images" / "signed.dll"
    with tempfile.TemporaryDirectory() as folder:
        dll = Path(shutil.copy(signed, folder))  # the picture shows its path
        await parts.libraries.open_dll(dll)
        parts.window.actions_.show_info.trigger()
        while parts.tasks.names:
            await asyncio.sleep(0.05)


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


async def types(parts: Application) -> None:
    """A struct with its layout, one member chosen."""
    await parts.libraries.open_sample()
    choose(parts, "sp_get_info")
    parts.window.workspace.show_types("SpInfo")
    view = parts.window.workspace.types.view
    view.table.setCurrentIndex(view.model.index(2, 0))


async def dependencies(parts: Application) -> None:
    """A DLL that needs one which is in a folder nearby."""
    sample = resource("sample", "sample.dll").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        dll, runtime = Path(folder, "spectrometer.dll"), Path(folder, "runtime")
        runtime.mkdir()
        dll.write_bytes(sample.replace(b"msvcrt.dll", b"optics.dll"))
        Path(runtime, "optics.dll").write_bytes(sample)
        await parts.libraries.open_dll(dll)
        parts.window.docks.show("dependencies")
        while parts.window.workspace.dependencies.tree.topLevelItem(0) is None:
            await asyncio.sleep(0.05)


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


async def exporting(parts: Application) -> QWidget:
    """The ways out, tests chosen."""
    return await way_out(parts, Way.TESTS, "C:\\bench\\tests")


async def packing(parts: Application) -> QWidget:
    """The ways out, a Python package chosen."""
    dialog = await way_out(parts, Way.WRAPPER, "C:\\bench")
    dialog.package.setText("spectrometer")
    return dialog


async def way_out(parts: Application, way: Way, folder: str) -> ExportDialog:
    """The dialog of Export, as it stands before its button is pressed."""
    await parts.libraries.open_sample()
    parts.window.actions_.export.trigger()
    dialog = parts.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.folder.setText(folder)
    dialog.choose(way)
    return dialog


async def notes(parts: Application) -> None:
    """What colleagues wrote about the DLL and one of its functions."""
    await parts.libraries.open_sample()
    choose(parts, "sp_open")
    parts.window.docks.show("notes")
    panel = parts.window.findChild(NotesPanel)
    assert panel is not None
    panel.function.setPlainText("SIM::0 and SIM::1 are there without an instrument.")
    panel.project.setPlainText("Bench 3, spectrometer in the left rack.\nCall sp_close before switching it off.")


async def crash(parts: Application) -> None:
    """A host that has died, after a few calls."""
    await parts.libraries.open_sample()
    await make(parts, "add", a="19", b="23")
    await make(parts, "sp_open", address="SIM::0")
    await make(parts, "print_line", text="integration started")
    await make(parts, "end_process", code="3")
    await until(lambda: parts.window.trouble.isVisible())


async def output(parts: Application) -> None:
    """What a few calls have printed."""
    await parts.libraries.open_sample()
    for text in ("lamp on", "dark current: 12 counts", "integration time 250 ms", "ready"):
        await make(parts, "print_line", text=text)
    parts.window.docks.show("output")
    await until(lambda: "4 lines" in parts.window.findChildren(OutputPanel)[0].status.text())


async def console(parts: Application) -> None:
    """A call, a loop, and a mistake."""
    await parts.libraries.open_sample()
    parts.window.docks.show("console")
    for source in (
        "lib.greet('Ada', 32)",
        "[lib.add(each, each) for each in range(4)]",
        "lib.mean([1.0, 2.5, 4.0], 3)",
    ):
        parts.console.submit(source)
        await until(lambda: not parts.console.running)
    parts.window.findChildren(ConsolePanel)[0].input.show_text("lib.divide(17, ")


async def problems(parts: Application) -> None:
    """A signature that the code contradicts, and one that is half-typed."""
    await parts.libraries.open_sample()
    for name, text in (("multiply", "int __cdecl multiply(int a, int b);"), ("mean", "double mean(const dou")):
        choose(parts, name)
        parts.window.workspace.signature.editor.setPlainText(text)
        parts.window.workspace.signature.flush()
    parts.window.docks.show("problems")
    await until(lambda: len(parts.problems.all) > 1)


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


async def words(parts: Application) -> QWidget:
    """The glossary."""
    parts.window.actions_.words.trigger()
    return parts.window.findChildren(ReferenceDialog)[0]


async def until(condition: Callable[[], bool]) -> None:
    """Let the application run until something is there."""
    while not condition():
        await asyncio.sleep(0.05)


async def sequence(parts: Application) -> None:
    """Steps recorded from the form, with how they went."""
    await parts.libraries.open_sample()
    parts.window.docks.show("sequence")
    panel = parts.sequences.panel
    panel.record.setChecked(True)
    await make(parts, "sp_open", address="SIM::0")
    handle = parts.window.workspace.result.value.text()
    await make(parts, "sp_set_integration_time", handle=handle, milliseconds="20")
    await make(parts, "sp_read_spectrum", handle=handle, count="64")
    await make(parts, "sp_close", handle=handle)
    panel.record.setChecked(False)
    for row, when in ((0, "set-up"), (3, "at the end")):
        panel.model.setData(panel.model.index(row, StepColumn.WHEN), when)
    panel.choose(3)


async def sweep(parts: Application) -> None:
    """A sweep of the integration time, half-way."""
    await parts.libraries.open_sample()
    parts.session.sequences = (MEASURE,)
    axis = Axis("milliseconds", Span(1, 500, count=1000), unit="ms")
    collect = (Collected(Reference(3, "counts"), Reducer.MAX), Collected(Reference(3, "counts"), Reducer.MEAN))
    parts.session.sweeps = (Sweep("Integration time", "measure", (axis,), collect),)
    await play(parts)


async def grid(parts: Application) -> None:
    """A sweep over two axes, half-way."""
    await parts.libraries.open_sample()
    choose(parts, "hypotenuse")
    step = Step("hypotenuse", (Written("1"), Written("2")))
    axes = (Axis("a", Span(0, 60, step=1)), Axis("b", Span(0, 80, step=1)))
    parts.session.sweeps = (Sweep("Triangles", step, axes),)
    await play(parts)


async def play(parts: Application) -> None:
    """Run the sweep that there is until more than half of it is made, and pause."""
    parts.window.docks.show("sweep")
    parts.session.state_changed.emit()
    parts.tasks.start(parts.sweeps.run(), "run a sweep")
    while not (runs := parts.sweeps.plotting.runs) or len(runs[-1].points) < 0.6 * len(runs[-1].run):
        await asyncio.sleep(0.01)
    parts.sweeps.panel.pause.click()
    await asyncio.sleep(0.2)


SUBTRACT = 16
"""The ordinal of an undecorated export of the sample whose convention its code tells."""

MEASURE = Sequence(
    "measure",
    (
        Step("sp_open", (Written("SIM::0"),), set_up=True),
        Step("sp_set_integration_time", (Reference(1), Written("10"))),
        Step("sp_read_spectrum", (Reference(1), Written("64"))),
        Step("sp_close", (Reference(1),), clean_up=True),
    ),
)
NEWER = (
    ("    int last;", "    int last;\n    double step;"),
    ("DETECTOR_PHOTOMULTIPLIER = 4", "DETECTOR_PHOTOMULTIPLIER = 4,\n    DETECTOR_CCD = 8"),
    ("WINAPI multiply(int a, int b);", "WINAPI multiply(int a, int b, int c);"),
    (
        "WINAPI sp_close(SP_HANDLE handle);",
        "WINAPI sp_close(SP_HANDLE handle);\nSAMPLE_API BOOL WINAPI sp_trigger(itn on);",
    ),
)


SCENES: tuple[tuple[str, str, Scene], ...] = (
    ("empty", "light", empty),
    ("main", "light", call),
    ("main-dark", "dark", call),
    ("fresh", "light", fresh),
    ("header", "light", taking),
    ("wrong", "light", wrong),
    ("struct", "light", struct),
    ("array", "dark", array),
    ("history", "light", history),
    ("fault", "light", fault),
    ("problem", "dark", problem),
    ("crash", "light", crash),
    ("output", "light", output),
    ("console", "light", console),
    ("console-dark", "dark", console),
    ("problems", "dark", problems),
    ("types", "light", types),
    ("types-dark", "dark", types),
    ("import", "light", importing),
    ("export", "light", exporting),
    ("package", "light", packing),
    ("export-dark", "dark", exporting),
    ("notes", "light", notes),
    ("memory", "light", memory),
    ("code", "light", code),
    ("code-dark", "dark", code),
    ("dependencies", "light", dependencies),
    ("dependencies-dark", "dark", dependencies),
    ("info", "light", info),
    ("info-dark", "dark", info),
    ("sequence", "light", sequence),
    ("sweep", "light", sweep),
    ("sweep-dark", "dark", sweep),
    ("sweep-grid", "light", grid),
    ("wrapper", "light", wrapper),
    ("empty-dark", "dark", empty),
    ("palette", "light", palette),
    ("palette-dark", "dark", palette),
    ("settings", "light", settings),
    ("settings-dark", "dark", settings),
    ("words", "light", words),
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
    dialog = await scene(parts)
    await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)  # not processEvents: a task may be running
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
