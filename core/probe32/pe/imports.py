"""Which DLLs and functions an image needs (PE specification, "The .idata Section" and "Delay-Load Import Tables")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from .container import Container
from .facts import Import
from .memory import MissingDataError, readable


def read_imports(container: Container) -> tuple[Import, ...]:
    """The imports in the order of the image, those bound at load time first. `ImageError`: a table leads nowhere."""
    try:
        return (*_at_load(container), *_at_first_call(container))
    except MissingDataError as error:
        raise container.damaged("import table", error) from error


def import_slots(container: Container) -> dict[int, str]:
    """Where the loader stores the address of each imported function: RVA to `KERNEL32.dll!Sleep` or `OTHER.dll!#3`.

    A table that leads nowhere ends the list.
    """
    slots: dict[int, str] = {}
    with suppress(MissingDataError):
        for lookup, _, _, name, addresses in _rows(container, "IMPORT", 5):
            if not name or not addresses:
                break
            _add_slots(slots, container, name, lookup or addresses, addresses, 0)
        for attributes, name, _, addresses, lookup, *_ in _rows(container, "DELAY_IMPORT", 8):
            if not name:
                break
            base = 0 if attributes & 1 else container.base
            _add_slots(slots, container, name - base, lookup - base, addresses - base, base)
    return slots


def _add_slots(slots: dict[int, str], container: Container, name: int, lookup: int, addresses: int, base: int) -> None:
    dll = _dll(container, name)
    for index, symbol in enumerate(_names(container, lookup, base)):
        slots[addresses + index * (container.bitness // 8)] = f"{dll}!{symbol}"


def _at_load(container: Container) -> Iterator[Import]:
    # An empty row ends the table; the loader does not look at the size, and linkers differ about it.
    for lookup, _, _, name, addresses in _rows(container, "IMPORT", 5):
        if not name or not addresses:
            return
        yield Import(_dll(container, name), False, tuple(_names(container, lookup or addresses, 0)))


def _at_first_call(container: Container) -> Iterator[Import]:
    for attributes, name, _, _, lookup, *_ in _rows(container, "DELAY_IMPORT", 8):
        if not name:
            return
        # Visual C++ 6 wrote addresses instead of RVAs, and left bit 0 clear.
        base = 0 if attributes & 1 else container.base
        yield Import(_dll(container, name - base), True, tuple(_names(container, lookup - base, base)))


def _rows(container: Container, table: str, width: int) -> Iterator[list[int]]:
    """The rows of a table, `width` numbers of 4 bytes each, as far as the section goes."""
    directory = container.directory(table)
    rva = directory.rva if directory else 0
    while directory:
        yield container.memory.integers(rva, width, 4)
        rva += 4 * width


def _dll(container: Container, rva: int) -> str:
    return readable(container.memory.text(rva))


def _names(container: Container, rva: int, base: int) -> Iterator[str]:
    width = container.bitness // 8
    by_ordinal = 1 << (container.bitness - 1)
    while True:
        (entry,) = container.memory.integers(rva, 1, width)
        if not entry:
            return
        # A name stands behind a hint of 2 bytes.
        yield f"#{entry & 0xFFFF}" if entry & by_ordinal else readable(container.memory.text(entry - base + 2))
        rva += width
