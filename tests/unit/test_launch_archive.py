"""PyInstaller's archive format: what is written is read back; what is damaged is said to be damaged."""

from __future__ import annotations

import struct
import zlib

import pytest

from probe32.errors import HostError
from probe32.launch.archive import BINARY, OPTION, SCRIPT, Archive, Entry, build, parse

PROGRAM = b"MZ the program in front" * 9


def an_archive() -> Archive:
    entries = (
        Entry.packed("struct", "m", b"module"),
        Entry.packed("start", SCRIPT, b""),
        Entry.packed("folder\\ünï.dll", BINARY, bytes(range(256)) * 40),
        Entry("u", OPTION, False, 0, b""),
    )
    return Archive(PROGRAM, entries, 314, b"python314.dll".ljust(64, b"\0"))


def test_what_is_built_is_parsed_back() -> None:
    archive = an_archive()
    assert parse(build(archive)) == archive
    assert [entry.data() for entry in archive.entries] == [b"module", b"", bytes(range(256)) * 40, b""]


def test_the_format_is_pyinstallers() -> None:
    image = build(an_archive())
    magic, length, table, table_length, version, library = struct.unpack("!8sIIII64s", image[-88:])
    assert (magic, version, library.rstrip(b"\0")) == (b"MEI\014\013\012\013\016", 314, b"python314.dll")
    assert len(PROGRAM) + length == len(image)
    start = len(PROGRAM) + table
    item = struct.unpack("!IIIIBc", image[start : start + 18])
    assert item == (32, 0, len(zlib.compress(b"module", 9)), 6, 1, b"m")
    assert image[start + 18 : start + 32].rstrip(b"\0") == b"struct"
    assert start + table_length + 88 == len(image)


@pytest.mark.parametrize("cut", [1, 87, 88, 200])
def test_a_truncated_executable_is_refused(cut: int) -> None:
    with pytest.raises(HostError, match="no PyInstaller archive"):
        parse(build(an_archive())[:-cut])


def test_an_executable_without_its_front_is_refused() -> None:
    with pytest.raises(HostError, match="outside of its file"):
        parse(build(an_archive())[-150:])


def test_an_entry_beyond_the_end_is_refused() -> None:
    archive = an_archive()
    image = bytearray(build(archive))
    table = len(PROGRAM) + sum(len(entry.stored) for entry in archive.entries)
    image[table + 4 : table + 8] = struct.pack("!I", 1 << 30)
    with pytest.raises(HostError, match="'struct' of the frozen host lies outside of its file"):
        parse(bytes(image))


def test_a_damaged_table_is_refused() -> None:
    archive = an_archive()
    image = bytearray(build(archive))
    table = len(PROGRAM) + sum(len(entry.stored) for entry in archive.entries)
    image[table : table + 4] = struct.pack("!I", 0)
    with pytest.raises(HostError, match="lies outside of its file"):
        parse(bytes(image))


def test_a_damaged_entry_is_refused() -> None:
    with pytest.raises(HostError, match=r"'x\.dll' of the frozen host is damaged"):
        Entry("x.dll", BINARY, True, 3, b"not zlib").data()


def test_an_entry_of_another_size_is_refused() -> None:
    with pytest.raises(HostError, match="has 3 bytes, not 4"):
        Entry("x.dll", BINARY, False, 4, b"abc").data()
