"""Recorded values as Python text, and which of them are addresses that an earlier call gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..recording.document import Entry
from .folding import Group, Part, literal, quoted, tuple_of
from .identifiers import identifier

_ADDRESSES = range(0x10000, 0x8000_0000)
"""What can be an address in a 32-bit process: 2 GB without the first 64 KB (Microsoft, "Memory Limits for Windows")."""


class NoTextError(Exception):
    """A value or a call that no text can give again: an address of the past, a function. The text says why."""


class Pointers:
    """The addresses and handles of a session: which call gave each, and what it is called in the test.

    Without types (`untyped`) a whole number that one request gave and a later one takes is one, if it can be.
    """

    def __init__(self, entries: Sequence[Entry], *, untyped: bool) -> None:
        self._untyped = untyped
        self._names: dict[int, str] = {}
        self._wanted: set[tuple[int, int]] = set()
        self._numbers_given: set[int] = set()
        givers: dict[int, Entry] = {}
        plain: set[int] = set()
        for each in entries:
            for number in self._numbers([each.arguments, list(each.keywords.values())]):
                if number in givers:
                    self._wanted.add((id(givers[number]), number))
                else:
                    plain.add(number)
            for number in self._numbers([each.result, each.outputs]):
                if not untyped or number not in plain:
                    givers[number] = each
        self._numbers_given = {number for _, number in self._wanted}

    def made_by(self, entry: Entry) -> list[tuple[str, str, int]]:
        """The pointers that a call gave and later calls take: a name for each, where it is, its number."""
        found = []
        places = [(identifier(entry.name), ".result", entry.result)]
        places += [(identifier(name), f".outputs[{quoted(name)}]", each) for name, each in entry.outputs.items()]
        for base, where, value in places:
            for path, number in self._places(value):
                if (id(entry), number) in self._wanted:
                    found.append((base, where + path, number))
        return found

    def known(self, entry: Entry) -> bool:
        """Whether all pointers that a call takes came from calls of this session."""
        return self._untyped or all(each in self._names for each in self._numbers([entry.arguments]))

    def name(self, number: int, name: str) -> None:
        """A pointer has a variable."""
        self._names[number] = name

    def variable(self, value: object) -> str:
        """The variable that holds the pointer which an argument is; "" when it is none."""
        number = self._number(value)
        return self._names.get(number, "") if number is not None else ""

    def is_pointer(self, value: object) -> bool:
        """Whether a value that a call gave differs from run to run."""
        number = self._number(value)
        return number is not None and (not self._untyped or number in self._numbers_given)

    def _number(self, value: object) -> int | None:
        if isinstance(value, dict) and isinstance(value.get("pointer"), str):
            return int(value["pointer"], 16)
        if self._untyped and isinstance(value, int) and not isinstance(value, bool) and value in _ADDRESSES:
            return value
        return None

    def _numbers(self, value: object) -> Iterator[int]:
        for _, number in self._places(value):
            yield number

    def _places(self, value: Any, path: str = "") -> Iterator[tuple[str, int]]:
        if (number := self._number(value)) is not None:
            yield path, number
        elif isinstance(value, dict):
            inside = value.get("tuple") if list(value) == ["tuple"] else None
            if isinstance(inside, list):
                yield from self._places(inside, path)
                return
            for name, each in value.items():
                yield from self._places(each, f"{path}[{quoted(name)}]")
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from self._places(each, f"{path}[{index}]")


def recorded_literal(
    value: object, pointers: Pointers, functions: Mapping[str, str], head: str = "", *, result: bool = False
) -> Part:
    """A recorded value as Python, behind `head`; `functions` are variables by the names in the recording.

    Addresses are variables among arguments, and A_POINTER in what a call gives (`result`).
    """
    if result and pointers.is_pointer(value):
        return f"{head}A_POINTER"
    if name := pointers.variable(value):
        return f"{head}{name}"
    inner = partial(recorded_literal, pointers=pointers, functions=functions, result=result)
    if isinstance(value, list):
        return Group((f"{head}[", "]"), tuple(inner(each) for each in value))
    if isinstance(value, float):
        return f"{head}{value!r}".replace("e+", "e")
    if not isinstance(value, dict):
        return literal(value, head)
    mark = next(iter(value), "")
    if mark == "hex":
        return f"{head}bytes.fromhex({quoted(str(value[mark]))})"
    if mark == "float":
        return f"{head}float({quoted(str(value[mark]))})"
    if mark == "int":
        return f"{head}{value[mark]}"
    if mark == "callback":
        return f"{head}{functions.get(str(value[mark]), 'None')}"
    if mark == "c_value":
        return Group((f"{head}CValue(", ")"), (quoted(str(value[mark])), inner(value["value"])))
    if mark == "tuple" and isinstance(value[mark], list):
        return tuple_of([inner(each) for each in value[mark]], head)
    return Group((f"{head}{{", "}"), tuple(inner(each, head=f"{quoted(name)}: ") for name, each in value.items()))
