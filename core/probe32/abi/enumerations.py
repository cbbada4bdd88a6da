"""The values of an `enum` under their names, flags that are combined among them."""

from __future__ import annotations

from .types import Enumeration


class EnumValue(int):
    """A whole number that an `enum` has a name for; `name` is "" when it has none, `A|B` for combined flags."""

    name: str

    def __new__(cls, value: int, name: str = "") -> EnumValue:
        """The number `value` under its name."""
        made = super().__new__(cls, value)
        made.name = name
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return EnumValue, (int(self), self.name)

    def __repr__(self) -> str:
        return f"{self.name} ({int(self)})" if self.name else str(int(self))


def named(kind: Enumeration, value: int) -> EnumValue:
    """The number with its name in the enum."""
    name = next((name for name, number in kind.members if number == value), "")
    return EnumValue(value, name or _combined(kind, value))


def number_of(kind: Enumeration, text: str) -> int | None:
    """What a member's name, or several joined by `|`, stand for; None when one of them is no member."""
    members = dict(kind.members)
    value = 0
    for each in text.split("|"):
        number = members.get(each.strip())
        if number is None:
            return None
        value |= number
    return value


def are_flags(kind: Enumeration) -> bool:
    """Whether the values are bits to be combined: powers of two and their sums, not a plain count."""
    known = sum(_flags(kind))
    numbers = sorted({number for _, number in kind.members})
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return not counted and not any(number & ~known for number in numbers)


def _flags(kind: Enumeration) -> dict[int, str]:
    """The single bits and their names."""
    return {number: name for name, number in reversed(kind.members) if number > 0 and not number & number - 1}


def _combined(kind: Enumeration, value: int) -> str:
    """The flags that a value is made of, as `A|B`; "" when the enum is none of flags, or a bit has no name."""
    flags = _flags(kind)
    if value <= 0 or value & ~sum(flags) or not are_flags(kind):
        return ""
    return "|".join(name for number, name in sorted(flags.items()) if value & number)
