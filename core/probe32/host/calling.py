"""Calls a function of a loaded library as a signature says."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..abi.calls import CallRequest, CallResult
from ..abi.signatures import Direction, Parameter, Signature
from ..abi.types import Character, Convention, Enumeration, Float, FunctionType, Pointer, Struct, Type, Void, resolve
from ..errors import DeclarationError, NativeFaultError
from ..postmortem import Fault, Place
from .callbacks import CallbackKeeper
from .memory import Arena, decode, decode_many, element_size, encode, named, pointer_to, pointer_value
from .native_types import FUNCTION_TYPE, ctypes_type, struct_of
from .register_stubs import registers, stub


def call(library: Any, request: CallRequest, keeper: CallbackKeeper) -> CallResult:
    """Make one call on this thread.

    `NativeFaultError`: the processor refused what the function did. `ArgumentError`: a value can't be laid out.
    `DeclarationError`: the signature can't be called. Errors that a callback raised come up when the function is done.
    """
    prepared = _Prepared.of(request, keeper)
    function = _function(library, request, prepared)
    ctypes.set_last_error(0)  # type: ignore[attr-defined,unused-ignore]
    start = time.perf_counter()
    try:
        raw = function(*prepared.arguments)
    except OSError as error:
        raise _fault(request, error) from None
    duration = (time.perf_counter() - start) * 1e6
    last_error = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    keeper.raise_error()
    return CallResult(_result(request.signature.result, raw, prepared.arena), prepared.outputs(), last_error, duration)


@dataclass
class _Prepared:
    """The arguments in memory: what ctypes passes, in which types, and where the outputs will be."""

    arena: Arena
    values: dict[str, object]
    types: list[Any] = field(default_factory=list)
    arguments: list[Any] = field(default_factory=list)
    places: list[tuple[Parameter, int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, request: CallRequest, keeper: CallbackKeeper) -> _Prepared:
        given = dict(zip((each.name for each in request.signature.inputs), request.arguments, strict=True))
        made = cls(Arena(request.encoding), given)
        for each in request.signature.parameters:
            made.types.append(ctypes_type(each.type))
            made.arguments.append(made._argument(each, keeper))
        return made

    def outputs(self) -> dict[str, object]:
        """The out and in-out parameters after the call; None where null was passed."""
        return {each.name: self._output(each, address, size) for each, address, size in self.places}

    def _argument(self, each: Parameter, keeper: CallbackKeeper) -> Any:
        kind = resolve(each.type)
        value = self.values.get(each.name)
        if not isinstance(kind, Pointer):
            return _by_value(kind, value, self.arena)
        if isinstance(target := resolve(kind.target), FunctionType):
            return keeper.address(value, target, self.arena)
        size = self._size(each, kind)
        if each.direction is Direction.OUT:
            address = self.arena.place(b"", size)
        else:
            address = pointer_to(kind, value, self.arena, size, many=each.size is not None)
        if each.returned:
            self.places.append((each, address, size))
        return address

    def _size(self, each: Parameter, kind: Pointer) -> int:
        """Bytes of the memory that the parameter leads to, as far as the signature tells."""
        unit = element_size(kind.target)
        if each.size is None:
            return unit
        count = each.size.evaluate(self.values)
        return count if each.size.in_bytes else count * unit

    def _output(self, each: Parameter, address: int, size: int) -> object:
        target = resolve(each.type)
        assert isinstance(target, Pointer)
        inner = resolve(target.target)
        if not address:
            return None
        data = ctypes.string_at(address, size)
        if isinstance(inner, Character):
            return self.arena.decode_text(data, inner.size)
        if isinstance(inner, Void):
            return data
        return decode_many(inner, data, self.arena) if each.size is not None else decode(inner, data, self.arena)


def _by_value(kind: Type, value: Any, arena: Arena) -> Any:
    return struct_of(kind.size).from_buffer_copy(encode(kind, value, arena)) if isinstance(kind, Struct) else value


def _result(of: Type, raw: Any, arena: Arena) -> object:
    kind = resolve(of)
    if isinstance(kind, Pointer):
        return pointer_value(kind, raw or 0, arena)
    if isinstance(kind, Struct):
        return decode(kind, bytes(raw), arena)
    if isinstance(kind, Enumeration):
        return named(kind, raw)
    return raw


def _function(library: Any, request: CallRequest, prepared: _Prepared) -> Callable[..., Any]:
    """The function as ctypes calls it, with the arguments in the order in which it wants them."""
    signature = request.signature
    address = ctypes.cast(library[request.export], ctypes.c_void_p).value or 0
    result = ctypes_type(signature.result)
    convention = signature.convention
    if most := registers(convention):
        address = stub(address, _registers_first(signature, prepared, most))
        convention = Convention.STDCALL
    function: Callable[..., Any] = FUNCTION_TYPE[convention](result, *prepared.types, use_last_error=True)(address)
    return function


def _registers_first(signature: Signature, prepared: _Prepared, most: int) -> int:
    """Bring the arguments that travel in registers to the front; returns how many they are."""
    if isinstance(resolve(signature.result), Struct) and signature.result.size > 8:
        raise DeclarationError(
            f"{signature.name} returns a struct of {signature.result.size} bytes as {signature.convention.keyword}, "
            f"which Probe32 cannot call.",
        )
    kinds = [resolve(each.type) for each in signature.parameters]
    fits = [kind.size <= 4 and not isinstance(kind, (Float, Struct)) for kind in kinds]
    chosen = [index for index, each in enumerate(fits) if each][:most]
    order = chosen + [index for index in range(len(fits)) if index not in chosen]
    prepared.types = [prepared.types[index] for index in order]
    prepared.arguments = [prepared.arguments[index] for index in order]
    return len(chosen)


def _fault(request: CallRequest, error: OSError) -> Exception:
    """ctypes tells a native exception as `exception: access violation writing 0x00000000`, or by its code."""
    what = str(error).partition("exception:")[2].strip()
    code = getattr(error, "winerror", None) or 0
    if not what and code >= 0:
        return error
    what = what or Fault(code & 0xFFFFFFFF, 0, Place("", 0)).name
    return NativeFaultError(
        f"{request.signature.name} failed natively: {what}.",
        hint="Check the signature and the arguments, null pointers and buffer sizes first. The host is still usable.",
    )
