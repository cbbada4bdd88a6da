"""What PyInstaller and cx_Freeze really make of a program, run where there is neither Python nor Probe32.

The commands are those of docs/guides/frozen-applications.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from ctypes.util import find_library
from pathlib import Path

import pytest

pytest.importorskip("venv", reason="an embeddable Python makes no virtual environments")

from freezers import UnavailableError, freeze, freezers, install_probe32

pytestmark = pytest.mark.timeout(600)  # 10 to 25 s each on a machine that does nothing else

PROGRAM = """
from my_client import MyClient

with MyClient() as client:
    print(client.add(1, 2), client.lib32_path)
"""
WITH_LIBRARY = f"""
import probe32

{PROGRAM}
    with probe32.Library(client.lib32_path) as library:
        library.define("#include <stdint.h>\\nint32_t add(int32_t a, int32_t b);")
        print(library.add(3, 4))
"""
ADDED = ["--add-data", f"my_server.py{os.pathsep}.", "--add-binary", f"my_lib.dll{os.pathsep}."]
EXE = ".exe" if sys.platform == "win32" else ""


@pytest.fixture(scope="session")
def python() -> Path:
    """The Python of the freezers."""
    try:
        return freezers()
    except UnavailableError as error:
        pytest.fail(f"{error} Without it nothing proves that frozen applications work.")


@pytest.fixture(scope="session")
def _freezable() -> None:
    """PyInstaller takes Python's shared library along."""
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if sys.platform != "win32" and not (sysconfig.get_config_var("Py_ENABLE_SHARED") or find_library(name)):
        pytest.skip(f"this Python was built without lib{name}, and PyInstaller can't freeze it")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Probe32 is installed."""
    folder = tmp_path_factory.mktemp("packages")
    install_probe32(folder)
    return folder


def write(source: Path, text: str) -> None:
    (source / "my_app.py").write_text(text, encoding="utf-8")


def run(program: Path, folder: Path, *arguments: str) -> str:
    """What the program printed. Of what it had for temporary files and caches, nothing may be left."""
    for name in ("home", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    variables = {"HOME": str(folder / "home"), "PATH": os.defpath}
    variables |= {name: str(folder / "temporary") for name in ("TMPDIR", "TEMP", "TMP")}
    variables |= {name: os.environ[name] for name in ("PROBE32_WINEPREFIX", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [program, *arguments],
        cwd=folder / "home",
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not [*(folder / "home").iterdir(), *(folder / "temporary").iterdir()]
    return done.stdout


@pytest.mark.usefixtures("_freezable")
def test_pyinstaller_takes_the_host_and_the_parser_along(
    python: Path, packages: Path, programs: Path, tmp_path: Path
) -> None:
    write(programs, WITH_LIBRARY)
    freeze(python, packages, programs, "-m", "PyInstaller", *ADDED, "my_app.py")
    folder = programs / "dist" / "my_app"
    assert run(folder / f"my_app{EXE}", tmp_path) == f"3 {folder / '_internal' / 'my_lib.dll'}\n7\n"


@pytest.mark.usefixtures("_freezable")
def test_pyinstaller_makes_one_file(python: Path, packages: Path, programs: Path, tmp_path: Path) -> None:
    write(programs, PROGRAM)
    freeze(python, packages, programs, "-m", "PyInstaller", "--onefile", *ADDED, "my_app.py")
    assert run(programs / "dist" / f"my_app{EXE}", tmp_path).startswith("3 ")
    analysed = (programs / "build" / "my_app" / "Analysis-00.toc").read_text("utf-8")
    assert "probe32.client64" in analysed
    assert "libclang" not in analysed


def test_cx_freeze_is_given_the_host(python: Path, packages: Path, programs: Path, tmp_path: Path) -> None:
    write(programs, PROGRAM)
    freeze(python, packages, programs, "-m", "probe32", "host", "bundle", "build")
    included = "build/probe32-host,my_server.py,my_lib.dll"
    options = ["--script", "my_app.py", "--build-exe", "out", "--include-files", included]
    freeze(
        python,
        packages,
        programs,
        "-m",
        "cx_Freeze",
        "build_exe",
        *options,
        "--excludes",
        "probe32.library,probe32.doctor",
    )
    folder = programs / "out"
    assert run(folder / f"my_app{EXE}", tmp_path) == f"3 {folder / 'my_lib.dll'}\n"
    assert not (folder / "lib" / "clang").exists()
