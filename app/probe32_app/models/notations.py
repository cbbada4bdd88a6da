"""Whole numbers as people write them: decimal, hexadecimal, binary."""

from __future__ import annotations

from enum import Enum


class Notation(str, Enum):
    """How a whole number is written."""

    DECIMAL = "decimal"
    HEX = "hex"
    BINARY = "binary"

    @property
    def next(self) -> Notation:
        """Decimal, hexadecimal, binary, and decimal again."""
        return {Notation.DECIMAL: Notation.HEX, Notation.HEX: Notation.BINARY}.get(self, Notation.DECIMAL)


def notation_of(text: str) -> Notation:
    """How a number is written; decimal for what is none."""
    start = text.strip().lstrip("+-")[:2].lower()
    return {"0x": Notation.HEX, "0b": Notation.BINARY}.get(start, Notation.DECIMAL)


def parse_integer(text: str) -> int | None:
    """The whole number that `text` spells in C's or Python's way, or None."""
    stripped = text.strip()
    try:
        return int(stripped) if stripped.lstrip("+-").isdecimal() else int(stripped, 0)
    except ValueError:
        return None


def in_notation(number: int, notation: Notation, limits: tuple[int, int]) -> str:
    """`number` in a notation; a negative one keeps its sign, so that it reads back as itself."""
    sign, size = "-" if number < 0 else "", abs(number)
    if notation is Notation.HEX:
        return in_memory(number, limits) if number >= 0 else f"-0x{size:x}"
    return f"{sign}0b{size:b}" if notation is Notation.BINARY else str(number)


def in_memory(number: int, limits: tuple[int, int]) -> str:
    """`number` in hexadecimal as the bytes that it takes, of the width that its limits imply."""
    bits = (limits[1] - limits[0]).bit_length()
    return f"0x{number & ((1 << bits) - 1):0{bits // 4}x}"
