"""Everything that was declared for a DLL, as one value that can be kept and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .abi.types import Type

if TYPE_CHECKING:
    from .library import Function


@dataclass(frozen=True)
class Definitions:
    """Named types, constants and signatures, in the order they came; later edits of the library don't change it.

    `Library.definitions` gives one, `Library.restore` takes it back. Two are equal when they declare the same.
    """

    types: Mapping[str, Type]
    constants: Mapping[str, int | float | str]
    functions: Mapping[str, Function]

    @classmethod
    def of(
        cls, types: Mapping[str, Type], constants: Mapping[str, int | float | str], functions: Mapping[str, Function]
    ) -> Definitions:
        """The value of these mappings now."""
        return cls(MappingProxyType(dict(types)), MappingProxyType(dict(constants)), MappingProxyType(dict(functions)))
