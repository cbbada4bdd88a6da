"""The export table that a project remembers, as JSON values: a line an export, and more only where there is more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..abi.types import Convention
from ..drift import ExportFacts, facts_of, told
from ..library import Library
from ..pe.facts import ExportKind
from .document import Project


def record_exports(project: Project, library: Library) -> None:
    """Remember what the library exports, and what the code of the functions with signatures tells.

    Code that was not looked at before is read: a millisecond or ten a function. Any thread may do it.
    """
    signed = {each.export for each in project.functions}
    project.dll.exports = tuple(
        told(facts_of(each), library.evidence(each))
        if each.symbol in signed or f"#{each.ordinal}" in signed
        else facts_of(each)
        for each in library.exports
    )


def encode_exports(exports: Iterable[ExportFacts]) -> dict[str, object]:
    """Ordinals by symbol (a name or `#3`), forwarders and data among them, and code where it is known."""
    exports = sorted(exports, key=lambda each: (each.ordinal, each.symbol))
    return {
        "ordinals": {each.symbol: each.ordinal for each in exports},
        "forwarders": {each.symbol: each.forwarder or "" for each in exports if each.kind is ExportKind.FORWARD},
        "data": [each.symbol for each in exports if each.kind is ExportKind.DATA],
        "conventions": {each.symbol: each.convention.value for each in exports if each.convention},
        "stack_bytes": {each.symbol: each.stack_bytes for each in exports if each.convention},
    }


def decode_exports(
    ordinals: Mapping[str, int],
    forwarders: Mapping[str, str],
    data: Iterable[str],
    conventions: Mapping[str, str],
    stack_bytes: Mapping[str, int],
) -> tuple[ExportFacts, ...]:
    """The facts again; a convention that this Probe32 does not know counts as not known."""
    known = {each.value: each for each in Convention}
    data = frozenset(data)
    found = []
    for symbol, ordinal in ordinals.items():
        facts = ExportFacts(ordinal, None if symbol == f"#{ordinal}" else symbol)
        if symbol in forwarders:
            facts = replace(facts, kind=ExportKind.FORWARD, forwarder=forwarders[symbol] or None)
        elif symbol in data:
            facts = replace(facts, kind=ExportKind.DATA)
        elif convention := known.get(conventions.get(symbol, "")):
            facts = replace(facts, convention=convention, stack_bytes=stack_bytes.get(symbol, 0))
        found.append(facts)
    return tuple(found)
