"""Compiles the two programs that a person starts, with a pinned compiler that gives the same bytes everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import parts
from .errors import BuildError

_SOURCES = Path(__file__).resolve().parent / "launcher"
_FLAGS = (
    "-target", "x86_64-windows-gnu", "-Os", "-s", "-nostdlib", "-ffreestanding", "-Wall", "-Wextra", "-Werror",
    "-Wl,--entry,begin",
)  # fmt: skip
_LIBRARIES = ("-lkernel32", "-luser32", "-lshell32")


@dataclass(frozen=True)
class Launcher:
    """A program: where it lies in the installation, which module it runs, and what Windows says of it."""

    path: str
    module: str
    description: str
    windowed: bool

    @property
    def folders_up(self) -> int:
        """How many names its path has, from the installation's folder on."""
        return len(Path(self.path).parts)


LAUNCHERS = (
    Launcher("Probe32.exe", "probe32_app", "Probe32", windowed=True),
    Launcher("bin/probe32.exe", "probe32", "Probe32 command line", windowed=False),
)


def build_launchers(stage: Path, version: str, icon: Path) -> None:
    """Put all of `LAUNCHERS` into the tree `stage`. `BuildError`: the compiler fails, or can't be had."""
    for each in LAUNCHERS:
        with tempfile.TemporaryDirectory(prefix="probe32-launcher-") as work:
            _build(each, version, icon, Path(work), stage / each.path)


def compile_for_windows(words: Sequence[str], folder: Path) -> None:
    """Compile C for 64-bit Windows in the folder, without a C runtime; it begins at `begin`. `BuildError`."""
    _run([_compiler(), "cc", *_FLAGS, *words], folder)


def _build(launcher: Launcher, version: str, icon: Path, work: Path, target: Path) -> None:
    for name in ("launcher.c", "launcher.manifest"):
        shutil.copyfile(_SOURCES / name, work / name)
    shutil.copyfile(icon, work / "probe32.ico")
    (work / "launcher.rc").write_text(_resources(launcher, version), encoding="utf-8")
    _run([_compiler(), "rc", "/:target", "x64", "launcher.rc", "launcher.res"], work)
    python = {"PYTHON_DLL": f"python{parts.PYTHON_TAG}.dll", "MODULE": launcher.module}
    python["PYTHON_EXE"] = "pythonw.exe" if launcher.windowed else "python.exe"
    defines = [f'-D{name}=L"{value}"' for name, value in python.items()]
    defines.append(f"-DFOLDERS_UP={launcher.folders_up}")
    subsystem = ["-DWINDOWED", "-Wl,--subsystem,windows"] if launcher.windowed else ["-Wl,--subsystem,console"]
    target.parent.mkdir(parents=True, exist_ok=True)
    sources = ["launcher.c", "launcher.res", *_LIBRARIES]
    compile_for_windows([*defines, *subsystem, *sources, "-o", "it.exe"], work)
    shutil.copyfile(work / "it.exe", target)


def _resources(launcher: Launcher, version: str) -> str:
    numbers = ",".join([*version.split("."), "0"])
    name = Path(launcher.path).name
    text = (_SOURCES / "launcher.rc").read_text(encoding="utf-8")
    words = {"NUMBERS": numbers, "VERSION": version, "DESCRIPTION": launcher.description, "FILE": name}
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _run(command: list[str | Path], folder: Path) -> None:
    environment = {**os.environ, "ZIG_GLOBAL_CACHE_DIR": str(parts.cache() / "zig-cache")}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"{Path(command[0]).name} {command[1]} failed:\n{done.stderr or done.stdout}")


def _compiler() -> Path:
    """The compiler, unpacked once beside its wheel."""
    wheel = parts.compiler_wheel()
    folder = wheel.parent / "unpacked"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=wheel.parent, prefix="new-", ignore_cleanup_errors=True) as work:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(work)
            Path(work).replace(folder)
            Path(work).mkdir()  # for the context to remove
    program = folder / "ziglang" / ("zig.exe" if os.name == "nt" else "zig")
    program.chmod(0o755)
    return program
