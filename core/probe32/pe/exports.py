"""The export table, entry by entry (PE specification, "The .edata Section").

pefile's own reader stops at 8,192 symbols and leaves out names that it finds odd; this one reads all that the tables
say, and complains when they lead nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .container import Container, Directory
from .decoration import read_name
from .facts import ConventionGuess, Export, ExportKind
from .memory import Memory, MissingDataError, readable

_MOST_ORDINALS = 0x10000
"""An ordinal has 16 bits."""


@dataclass(frozen=True)
class _Tables:
    """The export directory's tables; `names` pairs an RVA of text with an index into `addresses`."""

    directory: Directory
    base: int
    addresses: list[int]
    names: list[tuple[int, int]]

    def forwards(self, rva: int) -> bool:
        return self.directory.rva <= rva < self.directory.rva + self.directory.size


def read_exports(container: Container) -> tuple[Export, ...]:
    """Every export in order of ordinal and name: one an alias, too. Ordinals without an address are gaps.

    `ImageError`: a table leads outside the file.
    """
    directory = container.directory("EXPORT")
    if directory is None:
        return ()
    try:
        return tuple(_entries(container, _tables(container.memory, directory)))
    except MissingDataError as error:
        raise container.damaged("export table", error) from error


def entry_addresses(container: Container) -> frozenset[int]:
    """The RVAs that exports lead to, without reading their names; empty when the table leads nowhere."""
    directory = container.directory("EXPORT")
    try:
        return frozenset(_tables(container.memory, directory).addresses) if directory else frozenset()
    except MissingDataError:
        return frozenset()


def _tables(memory: Memory, directory: Directory) -> _Tables:
    # From offset 16: ordinal base, number of addresses, number of names, and where the three tables are.
    base, count, named, addresses, names, indexes = memory.integers(directory.rva + 16, 6, 4)
    if count > _MOST_ORDINALS:
        raise MissingDataError(f"it claims {count:,} addresses, and there are {_MOST_ORDINALS:,} ordinals")
    pairs = zip(memory.integers(names, named, 4), memory.integers(indexes, named, 2), strict=True) if named else ()
    return _Tables(directory, base, memory.integers(addresses, count, 4) if count else [], list(pairs))


def _entries(container: Container, tables: _Tables) -> list[Export]:
    named: dict[int, list[str]] = {}
    for rva, index in tables.names:
        if index >= len(tables.addresses):
            raise MissingDataError(f"a name leads to address {index:,} of {len(tables.addresses):,}")
        named.setdefault(index, []).append(readable(container.memory.text(rva)))
    entries = []
    for index, rva in enumerate(tables.addresses):
        names: list[str | None] = [name or None for name in sorted(named.get(index, ()))]
        if rva or names:
            entries += [_export(container, tables, index, name) for name in names or [None]]
    return entries


def _export(container: Container, tables: _Tables, index: int, name: str | None) -> Export:
    rva = tables.addresses[index]
    reading = read_name(name, container.bitness)
    forwarder = readable(container.memory.text(rva)) if tables.forwards(rva) else None
    guess = reading.guess
    kind = ExportKind.FUNCTION
    if forwarder:
        kind = ExportKind.FORWARD
        guess = replace(guess, evidence=(*guess.evidence, f"The code is in {forwarder}."))
    elif reading.variable or not container.memory.executable(rva):
        kind = ExportKind.DATA
        guess = ConventionGuess(evidence=("It is data, not a function.",))
    return Export(tables.base + index, name, rva, kind, forwarder, reading.undecorated, guess, reading.prototype)
