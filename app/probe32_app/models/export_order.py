"""By what the exports are sorted, quickly also where their names have not been read yet."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from probe32.abi.types import Convention
from probe32.pe.facts import Export, ExportKind

from .exports import ExportColumn, ExportsModel, shown_convention


def sort_key(source: ExportsModel, column: int) -> Callable[[Export], Any]:
    """What the rows of a column are sorted by; names that have not been read yet count as they are in the file."""
    signed = source.signed
    match column:
        case ExportColumn.ORDINAL:
            return attrgetter("ordinal")
        case ExportColumn.CONVENTION:
            return lambda each: _convention_key(each, signed)
        case ExportColumn.SIGNATURE:
            return lambda each: (each.ordinal not in signed, each.ordinal)
        case ExportColumn.RVA:
            return attrgetter("rva", "ordinal")
        case ExportColumn.KIND:
            return lambda each: (getattr(known_kind(each), "value", ""), each.ordinal)
        case ExportColumn.EXPORTED:
            return lambda each: (each.name is None, (each.name or "").casefold(), each.ordinal)
        case ExportColumn.BYTES:
            return lambda each: (_bytes(each), each.ordinal)
        case ExportColumn.LEADS_TO:
            return lambda each: (each.forwarder is None, (each.forwarder or "").casefold(), each.ordinal)
        case ExportColumn.DECLARED:
            return lambda each: (not _declared(each), _declared(each), each.ordinal)
        case ExportColumn.CONFIDENCE:
            return lambda each: (-_CONFIDENCES.index(_confidence(each)), each.ordinal)
    return lambda each: (each.name is None, _readable(each).casefold(), each.ordinal)


def known_kind(export: Export) -> ExportKind | None:
    """The kind where it is known: for some C++ names it takes reading them."""
    found: ExportKind | None = export.kind if export.found else vars(export).get("kind")
    return found


def _readable(export: Export) -> str:
    return (export.undecorated if export.found else None) or export.symbol


def _convention_key(export: Export, signed: dict[int, Convention]) -> tuple[Any, ...]:
    if not export.found:
        return ("", "", export.ordinal)
    return (export.kind.value, shown_convention(export, signed.get(export.ordinal)), export.ordinal)


def _bytes(export: Export) -> int:
    size = export.convention.stack_bytes if export.found else None
    return -1 if size is None else size


def _declared(export: Export) -> str:
    return (export.prototype if export.found else None) or ""


def _confidence(export: Export) -> str:
    return export.convention.confidence.value if export.found else "low"


_CONFIDENCES = ("low", "medium", "high")
