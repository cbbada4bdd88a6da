"""Handles: which functions give one, and which takes it back.

A handle is the address of something that only the DLL knows. The function that closes it is the one that `_Freed_by_`
names; without that, the one function that takes nothing but such a handle and has a word for closing in its name,
or the one whose name differs from the opening function's by such a word only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..abi.signatures import Signature
from ..abi.types import Alias, Opaque, Pointer, Type, Void, resolve

_PAIRS = (
    ("open", "close"),
    ("create", "destroy"),
    ("create", "delete"),
    ("create", "free"),
    ("create", "release"),
    ("create", "close"),
    ("new", "free"),
    ("new", "delete"),
    ("alloc", "free"),
    ("acquire", "release"),
    ("connect", "disconnect"),
    ("attach", "detach"),
    ("init", "exit"),
    ("init", "cleanup"),
    ("init", "uninit"),
    ("init", "deinit"),
    ("init", "close"),
    ("begin", "end"),
    ("start", "stop"),
    ("load", "unload"),
    ("open", "free"),
    ("make", "free"),
)
_CLOSING = re.compile("|".join(sorted({closing for _, closing in _PAIRS}, key=len, reverse=True)), re.IGNORECASE)


@dataclass(frozen=True)
class Handle:
    """A kind of handle: its C name, and the function that closes one."""

    name: str
    closed_by: str


def handle_name(of: Type) -> str:
    """What C calls a handle of this type; "" when it is none. A typedef names it, else the struct nobody looks into."""
    kind = resolve(of)
    if not isinstance(kind, Pointer):
        return ""
    target = resolve(kind.target)
    if isinstance(target, Opaque):
        return of.name if isinstance(of, Alias) else target.name
    return of.name if isinstance(of, Alias) and isinstance(target, Void) and of.name not in _NO_HANDLES else ""


_NO_HANDLES = {"PVOID", "LPVOID", "LPCVOID", "PCVOID"}


def opened(signature: Signature) -> list[tuple[str, Type, str]]:
    """The handles that a function gives: the output's name ("" for the result), its type, and who frees it if told."""
    given = [("", signature.result, signature.freed_by)]
    for each in signature.outputs:
        kind = resolve(each.type)
        if isinstance(kind, Pointer) and not each.given:
            given.append((each.name, kind.target, each.freed_by))
    return [each for each in given if handle_name(each[1])]


def handles(signatures: Sequence[Signature]) -> dict[tuple[str, str], Handle]:
    """The handles that can be closed, by the function and the output (see `opened`) that give them."""
    found: dict[tuple[str, str], Handle] = {}
    for signature in signatures:
        for output, of, freed_by in opened(signature):
            name = handle_name(of)
            closing = _closing(signature.name, freed_by, name, signatures)
            if closing:
                found[signature.name, output] = Handle(name, closing)
    return found


def _closing(opening: str, freed_by: str, handle: str, signatures: Iterable[Signature]) -> str:
    candidates = [
        each.name
        for each in signatures
        if len(each.parameters) == 1 and handle_name(each.parameters[0].type) == handle and each.name != opening
    ]
    if freed_by:
        return freed_by if freed_by in candidates else ""
    names = {each.lower(): each for each in candidates}
    for first, last in _PAIRS:
        mirrored = opening.lower().replace(first, last)
        if first in opening.lower() and mirrored in names:
            return names[mirrored]
    opens = any(first in opening.lower() for first, _ in _PAIRS)
    closing = [each for each in candidates if _CLOSING.search(each)]
    return closing[0] if opens and len(closing) == 1 else ""
