"""The export table, entry by entry (PE specification, "The .edata Section").

pefile's own reader stops at 8,192 symbols and leaves out names that it finds odd; this one reads all that the tables
say, and complains when they lead nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .budget import MOST_NAMES, Budget
from .container import Container, Directory
from .cplusplus import is_mangled
from .facts import Export, ExportKind
from .memory import Memory, MissingDataError, readable
from .name_readings import NameReadings
from .progress import OnProgress, Reading, ignored

_MOST_ORDINALS = 0x10000
"""An ordinal has 16 bits."""

_TOLD = 1000
"""Names from one telling of how many have been read to the next."""

_LONGEST_FORWARDER = 1024
"""A file's name and a function's; every address may lead to the same long text."""


@dataclass(frozen=True)
class _Tables:
    """The export directory's tables; `names` pairs an RVA of text with an index into `addresses`."""

    directory: Directory
    base: int
    addresses: list[int]
    names: list[tuple[int, int]]
    unread: int
    """Names that there are beyond those."""

    def forwards(self, rva: int) -> bool:
        return self.directory.rva <= rva < self.directory.rva + self.directory.size


def read_exports(container: Container, readings: NameReadings, on_progress: OnProgress = ignored) -> tuple[Export, ...]:
    """Every export in order of ordinal and name: one an alias, too. Ordinals without an address are gaps.

    Their decorations are read by `readings`, when somebody asks what they tell.

    What a file made to keep us busy has beyond the `Budget` is left out; the container's notes say it. `ImageError`: a
    table leads outside the file.
    """
    directory = container.directory("EXPORT")
    if directory is None:
        return ()
    try:
        return tuple(_Reader(container, _tables(container.memory, directory), readings).entries(on_progress))
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
    if named:
        memory.require(names, 4 * named)
        memory.require(indexes, 2 * named)
    read = min(named, MOST_NAMES)
    pairs = zip(memory.integers(names, read, 4), memory.integers(indexes, read, 2), strict=True) if read else ()
    return _Tables(directory, base, memory.integers(addresses, count, 4) if count else [], list(pairs), named - read)


class _Reader:
    """Turns the tables into exports, within a budget."""

    def __init__(self, container: Container, tables: _Tables, readings: NameReadings) -> None:
        self._container = container
        self._tables = tables
        self._readings = readings
        self._budget = Budget()

    def entries(self, on_progress: OnProgress) -> list[Export]:
        """All exports; what is left out is noted."""
        named = self._named(on_progress)
        found = []
        for index, rva in enumerate(self._tables.addresses):
            names: list[str | None] = [name or None for name in sorted(named.get(index, ()))]
            if rva or names:
                found += self._exports(index, names or [None])
        return found

    def _named(self, on_progress: OnProgress) -> dict[int, list[str]]:
        """The names of each index."""
        named: dict[int, list[str]] = {}
        pairs, count = self._tables.names, len(self._tables.addresses)
        unread = self._tables.unread
        text = self._container.memory.text
        for place, (rva, index) in enumerate(pairs):
            if place % _TOLD == 0:
                on_progress(Reading.NAMES, place, len(pairs))
            if index >= count:
                raise MissingDataError(f"a name leads to address {index:,} of {count:,}")
            name = readable(text(rva))
            if not self._budget.take_name(len(name)):
                unread += len(pairs) - place
                break
            named.setdefault(index, []).append(name)
        if unread:
            total = len(pairs) + self._tables.unread
            self._container.note(f"The names of its exports are incomplete: {unread:,} of {total:,} were left out.")
        return named

    def _exports(self, index: int, names: list[str | None]) -> list[Export]:
        """The exports with one address."""
        rva, ordinal = self._tables.addresses[index], self._tables.base + index
        known: dict[str, object] = {"ordinal": ordinal, "rva": rva, "forwarder": None}
        if self._tables.forwards(rva) and (forwarder := self._forwarder(rva)):
            known |= {"forwarder": forwarder, "kind": ExportKind.FORWARD}
        elif not self._container.memory.executable(rva):
            known["kind"] = ExportKind.DATA
        find = self._readings.read
        return [Export.later({**known, "name": name, **_plain_kind(name, known)}, find) for name in names]

    def _forwarder(self, rva: int) -> str:
        raw = self._container.memory.text(rva)
        if len(raw) > _LONGEST_FORWARDER:
            raise MissingDataError(f"the forwarder at RVA {rva:#x} has {len(raw):,} letters")
        return readable(raw)


def _plain_kind(name: str | None, known: Mapping[str, object]) -> dict[str, ExportKind]:
    """What it is, where that takes no reading of a C++ name: some are those of variables."""
    return {} if "kind" in known or is_mangled(name or "") else {"kind": ExportKind.FUNCTION}
