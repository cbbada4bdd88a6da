"""everything.dll, the C program that calls all of it, and what that program says every call gives."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everything_calls import ROWS, Row
from everything_reference import reference_program
from mingw import tool

from probe32 import headers
from probe32.abi.windows import guid_text
from probe32.launch import find_host

SOURCES = Path(__file__).resolve().parents[1] / "dlls" / "everything"
HEADER = SOURCES / "everything.h"
_OPTIONS = (
    "-mms-bitfields",
    "-static-libgcc",
    "-D__USE_MINGW_ANSI_STDIO=1",
    "-Wall",
    "-Wno-unused",
)


@dataclass(frozen=True)
class Everything:
    """The DLL, and the values of the calls in `ROWS` as the C program prints them, at one optimisation level."""

    dll: Path
    expected: list[list[Any]]

    def differences(self, found: Sequence[Sequence[Any]], rows: Sequence[Row] = ROWS) -> list[str]:
        """The calls that gave something else than in C, a line each."""
        return [
            f"{row[0]}{row[1]}: {list(values)}, in C {expected}"
            for row, expected, values in zip(rows, self.expected, found, strict=True)
            if not same(expected, list(values) or [None] * len(expected))
        ]


def build(level: str, folder: Path) -> Everything:
    """Compile the functions with `-O<level>`, link the DLL and the program from the same objects, run the program."""
    sources = sorted(map(str, SOURCES.glob("*.c")))
    _compiler(folder, f"-O{level}", "-c", *sources)
    objects = [f"{Path(each).stem}.o" for each in sources]
    dll, program = folder / "everything.dll", folder / "reference.exe"
    _compiler(folder, "-shared", "-o", dll.name, *objects, str(SOURCES / "everything.def"), "-loleaut32")
    signatures = {each.name: each for each in headers.parse_file(HEADER).functions}
    (folder / "reference.c").write_text(reference_program(ROWS, signatures), encoding="utf-8")
    _compiler(folder, f"-I{SOURCES}", "-o", program.name, "reference.c", *objects, "-loleaut32")
    start = [] if sys.platform == "win32" else ["wine"]
    environment = find_host().environment()
    done = subprocess.run([*start, str(program)], env=environment, capture_output=True, text=True, check=True)
    return Everything(dll, [json.loads(line, object_hook=_value) for line in done.stdout.splitlines()])


def _compiler(folder: Path, *arguments: str) -> None:
    subprocess.run([tool("gcc"), *_OPTIONS, *arguments], cwd=folder, check=True)


def _value(found: dict[str, Any]) -> Any:
    """Text and bytes, which the program wraps; structs stay dictionaries."""
    if list(found) == ["char"]:
        data = found["char"].encode("latin-1")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data
    if list(found) == ["wide"]:
        return found["wide"]
    return bytes.fromhex(found["bytes"]) if list(found) == ["bytes"] else found


def same(expected: Any, value: Any) -> bool:
    """Whether a value is what C says; an address is any number that can be one, or what was given for it."""
    if expected == "an address":
        return isinstance(value, list) or (isinstance(value, int) and value >= 0x10000)
    if isinstance(expected, dict) and isinstance(value, str):
        return guid_text(expected) == value
    if isinstance(expected, list):
        return isinstance(value, (list, tuple)) and len(expected) == len(value) and all(map(same, expected, value))
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and expected.keys() == value.keys()
            and all(same(each, value[name]) for name, each in expected.items())
        )
    return bool(expected == value) and isinstance(expected, bool) == isinstance(value, bool)
