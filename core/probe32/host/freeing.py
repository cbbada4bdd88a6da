"""Text that the DLL has allocated: once it was read, the DLL's own function frees it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..abi.calls import CallRequest
from ..abi.signatures import Parameter
from ..abi.types import Pointer, is_text, pointed
from .native_types import FUNCTION_TYPE


def free_texts(library: Any, request: CallRequest, result: int, places: Iterable[tuple[Parameter, int]]) -> None:
    """Free the text that is the result, and the texts whose addresses the function has stored in outputs.

    `result` is the raw result; `places` are the outputs with the address of the memory that each leads to. What native
    faults ctypes tells is raised as it is.
    """
    given = [(request.signature.freed_by, request.signature.result, result)]
    for each, address in places:
        if each.freed_by and address and each.size is None and isinstance(target := pointed(each.type), Pointer):
            given.append((each.freed_by, target, int.from_bytes(ctypes.string_at(address, target.size), "little")))
    for name, of, address in given:
        if address and name in request.freeing and is_text(of):
            _free(library, request, name, address)


def _free(library: Any, request: CallRequest, name: str, address: int) -> None:
    freeing = request.freeing[name]
    where = module(freeing.module) if freeing.module else library
    native = ctypes.cast(where[freeing.export], ctypes.c_void_p).value
    FUNCTION_TYPE[freeing.convention](None, ctypes.c_void_p)(native)(address)


@cache
def module(name: str) -> Any:
    """A DLL of Windows' own."""
    return ctypes.WinDLL(name)  # type: ignore[attr-defined,unused-ignore]
