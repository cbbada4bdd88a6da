"""Numbers in the units that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from probe32.abi.text import format_duration, format_value
from probe32.abi.types import Boolean, Character, Enumeration, Integer, Type, resolve

from ..translating import tr

SHOWN = 160


def duration_text(microseconds: float) -> str:
    """`0.8 µs`, `12.4 µs`, `3.21 ms`, `1.50 s`, `2 min 5 s`."""
    seconds = microseconds / 1e6
    if seconds < 60:
        return format_duration(microseconds)
    return tr("{minutes} min {seconds} s").format(minutes=int(seconds // 60), seconds=f"{seconds % 60:.0f}")


def short_text(text: str, limit: int = SHOWN) -> str:
    """`text` cut to `limit` characters with an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def short_name(text: str, limit: int) -> str:
    """`text` cut to `limit` characters in its middle: names often differ at their ends."""
    half = (limit - 1) // 2
    return text if len(text) <= limit else f"{text[: limit - 1 - half]}…{text[-half:]}"


def brief_value(of: Type, value: object, limit: int = SHOWN) -> str:
    """`format_value` cut to `limit` characters, without a look at the rest of a long value."""
    return short_text(format_value(of, _cut(value, limit)), limit)


def _cut(value: object, limit: int) -> object:
    """A value with as much of it as `limit` characters can show: each element takes at least three."""
    if isinstance(value, str):
        return value[: limit + 1]
    if isinstance(value, Mapping):
        return {name: _cut(each, limit) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_cut(each, limit) for each in value[: limit // 3 + 1]]
    return value


def hex_text(of: Type, value: object) -> str:
    """A whole number in hex as the bytes that it takes in memory; "" for anything else."""
    kind = resolve(of)
    if isinstance(kind, Boolean) or not isinstance(kind, (Integer, Enumeration, Character)):
        return ""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    bits = 8 * kind.size
    return f"0x{value & ((1 << bits) - 1):0{bits // 4}X}"
