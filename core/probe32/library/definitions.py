"""Everything that was declared for a DLL, as one value that can be kept and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..abi.pointers import RemotePointer
from ..abi.signatures import Signature
from ..abi.types import Type
from ..pe.facts import Export


@dataclass(frozen=True)
class Function:
    """An export with its signature: everything that a call needs to know.

    `signature` is the C declaration, `export` the DLL's entry. `address` is that of a function which is no export; its
    `export` names nothing, and projects and wrappers lack it.
    """

    signature: Signature
    export: Export
    address: RemotePointer | None = None


@dataclass(frozen=True)
class Definitions:
    """What was declared, in the order it came; later edits of the library don't change it.

    `types` and `constants` by their names, `functions` by those of their signatures.

    `Library.definitions` gives one, `Library.restore` takes it back. Two are equal when they declare the same.
    """

    types: Mapping[str, Type]
    constants: Mapping[str, int | float | str]
    functions: Mapping[str, Function]

    @classmethod
    def of(
        cls, types: Mapping[str, Type], constants: Mapping[str, int | float | str], functions: Mapping[str, Function]
    ) -> Definitions:
        """The value of these mappings, `types`, `constants` and `functions`, now."""
        return cls(MappingProxyType(dict(types)), MappingProxyType(dict(constants)), MappingProxyType(dict(functions)))

    def taking(
        self,
        types: Mapping[str, Type],
        constants: Mapping[str, int | float | str],
        functions: Iterable[Function],
        signatures: Mapping[str, Signature],
    ) -> Definitions:
        """These with what is new, or takes the place of what has its name.

        `types` and `constants` by their names, `functions` that came, `signatures` for functions that are there.
        """
        renewed = {name: replace(self.functions[name], signature=each) for name, each in signatures.items()}
        fresh = {each.signature.name: each for each in functions}
        return Definitions.of(
            {**self.types, **types}, {**self.constants, **constants}, {**self.functions, **renewed, **fresh}
        )
