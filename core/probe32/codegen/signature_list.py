"""The signatures of a project as JSON, for other programs."""

from __future__ import annotations

from ..declaration_list import function_entry, types_entries
from ..json_files import text_of
from .described import Described, Description


def signature_document(described: Description) -> dict[str, object]:
    """Functions with their exports, and types as `probe32 header --json` has them."""
    dll = described.project.dll
    return {
        "dll": {"name": dll.name, "version": dll.version, "sha256": dll.sha256, "bitness": dll.bitness},
        "encoding": described.project.encoding,
        "functions": [_function(each) for each in described.functions],
        **types_entries(described.types),
    }


def render_signatures(described: Description) -> str:
    """`signature_document` as text."""
    return text_of(signature_document(described))


def _function(each: Described) -> dict[str, object]:
    return {"export": each.export, **function_entry(each.signature), "notes": each.function.notes}
