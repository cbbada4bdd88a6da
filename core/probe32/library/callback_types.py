"""The type of a callback from the text that a person writes for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import headers
from ..abi.types import FunctionType, Type, pointed, resolve
from ..errors import DeclarationError

_UNNAMED = re.compile(r"\*\s*\)")
_POINTER = re.compile(r"\(\s*(?:\w+\s+)*\*\s*\w*\s*\)\s*\(")
_NAME = "probe32_callback"


def callback_type(text: str, prelude: str, types: Mapping[str, Type]) -> FunctionType:
    """What `text` names or spells: a typedef in `types`, "int (__stdcall *)(int)", or a prototype.

    `prelude` is C text whose types it may use. `DeclarationError`: it is no function's type.
    """
    text = text.strip().rstrip(";")
    known = types.get(text)
    if known is not None:
        return _function(text, known)
    if not _POINTER.search(text):
        signature = headers.parse_prototype(text, prelude=prelude)
        return FunctionType(signature.result, signature.parameters, signature.convention)
    named = _UNNAMED.sub(f"*{_NAME})", text, count=1)
    found = headers.require(f"typedef {named};", prelude=prelude)
    return next(iter(found.callbacks.values()), None) or _function(text, None)


def _function(text: str, of: Type | None) -> FunctionType:
    found = None if of is None else resolve(of)
    found = pointed(of) if of is not None and not isinstance(found, FunctionType) else found
    if not isinstance(found, FunctionType):
        raise DeclarationError(
            f"{text!r} is no type of a function.",
            hint='Give the name of a typedef, or a type such as "int (__stdcall *)(int code, void *user)".',
        )
    return found
