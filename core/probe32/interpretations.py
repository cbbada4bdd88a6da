"""One value in all the forms that people read it in."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from .abi.enumerations import EnumValue, named
from .abi.types import Boolean, Character, Enumeration, Float, Integer, Pointer, Type, resolve
from .abi.windows import HResult
from .last_errors import KNOWN_ERRORS

_TIMES = (datetime(1980, 1, 1, tzinfo=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc))
"""Numbers that would be an earlier or a later moment are hardly one."""
_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)
_SHOWN_BYTES = 64
_SHOWN_TEXT = 2000


@dataclass(frozen=True)
class Interpretation:
    """One form: what it is called, and the value in it."""

    name: str
    text: str


def interpretations(of: Type, value: object) -> list[Interpretation]:
    """The forms of a value that a call gave as the type `of`, the usual ones first; empty for structs and null."""
    return [Interpretation(name, text) for name, text in _forms(of, value) if text]


def _forms(of: Type, value: object) -> Iterator[tuple[str, str]]:
    kind = resolve(of)
    if isinstance(value, bool):
        yield from (("truth", "true" if value else "false"), ("number", str(int(value))))
    elif isinstance(value, int):
        yield from _number(kind, int(value), value)
    elif isinstance(value, float):
        yield from _float(kind, value)
    elif isinstance(value, str):
        yield from _text(value)
    elif isinstance(value, (bytes, bytearray)):
        yield from _bytes(bytes(value))


def _number(kind: Type, number: int, given: int) -> Iterator[tuple[str, str]]:
    size = kind.size if isinstance(kind, (Integer, Enumeration, Character, Boolean, Pointer)) else 4
    unsigned = number & ((1 << 8 * size) - 1)
    signed = unsigned - (1 << 8 * size) if unsigned >> (8 * size - 1) else unsigned
    if isinstance(kind, Enumeration):
        yield "name", given.name if isinstance(given, EnumValue) else named(kind, number).name
    yield "decimal", str(number)
    yield ("as unsigned", str(unsigned)) if number < 0 else ("as signed", str(signed) if signed != number else "")
    yield "hexadecimal", f"0x{unsigned:0{2 * size}X}"
    yield "binary", _grouped(f"{unsigned:0{8 * size}b}")
    yield "bits set", ", ".join(str(bit) for bit in range(8 * size) if unsigned >> bit & 1)
    yield "bytes in memory", unsigned.to_bytes(size, "little").hex(" ")
    yield "character", repr(chr(unsigned)) if 0x20 <= unsigned < 0x7F else ""
    if size == 4:
        yield "as float", _plausible(struct.unpack("<f", struct.pack("<I", unsigned))[0])
        yield "HRESULT", HResult(signed).name if signed < 0 else ""
        code = isinstance(kind, Integer) and not kind.signed and number and number in KNOWN_ERRORS
        yield "Windows error", " · ".join(KNOWN_ERRORS[number]) if code else ""
    if size >= 4:
        yield "time_t (UTC)", _moment(datetime(1970, 1, 1, tzinfo=timezone.utc), unsigned)
    if size == 8:
        yield "as double", _plausible(struct.unpack("<d", struct.pack("<Q", unsigned))[0])
        yield "FILETIME (UTC)", _moment(_FILETIME_EPOCH, unsigned / 10_000_000)


def _float(kind: Type, number: float) -> Iterator[tuple[str, str]]:
    single = isinstance(kind, Float) and kind.size == 4
    yield "decimal", repr(number)
    if math.isfinite(number):
        yield "scientific", f"{number:.8e}" if single else f"{number:.16e}"
        yield "whole number", str(int(number)) if number == int(number) and abs(number) < 1e18 else ""
        yield "exact, in hexadecimal", number.hex()
    data = struct.pack("<f" if single else "<d", number)
    yield "bits", f"0x{int.from_bytes(data, 'little'):0{2 * len(data)}X}"
    yield "bytes in memory", data.hex(" ")


def _text(text: str) -> Iterator[tuple[str, str]]:
    shown = text[:_SHOWN_TEXT]
    yield "text", shown
    yield "escaped", ascii(shown)[1:-1] if ascii(shown)[1:-1] != shown else ""
    yield "length", f"{len(text)} characters"
    yield "in UTF-8", f"{len(text.encode('utf-8', 'surrogatepass'))} bytes: {_hex(shown.encode('utf-8', 'replace'))}"
    yield "in UTF-16", f"{len(text.encode('utf-16-le', 'surrogatepass'))} bytes"


def _bytes(data: bytes) -> Iterator[tuple[str, str]]:
    yield "size", f"{len(data)} bytes"
    yield "hexadecimal", _hex(data)
    yield "text", _decoded(data)
    for name, code, size in (("16-bit numbers", "H", 2), ("32-bit numbers", "i", 4), ("doubles", "d", 8)):
        if data and len(data) % size == 0:
            count = min(len(data), _SHOWN_BYTES) // size
            numbers = struct.unpack(f"<{count}{code}", data[: count * size])
            yield name, f"{', '.join(map(str, numbers))}{', …' if len(data) > count * size else ''}"


def _decoded(data: bytes) -> str:
    """The text up to the first zero, when it is one."""
    head = data[: 4 * _SHOWN_TEXT].split(b"\0")[0]
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return text if text and text.isprintable() else ""


def _hex(data: bytes) -> str:
    return f"{data[:_SHOWN_BYTES].hex(' ')}{' …' if len(data) > _SHOWN_BYTES else ''}"


def _grouped(bits: str) -> str:
    return " ".join(bits[at : at + 4] for at in range(0, len(bits), 4))


def _plausible(number: float) -> str:
    """A number that was perhaps meant: neither tiny nor huge."""
    return f"{number:g}" if math.isfinite(number) and (1e-6 < abs(number) < 1e9) else ""


def _moment(epoch: datetime, seconds: float) -> str:
    try:
        moment = epoch + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if _TIMES[0] <= moment < _TIMES[1] else ""


@dataclass(frozen=True)
class Statistics:
    """What a list of numbers comes to; numbers that are not finite are counted apart, in `not_finite`."""

    count: int
    least: float
    greatest: float
    mean: float
    not_finite: int = 0


class RunningStatistics:
    """Statistics of numbers that come in pieces, so that whoever shows them may do other things in between."""

    def __init__(self) -> None:
        self._count = 0
        self._finite = 0
        self._least = math.inf
        self._greatest = -math.inf
        self._sums: list[float] = []

    def add(self, values: Sequence[float]) -> None:
        """Take more numbers into account."""
        self._count += len(values)
        finite = values if all(map(math.isfinite, values)) else [each for each in values if math.isfinite(each)]
        if finite:
            self._finite += len(finite)
            self._least = min(self._least, min(finite))
            self._greatest = max(self._greatest, max(finite))
            self._sums.append(math.fsum(finite))

    @property
    def result(self) -> Statistics | None:
        """What they come to so far; None when none of them is finite."""
        if not self._finite:
            return None
        mean = math.fsum(self._sums) / self._finite
        return Statistics(self._count, self._least, self._greatest, mean, self._count - self._finite)


def statistics_of(values: Sequence[float]) -> Statistics | None:
    """Count, extremes and mean of numbers; None when there are none that are finite. About 0.1 s for a million."""
    running = RunningStatistics()
    running.add(values)
    return running.result
