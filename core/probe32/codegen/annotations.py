"""C types as Python annotations, for the client (with its classes) and for the server (plain values)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..abi.signatures import Parameter
from ..abi.types import (
    Array,
    Boolean,
    Character,
    Enumeration,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    resolve,
)
from .failing import Failure
from .folding import Group
from .handles import handle_name
from .model import Method
from .native_types import Classes
from .passing import Way, element_of, way_of
from .windows_types import Guid

_TEXT = "str | bytes"


class Annotations:
    """`classes` names structs and enums, `callbacks` the types of functions, `handles` handles; None and nothing on the
    server, where they are dictionaries and numbers. `callbacks_elsewhere`: functions run there, too.
    """

    def __init__(
        self,
        classes: Classes | None,
        callbacks: Mapping[FunctionType, str] = MappingProxyType({}),
        handles: Mapping[str, str] = MappingProxyType({}),
        *,
        callbacks_elsewhere: bool = False,
    ) -> None:
        self._classes = classes
        self._callbacks = callbacks
        self._handles = handles
        self._elsewhere = callbacks_elsewhere

    @property
    def named(self) -> bool:
        """Whether values have classes of their own, as they have on the client."""
        return self._classes is not None

    def given(self, parameter: Parameter) -> str:
        """What a method takes for the parameter."""
        way = way_of(parameter)
        if way in (Way.VALUE, Way.STRUCT):
            return self._taken(parameter.type)
        if way is Way.ADDRESS:
            handle = self._handles.get(handle_name(parameter.type), "")
            if handle:
                return f"{handle} | int | None"
            return f"int | {self._memory()} | None" if self._is_memory(parameter) else "int | None"
        if way is Way.CALLBACK:
            return self._callback(parameter)
        if way is Way.BSTR:
            return "str | None"
        found = self._given_to(way, element_of(parameter.type), parameter.returned)
        if way in (Way.SINGLE, Way.FLEXIBLE) and isinstance(element_of(parameter.type), Struct):
            # Where one is that the DLL has; and null, which a header that has no marks does not exclude.
            found += " | int" if parameter.returned else " | int | None"
        return f"{found} | None" if parameter.nullable and "None" not in found else found

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
        return self._taken(element)

    def _taken(self, of: Type) -> str:
        """A value that is given by itself; an enum's may be a number that has no name."""
        kind = resolve(of)
        named = isinstance(kind, Enumeration) and self._classes is not None and kind in self._classes
        return f"{self.value(kind)} | int" if named else self.value(kind)

    def _callback(self, parameter: Parameter) -> str:
        """A function, or the address of one."""
        target = element_of(parameter.type)
        if self._classes is None or not isinstance(target, FunctionType):
            return "Any"
        return f"{self._callbacks[target]} | int" + (" | None" if parameter.nullable else "")

    def callback(self, function: FunctionType) -> Group:
        """What a Python function looks like that the DLL calls."""
        if self._elsewhere:
            return PLAIN.callback(function)
        seen = Group(("[", "]"), tuple(self._seen(each) for each in function.parameters if each.given))
        outputs = any(each.returned for each in function.parameters)
        return Group(("Callable[", "]"), (seen, "Any" if outputs else self._given_inside(function.result)))

    def _seen(self, parameter: Parameter) -> str:
        """What a callback is given for the parameter."""
        target = element_of(parameter.type)
        if not isinstance(resolve(parameter.type), Pointer):
            return self._inside(parameter.type)
        if isinstance(target, Character):
            return f"{self._text(target)} | None"
        if isinstance(target, Void) and parameter.size:
            return "bytes | None"
        if isinstance(target, (Void, Opaque, FunctionType)) or (isinstance(target, Pointer) and not parameter.size):
            return "int | None"
        # Null is rare and would make every function check; what a pointer leads to is what most are about.
        return f"list[{self._inside(target)}]" if parameter.size else self._inside(target)

    @property
    def more(self) -> str:
        """What a method takes for arguments whose number C leaves open; whole numbers count as `float`."""
        return (
            "float | str | bytes | tuple[str, Any] | None"
            if self._classes is None
            else ("float | str | bytes | CValue | None")
        )

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

    def result(self, method: Method) -> str:
        """What the function itself gives back; a handle or text that is null is an error where that is a failure."""
        found = self._handle(method, "") or self.value(method.signature.result)
        return found.removesuffix(" | None") if method.failure is Failure.LAST_ERROR else found

    def _handle(self, method: Method, output: str) -> str:
        handle = method.handles.get(output)
        return f"{self._handles[handle.name]} | None" if handle and self._handles else ""

    def all(self, method: Method) -> list[str]:
        """What a method gives back, one by one: the result if there is one, then the outputs."""
        return [
            self.result(method) if each is None else self._handle(method, each.name) or self.returned(each)
            for _, each in method.given_back
        ]

    def value(self, of: Type) -> str:
        """A value of this type by itself."""
        return self._inside(resolve(of))

    def _inside(self, of: Type) -> str:
        """A value of this type as a part of another."""
        kind = resolve(of)
        if isinstance(kind, Guid):
            return "str"
        if isinstance(kind, Enumeration) and self._classes is not None and kind in self._classes:
            return self._classes[kind]
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
        """A struct's member; a pointer comes back as an address, and may be given as what it leads to."""
        return self._given_inside(of)

    def _given_inside(self, of: Type) -> str:
        """A value that may be given as a part of another: for a pointer also what it leads to."""
        kind = resolve(of)
        if not isinstance(kind, Pointer) or isinstance(target := resolve(kind.target), Character):
            return self._inside(kind)
        if isinstance(target, FunctionType):
            return "Any"
        if isinstance(target, Opaque):
            return "int | None"
        if isinstance(target, Void):
            return "int | bytes | None"
        single = f"{self._inside(target)} | " if isinstance(target, Struct) else ""
        return f"int | {single}Sequence[{self._inside(target)}] | None"


PLAIN = Annotations(None)
"""The server's."""


def joined(kinds: Iterable[str]) -> str:
    """Several values as one annotation: nothing is `None`, one is itself, more are a tuple."""
    found = list(kinds)
    if len(found) < 2:
        return found[0] if found else "None"
    return f"tuple[{', '.join(found)}]"
