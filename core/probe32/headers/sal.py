"""Microsoft's source annotations (SAL): from the annotations that the stub `sal.h` leaves to directions and sizes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..abi.signatures import Direction

_PREFIX = "sal:"
_FREED_BY = "freed_by="


@dataclass(frozen=True)
class Marks:
    """All marks of one parameter together; `direction` is None when none was given, `size`, `freed_by` "" likewise."""

    direction: Direction | None = None
    size: str = ""
    in_bytes: bool = False
    nullable: bool = False
    allocated: bool = False
    freed_by: str = ""


NONE = Marks()
"""Of a declaration that has no marks."""


def read(annotations: Iterable[str]) -> Marks:
    """The marks in a parameter's annotations; in and out together are in-out, of several sizes the last one holds."""
    words: set[str] = set()
    size, in_bytes = "", False
    for annotation in annotations:
        if not annotation.startswith(_PREFIX):
            continue
        plain, sized, in_this = _split(annotation[len(_PREFIX) :])
        words |= plain
        if sized:
            size, in_bytes = sized, in_this
    freed_by = next((each[len(_FREED_BY) :].strip() for each in sorted(words) if each.startswith(_FREED_BY)), "")
    return Marks(_direction(words), size, in_bytes, "opt" in words, "alloc" in words, freed_by)


def _split(annotation: str) -> tuple[set[str], str, bool]:
    for unit in ("count", "bytes"):
        before, separator, size = f",{annotation}".partition(f",{unit}=")
        if separator:
            return set(before.split(",")), size.strip(), unit == "bytes"
    return set(annotation.split(",")), "", False


def _direction(words: set[str]) -> Direction | None:
    if "inout" in words or {"in", "out"} <= words:
        return Direction.INOUT
    return Direction.OUT if "out" in words else Direction.IN if "in" in words else None
