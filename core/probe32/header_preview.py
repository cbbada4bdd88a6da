"""What taking a header into a session would change, item by item."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from .abi.declare import needed_types
from .abi.render import declaration, prototype
from .abi.signatures import Signature
from .abi.types import Alias, Enumeration, Struct, Type
from .headers import Declarations, Problem
from .reconciliation import Match, Reconciliation


class Kind(str, Enum):
    """What an item of a header is to a session."""

    FUNCTION = "function"
    TYPE = "type"
    CONSTANT = "constant"


@dataclass(frozen=True)
class Item:
    """Something that a header brings: `old` and `new` are C text, `old` is "" when the session knows no such name.

    `match` is the export of a function and what is to be said of it; None for types and constants.
    """

    kind: Kind
    name: str
    old: str
    new: str
    match: Match | None = None

    @property
    def is_new(self) -> bool:
        """Whether the session knows nothing of that name."""
        return not self.old

    @property
    def changes(self) -> bool:
        """Whether the session knows the name as something else."""
        return bool(self.old) and self.old != self.new


@dataclass(frozen=True)
class HeaderPreview:
    """A header that was read and not taken yet; `Library.take` takes it.

    `path` is its file; `reconciliation` compares it with the DLL. `items` are the functions that the DLL exports,
    mismatched ones among them, and all types and constants, each in the header's order. `declarations` is all that was
    read, with its `problems` and `notes`.
    """

    path: Path
    declarations: Declarations
    reconciliation: Reconciliation
    items: tuple[Item, ...]

    @property
    def new(self) -> tuple[Item, ...]:
        """What the session does not know yet."""
        return tuple(each for each in self.items if each.is_new)

    @property
    def changed(self) -> tuple[Item, ...]:
        """What the session knows differently."""
        return tuple(each for each in self.items if each.changes)

    @property
    def same(self) -> tuple[Item, ...]:
        """What would stay as it is."""
        return tuple(each for each in self.items if not each.is_new and not each.changes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the header was not understood or cannot be used."""
        return self.declarations.problems

    def chosen(self, names: Collection[str] | None) -> Taken:
        """What is to be taken for these `names` of items, None for all; types that the chosen ones need come along."""
        wanted = None if names is None else set(names)
        matches = tuple(each for each in self.reconciliation.bound if wanted is None or each.name in wanted)
        types = dict(self.declarations.types())
        members = {name for each in self.declarations.enums for name, _ in each.members}
        constants = {name: each for name, each in self.declarations.constants.items() if name not in members}
        if wanted is not None:
            roots = [each for name, each in types.items() if name in wanted]
            needed = set(needed_types([*roots, *(each for match in matches for each in _types_of(match.signature))]))
            types = {name: each for name, each in types.items() if each in needed}
            constants = {name: each for name, each in constants.items() if name in wanted}
        return Taken(matches, types, constants)


@dataclass(frozen=True)
class Taken:
    """What a session takes from a header."""

    matches: tuple[Match, ...]
    types: Mapping[str, Type]
    constants: Mapping[str, int | float | str]


def preview(
    path: Path, found: Declarations, reconciliation: Reconciliation, known: Mapping[str, Signature], session: Taken
) -> HeaderPreview:
    """Compare a header that was read with what a session knows: signatures by name, types and constants."""
    made = HeaderPreview(path, found, reconciliation, ())
    everything = made.chosen(None)
    items = [
        *_functions(everything, known),
        *_items(Kind.TYPE, _declared(everything.types), _declared(session.types)),
        *_items(Kind.CONSTANT, _defined(everything.constants), _defined(session.constants)),
    ]
    return replace(made, items=tuple(items))


def _functions(taken: Taken, known: Mapping[str, Signature]) -> Iterator[Item]:
    for each in taken.matches:
        old = known.get(each.name)
        yield Item(Kind.FUNCTION, each.name, prototype(old) if old else "", prototype(each.signature), each)


def _items(kind: Kind, new: Mapping[str, str], old: Mapping[str, str]) -> Iterator[Item]:
    for name, text in new.items():
        yield Item(kind, name, old.get(name, ""), text)


def _declared(types: Mapping[str, Type]) -> dict[str, str]:
    return {name: _whole_declaration(name, each) for name, each in types.items()}


def _whole_declaration(name: str, of: Type) -> str:
    """With the content of the struct or enum, where the typedef of the same name stands for it."""
    inner = of.target if isinstance(of, Alias) else None
    content = f"{declaration(inner)}\n" if isinstance(inner, (Struct, Enumeration)) and inner.name == name else ""
    return content + declaration(of)


def _defined(constants: Mapping[str, int | float | str]) -> dict[str, str]:
    return {name: str(each) for name, each in constants.items()}


def _types_of(signature: Signature) -> Iterator[Type]:
    yield signature.result
    for each in signature.parameters:
        yield each.type
