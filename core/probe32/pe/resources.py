"""What the resource section tells: the version's strings, and whether a type library is in it.

Source: PE specification, "The .rsrc Section" (a tree of three levels: type, name, language), and Microsoft,
"VS_VERSIONINFO". A damaged tree counts as an empty one: nothing that Probe32 does depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from struct import unpack_from

from .container import Container
from .memory import Memory, MissingDataError, printable

_VERSION = 16
MANIFEST = 24
TYPE_LIBRARY = "TYPELIB"
_ISOLATION_AWARE = 2
"""The number of the manifest that counts for a DLL (Microsoft, ISOLATIONAWARE_MANIFEST_RESOURCE_ID)."""
_ELSEWHERE = 0x80000000
"""The bit that makes a number in the tree an offset: of a name, or of the next level."""
_MOST_RESOURCES = 32
_MOST_DATA = 64 << 20
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Resource:
    """One resource: its number, or its name in capitals, its language (Microsoft's LANGID), and what it holds."""

    name: int | str
    language: int
    data: bytes


def resources_of(container: Container, kind: int | str) -> list[Resource]:
    """The resources of a type, which has a number or a name; 32 at most, of 64 MB together, as far as they are sound.

    What is left out is noted.
    """
    directory = container.directory("RESOURCE")
    found: list[Resource] = []
    left = _MOST_DATA
    with suppress(MissingDataError):
        for name, language, rva, size in _leaves(container.memory, directory.rva, kind) if directory else ():
            left -= size
            if len(found) == _MOST_RESOURCES or left < 0:
                container.note(f"Of its resources of the type {kind}, only {len(found)} were read.")
                break
            found.append(Resource(name, language, container.memory.read(rva, size)))
    return found


def _leaves(memory: Memory, root: int, kind: int | str) -> Iterator[tuple[int | str, int, int, int]]:
    """Name, language, RVA and size of each resource of a type."""
    for key, place in _entries(memory, root):
        if not place & _ELSEWHERE or not _is_kind(memory, root, key, kind):
            continue
        for name, names in _entries(memory, root + (place ^ _ELSEWHERE)):
            # Below a name stand languages; of a file that is cut short there, one leaf.
            under = _entries(memory, root + (names ^ _ELSEWHERE)) if names & _ELSEWHERE else [(0, names)]
            for language, leaf in under:
                rva, size = memory.integers(root + (leaf & ~_ELSEWHERE), 2, 4)
                yield _key(memory, root, name), language, rva, size


def _is_kind(memory: Memory, root: int, key: int, kind: int | str) -> bool:
    if isinstance(kind, int):
        return key == kind
    return bool(key & _ELSEWHERE) and _is_named(memory, root + (key ^ _ELSEWHERE), kind)


def _key(memory: Memory, root: int, key: int) -> int | str:
    if not key & _ELSEWHERE:
        return key
    (length,) = memory.integers(root + (key ^ _ELSEWHERE), 1, 2)
    raw = memory.run(root + (key ^ _ELSEWHERE) + 2, 2 * min(length, _LONGEST_NAME))
    return printable(raw.decode("utf-16-le", "replace"))


def version_strings(container: Container) -> dict[str, str]:
    """`FileVersion`, `ProductName`, ... of the first language that has each."""
    found: dict[str, str] = {}
    try:
        for key, value in _strings(_first_version(container)):
            found.setdefault(key, value)
    except MissingDataError:
        pass
    return found


def has_type_library(container: Container) -> bool:
    """Whether a resource of the type `TYPELIB` is there, as in most COM servers."""
    directory = container.directory("RESOURCE")
    if directory is None:
        return False
    memory, root = container.memory, directory.rva
    try:
        return any(
            _is_named(memory, root + (key ^ _ELSEWHERE), TYPE_LIBRARY)
            for key, _ in _entries(memory, root)
            if key & _ELSEWHERE
        )
    except MissingDataError:
        return False


def isolation_manifest(container: Container) -> bytes:
    """The manifest that Windows reads when it loads the DLL, as it stands there (XML); empty when there is none."""
    directory = container.directory("RESOURCE")
    memory = container.memory
    try:
        place = dict(_entries(memory, directory.rva)).get(MANIFEST) if directory else None
        if directory is None or not place:
            return b""
        place = dict(_entries(memory, directory.rva + (place & ~_ELSEWHERE))).get(_ISOLATION_AWARE)
        if not place:
            return b""
        if place & _ELSEWHERE:
            _, place = next(iter(_entries(memory, directory.rva + (place & ~_ELSEWHERE))), (0, 0))
        rva, size = memory.integers(directory.rva + place, 2, 4)
        return memory.read(rva, size)
    except MissingDataError:
        return b""


def _entries(memory: Memory, rva: int) -> list[tuple[int, int]]:
    """What stands in one node of the tree: a number or the place of a name, and where it leads."""
    named, numbered = memory.integers(rva + 12, 2, 2)
    flat = memory.integers(rva + 16, 2 * (named + numbered), 4)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _is_named(memory: Memory, rva: int, wanted: str) -> bool:
    """Whether the name of a type is that; others are not read, they may be as long as they like."""
    (length,) = memory.integers(rva, 1, 2)
    return length == len(wanted) and memory.read(rva + 2, 2 * length).upper() == wanted.encode("utf-16-le")


def _first_version(container: Container) -> bytes:
    directory = container.directory("RESOURCE")
    types = dict(_entries(container.memory, directory.rva)) if directory else {}
    place = types.get(_VERSION)
    if directory is None or place is None:
        return b""
    for _ in ("name", "language"):
        if place & _ELSEWHERE:
            _, place = next(iter(_entries(container.memory, directory.rva + (place ^ _ELSEWHERE))), (0, 0))
    rva, size = container.memory.integers(directory.rva + place, 2, 4)
    return container.memory.read(rva, size)


@dataclass(frozen=True)
class _Block:
    """A node of the version resource: a name, a value, and more nodes; `start` and `end` enclose the latter two."""

    key: str
    start: int
    end: int


def _strings(data: bytes) -> Iterator[tuple[str, str]]:
    for version in _blocks(data, 0, len(data)):
        # A fixed structure stands in front of the nodes; its size is the second number of the head.
        (fixed,) = unpack_from("<H", data, 2)
        for kind in _blocks(data, _aligned(version.start + fixed), version.end):
            tables = _blocks(data, kind.start, kind.end) if kind.key == "StringFileInfo" else ()
            for table in tables:
                for each in _blocks(data, table.start, table.end):
                    yield printable(each.key), printable(_text(data, each.start, each.end).strip())


def _blocks(data: bytes, start: int, end: int) -> Iterator[_Block]:
    while start + 6 <= end:
        (length,) = unpack_from("<H", data, start)
        if length < 6:
            return
        key = _text(data, start + 6, min(start + length, end))
        yield _Block(key, _aligned(start + 6 + 2 * len(key) + 2), min(start + length, end))
        start = _aligned(start + length)


def _text(data: bytes, start: int, end: int) -> str:
    return data[start:end].decode("utf-16-le", "replace").partition("\0")[0]


def _aligned(offset: int) -> int:
    return -(-offset // 4) * 4
