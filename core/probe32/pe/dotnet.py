"""What a .NET assembly says about itself: its name and references, which processor it runs on, its types and methods.

Source: ECMA-335, partition II. Nothing of .NET is needed for it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import clr_tables as tables
from .clr_names import TypeNames
from .clr_signatures import SignatureReader, Work, with_generics, without_arity
from .clr_tables import ClrTables, Row, compressed
from .container import Container
from .memory import MissingDataError, printable

_IL_ONLY, _NEEDS_32_BIT, _STRONG_NAME, _NATIVE_ENTRY, _PREFERS_32_BIT = 1, 2, 8, 0x10, 0x20000
_PUBLIC_KEY = 1
_INTERFACE = 0x20
_STATIC, _LITERAL = 0x10, 0x40
_ACCESS = ("", "private", "private protected", "internal", "protected", "protected internal", "public", "")
_VISIBLE = (
    "internal",
    "public",
    "public",
    "private",
    "protected",
    "internal",
    "private protected",
    "protected internal",
)
_KINDS = {"System.ValueType": "struct", "System.Enum": "enum", "System.MulticastDelegate": "delegate"}
_INTEGERS = {0x02: (1, False), 0x03: (2, False), 0x04: (1, True), 0x05: (1, False), 0x06: (2, True), 0x07: (2, False),
             0x08: (4, True), 0x09: (4, False), 0x0A: (8, True), 0x0B: (8, False)}  # fmt: skip
_MOST_METADATA = 32 << 20
_MOST_MEMBERS = 60_000
"""Methods and fields of all types together; mscorlib has 45,000."""


@dataclass(frozen=True)
class AssemblyName:
    """As .NET refers to an assembly; `token` is that of its publisher's key, "" without one."""

    name: str
    version: str
    culture: str = ""
    token: str = ""

    def __str__(self) -> str:
        parts = [self.name, self.version, self.culture, self.token and f"token {self.token}"]
        return ", ".join(each for each in parts if each)


@dataclass(frozen=True)
class ClrMethod:
    """A method in C#'s words; `native` is the function of a DLL that it stands for (`kernel32.dll!Sleep`), or ""."""

    name: str
    declaration: str
    native: str = ""


@dataclass(frozen=True)
class ClrType:
    """A type: its full name, `kind` (`class`, `struct`, `interface`, `enum`, `delegate`), and its members."""

    name: str
    kind: str
    visibility: str
    base: str
    methods: tuple[ClrMethod, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Assembly:
    """A .NET assembly. `runtime` is the version of the metadata, `framework` the one that it was built for ("" if it
    does not say).

    `platform` says on which processors it runs. `pure`: there is no native code in it.
    """

    name: AssemblyName | None
    runtime: str
    framework: str
    platform: str
    pure: bool
    requires_32_bit: bool
    prefers_32_bit: bool
    strong_name: bool
    references: tuple[AssemblyName, ...]
    types: tuple[ClrType, ...]


def read_assembly(container: Container) -> Assembly | None:
    """The assembly in an image; None where there is none. What is damaged or left out is noted."""
    directory = container.directory("COM_DESCRIPTOR")
    if directory is None:
        return None
    try:
        header = container.memory.integers(directory.rva, 12, 4)
        place, size, flags = header[2], header[3], header[4]
        reader = _Reader(ClrTables(container.memory.read(place, min(size, _MOST_METADATA))))
    except MissingDataError as error:
        container.note(f"Its .NET metadata cannot be read: {error}.")
        return None
    found = reader.assembly(container, flags)
    if reader.incomplete:
        container.note("The list of its .NET types is incomplete: there are too many, or the metadata is damaged.")
    return found


def _platform(container: Container, flags: int) -> str:
    if container.machine != "x86":
        return f"{container.machine} only"
    if flags & _PREFERS_32_BIT:
        return "any processor, as 32 bit where there is a choice (AnyCPU, 32-bit preferred)"
    if flags & _NEEDS_32_BIT or not flags & _IL_ONLY:
        return "x86, 32 bit only" + ("" if flags & _IL_ONLY else "; it has native code too (mixed mode)")
    if container.bitness == 64:
        return "64 bit only"
    return "any processor (AnyCPU)"


class _Reader:
    """Puts rows of several tables together."""

    def __init__(self, metadata: ClrTables) -> None:
        self._data = metadata
        self._work = Work()
        self._names = TypeNames(metadata, self._work)
        self._left = _MOST_MEMBERS

    @property
    def incomplete(self) -> bool:
        """Whether something was left out."""
        return self._data.incomplete or self._work.left < 0 or self._left < 0

    def assembly(self, container: Container, flags: int) -> Assembly:
        """Everything."""
        return Assembly(
            name=self._own_name(),
            runtime=self._data.version,
            framework=self._framework(),
            platform=_platform(container, flags),
            pure=bool(flags & _IL_ONLY),
            requires_32_bit=bool(flags & _NEEDS_32_BIT) and not flags & _PREFERS_32_BIT,
            prefers_32_bit=bool(flags & _PREFERS_32_BIT),
            strong_name=bool(flags & _STRONG_NAME),
            references=tuple(self._references()),
            types=tuple(self._types()),
        )

    def _own_name(self) -> AssemblyName | None:
        rows = self._data.rows(tables.ASSEMBLY)
        if not rows:
            return None
        _, *version, _, key, name, culture = rows[0]
        return self._assembly_name(version, self._data.blob(key), name, culture, whole_key=True)

    def _references(self) -> Iterator[AssemblyName]:
        for *version, flags, key, name, culture, _ in self._data.rows(tables.ASSEMBLY_REF):
            whole = bool(flags & _PUBLIC_KEY)
            yield self._assembly_name(version, self._data.blob(key), name, culture, whole_key=whole)

    def _assembly_name(
        self, version: Sequence[int], key: bytes, name: int, culture: int, *, whole_key: bool
    ) -> AssemblyName:
        if whole_key and key:  # the token is the end of the key's SHA-1, backwards
            key = hashlib.sha1(key, usedforsecurity=False).digest()[:-9:-1]
        return AssemblyName(self._data.text(name), ".".join(map(str, version)), self._data.text(culture), key[:8].hex())

    def _framework(self) -> str:
        """What `[assembly: TargetFramework("...")]` says."""
        members, types = self._data.rows(tables.MEMBER_REF), self._data.rows(tables.TYPE_REF)
        for parent, kind, value in self._data.rows(tables.ATTRIBUTE):
            if ClrTables.target("HasCustomAttribute", parent)[0] != tables.ASSEMBLY:
                continue
            table, row = ClrTables.target("CustomAttributeType", kind)
            if table != tables.MEMBER_REF or not 0 < row <= len(members):
                continue
            table, row = ClrTables.target("MemberRefParent", members[row - 1][0])
            named = table == tables.TYPE_REF and 0 < row <= len(types) and self._data.text(types[row - 1][1])
            if named == "TargetFrameworkAttribute":
                return _first_text(self._data.blob(value))
        return ""

    def _types(self) -> Iterator[ClrType]:
        rows = self._names.definitions
        for index, row in enumerate(rows):
            if self._left < 0:
                return
            name = self._names.of(tables.TYPE_DEF, index + 1)
            if name == "<Module>" and not self._count(rows, index, 5, tables.METHOD):
                continue
            base = self._names.at(row[3]) if row[3] else ""
            kind = "interface" if row[0] & _INTERFACE else _KINDS.get(base, "class")
            generics = self._generics.get((tables.TYPE_DEF, index + 1), ())
            yield ClrType(
                name=with_generics(name, generics),
                kind=kind,
                visibility=_VISIBLE[row[0] & 7],
                base="" if base in ("System.Object", *_KINDS) else base,
                methods=tuple(self._methods(index, name, generics)),
                fields=tuple(self._fields(index, generics, kind == "enum")),
            )

    def _count(self, rows: list[Row], index: int, column: int, table: int) -> range:
        """The rows (from 0 on) of another table that belong to a row: up to those of the next row."""
        end = rows[index + 1][column] if index + 1 < len(rows) else self._data.count(table) + 1
        return range(max(rows[index][column] - 1, 0), max(end - 1, 0))

    def _methods(self, index: int, owner: str, generics: Sequence[str]) -> Iterator[ClrMethod]:
        rows = self._method_rows
        for number in self._count(self._names.definitions, index, 5, tables.METHOD):
            self._left -= 1
            if number >= len(rows) or self._left < 0:
                return
            yield self._method(number, owner, generics)

    def _method(self, number: int, owner: str, generics: Sequence[str]) -> ClrMethod:
        _, _, flags, name, blob, _ = self._method_rows[number]
        own = self._generics.get((tables.METHOD, number + 1), ())
        reader = SignatureReader(self._data.blob(blob), self._names.at, self._work, (generics, own))
        found = reader.method()
        names = self._parameter_names(number, len(found.parameters))
        parameters = (
            f"{_directed(kind, flag)} {word}".rstrip()
            for kind, (word, flag) in zip(found.parameters, names, strict=True)
        )
        text = self._data.text(name)
        words = [_ACCESS[flags & 7], "" if found.instance else "static"]
        if text in (".ctor", ".cctor"):  # constructors, which C# calls as their type
            words.append(without_arity(owner.rpartition(".")[2]))
        else:
            words += [found.returns, f"{text}<{', '.join(own)}>" if own else text]
        declaration = f"{' '.join(filter(None, words))}({', '.join(parameters)})"
        return ClrMethod(text, declaration, self._natives.get(number + 1, ""))

    def _parameter_names(self, number: int, count: int) -> list[tuple[str, int]]:
        """Name and flags of each parameter; the row with sequence number 0 is about the result."""
        found = [("", 0)] * count
        rows = self._parameter_rows
        for at in self._count(self._method_rows, number, 5, tables.PARAM)[: count + 1]:
            if at >= len(rows):
                break
            flags, sequence, name = rows[at]
            if 0 < sequence <= count:
                found[sequence - 1] = (self._data.text(name), flags)
        return found

    def _fields(self, index: int, generics: Sequence[str], members: bool) -> Iterator[str]:
        rows = self._field_rows
        for number in self._count(self._names.definitions, index, 4, tables.FIELD):
            self._left -= 1
            if number >= len(rows) or self._left < 0:
                return
            flags, name, blob = rows[number]
            if members:
                value = self._constants.get(number + 1)
                if flags & _STATIC:
                    yield f"{self._data.text(name)} = {value}" if value is not None else self._data.text(name)
                continue
            kind = SignatureReader(self._data.blob(blob), self._names.at, self._work, (generics, ())).field()
            scope = "const" if flags & _LITERAL else "static" if flags & _STATIC else ""
            value = self._constants.get(number + 1)
            shown = f"= {value}" if flags & _LITERAL and value is not None else ""
            yield " ".join(filter(None, (_ACCESS[flags & 7], scope, kind, self._data.text(name), shown)))

    @cached_property
    def _method_rows(self) -> list[Row]:
        return self._data.rows(tables.METHOD)

    @cached_property
    def _field_rows(self) -> list[Row]:
        return self._data.rows(tables.FIELD)

    @cached_property
    def _parameter_rows(self) -> list[Row]:
        return self._data.rows(tables.PARAM)

    @cached_property
    def _generics(self) -> dict[tuple[int, int], tuple[str, ...]]:
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for _, _, owner, name in self._data.rows(tables.GENERIC_PARAM):
            found[ClrTables.target("TypeOrMethodDef", owner)].append(self._data.text(name))
        return {owner: tuple(names) for owner, names in found.items()}

    @cached_property
    def _natives(self) -> dict[int, str]:
        """The methods that stand for functions of DLLs, by their row."""
        modules, found = self._data.rows(tables.MODULE_REF), {}
        for _, member, name, scope in self._data.rows(tables.IMPORT_MAP):
            table, row = ClrTables.target("MemberForwarded", member)
            if table == tables.METHOD:
                module = self._data.text(modules[scope - 1][0]) if 0 < scope <= len(modules) else "?"
                found[row] = f"{module}!{self._data.text(name)}"
        return found

    @cached_property
    def _constants(self) -> dict[int, int]:
        """The values of constant integers, by their field's row."""
        found = {}
        for kind, parent, value in self._data.rows(tables.CONSTANT):
            table, row = ClrTables.target("HasConstant", parent)
            if table == tables.FIELD and kind & 0xFF in _INTEGERS:
                size, signed = _INTEGERS[kind & 0xFF]
                found[row] = int.from_bytes(self._data.blob(value)[:size], "little", signed=signed)
        return found


def _directed(kind: str, flags: int) -> str:
    return f"out {kind[4:]}" if flags & 3 == 2 and kind.startswith("ref ") else kind


def _first_text(value: bytes) -> str:
    """The first argument of an attribute, a text: it follows two bytes, and its length stands before it."""
    size, start = compressed(value, 2)
    return printable(value[start : start + min(size, 256)].decode("utf-8", "replace"))
