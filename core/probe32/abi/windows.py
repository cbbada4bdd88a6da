"""Windows' types that mean more than C's type says: BSTR, VARIANT_BOOL, HRESULT, GUID.

They are known by the names of their typedefs, so that no type of C needs a second form. Source: Microsoft, "Automation
data types", "Structure of COM error codes", "GUID structure".
"""

from __future__ import annotations

import re
from enum import Enum

from .types import Alias, Array, Character, Integer, Pointer, Struct, Type, resolve

_GUID_FIELDS = ("Data1", "Data2", "Data3", "Data4")
_GUID = re.compile(r"\{?([0-9A-F]{8})-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-F]{12})\}?", re.IGNORECASE)
_NAMES = {
    0x00000000: "S_OK",
    0x00000001: "S_FALSE",
    0x80004001: "E_NOTIMPL",
    0x80004002: "E_NOINTERFACE",
    0x80004003: "E_POINTER",
    0x80004004: "E_ABORT",
    0x80004005: "E_FAIL",
    0x8000FFFF: "E_UNEXPECTED",
    0x80010106: "RPC_E_CHANGED_MODE",
    0x80020003: "DISP_E_MEMBERNOTFOUND",
    0x80020005: "DISP_E_TYPEMISMATCH",
    0x80020006: "DISP_E_UNKNOWNNAME",
    0x8002000E: "DISP_E_BADPARAMCOUNT",
    0x80040110: "CLASS_E_NOAGGREGATION",
    0x80040111: "CLASS_E_CLASSNOTAVAILABLE",
    0x80040154: "REGDB_E_CLASSNOTREG",
    0x800401F0: "CO_E_NOTINITIALIZED",
    0x80070005: "E_ACCESSDENIED",
    0x80070006: "E_HANDLE",
    0x8007000E: "E_OUTOFMEMORY",
    0x80070057: "E_INVALIDARG",
}
"""Microsoft, winerror.h."""
_FACILITY_WIN32 = 0x8007

FREEING = {"CoTaskMemFree": "ole32", "SysFreeString": "oleaut32", "LocalFree": "kernel32", "GlobalFree": "kernel32"}
"""Functions of Windows that free what DLLs give away, and their DLLs; all are `__stdcall` with one address."""


class Special(str, Enum):
    """What a type of Windows means beyond its C type."""

    BSTR = "BSTR"
    VARIANT_BOOL = "VARIANT_BOOL"
    HRESULT = "HRESULT"
    GUID = "GUID"


def special(of: Type) -> Special | None:
    """Which of Windows' types it is; None for all others."""
    while isinstance(of, Alias):
        if of.name in _ALIASES and _fits(of.name, resolve(of.target)):
            return Special(of.name)
        of = of.target
    return Special.GUID if isinstance(of, Struct) and _is_guid(of) else None


def says_more(of: Type) -> bool:
    """Whether values of this type mean more than the numbers that the host answers."""
    if special(of) in (Special.VARIANT_BOOL, Special.HRESULT):
        return True
    kind = resolve(of)
    if isinstance(kind, Array):
        return says_more(kind.element)
    if isinstance(kind, Struct):
        return any(says_more(each.type) for each in kind.fields)
    return isinstance(kind, Pointer)


_ALIASES = frozenset({"BSTR", "VARIANT_BOOL", "HRESULT"})


def _fits(name: str, kind: Type) -> bool:
    if name == "BSTR":
        return isinstance(kind, Pointer) and resolve(kind.target) == Character(2)
    return isinstance(kind, Integer) and kind.size == (4 if name == "HRESULT" else 2)


def _is_guid(of: Struct) -> bool:
    return of.size == 16 and tuple(each.name for each in of.fields) == _GUID_FIELDS


class HResult(int):
    """The outcome of a function of COM; negative when it failed. `name` is "" when it has none."""

    @property
    def name(self) -> str:
        """Microsoft's name of it, or that of the Windows error in it: `E_FAIL`, `HRESULT_FROM_WIN32(2)`."""
        code = int(self) & 0xFFFFFFFF
        if code in _NAMES:
            return _NAMES[code]
        return f"HRESULT_FROM_WIN32({code & 0xFFFF})" if code >> 16 == _FACILITY_WIN32 else ""

    @property
    def failed(self) -> bool:
        """Whether it is an error."""
        return self < 0

    def __reduce__(self) -> tuple[object, ...]:
        return HResult, (int(self),)

    def __repr__(self) -> str:
        code = f"0x{int(self) & 0xFFFFFFFF:08X}"
        return f"{self.name} ({code})" if self.name else code


def hresult(text: str) -> int | None:
    """The number that Microsoft's name of an HRESULT stands for; None when there is no such name."""
    return next((_signed(code) for code, name in _NAMES.items() if name == text), None)


def _signed(code: int) -> int:
    return code - (1 << 32) if code >> 31 else code


def guid_fields(text: str) -> dict[str, object] | None:
    """The fields of the GUID that a text such as `{6B29FC40-CA47-1067-B31D-00DD010662DA}` writes; None if none does."""
    match = _GUID.fullmatch(text.strip())
    if match is None:
        return None
    first, second, third, *rest = match.groups()
    return {
        "Data1": int(first, 16),
        "Data2": int(second, 16),
        "Data3": int(third, 16),
        "Data4": list(bytes.fromhex("".join(rest))),
    }


def guid_text(value: object) -> str | None:
    """The usual text of a GUID's fields; None when they are not complete."""
    try:
        first, second, third, rest = (value[name] for name in _GUID_FIELDS)  # type: ignore[index]
        tail = bytes(rest).hex().upper()
        return f"{{{first:08X}-{second:04X}-{third:04X}-{tail[:4]}-{tail[4:16]}}}" if len(tail) == 16 else None
    except (KeyError, TypeError, ValueError):
        return None
