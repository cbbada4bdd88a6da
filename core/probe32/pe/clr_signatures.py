"""What the signatures of .NET's metadata say, as C# would write it (ECMA-335, partition II, 23.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .clr_tables import compressed

_SIMPLE = {
    0x01: "void", 0x02: "bool", 0x03: "char", 0x04: "sbyte", 0x05: "byte", 0x06: "short", 0x07: "ushort", 0x08: "int",
    0x09: "uint", 0x0A: "long", 0x0B: "ulong", 0x0C: "float", 0x0D: "double", 0x0E: "string",
    0x16: "TypedReference", 0x18: "IntPtr", 0x19: "UIntPtr", 0x1C: "object",
}  # fmt: skip
_ARITY = re.compile(r"`\d+")
_DEEPEST = 24
_MOST_PARAMETERS = 255
_UNREADABLE = "?"

TypeName = Callable[[int], str]
"""Gives the name of a type for an index of the kind TypeDefOrRef."""


class Work:
    """How many parts of types are still read; a file may have its signatures share one that is long."""

    def __init__(self, left: int = 250_000) -> None:
        self.left = left

    def take(self) -> bool:
        """Whether one more is read."""
        self.left -= 1
        return self.left >= 0


@dataclass(frozen=True)
class ClrSignature:
    """A method's: types in C#'s words. `instance`: it is called on an object; `generic` counts type parameters."""

    returns: str
    parameters: tuple[str, ...]
    instance: bool
    generic: int = 0


class SignatureReader:
    """Reads one signature. `generics` are the names of the type's parameters and of the method's own."""

    def __init__(
        self, data: bytes, name: TypeName, work: Work, generics: tuple[Sequence[str], Sequence[str]] = ((), ())
    ) -> None:
        self._data = data
        self._name = name
        self._work = work
        self._generics = generics
        self._at = 0
        self._depth = 0

    def method(self) -> ClrSignature:
        """A method's signature."""
        kind = self._byte()
        generic = self._number() if kind & 0x10 else 0
        count = self._number()
        returns = self.type()
        parameters = []
        for _ in range(min(count, _MOST_PARAMETERS)):
            if self._at >= len(self._data) or self._work.left <= 0:
                parameters.append("…")
                break
            parameters.append(self.type())
        return ClrSignature(returns, tuple(parameters), bool(kind & 0x20), generic)

    def field(self) -> str:
        """The type of a field."""
        self._byte()
        return self.type()

    def type(self) -> str:
        """The type that begins here."""
        self._depth += 1
        try:
            if self._depth > _DEEPEST or not self._work.take():
                self._at = len(self._data)
                return _UNREADABLE
            return self._of(self._byte())
        finally:
            self._depth -= 1

    def _of(self, code: int) -> str:
        if code in _SIMPLE:
            return _SIMPLE[code]
        match code:
            case 0x0F:
                return f"{self.type()}*"
            case 0x10:
                return f"ref {self.type()}"
            case 0x11 | 0x12:
                return self._name(self._number())
            case 0x13 | 0x1E:
                return self._parameter(code == 0x1E)
            case 0x14:
                return self._array()
            case 0x15:
                return self._instance()
            case 0x1B:
                return self._function()
            case 0x1D:
                return f"{self.type()}[]"
            case 0x1F | 0x20:  # a custom modifier, before what it modifies
                self._number()
                return self.type()
            case 0x41 | 0x45:  # from here on the arguments of a vararg call; a pinned local
                return self.type()
        return _UNREADABLE

    def _parameter(self, of_method: bool) -> str:
        number = self._number()
        names = self._generics[of_method]
        return names[number] if number < len(names) else f"{'!' * (1 + of_method)}{number}"

    def _array(self) -> str:
        element, rank = self.type(), self._number()
        for _ in range(2):  # sizes, then lower bounds
            for _ in range(min(self._number(), 32)):
                self._number()
        return f"{element}[{',' * min(rank - 1, 31)}]"

    def _instance(self) -> str:
        self._byte()
        name, count = self._name(self._number()), self._number()
        arguments: list[str] = []
        while len(arguments) < min(count, _MOST_PARAMETERS) and self._at < len(self._data):
            arguments.append(self.type())
        return f"{without_arity(name)}<{', '.join(arguments)}>"

    def _function(self) -> str:
        found = SignatureReader(self._data[self._at :], self._name, self._work, self._generics)
        found._depth = self._depth
        signature = found.method()
        self._at += found._at
        return f"delegate*<{', '.join((*signature.parameters, signature.returns))}>"

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def _number(self) -> int:
        value, self._at = compressed(self._data, self._at)
        return value


def without_arity(name: str) -> str:
    """``List`1`` as `List`, and so for each type around it."""
    return _ARITY.sub("", name)


def with_generics(name: str, generics: Sequence[str]) -> str:
    """``Pair`2.Key`1`` as `Pair.Key<T>`: `generics` are those of all types around it too, its own stand last."""
    own = re.search(r"`(\d{1,3})$", name)
    count = int(own[1]) if own else 0
    plain = without_arity(name)
    return f"{plain}<{', '.join(generics[-count:])}>" if count else plain
