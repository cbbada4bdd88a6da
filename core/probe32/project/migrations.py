"""Documents of earlier schemas as those of the present one. Each step is a function from one schema to the next.

A document is brought up when it is read, and has the present schema when it is saved (ADR 0048).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .document import SCHEMA

Document = dict[str, Any]


def migrated(document: Document, schema: int) -> Document:
    """The document, which has the schema `schema`, as one of the present schema; itself when it has that."""
    for each in range(schema, SCHEMA):
        document = _STEPS[each](document) | {"schema": each + 1}
    return document


def _from_1(document: Document) -> Document:
    """Headers were mere paths."""
    headers = document.get("headers", [])
    if not isinstance(headers, list):
        return document
    return document | {"headers": [{"path": each} if isinstance(each, str) else each for each in headers]}


_STEPS: dict[int, Callable[[Document], Document]] = {1: _from_1}
