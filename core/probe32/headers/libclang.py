"""The parts of libclang 18 that Probe32 uses, with types; nothing else imports `clang.cindex`.

The Python binding lacks some functions of libclang's C interface (clang-c/Index.h) and fails on kinds of types that it
does not know; both gaps are filled here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any, Protocol, cast

import clang.cindex as _cindex  # type: ignore[import-untyped]  # the package carries no types

_LIB: Any = _cindex.conf.lib
_ATTRIBUTED = 163


class File(Protocol):
    """A file that clang has read; `name` as it was found."""

    name: str


class Location(Protocol):
    """A place in a file; `line` and `column` (in bytes) count from 1, `file` is None outside of any file."""

    file: File | None
    line: int
    column: int
    offset: int


class Extent(Protocol):
    """From the first byte of a declaration to the one behind its last."""

    start: Location
    end: Location


class Cursor(Protocol):
    """A node of clang's tree."""

    spelling: str
    kind: Any
    type: ClangType
    location: Location
    extent: Extent
    hash: int
    enum_value: int
    enum_type: ClangType
    underlying_typedef_type: ClangType
    raw_comment: str | None
    storage_class: Any

    get_children: Callable[[], Iterator[Cursor]]
    get_definition: Callable[[], Cursor | None]
    get_field_offsetof: Callable[[], int]
    get_bitfield_width: Callable[[], int]
    get_tokens: Callable[[], Iterator[Token]]
    is_bitfield: Callable[[], bool]


class Token(Protocol):
    """A word or a sign of C."""

    spelling: str
    kind: Any


class ClangType(Protocol):
    """A type as clang sees it, typedefs included."""

    spelling: str
    element_count: int

    get_canonical: Callable[[], ClangType]
    get_declaration: Callable[[], Cursor]
    get_named_type: Callable[[], ClangType]
    get_pointee: Callable[[], ClangType]
    get_array_element_type: Callable[[], ClangType]
    get_result: Callable[[], ClangType]
    get_fields: Callable[[], Iterator[Cursor]]
    get_size: Callable[[], int]
    get_align: Callable[[], int]
    is_const_qualified: Callable[[], bool]


class Diagnostic(Protocol):
    """One complaint; `children` are the notes that belong to it."""

    severity: int
    spelling: str
    location: Location
    children: Sequence[Diagnostic]


class TranslationUnit(Protocol):
    """A parsed text with all that it includes."""

    cursor: Cursor
    diagnostics: Sequence[Diagnostic]


CursorKind: Any = _cindex.CursorKind
TypeKind: Any = _cindex.TypeKind
TokenKind: Any = _cindex.TokenKind
StorageClass: Any = _cindex.StorageClass
FUNCTIONS = (TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO)
ARRAYS = (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY)
ERROR = 3
"""The severity from which clang has not understood something (CXDiagnostic_Error)."""

_INDEX: Any = None


class CallingConvention(IntEnum):
    """`CXCallingConv`, as far as x86 has it."""

    C = 1
    STDCALL = 2
    FASTCALL = 3
    THISCALL = 4


def _bind(name: str, arguments: Sequence[Any], result: Any) -> Any:
    function = _LIB[name]
    function.argtypes = arguments
    function.restype = result
    return function


_calling_convention = _bind("clang_getFunctionTypeCallingConv", [_cindex.Type], ctypes.c_int)
_is_invalid = _bind("clang_isInvalidDeclaration", [_cindex.Cursor], ctypes.c_uint)
_is_macro_function = _bind("clang_Cursor_isMacroFunctionLike", [_cindex.Cursor], ctypes.c_uint)
_modified_type = _bind("clang_Type_getModifiedType", [_cindex.Type], _cindex.Type)
_location = _bind("clang_getCursorLocation", [_cindex.Cursor], _cindex.SourceLocation)
_in_system_header = _bind("clang_Location_isInSystemHeader", [_cindex.SourceLocation], ctypes.c_int)
_is_variadic = _bind("clang_isFunctionTypeVariadic", [_cindex.Type], ctypes.c_uint)
_argument_count = _bind("clang_getNumArgTypes", [_cindex.Type], ctypes.c_int)
_argument_type = _bind("clang_getArgType", [_cindex.Type, ctypes.c_uint], _cindex.Type)
_evaluate = _bind("clang_Cursor_Evaluate", [_cindex.Cursor], ctypes.c_void_p)
_evaluated_kind = _bind("clang_EvalResult_getKind", [ctypes.c_void_p], ctypes.c_int)
_evaluated_unsigned = _bind("clang_EvalResult_isUnsignedInt", [ctypes.c_void_p], ctypes.c_uint)
_evaluated_integer = _bind("clang_EvalResult_getAsLongLong", [ctypes.c_void_p], ctypes.c_longlong)
_evaluated_natural = _bind("clang_EvalResult_getAsUnsigned", [ctypes.c_void_p], ctypes.c_ulonglong)
_evaluated_float = _bind("clang_EvalResult_getAsDouble", [ctypes.c_void_p], ctypes.c_double)
_evaluated_text = _bind("clang_EvalResult_getAsStr", [ctypes.c_void_p], ctypes.c_char_p)
_dispose = _bind("clang_EvalResult_dispose", [ctypes.c_void_p], None)


def parse(name: str, arguments: Sequence[str], files: Iterable[tuple[str, str]], *, macros: bool) -> TranslationUnit:
    """Parse the file `name`; `files` are (name, text) that stand for files on disk. Function bodies are skipped.

    `OSError`: clang could not even start on it (the file is missing, say). Not thread-safe: hold `translation.LOCK`.
    """
    global _INDEX
    if _INDEX is None:
        _INDEX = _cindex.Index.create()
    options = 0x1000 | _cindex.TranslationUnit.PARSE_SKIP_FUNCTION_BODIES  # 0x1000: keep attributed types
    if macros:
        options |= _cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD
    try:
        unit = _INDEX.parse(name, list(arguments), unsaved_files=list(files), options=options)
    except _cindex.TranslationUnitLoadError as error:
        raise OSError(f"clang could not parse {name}: {error}") from error
    return cast("TranslationUnit", unit)


def is_attributed(of: ClangType) -> bool:
    """Whether attributes (a calling convention, say) are around a type in the text."""
    return bool(cast("Any", of)._kind_id == _ATTRIBUTED)


def kind(of: ClangType) -> Any:
    """The `TypeKind`, behind attributes; `UNEXPOSED` for one that the binding does not know."""
    try:
        return cast("Any", plain(of)).kind
    except ValueError:
        return TypeKind.UNEXPOSED


def plain(of: ClangType) -> ClangType:
    """The type without attributes around it (a calling convention, an annotation)."""
    while is_attributed(of):
        inner = _modified_type(of)
        inner._tu = cast("Any", of)._tu
        of = inner
    return of


def is_const(of: ClangType) -> bool:
    """Whether a value of this type is not to be written, looking through typedefs and arrays."""
    canonical = of.get_canonical()
    while kind(canonical) in ARRAYS and not canonical.is_const_qualified():
        canonical = canonical.get_array_element_type()
    return canonical.is_const_qualified()


def argument_types(function: ClangType) -> list[ClangType]:
    """The types of a function type's parameters; empty when it has no prototype."""
    found = []
    for index in range(max(0, _argument_count(function))):
        each = _argument_type(function, index)
        each._tu = cast("Any", function)._tu
        found.append(each)
    return found


def calling_convention(function: ClangType) -> int:
    """A number of `CXCallingConv`; see `CallingConvention`."""
    return int(_calling_convention(function))


def is_in_stub(cursor: Cursor) -> bool:
    """Whether a declaration lies in a file found through `-isystem`; quicker by far than asking for the file."""
    return bool(_in_system_header(_location(cursor)))


def is_variadic(function: ClangType) -> bool:
    """Whether a function type ends in `...`. One that says nothing of its parameters, `int f()`, has none."""
    return kind(function.get_canonical()) is TypeKind.FUNCTIONPROTO and bool(_is_variadic(function))


def is_invalid(cursor: Cursor) -> bool:
    """Whether clang complained about the declaration itself."""
    return bool(_is_invalid(cursor))


def is_macro_function(cursor: Cursor) -> bool:
    """Whether a macro takes arguments."""
    return bool(_is_macro_function(cursor))


def evaluate(cursor: Cursor) -> int | float | str | None:
    """The value of a variable's initialiser, None when clang cannot compute it or it is neither a number nor text."""
    result = _evaluate(cursor)
    if not result:
        return None
    try:
        return _evaluated(result)
    finally:
        _dispose(result)


def _evaluated(result: int) -> int | float | str | None:
    found = _evaluated_kind(result)
    if found == 1:
        return int(_evaluated_natural(result) if _evaluated_unsigned(result) else _evaluated_integer(result))
    if found == 2:
        return float(_evaluated_float(result))
    if found == 4:
        return str(_evaluated_text(result).decode("utf-8", errors="replace"))
    return None
