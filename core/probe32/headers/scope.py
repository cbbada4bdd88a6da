"""Names that sizes may use besides parameters: enum members and the types in `sizeof`."""

from __future__ import annotations

from . import libclang
from .libclang import Cursor, CursorKind

_TYPES = (CursorKind.TYPEDEF_DECL, CursorKind.STRUCT_DECL, CursorKind.UNION_DECL, CursorKind.ENUM_DECL)
_BASIC = {"char": 1, "short": 2, "int": 4, "long": 4, "float": 4, "double": 8, "unsigned": 4, "long long": 8}


class Scope:
    """The top-level names of one translation, looked up on first use: most texts never ask."""

    def __init__(self, root: Cursor) -> None:
        self._root = root
        self._constants: dict[str, int] | None = None
        self._sizes: dict[str, int] | None = None

    def constant(self, name: str) -> int | None:
        """The value of an enum member; None when there is none of that name."""
        if self._constants is None:
            self._constants = {
                each.spelling: each.enum_value
                for enum in libclang.children(self._root)
                if libclang.cursor_kind(enum) is CursorKind.ENUM_DECL
                for each in libclang.children(enum)
                if libclang.cursor_kind(each) is CursorKind.ENUM_CONSTANT_DECL
            }
        return self._constants.get(name)

    def size_of(self, name: str) -> int | None:
        """Bytes of a type; None when no type of that name is known."""
        if self._sizes is None:
            self._sizes = {each.spelling: each.type.get_size() for each in _types(self._root)}
        plain = name.removeprefix("unsigned ").removeprefix("signed ").strip()
        size = self._sizes.get(name, _BASIC.get(plain, 0))
        return size if size > 0 else None


def _types(root: Cursor) -> list[Cursor]:
    found = [each for each in libclang.children(root) if libclang.cursor_kind(each) in _TYPES]
    return [each for each in found if not libclang.is_invalid(each)]
