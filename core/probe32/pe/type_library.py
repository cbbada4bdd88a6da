"""The COM type libraries that an image carries as resources."""

from __future__ import annotations

from struct import error as StructError  # noqa: N812 - it is an exception

from .com_types import ComType, TypeLibrary
from .container import Container
from .memory import MissingDataError
from .msft_tables import MsftTables
from .msft_types import MsftTypes
from .resources import TYPE_LIBRARY, resources_of

_OLD = "It is in the format of 16-bit Windows and of Visual Basic 4 (SLTG), which is not read."


def read_type_libraries(container: Container) -> tuple[TypeLibrary, ...]:
    """Each in the order of their numbers. One that is damaged or too large has a `problem`; nothing is raised."""
    return tuple(read_type_library(each.data, each.name) for each in resources_of(container, TYPE_LIBRARY))


def read_type_library(data: bytes, number: int | str = 1) -> TypeLibrary:
    """The library in a resource's data, or in a .tlb file."""
    if not data.startswith(b"MSFT"):
        return TypeLibrary(number, problem=_OLD if data.startswith(b"SLTG") else "It is no type library.")
    types: list[ComType] = []
    problem = ""
    try:
        tables = MsftTables(data)
        reader = MsftTypes(tables)
        name, guid, text = tables.name_at(tables.name), tables.guid_at(tables.guid), tables.string_at(tables.help)
    except (MissingDataError, StructError) as error:
        return TypeLibrary(number, problem=f"It is damaged: {error}.")
    try:
        types.extend(reader.types())
    except (MissingDataError, StructError) as error:
        problem = f"It is damaged after {len(types)} of {tables.count} types: {error}."
    if reader.spent:
        problem = f"It has too much text; {len(types)} of {tables.count} types were read."
    version = f"{tables.version & 0xFFFF}.{tables.version >> 16}"
    return TypeLibrary(number, name, guid, version, text, tuple(types), problem)
