"""Pictures of the panels around the function."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from probe32.resources import resource
from probe32_app.bootstrap import Application
from probe32_app.views.console_panel import ConsolePanel
from probe32_app.views.output_panel import OutputPanel

from .acting import choose, make, until


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


async def info(parts: Application) -> None:
    """Who signed a DLL, and what else its file tells."""
    signed = Path(__file__).parents[2] / "tests" / "fixtures" / "images" / "signed.dll"
    with tempfile.TemporaryDirectory() as folder:
        dll = Path(shutil.copy(signed, folder))  # the picture shows its path
        await parts.libraries.open_dll(dll)
        parts.window.actions_.show_info.trigger()
        while parts.tasks.names:
            await asyncio.sleep(0.05)


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
