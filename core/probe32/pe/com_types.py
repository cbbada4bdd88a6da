"""What a COM type library describes, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ComMethod:
    """A method, or one half of a property (`kind`: `method`, `get`, `put`, `putref`), as IDL would declare it.

    `id` is the DISPID, `offset` its place in the table of functions in bytes (-1 where it has none).
    """

    name: str
    declaration: str
    kind: str
    id: int
    offset: int
    help: str = ""


@dataclass(frozen=True)
class ComType:
    """One type. `kind`: `interface`, `dispinterface`, `coclass`, `enum`, `struct`, `union`, `module`, `alias`.

    `guid` is "" where it has none. `bases` are the interfaces that it extends, or for a coclass those that it
    implements, with their marks (`[default]`, `[source]`). `members` are constants, fields and the properties of a
    dispinterface; for an alias the type that it stands for. `dual`: it can be called both ways.
    """

    name: str
    kind: str
    guid: str
    bases: tuple[str, ...] = ()
    methods: tuple[ComMethod, ...] = ()
    members: tuple[str, ...] = ()
    dual: bool = False
    help: str = ""


@dataclass(frozen=True)
class TypeLibrary:
    """One type library. `number` is that of its resource: several can be in one file (`x.dll\\2` to COM).

    `problem` says why it could not be read, or not all of it.
    """

    number: int | str
    name: str = ""
    guid: str = ""
    version: str = ""
    help: str = ""
    types: tuple[ComType, ...] = ()
    problem: str = ""
