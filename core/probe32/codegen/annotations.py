"""C types as Python annotations, for the client (with its classes) and for the server (plain values)."""

from __future__ import annotations

from collections.abc import Iterable

from ..abi.signatures import Parameter, Signature
from ..abi.types import Array, Boolean, Character, Enumeration, Float, Integer, Pointer, Struct, Type, Void, resolve
from .native_types import Classes
from .passing import Way, element_of, way_of

_TEXT = "str | bytes"


class Annotations:
    """`classes` names structs and enums; None on the server, where they are dictionaries and numbers."""

    def __init__(self, classes: Classes | None) -> None:
        self._classes = classes

    def given(self, parameter: Parameter) -> str:
        """What a method takes for the parameter."""
        way = way_of(parameter)
        if way in (Way.VALUE, Way.STRUCT):
            return self.value(parameter.type)
        if way is Way.ADDRESS:
            return f"int | {self._memory()} | None" if self._is_memory(parameter) else "int | None"
        return self._given_to(way, element_of(parameter.type), parameter.returned) + (
            " | None" if parameter.nullable else ""
        )

    def _given_to(self, way: Way, element: Type, returned: bool) -> str:
        if way in (Way.TEXT, Way.CHARACTERS):
            return self._text(element)
        if way is Way.MEMORY:
            return self._memory()
        if way is Way.ARRAY:
            many = f"Sequence[{self._inside(element)}]"
            return f"{many} | bytes" if element.size == 1 else many
        if not returned and isinstance(element, (Integer, Float)):
            # Without a mark nobody knows whether a const pointer leads to one number or to several.
            return f"{self.value(element)} | Sequence[{self.value(element)}]"
        return self.value(element)

    def _memory(self) -> str:
        """What the client takes for bytes; it sends plain bytes to the server."""
        return "bytes" if self._classes is None else "_Memory"

    @staticmethod
    def _is_memory(parameter: Parameter) -> bool:
        return isinstance(element_of(parameter.type), Void)

    def returned(self, parameter: Parameter) -> str:
        """What a method gives back for the parameter."""
        way, element = way_of(parameter), element_of(parameter.type)
        if way is Way.ADDRESS:
            return "int | None"
        nothing = " | None" if parameter.nullable and parameter.given else ""
        if way is Way.CHARACTERS:
            return self._text(element) + nothing
        if way is Way.MEMORY:
            return "bytes" + nothing
        return (f"list[{self._inside(element)}]" if way is Way.ARRAY else self.value(element)) + nothing

    def result(self, signature: Signature) -> str:
        """What the function itself gives back."""
        return self.value(signature.result)

    def all(self, signature: Signature) -> list[str]:
        """What a method gives back, one by one: the result unless it is void, then the outputs."""
        own = [] if isinstance(resolve(signature.result), Void) else [self.result(signature)]
        return own + [self.returned(each) for each in signature.outputs]

    def value(self, of: Type) -> str:
        """A value of this type by itself."""
        kind = resolve(of)
        if isinstance(kind, Enumeration) and self._classes is not None and kind in self._classes:
            return f"{self._classes[kind]} | int"
        return self._inside(kind)

    def _inside(self, of: Type) -> str:
        """A value of this type as a part of another; enums are plain numbers there."""
        kind = resolve(of)
        if isinstance(kind, Struct):
            return "dict[str, Any]" if self._classes is None else self._classes[kind]
        if isinstance(kind, Array):
            text = isinstance(resolve(kind.element), Character)
            return self._text(kind.element) if text else f"list[{self._inside(kind.element)}]"
        if isinstance(kind, Pointer):
            target = resolve(kind.target)
            return f"{self._text(target)} | None" if isinstance(target, Character) else "int | None"
        if isinstance(kind, (Float, Boolean)):
            return "float" if isinstance(kind, Float) else "bool"
        return "None" if isinstance(kind, Void) else "int"

    @staticmethod
    def _text(of: Type) -> str:
        return _TEXT if resolve(of).size == 1 else "str"

    def member(self, of: Type) -> str:
        """A struct's member."""
        return self._inside(of)


def joined(kinds: Iterable[str]) -> str:
    """Several values as one annotation: nothing is `None`, one is itself, more are a tuple."""
    found = list(kinds)
    if len(found) < 2:
        return found[0] if found else "None"
    return f"tuple[{', '.join(found)}]"
