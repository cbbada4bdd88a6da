"""A prototype as the form has it: what was typed into each cell, valid or not, and the C text that this makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from probe32.abi.render import c_type
from probe32.abi.signatures import Direction, Parameter, Signature
from probe32.abi.types import Convention

from .arguments import NO_DEFAULTS

IN = "in"
WAYS = {
    IN: (Direction.IN, False),
    "out": (Direction.OUT, False),
    "in/out": (Direction.INOUT, False),
    "out address": (Direction.OUT, True),
    "in/out address": (Direction.INOUT, True),
}
"""The words for a direction, and whether the function stores an address of its own (`_Outptr_`)."""
DIRECTIONS = tuple(WAYS)

SCALARS = (
    "int", "unsigned int", "short", "unsigned short", "char", "signed char", "unsigned char", "long", "unsigned long",
    "long long", "unsigned long long", "float", "double", "bool", "wchar_t",
    "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t", "size_t", "intptr_t",
    "BOOL", "BOOLEAN", "BYTE", "WORD", "DWORD", "UINT", "INT", "LONG", "ULONG", "SHORT", "USHORT", "CHAR", "UCHAR",
    "WCHAR", "FLOAT", "DWORD64", "INT64", "UINT64", "LONGLONG", "ULONGLONG", "SIZE_T", "INT_PTR", "DWORD_PTR", "WPARAM",
    "LPARAM", "LRESULT", "COLORREF", "HRESULT", "HANDLE", "HWND", "HINSTANCE", "HMODULE", "HDC", "HKEY", "VARIANT_BOOL",
    "BSTR", "GUID",
)  # fmt: skip
"""C's own names and Windows' that are values, the ones most used."""
POINTERS = (
    "char *", "const char *", "wchar_t *", "const wchar_t *", "void *", "const void *", "int *", "const int *",
    "unsigned int *", "short *", "const short *", "unsigned short *", "unsigned char *", "const unsigned char *",
    "float *", "const float *", "double *", "const double *", "long long *", "BOOL *", "BYTE *", "WORD *", "DWORD *",
    "LONG *", "HANDLE *", "LPSTR", "LPCSTR", "LPWSTR", "LPCWSTR", "LPVOID", "LPCVOID", "LPDWORD", "LPBYTE", "PVOID",
    "const GUID *", "void **", "char **",
)  # fmt: skip
"""The addresses most used."""

_IN_BYTES = re.compile(r"^(.*?)\s+bytes?$", re.IGNORECASE)
_QUOTED = re.compile(r"'([^']+)'")
_WORD = re.compile(r"[A-Za-z_]\w*")
_FUNCTION_POINTER = re.compile(r"\(\s*(?:__\w+\s+|CALLBACK\s+|WINAPI\s+)?\*")
_STEMS = {
    Direction.IN: ("_In_", "_In_reads_"),
    Direction.OUT: ("_Out_", "_Out_writes_"),
    Direction.INOUT: ("_Inout_", "_Inout_updates_"),
}


@dataclass(frozen=True)
class ParameterRow:
    """One line of the table of parameters, as typed; `size` may end with `bytes`.

    `default` is the argument's text with which the call form begins; C knows nothing of it.
    """

    name: str = ""
    type: str = "int"
    direction: str = IN
    size: str = ""
    nullable: bool = False
    default: str = ""

    @property
    def text(self) -> str:
        """The parameter's C text with its SAL mark."""
        return f"{self._mark()}{declare(self.type, self.name)}".strip()

    @property
    def is_given(self) -> bool:
        """Whether a caller gives an argument for it."""
        return WAYS.get(self.direction, WAYS[IN])[0] is not Direction.OUT

    def cell_at(self, offset: int, complaint: str = "") -> str:
        """Which cell a complaint about the C text at `offset` is about: `size`, `type` or `name`.

        What it quotes decides: a size is complained of at the parameter's name.
        """
        if cell := quoted_in(complaint, {"size": self.size, "type": self.type}, besides=self.name):
            return cell
        if offset < len(self._mark()):
            return "size"
        return "name" if self.name and offset >= self.text.rfind(self.name) > 0 else "type"

    @property
    def size_words(self) -> list[str]:
        """How this parameter, as another one's size, may be written."""
        if not self.name or (self.direction == IN and self.type.strip().endswith("*")):
            return []
        return [f"*{self.name}"] if self.type.strip().endswith("*") else [self.name, f"{self.name} bytes"]

    def _mark(self) -> str:
        way, allocated = WAYS.get(self.direction, WAYS[IN])
        optional = "opt_" if self.nullable else ""
        address = f"_Outptr_{optional} " if allocated else ""
        plain, sized = _STEMS[way]
        if self.size.strip():
            in_bytes = _IN_BYTES.match(self.size.strip())
            amount = in_bytes.group(1) if in_bytes else self.size.strip()
            return f"{address}{sized}{'bytes_' if in_bytes else ''}{optional}({amount}) "
        if allocated and way is Direction.OUT:
            return address
        if way is Direction.IN and not self.nullable and self.type.strip() in SCALARS:
            return ""
        return f"{address}{plain}{optional} "


@dataclass(frozen=True)
class PrototypeForm:
    """All cells of the form. `stated` is false while the convention is C's default that nobody wrote."""

    name: str
    result: str = "int"
    convention: Convention = Convention.CDECL
    stated: bool = False
    parameters: tuple[ParameterRow, ...] = ()
    variadic: bool = False

    @property
    def text(self) -> str:
        """The C prototype that the cells make; may be invalid."""
        return self.composed()[0]

    def composed(self) -> tuple[str, list[tuple[int, int]]]:
        """The C prototype, and where each parameter stands in it as (start, end) offsets."""
        written = self.stated or self.convention is not Convention.CDECL
        keyword = f"{self.convention.keyword} " if written else ""
        text = f"{join_type(self.result)}{keyword}{self.name}("
        places = []
        for number, each in enumerate(self.parameters):
            text += ", " if number else ""
            places.append((len(text), len(text) + len(each.text)))
            text += each.text
        tail = (", ..." if self.parameters else "...") if self.variadic else ("" if self.parameters else "void")
        return f"{text}{tail});", places


def form_of(signature: Signature, defaults: Mapping[str, str] = NO_DEFAULTS) -> PrototypeForm:
    """The cells that show `signature`, and the defaults of its arguments by the parameters' names."""
    return PrototypeForm(
        name=signature.name,
        result=_freed(signature.freed_by) + c_type(signature.result),
        convention=signature.convention,
        stated=signature.stated,
        parameters=tuple(_row(each, defaults) for each in signature.parameters),
        variadic=signature.variadic,
    )


def _row(each: Parameter, defaults: Mapping[str, str]) -> ParameterRow:
    # An address that only goes in is none that the function stores.
    direction = next((words for words, way in WAYS.items() if way == (each.direction, each.allocated)), IN)
    size = "" if each.size is None else each.size.text + (" bytes" if each.size.in_bytes else "")
    of = _freed(each.freed_by) + c_type(each.type)
    return ParameterRow(each.name, of, direction, size, each.nullable, defaults.get(each.name, ""))


def _freed(function: str) -> str:
    """The mark of what the caller has to give back, which is edited with the type."""
    return f"_Freed_by_({function}) " if function else ""


def declare(of: str, name: str) -> str:
    """C text that declares `name` with the type text `of`, which may be an array or a pointer to a function."""
    of = of.strip()
    if not name:
        return of
    function = _FUNCTION_POINTER.search(of, of.rfind("}") + 1)
    if function:
        return f"{of[: function.end()]}{name}{of[function.end() :]}"
    at = of.find("[", of.rfind("}") + 1)
    if at >= 0:
        return f"{join_type(of[:at])}{name}{of[at:]}"
    return f"{join_type(of)}{name}"


def join_type(of: str) -> str:
    """A type text ready for a name to follow: `int ` but `char *`."""
    of = of.strip()
    return of if of.endswith("*") else f"{of} "


def quoted_in(complaint: str, cells: Mapping[str, str], besides: str) -> str:
    """The first cell that holds a word which a complaint quotes; "" for none. `besides` is no such word."""
    quoted = {word for text in _QUOTED.findall(complaint) for word in _WORD.findall(text)} - {besides}
    return next((cell for cell, text in cells.items() if quoted & set(_WORD.findall(text))), "")
