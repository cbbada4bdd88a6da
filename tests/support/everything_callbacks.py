"""What the functions of everything.dll call back; `tests/dlls/everything/reference.h` says the same in C.

Nothing but Python's own library is imported: in wrappers of the msl-loadlib flavour these run in the 32-bit process.
"""

from __future__ import annotations

from typing import Any


def less(a: int, b: int) -> int:
    """A binary function that is no operator."""
    return 2 * a - b


def add_up(index: int, context: int | None) -> int:
    """Adds the context, which is an address, to the square of the index."""
    return index * index + (context or 0)


def parabola(x: float) -> float:
    """Has the integral 9 from 0 to 3."""
    return x * x


def triple(value: int) -> int:
    """Needs 64 bits soon."""
    return 3 * value


def pair_sum(pair: dict[str, int], point: dict[str, float]) -> int:
    """Structs by value."""
    return pair["x"] * 100 + pair["y"] + int(point["x"] * 2) + int(point["y"])


def no_sink(point: dict[str, float]) -> None:
    """Takes a struct behind a pointer."""
    assert point["y"] * 2 == point["x"]


def lengths(text: str | None, wide: str | None) -> int:
    """Text of both kinds."""
    return (len(text.encode()) if text is not None else 50) + len(wide or "")


def descending(a: int, b: int) -> int:
    """Compares what two pointers lead to."""
    return b - a


def block_sum(values: list[float], count: int) -> int:
    """An array with its length."""
    assert len(values) == count
    return int(sum(values))


def is_odd_one(byte: int, small: int, flag: bool) -> bool:
    """Small arguments, and a `bool` as the result."""
    return (byte + small) % 2 == 1 or flag


def level_down(level: int) -> int:
    """Enums as numbers."""
    return level - 1


def weighted(a: float, b: float) -> float:
    """Single precision both ways."""
    return a * 0.75 + b * 0.5


def quarter_turn(value: dict[str, float]) -> dict[str, Any]:
    """A struct as the result."""
    return {"re": -value["im"], "im": value["re"]}


def doubled(question: int, total: float) -> tuple[int, dict[str, Any]]:
    """Outputs behind the result."""
    return 1, {"answer": 2 * question, "total": total + question}


def name_of(which: int) -> str | None:
    """Text as the result."""
    return None if which == 2 else "grüß" if which else "a"


def cube(x: float) -> dict[str, float]:
    """A struct that does not fit into registers as the result."""
    return {"x": x, "y": x * x, "z": x * x * x}


def fast_sum(x: float, a: int, b: int, c: int) -> int:
    """Some arguments in registers."""
    return int(8 * x) + 3 * a + 2 * b + c


def fast_point(a: int, b: int) -> dict[str, float]:
    """The address for the result is in a register, too."""
    return {"x": a, "y": b, "z": a * b}


def this_step(this: int | None, a: int, x: float) -> int:
    """What a method of C++ gets."""
    return (this or 0) + 3 * a + int(4 * x)


def parts(number: dict[str, Any], bits: dict[str, int]) -> int:
    """A union and bit-fields by value."""
    return int(number["whole"] + bits["low"] * bits["sign"] + bits["end"])
