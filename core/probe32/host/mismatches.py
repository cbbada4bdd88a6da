"""What a call shows about its signature: a sentence for each point in which the two differ."""

from __future__ import annotations

from dataclasses import replace

from ..abi.passing import comes_back_in_memory, only_float, stack_bytes
from ..abi.render import c_type
from ..abi.signatures import Signature
from ..abi.types import Convention, Float, argument_size, resolve
from .measured_call import DIRECTION_FLAG, REGISTERS, Measured

_MMX = 8


def warnings(signature: Signature, removes: int, measured: Measured) -> tuple[str, ...]:
    """What the function did and its signature does not say, in sentences; `removes` is what it takes from the stack."""
    stack = _stack(signature, removes, measured.removed)
    return tuple(filter(None, (stack, _registers(signature, measured), _floating(signature, measured))))


def _stack(signature: Signature, expected: int, removed: int) -> str:
    cdecl = signature.convention is Convention.CDECL
    # GCC's functions for other systems, and MinGW's before 4.7, remove the hidden address of a struct.
    if removed == expected or (cdecl and removed == 4 and comes_back_in_memory(signature.result)):
        return ""
    if removed < 0:
        return (
            f"{signature.name} left {-removed} bytes more on the stack than it found: it is likely no function, or it "
            f"has a calling convention of its own."
        )
    did = f"{signature.name} removed {_bytes(removed)} from the stack"
    keyword = signature.convention.keyword
    if cdecl:
        says = f"the signature is {keyword}, which removes none"
    elif removed == 0:
        says = f"the signature is {keyword}, which removes {_bytes(expected)}"
    else:
        says = f"the signature says {expected}"
    return f"{did}, but {says}: it is likely {_likely(signature, removed)}."


def _likely(signature: Signature, removed: int) -> str:
    """The conventions that remove so many bytes, the most common first."""
    if removed == 0:
        found = ["__cdecl"]
    else:
        count = _arguments(signature, removed)
        found = [f"__stdcall with {count} argument{'s' * (count != 1)} ({_bytes(removed)})"]
    for each in (Convention.FASTCALL, Convention.THISCALL):
        same = signature.parameters and stack_bytes(replace(signature, convention=each)) == removed
        if same and each is not signature.convention:
            found.append(f"{each.keyword} with the arguments of the signature")
    return ", or ".join(found)


def _arguments(signature: Signature, size: int) -> int:
    """How many arguments take `size` bytes: those of the signature, or its first ones, or else 4 bytes each."""
    total = 0
    for count, each in enumerate(signature.parameters, 1):
        total += argument_size(each.type)
        if total == size:
            return count
    return size // 4


def _bytes(count: int) -> str:
    return "nothing" if not count else "1 byte" if count == 1 else f"{count} bytes"


def _registers(signature: Signature, measured: Measured) -> str:
    names = [name for bit, name in enumerate(REGISTERS) if measured.changed & 1 << bit]
    if measured.changed & DIRECTION_FLAG:
        names.append("the direction flag")
    if not names:
        return ""
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return (
        f"{signature.name} changed {listed}, which every function has to leave as it was: it likely has a calling "
        f"convention of its own, or is no function."
    )


def _floating(signature: Signature, measured: Measured) -> str:
    result, left = resolve(signature.result), measured.left
    wanted = isinstance(result, Float)
    if left == wanted or (left == 1 and only_float(result)):
        return ""
    returns = f"the signature returns {c_type(signature.result)}"
    if left == _MMX:
        return f"{signature.name} left the floating-point registers in use, as MMX code without EMMS does."
    if left > 1:
        return f"{signature.name} left {left} values in the floating-point registers, but {returns}."
    if wanted:
        return (
            f"{signature.name} left no floating-point number as its result, but {returns}: the result is likely a "
            f"whole number, a pointer, or nothing."
        )
    return (
        f"{signature.name} left the floating-point number {measured.st0:g} as its result, but {returns}: the result is "
        f"likely double or float."
    )
