"""COM type libraries: one with one of each thing, made by widl (`tests/fixtures/images/instrument.idl`)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from probe32.pe import read_details
from probe32.pe.com_types import ComType, TypeLibrary
from probe32.pe.type_library import read_type_library

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "images"
Mingw = Callable[..., str]


@pytest.fixture(scope="module")
def library() -> TypeLibrary:
    return read_type_library((FIXTURES / "instrument.tlb").read_bytes())


def _type(library: TypeLibrary, name: str) -> ComType:
    return next(each for each in library.types if each.name == name)


def test_the_library(library: TypeLibrary) -> None:
    assert (library.name, library.version, library.help, library.problem) == (
        "ExampleLib", "2.5", "Example instruments", "",
    )  # fmt: skip
    assert library.guid == "{6F1D8D0A-3C0C-4D6C-9A39-2B5A50C7F101}"
    assert [(each.name, each.kind) for each in library.types] == [
        ("Mode", "enum"),
        ("Reading", "struct"),
        ("Channel", "alias"),
        ("IInstrument", "dispinterface"),
        ("DInstrumentEvents", "dispinterface"),
        ("IRaw", "interface"),
        ("Instrument", "coclass"),
    ]


def test_a_dual_interface(library: TypeLibrary) -> None:
    found = _type(library, "IInstrument")
    assert (found.dual, found.bases, found.help) == (True, ("IDispatch",), "Measures")
    assert found.guid == "{6F1D8D0A-3C0C-4D6C-9A39-2B5A50C7F102}"
    assert [(each.kind, each.id, each.offset) for each in found.methods] == [
        ("method", 1, 28), ("get", 2, 32), ("put", 2, 36), ("method", 3, 40),
    ]  # fmt: skip
    # A type library keeps each name once, whatever the case of its letters: Channel, the type, gives its to `channel`.
    assert [each.declaration for each in found.methods] == [
        "HRESULT Measure([in] Channel Channel, [out, retval] double *value)",
        "HRESULT Name([out, retval] BSTR *Name)",
        "HRESULT Name([in] BSTR)",
        "HRESULT Read([in, out] SAFEARRAY(double) *values, [in, optional] VARIANT how, [in] Mode Mode)",
    ]
    assert found.methods[0].help == "Measures once"


def test_other_kinds_of_types(library: TypeLibrary) -> None:
    assert _type(library, "Mode").members == ("Idle = 0", "Measuring = 5", "Failed = -1", "Big = 2147483647")
    assert _type(library, "Reading").members == ("double value", "long raw[4]", "BSTR unit")
    assert _type(library, "Channel").members == ("long",)
    events = _type(library, "DInstrumentEvents")
    assert events.members == ("long Count",)
    assert [(each.declaration, each.offset) for each in events.methods] == [("void Changed([in] Mode Mode)", -1)]
    assert _type(library, "IRaw").methods[0].declaration == (
        "HRESULT Fill([in] Reading *Reading, [in] IInstrument **others, [in] unsigned __int64 size)"
    )
    assert _type(library, "Instrument").bases == (
        "IInstrument [default]", "IRaw", "DInstrumentEvents [default, source]",
    )  # fmt: skip


def test_several_libraries_in_one_file(tmp_path: Path, mingw: Mingw) -> None:
    script = tmp_path / "two.rc"
    names = {1: "instrument.tlb", 7: "other.tlb"}
    script.write_text("\n".join(f'{number} TYPELIB "{name}"' for number, name in names.items()))
    mingw("windres", "-I", FIXTURES, script, tmp_path / "two.o")
    source = tmp_path / "two.c"
    source.write_text("__declspec(dllexport) int version(void) { return 1; }\n")
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,_version", "-o", tmp_path / "two.dll", source, tmp_path / "two.o")
    details = read_details(tmp_path / "two.dll")
    assert [(each.number, each.name, each.problem) for each in details.type_libraries] == [
        (1, "ExampleLib", ""),
        (7, "OtherLib", ""),
    ]
    assert details.image.com


def test_what_is_no_library_of_that_format() -> None:
    assert "Visual Basic 4" in read_type_library(b"SLTG" + bytes(100)).problem
    assert read_type_library(b"nonsense").problem == "It is no type library."


def test_a_library_that_ends_too_soon() -> None:
    data = (FIXTURES / "instrument.tlb").read_bytes()
    assert "It is damaged: it ends within its header" in read_type_library(data[:40]).problem
    for length in range(40, len(data), 37):
        assert read_type_library(data[:length]).problem


def test_claims_of_billions() -> None:
    data = bytearray((FIXTURES / "instrument.tlb").read_bytes())
    struct.pack_into("<I", data, 0x20, 0x7FFFFFFF)
    assert "it claims 2,147,483,647 types" in read_type_library(bytes(data)).problem


def test_references_in_a_circle() -> None:
    """Each description of a type, made to be a pointer to the first one, which is itself."""
    data = bytearray((FIXTURES / "instrument.tlb").read_bytes())
    (count,) = struct.unpack_from("<I", data, 0x20)
    types = struct.unpack_from("<2I", data, 0x54 + 4 * count + 16 * 9)
    for place in range(types[0], types[0] + types[1], 8):
        struct.pack_into("<HHi", data, place, 26, 0, 0)
    found = read_type_library(bytes(data))
    assert any("?" in method.declaration for each in found.types for method in each.methods)
