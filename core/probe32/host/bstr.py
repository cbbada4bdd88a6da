"""BSTRs: UTF-16 text with its length in the four bytes before it, from an allocator that all of Automation shares.

Microsoft, "BSTR" and "SysAllocStringByteLen": who passes one in frees it, who is given one frees it.
"""

from __future__ import annotations

import ctypes
import weakref
from functools import cache
from typing import Any


class Bstr:
    """A BSTR that is freed with this object, unless `disown` is called before."""

    def __init__(self, data: bytes) -> None:
        oleaut32 = _oleaut32()
        self.address: int = oleaut32.SysAllocStringByteLen(data, len(data)) or 0
        if not self.address:
            raise MemoryError
        self._finalizer = weakref.finalize(self, oleaut32.SysFreeString, self.address)
        self._finalizer.atexit = False

    def disown(self) -> None:
        """Somebody else frees it, or has done so."""
        self._finalizer.detach()


@cache
def _oleaut32() -> Any:
    library = ctypes.WinDLL("oleaut32")  # type: ignore[attr-defined,unused-ignore]
    library.SysAllocStringByteLen.restype = ctypes.c_void_p
    library.SysAllocStringByteLen.argtypes = ctypes.c_char_p, ctypes.c_uint
    library.SysFreeString.restype = None
    library.SysFreeString.argtypes = (ctypes.c_void_p,)
    return library
