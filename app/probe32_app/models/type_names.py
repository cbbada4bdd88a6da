"""The types that a person may want to type in a cell."""

from __future__ import annotations

from collections.abc import Iterable

from .prototype_form import POINTERS, SCALARS


def type_names(declared: Iterable[str]) -> list[str]:
    """The library's own types and pointers to them first, then C's and Windows'."""
    own = list(declared)
    found = [*own, *(f"{each} *" for each in own), *(f"const {each} *" for each in own), *SCALARS, *POINTERS]
    return list(dict.fromkeys(found))
