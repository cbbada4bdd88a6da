"""The exports of real DLLs, as we read them and as `objdump -p` prints them."""

from __future__ import annotations

import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from probe32.errors import FileError
from probe32.pe import Image, read_image

Row = tuple[int, "str | None", int, "str | None"]
"""Ordinal, name, RVA, forwarder."""

_FOLDERS = (
    "/usr/lib/i386-linux-gnu/wine/i386-windows",
    "/usr/lib/wine/i386-windows",
    "/usr/lib/gcc/i686-w64-mingw32",
    "/usr/i686-w64-mingw32/lib",
)
_ADDRESS = re.compile(
    r"^\t\[ *(\d+)\] \+base\[ *(\d+)\] ([0-9a-f]+) (?:Export|Forwarder) RVA(?: -- (.*))?$", re.MULTILINE
)


@dataclass
class Compared:
    """`seconds` of processor time were taken by our reading; `differences` say in which file which rows differ."""

    files: int = 0
    exports: int = 0
    seconds: float = 0.0
    differences: list[str] = field(default_factory=list)


def images_at_hand() -> list[Path]:
    """The 32-bit images that Wine's and MinGW's packages bring."""
    files = [file for folder in _FOLDERS for file in sorted(Path(folder).rglob("*")) if file.is_file()]
    return [file for file in files if _is_32_bit(file)]


def compared(files: Iterable[Path]) -> Compared:
    """Read each file, and compare."""
    result = Compared()
    for file in files:
        start = time.process_time()
        try:
            image = read_image(file)
        except FileError as error:
            result.differences.append(str(error))
            continue
        result.seconds += time.process_time() - start
        ours, theirs = our_exports(image), objdump_exports(file)
        result.files += 1
        result.exports += len(ours)
        if ours != theirs or image.notes:
            result.differences.append(f"{file}: {sorted(ours ^ theirs, key=str)[:4]} {image.notes}")
    return result


def our_exports(image: Image) -> set[Row]:
    """The exports as rows."""
    return {(each.ordinal, each.name, each.rva, each.forwarder) for each in image.exports}


def objdump_exports(dll: Path) -> set[Row]:
    """What objdump prints, as rows."""
    command = ["i686-w64-mingw32-objdump", "-p", str(dll)]
    text = subprocess.run(command, capture_output=True, text=True, check=True, errors="replace").stdout
    _, _, names_table = text.partition("[Ordinal/Name Pointer] Table")
    names = defaultdict(list)
    for line in names_table.splitlines()[1:]:
        row = re.fullmatch(r"\t\[ *(\d+)\] (.*)", line)
        if not row:
            break
        names[int(row[1])].append(row[2])
    rows: set[Row] = set()
    for index, ordinal, rva, forwarder in _ADDRESS.findall(text):
        rows |= {(int(ordinal), name, int(rva, 16), forwarder or None) for name in names[int(index)] or [None]}
    return rows


def _is_32_bit(file: Path) -> bool:
    with file.open("rb") as stream:
        content = stream.read(0x1000)
    start = int.from_bytes(content[0x3C:0x40], "little")
    return content[:2] == b"MZ" and content[start : start + 6] == b"PE\0\0\x4c\x01"
