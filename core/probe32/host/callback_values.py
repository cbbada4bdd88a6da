"""What the DLL passes to a callback as Python values, and what the Python function answers as the DLL gets it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..abi.calls import NoAnswer
from ..abi.enumerations import named
from ..abi.signatures import Parameter
from ..abi.types import (
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
    pointed,
    resolve,
)
from ..abi.values import check_argument
from ..errors import ArgumentError
from .arena import Arena
from .callback_passing import CallbackPassing
from .memory import decode, decode_many, element_size, encode, encode_many, pointer_to, pointer_value


class CallbackValues:
    """The callback `name` of the type `function`. Text and structs are as in the calls of `host.calling`.

    `raw` is what `CallbackPassing.in_order` gives. `ArgumentError`: `on_error` can't be laid out.
    """

    def __init__(
        self, name: str, function: FunctionType, on_error: object, passing: CallbackPassing, arena: Arena
    ) -> None:
        self._name = name
        self._function = function
        self._passing = passing
        self._result = resolve(function.result)
        self._inputs = [(place, each) for place, each in enumerate(function.parameters) if each.given]
        self._as_it_comes = all(each.given and _is_plain(each) for each in function.parameters)
        self._fits_as_it_is = _plain_answers(self._result)
        self._outputs = {each.name: (place, each) for place, each in enumerate(function.parameters) if each.returned}
        self._on_error = self._zero() if on_error is None else self._plain(on_error, arena)

    def seen(self, raw: Sequence[Any], arena: Arena) -> Sequence[object]:
        """The arguments that the Python function gets: all but pure outputs; what a pointer leads to, where it tells.

        `ArgumentError`: the DLL passed a size that is none.
        """
        if self._as_it_comes:
            return raw[: len(self._inputs)]
        return [self._seen(each, raw[place], raw, arena) for place, each in self._inputs]

    def answered(self, answer: object, raw: Sequence[Any], arena: Arena) -> object:
        """Write the outputs of the function's answer, and give its result as ctypes takes it.

        `ArgumentError`: the answer does not fit.
        """
        if self._fits_as_it_is(answer):
            return answer
        if answer is NoAnswer.NO_ANSWER:
            return self.on_error(raw)
        result, outputs = self._parts(answer)
        plain = self._plain(result, arena)
        for name, value in outputs.items():
            self._write(name, value, raw, arena)
        return self._returned(plain, raw)

    def on_error(self, raw: Sequence[Any]) -> object:
        """The result for the DLL when there is no answer."""
        return self._returned(self._on_error, raw)

    def _seen(self, each: Parameter, value: Any, raw: Sequence[Any], arena: Arena) -> object:
        kind = resolve(each.type)
        if isinstance(kind, Enumeration):
            return named(kind, value)
        if isinstance(kind, Struct):
            return decode(kind, bytes(value), arena)
        if not isinstance(kind, Pointer):
            return value
        if value is None:
            return None
        try:
            return self._behind(each, kind, value, raw, arena)
        except OSError:
            return value  # it leads nowhere: the number is all there is to tell

    def _behind(self, each: Parameter, kind: Pointer, address: int, raw: Sequence[Any], arena: Arena) -> object:
        target = resolve(kind.target)
        if each.size is not None:
            data = ctypes.string_at(address, self._size(each, raw))
            if isinstance(target, Character):
                return arena.decode_text(data, target.size)
            return data if isinstance(target, (Void, Opaque)) else decode_many(target, data, arena)
        if isinstance(target, (Void, Opaque, FunctionType, Pointer)):
            return address
        if isinstance(target, Character):
            return pointer_value(kind, address, arena)
        return decode(target, ctypes.string_at(address, target.size), arena)

    def _size(self, each: Parameter, raw: Sequence[Any]) -> int:
        """Bytes of the memory that the parameter leads to, as far as its type or its mark tells."""
        unit = element_size(pointed(each.type) or Void())
        if each.size is None:
            return unit
        count = each.size.evaluate(_Numbers(self._function.parameters, raw))
        return count if each.size.in_bytes else count * unit

    def _parts(self, answer: object) -> tuple[object, Mapping[str, object]]:
        """The result and the outputs."""
        void = isinstance(self._result, Void)
        if void and isinstance(answer, Mapping):
            return None, answer
        if not isinstance(answer, tuple):
            return answer, {}
        if len(answer) != 2 or not isinstance(answer[1], Mapping):
            raise ArgumentError(
                f"{self._name} returned a tuple that is no pair of a result and a dictionary of outputs: {answer!r}.",
                hint='Return the result, or (result, {"name": value}) to write to parameters as well.',
            )
        return answer

    def _plain(self, value: object, arena: Arena) -> object:
        """The result as ctypes takes it, a struct as its bytes."""
        if isinstance(self._result, Void):
            return None
        checked = check_argument(Parameter(f"the result of {self._name}", self._function.result), value)
        if isinstance(self._result, Pointer):
            return pointer_to(self._result, checked, arena)
        return encode(self._result, checked, arena) if isinstance(self._result, Struct) else checked

    def _zero(self) -> object:
        return bytes(self._result.size) if isinstance(self._result, Struct) else None if self._void() else 0

    def _void(self) -> bool:
        return isinstance(self._result, Void)

    def _returned(self, plain: Any, raw: Sequence[Any]) -> object:
        return self._passing.returned(plain, raw) if isinstance(plain, bytes) else plain

    def _write(self, name: str, value: object, raw: Sequence[Any], arena: Arena) -> None:
        """Store an output where the DLL wants it; nowhere when it passed null."""
        if name not in self._outputs:
            raise ArgumentError(
                f"{self._name} has no output {name!r}.",
                hint=f"Its outputs are {', '.join(self._outputs)}." if self._outputs else "It has none.",
            )
        place, each = self._outputs[name]
        if raw[place] is None:
            return
        data, room = self._encoded(each, value, arena), self._size(each, raw)
        if len(data) > room:
            raise ArgumentError(
                f"The output {name!r} of {self._name} takes {len(data)} bytes, but there is room for {room}.",
                hint="Give less, or mark the parameter with its size, such as _Out_writes_(n).",
            )
        ctypes.memmove(raw[place], data, len(data))

    def _encoded(self, each: Parameter, value: object, arena: Arena) -> bytes:
        kind = resolve(each.type)
        assert isinstance(kind, Pointer)
        target = resolve(kind.target)
        called = f"{each.name} of {self._name}"
        if each.size is None and not isinstance(target, (Character, Void, Opaque)):
            return encode(target, check_argument(Parameter(called, target), value), arena)
        plain: Any = check_argument(Parameter(called, Pointer(kind.target), size=each.size), value)
        if isinstance(target, Character) and isinstance(plain, (str, bytes)):
            return arena.encode_text(plain, target.size) + bytes(target.size)
        return plain if isinstance(plain, bytes) else encode_many(target, plain, arena)


class _Numbers(dict[str, object]):
    """The whole numbers among the arguments, for sizes; those behind pointers are looked up when they are asked for."""

    def __init__(self, parameters: Sequence[Parameter], raw: Sequence[Any]) -> None:
        super().__init__()
        self._parameters = parameters
        self._raw = raw

    def get(self, name: str, default: object = None) -> object:
        """The number that the parameter `name` is, or leads to."""
        for each, value in zip(self._parameters, self._raw, strict=False):
            if each.name == name:
                return _number(each.type, value)
        return default


def _is_plain(each: Parameter) -> bool:
    """Whether an argument is for Python what ctypes makes of it: numbers, and addresses of what is not looked at."""
    kind = resolve(each.type)
    if not isinstance(kind, Pointer):
        return not isinstance(kind, (Enumeration, Struct))
    return each.size is None and isinstance(resolve(kind.target), (Void, Opaque, FunctionType, Pointer))


def _plain_answers(result: Type) -> Callable[[Any], bool]:
    """Tells which answers need no look: what is asked thousands of times is answered quickly."""
    if isinstance(result, Integer):
        low, high = result.range
        return lambda answer: type(answer) is int and low <= answer <= high
    if isinstance(result, Float) and result.size == 8:
        return lambda answer: type(answer) is float
    void = isinstance(result, Void)
    return lambda answer: void and answer is None


def _number(of: Type, value: Any) -> object:
    kind = resolve(of)
    if not isinstance(kind, Pointer) or value is None:
        return value
    target = resolve(kind.target)
    return decode(target, ctypes.string_at(value, target.size), Arena("utf-8")) if isinstance(target, Integer) else None
