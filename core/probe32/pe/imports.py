"""Which DLLs and functions an image needs (PE specification, "The .idata Section" and "Delay-Load Import Tables")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from .budget import Budget
from .container import Container
from .facts import Import
from .memory import MissingDataError, readable


def read_imports(container: Container) -> tuple[Import, ...]:
    """The imports in the order of the image, those bound at load time first. `ImageError`: a table leads nowhere.

    What is beyond the `Budget` is left out; the container's notes say it.
    """
    budget = Budget()
    try:
        found = (*_at_load(container, budget), *_at_first_call(container, budget))
    except MissingDataError as error:
        raise container.damaged("import table", error) from error
    if budget.spent:
        container.note("The list of its imports is incomplete: it has too many.")
    return found


def import_slots(container: Container) -> dict[int, str]:
    """Where the loader stores the address of each imported function: RVA to `KERNEL32.dll!Sleep` or `OTHER.dll!#3`.

    A table that leads nowhere ends the list.
    """
    slots: dict[int, str] = {}
    budget = Budget()
    with suppress(MissingDataError):
        for lookup, _, _, name, addresses in _rows(container, "IMPORT", 5):
            if not name or not addresses or budget.spent:
                break
            _add_slots(slots, container, budget, (name, lookup or addresses, addresses), 0)
        for attributes, name, _, addresses, lookup, *_ in _rows(container, "DELAY_IMPORT", 8):
            if not name or budget.spent:
                break
            base = 0 if attributes & 1 else container.base
            _add_slots(slots, container, budget, (name - base, lookup - base, addresses - base), base)
    return slots


def _add_slots(
    slots: dict[int, str], container: Container, budget: Budget, places: tuple[int, int, int], base: int
) -> None:
    name, lookup, addresses = places
    dll = _dll(container, budget, name)
    for index, symbol in enumerate(_names(container, budget, lookup, base)):
        slots[addresses + index * (container.bitness // 8)] = f"{dll}!{symbol}"


def _at_load(container: Container, budget: Budget) -> Iterator[Import]:
    # An empty row ends the table; the loader does not look at the size, and linkers differ about it.
    for lookup, _, _, name, addresses in _rows(container, "IMPORT", 5):
        if not name or not addresses or budget.spent:
            return
        yield Import(_dll(container, budget, name), False, tuple(_names(container, budget, lookup or addresses, 0)))


def _at_first_call(container: Container, budget: Budget) -> Iterator[Import]:
    for attributes, name, _, _, lookup, *_ in _rows(container, "DELAY_IMPORT", 8):
        if not name or budget.spent:
            return
        # Visual C++ 6 wrote addresses instead of RVAs, and left bit 0 clear.
        base = 0 if attributes & 1 else container.base
        names = tuple(_names(container, budget, lookup - base, base))
        yield Import(_dll(container, budget, name - base), True, names)


def _rows(container: Container, table: str, width: int) -> Iterator[list[int]]:
    """The rows of a table, `width` numbers of 4 bytes each, as far as the section goes."""
    directory = container.directory(table)
    rva = directory.rva if directory else 0
    while directory:
        yield container.memory.integers(rva, width, 4)
        rva += 4 * width


def _dll(container: Container, budget: Budget, rva: int) -> str:
    raw = container.memory.text(rva)
    budget.take_name(len(raw))
    return readable(raw)


def _names(container: Container, budget: Budget, rva: int, base: int) -> Iterator[str]:
    width = container.bitness // 8
    by_ordinal = 1 << (container.bitness - 1)
    while True:
        (entry,) = container.memory.integers(rva, 1, width)
        if not entry:
            return
        # A name stands behind a hint of 2 bytes.
        raw = b"" if entry & by_ordinal else container.memory.text(entry - base + 2)
        if not budget.take_name(len(raw)):
            return
        yield f"#{entry & 0xFFFF}" if entry & by_ordinal else readable(raw)
        rva += width
