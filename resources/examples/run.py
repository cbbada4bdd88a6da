"""Runs one of the examples beside this file: `python run.py cpp`, or `python run.py cpp FOLDER` to keep what it makes.

What a DLL is built from is compiled with MinGW for 32-bit Windows; its wrapper is written from the C header; then
`program.py` runs, with both beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from probe32 import Library, codegen
from probe32.errors import Probe32Error
from probe32.project import from_library

HERE = Path(__file__).resolve().parent
COMPILERS = {".cpp": "i686-w64-mingw32-g++", ".c": "i686-w64-mingw32-gcc", ".f90": "i686-w64-mingw32-gfortran"}


def main() -> int:
    names = sorted(each.name for each in HERE.iterdir() if (each / "program.py").is_file())
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"usage: run.py {{{','.join(names)}}} [FOLDER]", file=sys.stderr)
        return 2
    if len(sys.argv) > 2:
        return run(sys.argv[1], Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        return run(sys.argv[1], Path(folder))


def run(name: str, folder: Path) -> int:
    """Make everything in `folder`, and run the program there; its exit status."""
    shutil.copytree(HERE / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for header in folder.glob("*.h"):
        try:
            wrap(dll_of(header), header)
        except (FileNotFoundError, Probe32Error) as error:
            print(f"{error} {getattr(error, 'hint', '')}".strip(), file=sys.stderr)
            return 1
    return subprocess.run([sys.executable, "program.py"], cwd=folder, check=False).returncode


def dll_of(header: Path) -> Path:
    """The DLL that a header describes: built from the source of its name, else Windows' own."""
    sources = [header.with_suffix(each) for each in COMPILERS if header.with_suffix(each).is_file()]
    if not sources:
        return system_folder() / f"{header.stem}.dll"
    target, (source,) = header.with_suffix(".dll"), sources
    libraries = [str(import_library(each)) for each in header.parent.glob("*.def")]
    command = [COMPILERS[source.suffix], "-shared", "-static", "-O1", "-o", str(target), str(source), *libraries]
    subprocess.run(command, check=True)
    return target


def import_library(definition: Path) -> Path:
    """What a linker needs to link with a DLL that is not here."""
    target = definition.with_suffix(".a")
    command = ["i686-w64-mingw32-dlltool", "-d", str(definition), "-l", str(target)]
    subprocess.run(command, env=os.environ | {"TMPDIR": str(target.parent)}, check=True)  # where it forgets files
    return target


def system_folder() -> Path:
    """Where 32-bit DLLs of Windows are, or of Wine."""
    if sys.platform == "win32":
        return Path("C:/Windows/SysWOW64")
    from probe32.launch import find_host

    return Path(find_host().environment()["WINEPREFIX"], "drive_c", "windows", "syswow64")


def wrap(dll: Path, header: Path) -> None:
    """Write the package that calls the DLL beside its header. Failures that the header tells of are raised."""
    with Library(dll) as library:
        library.include(header)
        project = from_library(library)
    codegen.write(codegen.generate(project, errors="raised"), header.parent)


if __name__ == "__main__":
    sys.exit(main())
