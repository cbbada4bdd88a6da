"""Builds sample.dll, the same bytes every time: `python build.py [FOLDER]` (beside this file when no folder is given).

It needs MinGW's C compiler for 32-bit Windows; on Debian and Ubuntu that is the package `gcc-mingw-w64-i686`. The
library that is kept beside this file was made by `TOOLS`; other releases may make other bytes of the same source.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent
PREFIX = "i686-w64-mingw32-"
TOOLS = ("i686-w64-mingw32-gcc (GCC) 12-win32", "GNU ld (GNU Binutils) 2.40")
"""The first lines that compiler and linker print about themselves."""

# No C library of the compiler's: what is left to link are import libraries, and the entry point is our own DllMain.
# No time stamp, no names of folders, no symbols: nothing that differs from one machine to the next.
FLAGS = (
    "-std=c11", "-Os", "-Wall", "-Wextra", "-march=i686", "-mfpmath=387", "-ffreestanding",
    "-fno-optimize-sibling-calls", "-fno-ident", "-fno-asynchronous-unwind-tables", "-fno-stack-protector",
    "-shared", "-nostdlib", "-s", "-Wl,-e,_DllMain@12", "-Wl,--image-base,0x10000000",
    "-Wl,--dynamicbase", "-Wl,--nxcompat", "-Wl,--disable-auto-import",
    "-Wl,--no-insert-timestamp", "-Wl,--build-id=none",
)  # fmt: skip
LIBRARIES = ("-lkernel32", "-lmsvcrt")


def tools() -> tuple[str, ...]:
    """What compiler and linker at hand are, to compare with `TOOLS`. `FileNotFoundError`: one is missing."""
    return tuple(_run([PREFIX + name, "--version"]).splitlines()[0] for name in ("gcc", "ld"))


def build(folder: Path) -> Path:
    """Compile and link into `folder`; the path of the library.

    `FileNotFoundError`: a tool is missing. `subprocess.CalledProcessError`: it complained on the standard error stream.
    """
    library = folder / "sample.dll"
    with tempfile.TemporaryDirectory() as scratch:
        resource = str(Path(scratch, "version.o"))
        _run([PREFIX + "windres", "sample.rc", resource])
        _run([PREFIX + "gcc", *FLAGS, "sample.c", resource, "sample.def", "-o", str(library), *LIBRARIES])
    return library


def _run(command: list[str]) -> str:
    return subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else SOURCE)
