"""Calls a function of a loaded library as a signature says."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from ..abi.calls import CallRequest
from ..abi.enumerations import named
from ..abi.passing import only_float
from ..abi.signatures import Signature
from ..abi.types import (
    Enumeration,
    FunctionType,
    Pointer,
    Struct,
    Type,
    pointed,
    resolve,
)
from ..errors import NativeFaultError
from ..postmortem import Fault, Place
from .arena import Arena
from .buffers import Buffers
from .call_arguments import CallArguments
from .call_plan import CallPlan, plan_for
from .callbacks import CallbackKeeper
from .freeing import free_texts
from .machine_code import address_of
from .measured_call import Measured
from .memory import decode, encode, pointer_value
from .mismatches import warnings

Answer = tuple[object, dict[str, object], int, float, tuple[str, ...]]
"""The fields of a `CallResult`, in which form they travel."""

_USUAL = "null pointers and buffer sizes"


class NativeCall:
    """Calls one function of the library as a request says, with any arguments; all else is worked out once.

    `AttributeError`: the library has no such function.
    """

    def __init__(self, library: Any, request: CallRequest) -> None:
        self._library = library
        self._request = request
        self._signature = request.signature
        address = request.address or address_of(library[request.export])
        self._plan = plan_for(request.signature, address)

    @property
    def name(self) -> str:
        """The function's, for messages."""
        return self._signature.name

    def make(self, arguments: Sequence[object], keeper: CallbackKeeper) -> Answer:
        """Make one call on this thread; the fields of a `CallResult`.

        `NativeFaultError`: the processor refused what the function did. `BufferOverrunError`: it wrote or read beside
        the memory of a parameter. `ArgumentError`: a value can't be laid out. Errors that a callback raised come up
        when the function is done.
        """
        with Buffers(self._signature) as buffers:
            arena = Arena(self._request.encoding, keeper.address)
            return self._make(CallArguments(self._signature, self._plan, arguments, arena, buffers), keeper)

    def _make(self, prepared: CallArguments, keeper: CallbackKeeper) -> Answer:
        plan, arena = self._plan, prepared.arena
        hidden = arena.place(b"", plan.in_memory) if plan.in_memory else 0
        try:
            measured, last_error = _made(plan, [*prepared.arguments, hidden])
        except OSError as error:
            if overrun := prepared.buffers.overrun(error):
                raise overrun from error  # so that it is told where that was
            raise _fault(self._signature, error) from None
        keeper.raise_error()
        prepared.check()
        result = measured.result if plan.plain_result else _result(self._signature.result, measured, hidden, arena)
        observed = () if plan.fits(measured) else warnings(self._signature, plan.removes, measured)
        outputs = prepared.outputs() if prepared.places else {}
        answer = result, outputs, last_error, measured.seconds * 1e6, observed + prepared.warnings + keeper.warnings()
        if self._request.freeing:
            self._free(measured.result, prepared)
        return answer

    def _free(self, raw: Any, prepared: CallArguments) -> None:
        places = [(each, address) for each, address, _ in prepared.places]
        try:
            free_texts(self._library, self._request, raw if isinstance(raw, int) else 0, places)
        except OSError as error:
            raise _fault(self._signature, error) from None


def _made(plan: CallPlan, arguments: list[Any]) -> tuple[Measured, int]:
    """What the function did, and what GetLastError says then; `arguments` end with the address for its result."""
    first, second = plan.registers
    registers = 0 if first is None else arguments[first], 0 if second is None else arguments[second]
    ctypes.set_last_error(0)  # type: ignore[attr-defined,unused-ignore]
    measured = plan.thunk(plan.address, [arguments[each] for each in plan.stack], registers)
    return measured, ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]


def _result(of: Type, measured: Measured, hidden: int, arena: Arena) -> object:
    """The result as a Python value; `hidden` is where the function was to put it, 0: it is in registers."""
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return pointer_value(of, measured.result or 0, arena)
    if isinstance(kind, Struct):
        if hidden:
            return decode(kind, ctypes.string_at(hidden, kind.size), arena)
        number = only_float(kind) if measured.left else None
        data = encode(number, measured.st0, arena) if number else bytes(measured.result)
        return decode(kind, data, arena)
    if isinstance(kind, Enumeration):
        return named(kind, measured.result)
    return measured.result


def _fault(signature: Signature, error: OSError) -> Exception:
    """ctypes tells a native exception as `exception: access violation writing 0x00000000`, or by its code."""
    what = str(error).partition("exception:")[2].strip()
    code = getattr(error, "winerror", None) or 0
    if not what and code >= 0:
        return error
    what = what or Fault(code & 0xFFFFFFFF, 0, Place("", 0)).name
    callbacks = any(isinstance(pointed(each.type), FunctionType) for each in signature.parameters)
    first = "null pointers, buffer sizes and the convention of the callback" if callbacks else _USUAL
    return NativeFaultError(
        f"{signature.name} failed natively: {what}.",
        hint=f"Check the signature and the arguments, {first} first. The host is still usable.",
    )
