"""Python functions that the DLL can call, during one call of ours."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from ..abi.signatures import Parameter
from ..abi.types import FunctionType, Opaque, Pointer, Type, Void, resolve
from ..abi.values import check_argument
from ..errors import ArgumentError
from .memory import Arena, decode, decode_many, element_size, pointer_value
from .native_types import FUNCTION_TYPE, ctypes_type
from .remote_function import RemoteFunction


class CallbackKeeper:
    """Makes native functions of the client's, and remembers the first error that one of them raised.

    The native functions live as long as this object.
    """

    def __init__(self) -> None:
        self._alive: list[object] = []
        self._error: BaseException | None = None

    def address(self, value: object, function: FunctionType, arena: Arena) -> int:
        """The address to pass for a callback parameter: null, an address as it is, or a new native function."""
        if value is None or isinstance(value, int):
            return value or 0
        assert isinstance(value, RemoteFunction)
        native = _prototype(function)(self._body(value, function, arena))
        self._alive.append(native)
        return ctypes.cast(native, ctypes.c_void_p).value or 0

    def raise_error(self) -> None:
        """Raise what a callback raised during the call; the DLL was given 0 meanwhile."""
        error, self._error = self._error, None
        if error:
            raise error

    def _body(self, remote: RemoteFunction, function: FunctionType, arena: Arena) -> Callable[..., object]:
        result = resolve(function.result)
        void = isinstance(result, Void)

        def body(*raw: Any) -> object:
            try:
                values = dict(zip((each.name for each in function.parameters), raw, strict=True))
                answer = remote(*(_seen(each, values, arena) for each in function.parameters))
                return None if void else _returned(function.result, answer)
            except BaseException as error:  # must not unwind through the DLL's frames
                self._error = self._error or error
                return None if void else 0

        return body


def _prototype(function: FunctionType) -> Any:
    if function.convention not in FUNCTION_TYPE:
        raise ArgumentError(
            f"A callback that is {function.convention.keyword} can't be made.", hint="Pass null or an address."
        )
    parameters = [ctypes_type(each.type) for each in function.parameters]
    return FUNCTION_TYPE[function.convention](ctypes_type(function.result), *parameters)


def _seen(each: Parameter, values: dict[str, Any], arena: Arena) -> object:
    """An argument of a callback as Python sees it: what a pointer leads to, where its type tells."""
    kind = resolve(each.type)
    raw = values[each.name]
    if not isinstance(kind, Pointer):
        return bytes(raw) if isinstance(raw, ctypes.Structure) else raw
    target = resolve(kind.target)
    if raw is None or isinstance(target, (Void, Opaque, FunctionType, Pointer)):
        return raw
    if each.size is not None:
        count = each.size.evaluate(values)
        data = ctypes.string_at(raw, count if each.size.in_bytes else count * element_size(target))
        return decode_many(target, data, arena)
    text = pointer_value(kind, raw, arena)
    return text if text != raw else decode(target, ctypes.string_at(raw, target.size), arena)


def _returned(of: Type, answer: object) -> object:
    """The client's answer as the DLL gets it. `ArgumentError`: it does not fit the callback's result."""
    return check_argument(Parameter("the callback's result", of), answer)
