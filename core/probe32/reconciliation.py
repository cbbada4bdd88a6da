"""A header's functions against a DLL's exports: what belongs together, what is left over, what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from .abi.signatures import Signature
from .abi.types import Character, pointed
from .contradictions import contradiction, settled
from .headers import Declarations
from .pe.facts import ConventionGuess, Export, ExportKind, Image

Evidence = Callable[[Export], ConventionGuess]
"""What is known of an export's convention: `Library.evidence`, or that of its name alone."""


class How(str, Enum):
    """What led from a function of the header to an export."""

    NAME = "name"
    DECORATION = "decoration"
    ORDINAL = "ordinal"
    UNDERSCORE = "underscore"
    SUFFIX = "suffix"


@dataclass(frozen=True)
class Match:
    """A function of the header that the DLL exports.

    `signature` is the header's, with the DLL's convention where the header states none. `how` says by what it was
    found: the same name, a decorated one (`_f@8`, `?f@@YAXXZ`), `ordinal_3`, a leading underscore more or less, an A or
    W at the end. `aliases` are further names of the same code. `sentence` says what is worth knowing, "" for nothing;
    among the mismatched it says what contradicts what.
    """

    signature: Signature
    export: Export
    how: How
    aliases: tuple[str, ...] = ()
    sentence: str = ""

    @property
    def name(self) -> str:
        """The function's name in the header."""
        return self.signature.name


@dataclass(frozen=True)
class Reconciliation:
    """A header and a DLL compared. Each function of the header is in one of the first three, in the header's order.

    `matched` have an export that fits, `mismatched` one that does not, `only_in_header` none.

    `only_in_dll` holds the functions that nothing in the header leads to, aliases of matched ones and data left out.
    """

    matched: tuple[Match, ...] = ()
    mismatched: tuple[Match, ...] = ()
    only_in_header: tuple[Signature, ...] = ()
    only_in_dll: tuple[Export, ...] = ()

    @property
    def bound(self) -> tuple[Match, ...]:
        """All that header and DLL have in common, the mismatched too."""
        return (*self.matched, *self.mismatched)


def reconcile(declarations: Declarations, image: Image, evidence: Evidence | None = None) -> Reconciliation:
    """Compare what a header declares with what a DLL exports.

    `evidence` tells the convention and stack bytes of an export; without it only the exported names count.
    """
    known = evidence or _by_name
    names = _Names(image.exports, declarations.functions)
    matched: list[Match] = []
    mismatched: list[Match] = []
    missing: list[Signature] = []
    functions = {each.name for each in declarations.functions}
    for each, mangled in declarations.callable():
        found = names.find(each, mangled)
        if found is None:
            # Methods are often code of the header.
            missing += [each] if each.name in functions else []
            continue
        match, sure = _compared(each, *found, known)
        (matched if sure else mismatched).append(match)
    covered = {each.export.ordinal for each in (*matched, *mismatched)}
    places = {each.export.rva for each in (*matched, *mismatched)}
    rest = tuple(each for each in image.exports if _is_left(each, covered, places))
    return Reconciliation(names.with_aliases(matched), names.with_aliases(mismatched), tuple(missing), rest)


def _by_name(export: Export) -> ConventionGuess:
    return export.convention


def _compared(signature: Signature, export: Export, how: How, evidence: Evidence) -> tuple[Match, bool]:
    guess = evidence(export)
    sentence = contradiction(signature, guess)
    if sentence:
        return Match(settled(signature, export.convention), export, how, sentence=sentence), False
    found = settled(signature, guess)
    return Match(found, export, how, sentence=_remark(signature, found, export, how)), True


def _remark(before: Signature, after: Signature, export: Export, how: How) -> str:
    if how is How.SUFFIX:
        return f"{before.name} is exported as {export.name}."
    if after.convention is not before.convention:
        return f"The header states no convention; the DLL shows {after.convention.keyword}."
    return ""


def _is_left(export: Export, covered: set[int], places: set[int]) -> bool:
    if export.kind is ExportKind.DATA or export.ordinal in covered:
        return False
    return export.kind is ExportKind.FORWARD or export.rva not in places


class _Names:
    """The names under which a header may know the functions that a DLL exports."""

    def __init__(self, exports: Iterable[Export], declared: Iterable[Signature]) -> None:
        self._declared = {each.name for each in declared}
        functions = [each for each in exports if each.kind is not ExportKind.DATA]
        self._exact = {each.name: each for each in functions if each.name is not None}
        self._ordinals = {f"ordinal_{each.ordinal}": each for each in functions}
        self._plain: dict[str, dict[int, Export]] = {}
        self._places: dict[int, list[str]] = {}
        for each in functions:
            for name in {each.undecorated, each.plain_name} - {None, each.name}:
                self._plain.setdefault(name or "", {}).setdefault(each.ordinal, each)
            if each.name is not None and each.kind is ExportKind.FUNCTION:
                self._places.setdefault(each.rva, []).append(each.name)

    def find(self, signature: Signature, mangled: str = "") -> tuple[Export, How] | None:
        """The export that a function of the header is, and how it was found; None when there is no sure one."""
        name = signature.name
        if mangled in self._exact:
            return self._exact[mangled], How.DECORATION
        if name in self._exact:
            return self._exact[name], How.NAME
        if name in self._ordinals:
            return self._ordinals[name], How.ORDINAL
        if (found := self._only(name)) is not None:
            return found, How.DECORATION
        for other in (f"_{name}", name[1:] if name.startswith("_") else ""):
            if (found := self._undeclared(other)) is not None:
                return found, How.UNDERSCORE
        found = self._undeclared(f"{name}{_suffix(signature)}")
        return (found, How.SUFFIX) if found is not None else None

    def with_aliases(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        """The matches with the further names of their code."""
        return tuple(replace(each, aliases=self._aliases(each.export)) for each in matches)

    def _aliases(self, export: Export) -> tuple[str, ...]:
        return tuple(each for each in self._places.get(export.rva, ()) if each != export.name)

    def _undeclared(self, name: str) -> Export | None:
        """The export `name`, unless the header declares that one too."""
        return None if name in self._declared else self._exact.get(name) or self._only(name)

    def _only(self, name: str) -> Export | None:
        found = self._plain.get(name, {})
        return next(iter(found.values())) if len(found) == 1 else None


def _suffix(signature: Signature) -> str:
    """W for a function that takes wide text, A for any other: so Windows' headers name the two forms of a function."""
    targets = (pointed(each.type) for each in signature.parameters)
    return "W" if any(isinstance(each, Character) and each.size == 2 for each in targets) else "A"
