"""Editors of the table of parameters."""

from __future__ import annotations

from collections.abc import Sequence

from ..models.parameters import WORDS_ROLE, ParameterColumn
from ..models.prototype_form import DIRECTIONS
from .choosing import Index
from .completion import CompletingDelegate


class ParameterDelegate(CompletingDelegate):
    """Lines with completion for types and sizes, a list for the direction; a problem's cell is underlined."""

    marked = (ParameterColumn.NAME, ParameterColumn.TYPE, ParameterColumn.SIZE, ParameterColumn.DEFAULT)

    def words_for(self, index: Index) -> Sequence[str]:
        """All known types in the column of types, the other parameters in that of sizes."""
        if index.column() == ParameterColumn.TYPE:
            return self.types()
        words = index.data(WORDS_ROLE)
        return words if isinstance(words, list) else ()

    def choices_for(self, index: Index) -> Sequence[str]:
        """The directions."""
        return DIRECTIONS if index.column() == ParameterColumn.DIRECTION else ()
