"""The parts of libclang 18 that Probe32 uses, with types; nothing else imports `clang.cindex`.

The Python binding lacks some functions of libclang's C interface (clang-c/Index.h) and fails on kinds of types that it
does not know; both gaps are filled here.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, cast

import clang.cindex as _cindex  # type: ignore[import-untyped]  # the package carries no types

from .nodes import ClangType, Cursor, Diagnostic, Location, TranslationUnit

__all__ = ["ClangType", "Cursor", "Diagnostic", "Location", "TranslationUnit"]

# Clang would make a thread of its own with a small stack; ours has a large one (see `deep_stack`).
os.putenv("LIBCLANG_NOTHREADS", "1")
_LIB: Any = _cindex.conf.lib
_ATTRIBUTED = 163

CursorKind: Any = _cindex.CursorKind
TypeKind: Any = _cindex.TypeKind
StorageClass: Any = _cindex.StorageClass
FUNCTIONS = (TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO)
ARRAYS = (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY)
ERROR = 3
"""The severity from which clang has not understood something (CXDiagnostic_Error)."""

_KEEP_GOING = 0x200
"""CXTranslationUnit_KeepGoing: a file that is missing hides no error behind it."""

_KEEP_ATTRIBUTED_TYPES = 0x1000
"""CXTranslationUnit_IncludeAttributedTypes: a type says which of its calling conventions stands in the text."""

_CURSOR_KINDS: dict[int, Any] = {each.value: each for each in CursorKind.get_all_kinds()}
_TYPE_KINDS: dict[int, Any] = {each.value: each for each in TypeKind._kinds if each is not None}

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
_has_attributes = _bind("clang_Cursor_hasAttrs", [_cindex.Cursor], ctypes.c_uint)
_c_string = _bind("clang_getCString", [_cindex._CXString], ctypes.c_char_p)
_raw_comment = _bind("clang_Cursor_getRawCommentText", [_cindex.Cursor], _cindex._CXString)
_policy = _bind("clang_getCursorPrintingPolicy", [_cindex.Cursor], ctypes.c_void_p)
_set_policy = _bind("clang_PrintingPolicy_setProperty", [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint], None)
_dispose_policy = _bind("clang_PrintingPolicy_dispose", [ctypes.c_void_p], None)
_pretty_printed = _bind("clang_getCursorPrettyPrinted", [_cindex.Cursor, ctypes.c_void_p], _cindex._CXString)
_TERSE_OUTPUT = 17
_VISITOR = ctypes.CFUNCTYPE(ctypes.c_int, _cindex.Cursor, _cindex.Cursor, ctypes.c_void_p)
_FIELD_VISITOR = ctypes.CFUNCTYPE(ctypes.c_int, _cindex.Cursor, ctypes.c_void_p)
_visit_children = _bind("clang_visitChildren", [_cindex.Cursor, _VISITOR, ctypes.c_void_p], ctypes.c_uint)
_visit_fields = _bind("clang_Type_visitFields", [_cindex.Type, _FIELD_VISITOR, ctypes.c_void_p], ctypes.c_uint)
_extent = _bind("clang_getCursorExtent", [_cindex.Cursor], _cindex.SourceRange)
_range_start = _bind("clang_getRangeStart", [_cindex.SourceRange], _cindex.SourceLocation)
_range_end = _bind("clang_getRangeEnd", [_cindex.SourceRange], _cindex.SourceLocation)
_file_location = _bind("clang_getFileLocation", [_cindex.SourceLocation, *[ctypes.c_void_p] * 4], None)
_file_contents = _bind("clang_getFileContents", [_cindex.TranslationUnit, *[ctypes.c_void_p] * 2], ctypes.c_void_p)


def parse(name: str, arguments: Sequence[str], files: Iterable[tuple[str, str]], *, macros: bool) -> TranslationUnit:
    """Parse the file `name`; `files` are (name, text) that stand for files on disk. Function bodies are skipped.

    `OSError`: clang could not even start on it (the file is missing, say). Not thread-safe: hold `translation.LOCK`.
    """
    global _INDEX
    if _INDEX is None:
        _INDEX = _cindex.Index.create()
    options = _KEEP_GOING | _KEEP_ATTRIBUTED_TYPES | _cindex.TranslationUnit.PARSE_SKIP_FUNCTION_BODIES
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
    number = cast("Any", of)._kind_id
    if number == _ATTRIBUTED:
        number = cast("Any", plain(of))._kind_id
    return _TYPE_KINDS.get(number, TypeKind.UNEXPOSED)


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


def cursor_kind(cursor: Cursor) -> Any:
    """The `CursorKind`; that of an unexposed declaration for one that the binding does not know."""
    return _CURSOR_KINDS.get(cast("Any", cursor)._kind_id, CursorKind.UNEXPOSED_DECL)


def identity(declaration: Cursor) -> int:
    """A number that no other declaration of the same translation has: the address of clang's node."""
    return int(cast("Any", declaration).data[0])


def type_identity(of: ClangType) -> int:
    """A number that no other type of the same translation has, typedefs, qualifiers and attributes told apart."""
    return int(cast("Any", of).data[0])


def children(cursor: Cursor) -> list[Cursor]:
    """The nodes directly below a cursor."""
    return _visited(cursor, _visit_children, _on_child)


def fields(record: ClangType) -> list[Cursor]:
    """The members of a struct or union, anonymous ones too."""
    return _visited(record, _visit_fields, _on_field)


_met: list[Any] = []
"""Where the two visitors put what they meet: one list and two callbacks for all visits, `translation.LOCK` is held."""


@_VISITOR  # type: ignore[untyped-decorator]
def _on_child(child: Any, _parent: Any, _data: Any) -> int:
    _met.append(child)
    return 1


@_FIELD_VISITOR  # type: ignore[untyped-decorator]
def _on_field(field: Any, _data: Any) -> int:
    _met.append(field)
    return 1


def _visited(of: Any, visit: Any, on_node: Any) -> list[Cursor]:
    _met.clear()
    visit(of, on_node, None)
    found, unit = _met.copy(), of._tu
    for each in found:
        each._tu = unit
    _met.clear()
    return found


def has_attributes(cursor: Cursor) -> bool:
    """Whether a declaration carries attributes, such as the annotations that the stub `sal.h` makes."""
    return bool(_has_attributes(cursor))


def comment(cursor: Cursor) -> bytes | None:
    """The comment that belongs to a declaration, in the bytes of its file; None without one."""
    found: bytes | None = _c_string(_raw_comment(cursor))
    return found


def printed(declaration: Cursor) -> str:
    """A declaration as C or C++ text, without the body of a function."""
    policy = _policy(declaration)
    try:
        _set_policy(policy, _TERSE_OUTPUT, 1)
        found: bytes = _c_string(_pretty_printed(declaration, policy))
        return found.decode("utf-8", errors="replace")
    finally:
        _dispose_policy(policy)


class Sources:
    """The text of a translation's files as clang has read them."""

    def __init__(self, unit: TranslationUnit) -> None:
        self._unit = unit
        self._contents: dict[int, bytes] = {}

    def text(self, cursor: Cursor) -> bytes:
        """What stands in the file for a cursor; empty where there is no file."""
        extent = _extent(cursor)
        file, start = self._place(_range_start(extent))
        _, end = self._place(_range_end(extent))
        return self._content(file)[start:end] if file else b""

    @property
    def contents(self) -> list[bytes]:
        """The files that `text` was taken from so far."""
        return list(self._contents.values())

    def _place(self, location: Any) -> tuple[int, int]:
        file, offset = ctypes.c_void_p(), ctypes.c_uint()
        _file_location(location, ctypes.byref(file), None, None, ctypes.byref(offset))
        return file.value or 0, offset.value

    def _content(self, file: int) -> bytes:
        if file not in self._contents:
            size = ctypes.c_size_t()
            start = _file_contents(self._unit, file, ctypes.byref(size))
            self._contents[file] = ctypes.string_at(start, size.value) if start else b""
        return self._contents[file]


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


def text_literal(variable: Cursor) -> str:
    """The literal that a variable is initialised with, as C writes it; "" when there is none."""
    below = children(variable)
    while below:
        if cursor_kind(below[-1]) is CursorKind.STRING_LITERAL:
            return below[-1].spelling
        below = children(below[-1])
    return ""


def _evaluated(result: int) -> int | float | str | None:
    found = _evaluated_kind(result)
    if found == 1:
        return int(_evaluated_natural(result) if _evaluated_unsigned(result) else _evaluated_integer(result))
    if found == 2:
        return float(_evaluated_float(result))
    if found == 4:
        return str(_evaluated_text(result).decode("utf-8", errors="replace"))
    return None
