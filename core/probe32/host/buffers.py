"""The memory that one call's parameters lead to, and whether the function has kept within it."""

from __future__ import annotations

import re
from types import TracebackType
from typing import NamedTuple

from ..abi.signatures import Parameter, Signature
from ..errors import ArgumentError, BufferOverrunError
from . import guarded_memory
from .guarded_memory import PAGE, Slot

_ACCESS = re.compile(r"access violation (reading|writing) 0x([0-9A-Fa-f]+)")


class _Placed(NamedTuple):
    parameter: Parameter
    slot: Slot
    size: int


class Buffers:
    """Guarded memory for the parameters of a call of `signature`; a context manager, which gives it back."""

    def __init__(self, signature: Signature) -> None:
        self._signature = signature
        self._placed: list[_Placed] = []

    def place(self, parameter: Parameter, data: bytes, size: int = 0) -> int:
        """The address of a block that starts with `data`, at least `size` bytes, zero beyond the data.

        `ArgumentError`: there is no room for it.
        """
        size = max(size, len(data))
        try:
            slot = guarded_memory.take(size, data)
        except MemoryError:
            raise ArgumentError(
                f"The 32-bit process has no room for {parameter.name!r}, a buffer of {size:,} bytes.",
                hint="Ask for less than about 1 GB.",
                parameter=parameter.name,
            ) from None
        self._placed.append(_Placed(parameter, slot, size))
        return slot.end - size

    def check(self) -> None:
        """`BufferOverrunError`: the function has written before a block. (Behind one it can't have.)"""
        for each in self._placed:
            if not guarded_memory.front_is_whole(each.slot, each.size):
                raise self._error(each, "wrote before", stopped=False)

    def overrun(self, error: OSError) -> BufferOverrunError | None:
        """What a native exception means, as ctypes tells it, when its address lies beside one of the blocks."""
        access = _ACCESS.search(str(error))
        if access is None:
            return None
        did, address = "wrote" if access[1] == "writing" else "read", int(access[2], 16)
        for each in self._placed:
            if 0 <= address - each.slot.end < PAGE:
                return self._error(each, f"{did} past", stopped=True)
            if 0 < each.slot.start - address <= PAGE:
                return self._error(each, f"{did} before", stopped=True)
        return None

    def _error(self, placed: _Placed, did: str, stopped: bool) -> BufferOverrunError:
        number = self._signature.parameters.index(placed.parameter) + 1
        return overrun_error(
            self._signature, did, f"parameter {number} ({placed.parameter.name!r}, {_bytes(placed.size)})", stopped
        )

    def __enter__(self) -> Buffers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for each in self._placed:
            guarded_memory.give_back(each.slot)
        self._placed.clear()


def overrun_error(signature: Signature, did: str, what: str, stopped: bool) -> BufferOverrunError:
    """The error for a function that, for example, "wrote past" `what`; `stopped`: in the middle of it."""
    return BufferOverrunError(
        f"{signature.name} {did} {what}.",
        hint="Give a larger buffer, or correct its size in the signature. "
        + ("The function was stopped there; the host is still usable." if stopped else "The host is still usable."),
    )


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count:,} bytes"
