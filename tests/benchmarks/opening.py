"""A DLL's facts, beside what `pefile.PE(path)` reads and what `objdump` prints of the same file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pefile  # type: ignore[import-untyped]
from proofs.compared_images import images_at_hand

from probe32.pe import Image, read_image

from .racing import Contender, race
from .rows import Row, compared
from .session import Session, UnmeasurableError

_OBJDUMPS = ("objdump", "i686-w64-mingw32-objdump")


def beside_others(session: Session) -> list[Row]:
    """A small DLL, a middling one and the largest at hand read, beside `pefile` and `objdump`.

    `UnmeasurableError`: Wine's DLLs are not installed.
    """
    files = _files()
    chosen = {"small": files[len(files) // 10], "middling": middling_file(), "largest": files[-1]}
    return [row for size, file in chosen.items() for row in _rows(session, size, file)]


def middling_file() -> Path:
    """A DLL of a usual size. `UnmeasurableError`: there are none."""
    files = _files()
    return files[len(files) // 2]


def objdump() -> str:
    """The program of GNU's binutils. `UnmeasurableError`: it is not installed."""
    found = next(filter(None, map(shutil.which, _OBJDUMPS)), None)
    if found is None:
        raise UnmeasurableError("there is no objdump; on Debian it is in binutils")
    return found


def _files() -> list[Path]:
    files = sorted((each for each in images_at_hand() if each.suffix == ".dll"), key=lambda each: each.stat().st_size)
    if not files:
        raise UnmeasurableError("there are no DLLs of Wine's or MinGW's")
    return files


def _rows(session: Session, size: str, file: Path) -> list[Row]:
    printing = [objdump(), "-p", str(file)]
    contenders = {
        "ours": Contender(lambda _: read_image(file), lambda _, answer: isinstance(answer, Image)),
        "pefile": Contender(lambda _: pefile.PE(str(file)), lambda _, answer: isinstance(answer, pefile.PE)),
        "objdump": Contender(lambda _: subprocess.run(printing, check=True, stdout=subprocess.DEVNULL)),
    }
    samples = race(contenders, session.times(5))
    what = f"`{file.name}` read, {file.stat().st_size / 1e6:.1f} MB"
    return [
        compared(f"open-{size}", what, samples["ours"], "`pefile.PE(path)`", samples["pefile"]),
        compared(f"open-{size}-objdump", what, samples["ours"], "`objdump -p`, its start included", samples["objdump"]),
    ]
