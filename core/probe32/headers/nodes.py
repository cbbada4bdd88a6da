"""The shapes of what libclang's Python binding hands out, as far as Probe32 uses them; the package carries no types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol


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
    type: ClangType
    location: Location
    extent: Extent
    enum_value: int
    enum_type: ClangType
    underlying_typedef_type: ClangType
    semantic_parent: Cursor | None
    mangled_name: str
    access_specifier: Any
    storage_class: Any

    get_definition: Callable[[], Cursor | None]
    get_field_offsetof: Callable[[], int]
    get_bitfield_width: Callable[[], int]
    is_bitfield: Callable[[], bool]
    is_virtual_method: Callable[[], bool]
    is_static_method: Callable[[], bool]
    is_scoped_enum: Callable[[], bool]


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
