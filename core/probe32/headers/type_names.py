"""A type's name alone, as in a cast: `double[16]`, `struct point`, `SP_HANDLE *`."""

from __future__ import annotations

import re

from ..abi.types import Alias, Type
from ..errors import DeclarationError

_DIMENSIONS = re.compile(r"(.*?)((?:\s*\[[^\[\]]*\])*)\s*", re.DOTALL)
_NAME = "probe32_type"
_EXAMPLE = 'Write one such as "double[16]" or "struct s".'


def parse_type(text: str, *, prelude: str = "") -> Type:
    """The type that `text` names; `prelude` is C text whose types and constants it may use, besides Windows' own.

    `DeclarationError`: it names none.
    """
    from . import parse

    match = _DIMENSIONS.fullmatch(text)
    base, dimensions = match.groups() if match else (text, "")
    if not base.strip() or ";" in text:
        raise DeclarationError(f"{text!r} is no C type.", hint=_EXAMPLE)
    declaration = f"typedef {base} {_NAME}{dimensions};"
    found = parse(declaration, prelude=prelude)
    if found.problems:  # only then: all of windows.h takes its time
        windows = parse(f"#include <windows.h>\n{declaration}", prelude=prelude)
        found = found if windows.problems else windows
    if found.problems:
        problem = found.problems[0]
        raise DeclarationError(f"{text!r} is no C type: {problem.message}", hint=problem.hint or _EXAMPLE)
    (alias,) = (each for each in found.typedefs if each.name == _NAME)
    assert isinstance(alias, Alias)
    return alias.target
