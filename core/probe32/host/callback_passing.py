"""How a callback is declared to ctypes, which knows `__cdecl` and `__stdcall` only, and returns no structs."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from typing import Any

from ..abi.passing import HIDDEN, only_float, passing, stack_bytes
from ..abi.types import Convention, Float, FunctionType, Integer, Struct, Type, resolve
from .native_types import FUNCTION_TYPE, ctypes_type


class CallbackPassing:
    """Where the arguments of a callback arrive, and how its result goes back; `gnu`: GCC has compiled the caller.

    Arguments in registers are put on the stack first (see `callback_entry`), which makes the function `__stdcall`.
    """

    def __init__(self, function: FunctionType, gnu: bool) -> None:
        places = passing(function, gnu)
        self._function = function
        self._order = (*places.registers, *places.stack)
        self._sorted = self._order == tuple(range(len(function.parameters)))
        self._hidden = HIDDEN in self._order
        self._float = only_float(function.result) if gnu else None
        self.registers = len(places.registers)
        """How many arguments arrive in ECX and EDX."""
        self.stack_bytes = stack_bytes(function, gnu)
        """Bytes of the arguments that the caller has put on the stack."""

    def prototype(self) -> Any:
        """What makes a native function of a Python one."""
        kinds = [*(ctypes_type(each.type) for each in self._function.parameters), ctypes.c_void_p]
        convention = Convention.STDCALL if self.registers else self._function.convention
        return FUNCTION_TYPE[convention](self._result(), *(kinds[each] for each in self._order), use_last_error=True)

    def in_order(self, raw: Sequence[Any]) -> Sequence[Any]:
        """The arguments as the parameters stand; behind them the address for the result, if there is one."""
        if self._sorted:
            return raw
        found = dict(zip(self._order, raw, strict=True))
        values = [found[place] for place in range(len(self._function.parameters))]
        return [*values, found[HIDDEN]] if self._hidden else values

    def returned(self, data: bytes, values: Sequence[Any]) -> object:
        """What ctypes returns for a struct of these bytes."""
        if self._hidden:
            ctypes.memmove(values[-1], data, len(data))
            return values[-1]
        if self._float is not None:
            number: float = struct.unpack(f"<{self._float.code}", data)[0]
            return number
        return int.from_bytes(data, "little")

    def _result(self) -> Any:
        """Memory for a struct is given by address, and returned so; small ones travel as a number."""
        of: Type = resolve(self._function.result)
        if not isinstance(of, Struct):
            return ctypes_type(of)
        if self._hidden:
            return ctypes.c_void_p
        return ctypes_type(Float(self._float.size) if self._float else Integer("", of.size, signed=False))
