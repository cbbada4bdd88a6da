"""What differs between two releases of a DLL, as far as it matters to those who call it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .abi.types import Convention
from .kept_evidence import open_evidence
from .pe.decoration import read_name
from .pe.facts import Confidence, ConventionGuess, Export, ExportKind, Image

PATIENCE = 5.0
"""Seconds of reading code, unless all is asked for: enough for 5,000 functions and more."""

_CALLER_PUSHES_ALL = (Convention.CDECL, Convention.STDCALL)
_KINDS = {ExportKind.FUNCTION: "a function", ExportKind.DATA: "data", ExportKind.FORWARD: "forwarded"}


@dataclass(frozen=True)
class ExportFacts:
    """What is compared of an export, and what a project keeps of it.

    `convention` is None where the code was not read or leaves doubt. `stack_bytes` are then the bytes of arguments that
    it takes off the stack; of a __cdecl function, which takes none off, those that its code uses.
    """

    ordinal: int
    name: str | None
    kind: ExportKind = ExportKind.FUNCTION
    forwarder: str | None = None
    convention: Convention | None = None
    stack_bytes: int = 0

    @property
    def symbol(self) -> str:
        """Its name, or `#3`."""
        return self.name if self.name is not None else f"#{self.ordinal}"


@dataclass(frozen=True)
class Side:
    """The exports of one release; `with_code` adds what the code of one of them tells."""

    exports: tuple[ExportFacts, ...]
    with_code: Callable[[ExportFacts], ExportFacts]

    @classmethod
    def of_image(cls, image: Image) -> Side:
        """That of a file; its code is read when it is asked for."""
        known = {(each.ordinal, each.name): each for each in image.exports}
        code = open_evidence(image)

        def with_code(facts: ExportFacts) -> ExportFacts:
            return told(facts, code.guess(known[facts.ordinal, facts.name]))

        return cls(tuple(map(facts_of, image.exports)), with_code)

    @classmethod
    def of_facts(cls, exports: Iterable[ExportFacts]) -> Side:
        """That of a file which is no longer there: nothing more can be learned."""
        return cls(tuple(exports), lambda facts: facts)


@dataclass(frozen=True)
class Difference:
    """`what` is `ordinal`, `name`, `kind`, `forwarder`, `convention` or `stack_bytes`; `words` follow its name."""

    what: str
    words: str


@dataclass(frozen=True)
class ChangedExport:
    """An export that both releases have, and its differences, at least one."""

    old: ExportFacts
    new: ExportFacts
    differences: tuple[Difference, ...]

    @property
    def sentence(self) -> str:
        """All of them, such as "sp_read now takes 12 bytes of arguments instead of 8."."""
        return f"{self.old.symbol} {' and '.join(each.words for each in self.differences)}."


@dataclass(frozen=True)
class Drift:
    """From the old release to the new one, each by ordinal; `not_compared` says in sentences what is not known."""

    added: tuple[ExportFacts, ...] = ()
    removed: tuple[ExportFacts, ...] = ()
    changed: tuple[ChangedExport, ...] = ()
    not_compared: tuple[str, ...] = ()


def facts_of(export: Export) -> ExportFacts:
    """What the export table says."""
    return ExportFacts(export.ordinal, export.name, export.kind, export.forwarder)


def told(facts: ExportFacts, guess: ConventionGuess) -> ExportFacts:
    """The facts, with the convention and the bytes of arguments where the evidence is of high or medium confidence."""
    if facts.kind is not ExportKind.FUNCTION or guess.guess is None or guess.confidence is Confidence.LOW:
        return facts
    taken = guess.stack_bytes if guess.guess is not Convention.CDECL else guess.read_bytes
    return facts if taken is None else replace(facts, convention=guess.guess, stack_bytes=taken)


def compare(old: Side, new: Side, patience: float | None = PATIENCE, concerned: Collection[str] | None = None) -> Drift:
    """What was added, removed and changed. Code is read of functions that both have, for `patience` seconds at most.

    `concerned` has the symbols of those whose code matters, by name or as `#3`; without it that of all does.

    Exports belong together by their names; those without one by ordinal; then those whose names differ in their
    decoration only, and those that gained or lost their name.
    """
    pairs, removed, added = _paired(old.exports, new.exports)
    end = None if patience is None else time.monotonic() + patience
    changed, unread, unsure = [], 0, 0
    for before, after in pairs:
        matters = concerned is None or before.symbol in concerned or f"#{before.ordinal}" in concerned
        if matters and before.kind is after.kind is ExportKind.FUNCTION:
            if end is not None and time.monotonic() > end:
                unread += 1
            else:
                before = old.with_code(before)
                after = new.with_code(after) if before.convention else after
                unsure += None in (before.convention, after.convention)
        if differences := tuple(_differences(before, after)):
            changed.append(ChangedExport(before, after, differences))
    return Drift(tuple(added), tuple(removed), tuple(changed), tuple(_left_out(unread, unsure)))


def compare_images(old: Image, new: Image, patience: float | None = PATIENCE) -> Drift:
    """`compare` of two files; nothing differs when they are the same."""
    return Drift() if old.sha256 == new.sha256 else compare(Side.of_image(old), Side.of_image(new), patience)


def _left_out(unread: int, unsure: int) -> Iterator[str]:
    if unread:
        yield f"The code of {unread:,} functions was not compared: that of the others took too long."
    if unsure:
        functions = "1 function" if unsure == 1 else f"{unsure:,} functions"
        yield f"The arguments of {functions} were not compared: too little is known of the code on one side."


_Pairs = list[tuple[ExportFacts, ExportFacts]]


def _paired(
    old: Sequence[ExportFacts], new: Sequence[ExportFacts]
) -> tuple[_Pairs, list[ExportFacts], list[ExportFacts]]:
    """Those that belong together, by ordinal, and what is left over of both."""
    pairs: _Pairs = []
    removed, added = list(old), list(new)
    for key in (_symbol, _plain_name, _ordinal):
        here, there = _by(removed, key), _by(added, key)
        found = [(here[each], there[each]) for each in here.keys() & there.keys()]
        if key is _ordinal:  # two names at one ordinal are two functions
            found = [pair for pair in found if None in (pair[0].name, pair[1].name)]
        pairs += found
        # By identity: hashing 100,000 values would take longer than all the rest.
        gone, come = {id(before) for before, _ in found}, {id(after) for _, after in found}
        removed = [each for each in removed if id(each) not in gone]
        added = [each for each in added if id(each) not in come]
    return sorted(pairs, key=lambda pair: (pair[0].ordinal, pair[0].symbol)), removed, added


def _by(exports: Iterable[ExportFacts], key: Callable[[ExportFacts], object]) -> dict[object, ExportFacts]:
    """Those whose key is theirs alone."""
    keyed = [(key(each), each) for each in exports]
    counts = Counter(each for each, _ in keyed)
    return {each: facts for each, facts in keyed if each is not None and counts[each] == 1}


def _symbol(facts: ExportFacts) -> object:
    return facts.symbol


def _plain_name(facts: ExportFacts) -> object:
    """Without decoration, which carries the bytes of arguments: `f` for `_f@8` and for `_f@12`."""
    return read_name(facts.name).undecorated or facts.name if facts.name else None


def _ordinal(facts: ExportFacts) -> object:
    return facts.ordinal


def _differences(old: ExportFacts, new: ExportFacts) -> Iterator[Difference]:
    if old.name != new.name:
        words = f"is now exported as {new.name}" if new.name else f"has lost its name and is #{new.ordinal} now"
        yield Difference("name", words)
    if old.ordinal != new.ordinal:
        yield Difference("ordinal", f"now has the ordinal {new.ordinal} instead of {old.ordinal}")
    if old.kind is not new.kind:
        yield Difference("kind", f"is now {_described(new)} and was {_described(old)}")
    elif old.forwarder != new.forwarder:
        yield Difference("forwarder", f"is now forwarded to {new.forwarder} instead of {old.forwarder}")
    if old.convention and new.convention:
        yield from _differences_of_code(old, new)


def _described(facts: ExportFacts) -> str:
    return f"{_KINDS[facts.kind]} to {facts.forwarder}" if facts.forwarder else _KINDS[facts.kind]


def _differences_of_code(old: ExportFacts, new: ExportFacts) -> Iterator[Difference]:
    assert old.convention
    assert new.convention
    if old.convention is not new.convention and not _same_call_but_for_bytes(old, new):
        words = f"is now {new.convention.keyword} and was {old.convention.keyword}"
        yield Difference("convention", words)
    if old.stack_bytes != new.stack_bytes:
        verb = "uses" if Convention.CDECL in (old.convention, new.convention) else "takes"
        before = old.stack_bytes or "none"
        words = f"now {verb} {new.stack_bytes or 'no'} bytes of arguments instead of {before}"
        yield Difference("stack_bytes", words)


def _same_call_but_for_bytes(old: ExportFacts, new: ExportFacts) -> bool:
    """Whether one has no arguments, so that its code cannot tell __cdecl from __stdcall."""
    return {old.convention, new.convention} <= set(_CALLER_PUSHES_ALL) and 0 in (old.stack_bytes, new.stack_bytes)
