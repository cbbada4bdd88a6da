"""Calls a function of a loaded library as a signature says."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..abi.calls import CallRequest, CallResult
from ..abi.enumerations import named
from ..abi.signatures import Direction, Parameter, Signature
from ..abi.types import (
    POINTER_SIZE,
    Character,
    Convention,
    Enumeration,
    FunctionType,
    Pointer,
    Struct,
    Type,
    Void,
    flexible,
    pointed,
    resolve,
)
from ..errors import NativeFaultError
from ..postmortem import Fault, Place
from .argument_passing import comes_back_in_memory, made_by_gnu, only_float, passing
from .buffers import Buffers, overrun_error
from .callbacks import CallbackKeeper
from .freeing import free_texts
from .measured_call import Measured, measured_call
from .memory import (
    Arena,
    Placing,
    decode,
    decode_many,
    element_size,
    encode,
    is_bstr,
    pointer_to,
    pointer_value,
)
from .mismatches import warnings
from .native_types import ctypes_type, struct_of

_USUAL = "null pointers and buffer sizes"


def call(library: Any, request: CallRequest, keeper: CallbackKeeper) -> CallResult:
    """Make one call on this thread.

    `NativeFaultError`: the processor refused what the function did. `BufferOverrunError`: it wrote or read beside the
    memory of a parameter. `ArgumentError`: a value can't be laid out. Errors that a callback raised come up when the
    function is done.
    """
    with Buffers(request.signature) as buffers:
        return _call(library, request, keeper, _Prepared.of(request, keeper, buffers))


def _call(library: Any, request: CallRequest, keeper: CallbackKeeper, prepared: _Prepared) -> CallResult:
    function = _Function.of(library, request, prepared)
    ctypes.set_last_error(0)  # type: ignore[attr-defined,unused-ignore]
    try:
        measured = function.call()
    except OSError as error:
        raise prepared.buffers.overrun(error) or _fault(request, error) from None
    last_error = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    keeper.raise_error()
    prepared.check()
    result = function.result(measured)
    observed = warnings(request.signature, function.stack_bytes, measured) + keeper.warnings()
    done = CallResult(result, prepared.outputs(), last_error, measured.seconds * 1e6, observed)
    if request.freeing:
        _free(library, request, measured.result, prepared)
    return done


def _free(library: Any, request: CallRequest, raw: Any, prepared: _Prepared) -> None:
    places = [(each, address) for each, address, _ in prepared.places]
    try:
        free_texts(library, request, raw if isinstance(raw, int) else 0, places)
    except OSError as error:
        raise _fault(request, error) from None


@dataclass
class _Prepared:
    """The arguments in memory: what ctypes passes, in which types, and where the outputs will be."""

    signature: Signature
    arena: Arena
    buffers: Buffers
    values: dict[str, object]
    types: list[Any] = field(default_factory=list)
    arguments: list[Any] = field(default_factory=list)
    places: list[tuple[Parameter, int, int]] = field(default_factory=list)
    bstrs: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, request: CallRequest, keeper: CallbackKeeper, buffers: Buffers) -> _Prepared:
        given = dict(zip((each.name for each in request.signature.inputs), request.arguments, strict=True))
        made = cls(request.signature, Arena(request.encoding, keeper.address), buffers, given)
        for each in request.signature.parameters:
            made.arena.owner = each.name
            made.types.append(ctypes_type(each.type))
            made.arguments.append(made._argument(each))
        return made

    def outputs(self) -> dict[str, object]:
        """The out and in-out parameters after the call; None where null was passed."""
        return {each.name: self._output(each, address, size) for each, address, size in self.places}

    def check(self) -> None:
        """`BufferOverrunError`: the function has written where no parameter leads to."""
        self.buffers.check()
        if damage := self.arena.damage():
            did = "wrote before" if damage.before else "wrote past"
            owner = f"{damage.owner!r}" if damage.owner else "its result"
            raise overrun_error(self.signature, did, f"memory of {owner} ({damage.size:,} bytes)", stopped=False)

    def _argument(self, each: Parameter) -> Any:
        kind = resolve(each.type)
        value = self.values.get(each.name)
        if not isinstance(kind, Pointer):
            return _by_value(kind, value, self.arena)
        if is_bstr(each.type):
            return pointer_to(each.type, value, self.arena)
        size = self._size(each, kind)
        if each.direction is Direction.OUT:
            address = 0 if each.nullable and not size else self.buffers.place(each, b"", size)
        else:
            address = pointer_to(kind, value, self.arena, each.size is not None, self._place(each, kind, size))
            size = self._real_size(kind, address, size)
            if address and is_bstr(kind.target):
                self.bstrs[each.name] = _cell(address)
        if each.returned:
            self.places.append((each, address, size))
        return address

    def _place(self, each: Parameter, kind: Pointer, size: int) -> Placing:
        """Where the memory of the parameter is made.

        Text that only goes in needs no guard: it ends at its zero, and routines for text are known to read whole words.
        """
        if isinstance(resolve(kind.target), Character) and not each.returned and each.size is None:
            return self.arena.place
        return partial(self.buffers.place, each, size=size)

    def _size(self, each: Parameter, kind: Pointer) -> int:
        """Bytes of the memory that the parameter leads to, as far as the signature tells."""
        unit = element_size(kind.target)
        if each.size is None:
            return unit
        count = each.size.evaluate(self.values)
        return count if each.size.in_bytes else count * unit

    def _real_size(self, kind: Pointer, address: int, size: int) -> int:
        """Bytes that the parameter leads to; a last member of any length was given with as much as it has."""
        given = self.arena.given(address) if flexible(kind.target) else None
        return max(size, given[0]) if given else size

    def _output(self, each: Parameter, address: int, size: int) -> object:
        target = resolve(each.type)
        assert isinstance(target, Pointer)
        inner = resolve(target.target)
        if not address:
            return None
        if each.name in self.bstrs and self.bstrs[each.name] != _cell(address):
            self.arena.disown_bstr(self.bstrs[each.name])  # who puts another one there has freed ours
        data = ctypes.string_at(address, size)
        if isinstance(inner, Character):
            return self.arena.decode_text(data, inner.size)
        if isinstance(inner, Void):
            return data
        many = each.size is not None and not flexible(inner)
        with self.arena.within(address):
            return decode_many(target.target, data, self.arena) if many else decode(target.target, data, self.arena)


def _cell(address: int) -> int:
    """The address that is stored at an address."""
    return int.from_bytes(ctypes.string_at(address, POINTER_SIZE), "little")


def _by_value(kind: Type, value: Any, arena: Arena) -> Any:
    return struct_of(kind.size).from_buffer_copy(encode(kind, value, arena)) if isinstance(kind, Struct) else value


@dataclass(frozen=True)
class _Function:
    """The function at `address`, with its arguments in the places where it looks for them."""

    address: int
    signature: Signature
    arena: Arena
    types: tuple[Any, ...]
    arguments: list[Any]
    registers: tuple[Any, Any]
    hidden: int

    @classmethod
    def of(cls, library: Any, request: CallRequest, prepared: _Prepared) -> _Function:
        signature = request.signature
        address = request.address or ctypes.cast(library[request.export], ctypes.c_void_p).value or 0
        registers_used = signature.convention in (Convention.FASTCALL, Convention.THISCALL)
        places = passing(signature, registers_used and made_by_gnu(address))
        in_memory = comes_back_in_memory(signature.result)
        prepared.arena.owner = ""
        hidden = prepared.arena.place(b"", signature.result.size) if in_memory else 0
        # The hidden address is the last of each list, where its index, -1, finds it.
        types, arguments = [*prepared.types, ctypes.c_void_p], [*prepared.arguments, hidden]
        registers = (*places.registers, None, None)[:2]
        types = [ctypes.c_uint32 if each is None else types[each] for each in registers] + [
            types[each] for each in places.stack
        ]
        first, second = (0 if each is None else arguments[each] for each in registers)
        on_stack = [arguments[each] for each in places.stack]
        return cls(address, signature, prepared.arena, tuple(types), on_stack, (first, second), hidden)

    @property
    def stack_bytes(self) -> int:
        """Bytes that the function finds on the stack."""
        return sum(-(-ctypes.sizeof(each) // 4) * 4 for each in self.types[2:])

    def call(self) -> Measured:
        """Make the call."""
        result = None if self.hidden else ctypes_type(self.signature.result)
        return measured_call(self.address, result, self.types, self.arguments, self.registers)

    def result(self, measured: Measured) -> object:
        """The result as a Python value."""
        kind = resolve(self.signature.result)
        raw = measured.result
        if isinstance(kind, Pointer):
            return pointer_value(self.signature.result, raw or 0, self.arena)
        if isinstance(kind, Struct):
            return decode(kind, self._struct(kind, measured), self.arena)
        if isinstance(kind, Enumeration):
            return named(kind, raw)
        return raw

    def _struct(self, kind: Struct, measured: Measured) -> bytes:
        if self.hidden:
            return ctypes.string_at(self.hidden, kind.size)
        number = only_float(kind) if measured.left else None
        return encode(number, measured.st0, self.arena) if number else bytes(measured.result)


def _fault(request: CallRequest, error: OSError) -> Exception:
    """ctypes tells a native exception as `exception: access violation writing 0x00000000`, or by its code."""
    what = str(error).partition("exception:")[2].strip()
    code = getattr(error, "winerror", None) or 0
    if not what and code >= 0:
        return error
    what = what or Fault(code & 0xFFFFFFFF, 0, Place("", 0)).name
    callbacks = any(isinstance(pointed(each.type), FunctionType) for each in request.signature.parameters)
    first = "null pointers, buffer sizes and the convention of the callback" if callbacks else _USUAL
    return NativeFaultError(
        f"{request.signature.name} failed natively: {what}.",
        hint=f"Check the signature and the arguments, {first} first. The host is still usable.",
    )
