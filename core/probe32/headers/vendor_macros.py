"""Macros that a vendor defines where we do not see it: `MYLIB_API int MYLIB_CALL f(int a);`.

They say how a function is exported or called, and are all capitals. An unknown word that can be nothing else is taken
for one; whoever reads the header is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CAPITALS = re.compile(r"_*[A-Z][A-Z0-9_]+")
_WORD_AT_END = re.compile(r"(\w+)\s*$")
_FIRST_CALL = re.compile(r"\s*(?:extern\s+)?(?:\"C\"\s+)?(\w+)\s*\(")
_UNKNOWN = re.compile(r"unknown type name '(\w+)'.*")
_OUT_OF_PLACE = re.compile(r"expected .*|type specifier missing.*|a type specifier is required.*|unknown type name .*")
_MARKING = re.compile(
    r"\w*(API|EXPORTS?|EXPORTED|IMPORT|DLL|CALL|CALLBACK|CALLCONV|CALLTYPE|_CC|FUNC|DECLS?|DECLSPEC|LINKAGE|PUBLIC|EXTERN|"
    r"EXTERNC|EXTERN_C|CONV|CDECL|STDCALL|FASTCALL|PASCAL|ENTRY|BEGIN|START|_END|VISIBLE)(_\w{1,3})?_*"
    r"|_*(API|DLL|EXPORT|IMPORT|EXTERN|BEGIN|END)_\w+"
)
_CONVENTIONS = (("STDCALL", "__stdcall"), ("WINAPI", "__stdcall"), ("FASTCALL", "__fastcall"), ("CDECL", "__cdecl"))
_BEFORE = re.compile(r"""\s*((extern|static|inline|typedef|"C"|\{|_*[A-Z][A-Z0-9_]+)\s*)*""")
# What follows a macro in front of a declaration: a type and a name at least.
_DECLARATION = re.compile(
    r"\s+(extern\b|const\b|unsigned\b|signed\b|struct\b|enum\b|union\b|\w+[\s*]+[\w*\s]*\w+\s*[\[(;=])"
)
_NAMED_FUNCTION = re.compile(r"\s*\**\s*\w+\s*\(")
_IN_POINTER = re.compile(r"\s*\*\s*\w*\s*(\[\w*\]\s*)?\)\s*\(")
_AROUND_A_TYPE = re.compile(r"\s*\(\s*((?:const\s+|struct\s+|unsigned\s+)*[A-Za-z_]\w*[\s*]*)\)\s*(?:\w+\s+)*\w+\s*\(")
_AROUND_A_REMARK = re.compile(r"""\s*\(\s*(?:"[^"]*"|[\d\s,.]*)\s*\)\s*\w""")


class Assumption(NamedTuple):
    """A macro that was assumed, with its parameters if it has any, its value, and where it stands first."""

    macro: str
    value: str
    line: int
    column: int


def assumed(complaint: str, before: str, line: str, number: int, column: int) -> Assumption | None:
    """The macro that a complaint of clang's points at, None when it is no such thing.

    `line` is the text of the line `number`, `column` counts its characters from 1; `before` is the line before.
    """
    if _OUT_OF_PLACE.fullmatch(complaint):
        for start, word in _candidates(complaint, line, column - 1):
            if _CAPITALS.fullmatch(word) and (macro := _macro(word, before, line[:start], line[start + len(word) :])):
                return Assumption(macro[0], macro[1], number, start + 1)
    return None


def _candidates(complaint: str, line: str, at: int) -> Iterator[tuple[int, str]]:
    """The words that may be to blame: that at the place, and that before it."""
    here = re.match(r"\w+", line[at:])
    if here:
        yield at, here[0]
    if not _UNKNOWN.fullmatch(complaint):
        for earlier in (_WORD_AT_END.search(line[:at]), _FIRST_CALL.match(line[:at])):
            if earlier:
                yield earlier.start(1), earlier[1]


def _macro(word: str, before: str, left: str, right: str) -> tuple[str, str] | None:
    marking = _MARKING.fullmatch(word) is not None
    begins = _BEFORE.fullmatch(left) is not None and not before.rstrip().endswith((",", "("))
    if begins and _AROUND_A_TYPE.match(right):
        return f"{word}(type)", "type"
    if begins and marking and _AROUND_A_REMARK.match(right):
        return f"{word}(...)", ""
    in_pointer = left.rstrip().endswith("(") and _IN_POINTER.match(right)
    after_type = re.search(r"[\w*]\s*$", left) and _NAMED_FUNCTION.match(right)
    alone = marking and not left.strip() and not right.strip()
    if in_pointer or after_type or (begins and marking and (alone or _DECLARATION.match(right))):
        return word, next((value for part, value in _CONVENTIONS if part in word), "")
    return None
