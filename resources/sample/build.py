"""Builds sample.dll and cpp_lib32.dll, the same bytes every time: `python build.py [FOLDER]` (by default beside this
file).

It needs MinGW's compilers for 32-bit Windows; on Debian and Ubuntu those are the packages `gcc-mingw-w64-i686` and
`g++-mingw-w64-i686`. The libraries that are kept beside this file were made by `TOOLS`; other releases may make other
bytes of the same source.
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
    "-Os", "-Wall", "-Wextra", "-march=i686", "-mfpmath=387", "-ffreestanding",
    "-fno-optimize-sibling-calls", "-fno-ident", "-fno-asynchronous-unwind-tables", "-fno-stack-protector",
    "-shared", "-nostdlib", "-s", "-Wl,-e,_DllMain@12", "-Wl,--image-base,0x10000000",
    "-Wl,--dynamicbase", "-Wl,--nxcompat", "-Wl,--disable-auto-import",
    "-Wl,--no-insert-timestamp", "-Wl,--build-id=none",
)  # fmt: skip
C = ("gcc", "-std=c11")
CPP = ("g++", "-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-math-errno")
LIBRARIES = ("-lkernel32", "-lmsvcrt")


def tools() -> tuple[str, ...]:
    """What compiler and linker at hand are, to compare with `TOOLS`. `FileNotFoundError`: one is missing."""
    return tuple(_run([PREFIX + name, "--version"]).splitlines()[0] for name in ("gcc", "ld"))


def build(folder: Path) -> list[Path]:
    """Compile and link into `folder`; the paths of the libraries.

    `FileNotFoundError`: a tool is missing. `subprocess.CalledProcessError`: it complained on the standard error stream.
    """
    with tempfile.TemporaryDirectory() as scratch:
        resource = str(Path(scratch, "version.o"))
        _run([PREFIX + "windres", "sample.rc", resource])
        return [
            _linked(C, ["sample.c", resource, "sample.def"], folder / "sample.dll"),
            _linked(CPP, ["cpp_lib.cpp"], folder / "cpp_lib32.dll"),
        ]


def _linked(compiler: tuple[str, ...], sources: list[str], library: Path) -> Path:
    name, *flags = compiler
    _run([PREFIX + name, *flags, *FLAGS, *sources, "-o", str(library), *LIBRARIES])
    return library


def _run(command: list[str]) -> str:
    return subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else SOURCE)
