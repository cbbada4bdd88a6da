"""Editors of the table of a type's members."""

from __future__ import annotations

from collections.abc import Sequence

from ..models.members import MemberColumn
from .choosing import Index
from .completion import CompletingDelegate


class MemberDelegate(CompletingDelegate):
    """Completion for types."""

    marked = (MemberColumn.NAME, MemberColumn.TYPE, MemberColumn.COUNT)

    def words_for(self, index: Index) -> Sequence[str]:
        """All known types in the column of types."""
        return self.types() if index.column() == MemberColumn.TYPE else ()
