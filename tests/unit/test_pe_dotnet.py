"""What a .NET assembly tells: a small one with one of each thing, and others beside what dnfile reads."""

from __future__ import annotations

import struct
from pathlib import Path

import dnfile  # type: ignore[import-untyped]
import pytest

from probe32.pe import read_details
from probe32.pe.dotnet import Assembly, AssemblyName, ClrType

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "images"


def _read(path: Path) -> Assembly:
    found = read_details(path).assembly
    assert found is not None
    return found


@pytest.fixture(scope="module")
def instrument() -> Assembly:
    return _read(FIXTURES / "instrument.dll")


def _type(assembly: Assembly, name: str) -> ClrType:
    return next(each for each in assembly.types if each.name == name)


def test_what_the_assembly_is(instrument: Assembly) -> None:
    assert str(instrument.name) == "instrument, 2.5.0.7"
    assert (instrument.runtime, instrument.framework) == ("v4.0.30319", ".NETFramework,Version=v4.5")
    assert instrument.references == (AssemblyName("mscorlib", "4.0.0.0", "", "b77a5c561934e089"),)
    assert (instrument.pure, instrument.strong_name) == (True, False)


def test_kinds_of_types(instrument: Assembly) -> None:
    assert {each.name: (each.visibility, each.kind, each.base) for each in instrument.types} == {
        "Example.Mode": ("public", "enum", ""),
        "Example.Reading": ("public", "struct", ""),
        "Example.IInstrument": ("public", "interface", ""),
        "Example.Changed": ("public", "delegate", ""),
        "Example.Base<T>": ("public", "class", ""),
        "Example.Base.Nested": ("public", "class", ""),
        "Example.Spectrometer": ("public", "class", "Example.Base<float>"),
    }


def test_methods_as_c_sharp_writes_them(instrument: Assembly) -> None:
    base = [each.declaration for each in _type(instrument, "Example.Base<T>").methods]
    assert base == [
        "protected Base(string name)",
        "public double Measure(int channel)",
        "public System.Collections.Generic.Dictionary<string, System.Collections.Generic.List<T>> All()",
        "internal U Convert<U>(T value, U[,] table, ref int used, out Example.Reading reading)",
    ]
    nested = [each.declaration for each in _type(instrument, "Example.Base.Nested").methods]
    assert "public byte* Buffer(IntPtr handle)" in nested
    ticks = next(each for each in _type(instrument, "Example.Spectrometer").methods if each.name == "Ticks")
    assert (ticks.declaration, ticks.native) == ("public static uint Ticks()", "kernel32.dll!GetTickCount")


def test_fields_and_values(instrument: Assembly) -> None:
    assert _type(instrument, "Example.Mode").fields == ("Idle = 0", "Measuring = 5", "Failed = -1")
    assert _type(instrument, "Example.Reading").fields == ("public double Value", "public long[] Raw")
    assert "public const int Channels = 8" in _type(instrument, "Example.Base<T>").fields


@pytest.mark.parametrize(
    "flags, words",
    [
        (1, "any processor (AnyCPU)"),
        (3, "x86, 32 bit only"),
        (0x20003, "any processor, as 32 bit where there is a choice (AnyCPU, 32-bit preferred)"),
        (0, "x86, 32 bit only; it has native code too (mixed mode)"),
    ],
)
def test_the_processors_that_it_runs_on(tmp_path: Path, flags: int, words: str) -> None:
    content = bytearray((FIXTURES / "instrument.dll").read_bytes())
    header = content.index(struct.pack("<IHH", 72, 2, 5))  # the .NET header: its size, and the runtime's version
    struct.pack_into("<I", content, header + 16, flags)
    (tmp_path / "changed.dll").write_bytes(content)
    assert _read(tmp_path / "changed.dll").platform == words


def test_damaged_metadata_is_told(tmp_path: Path) -> None:
    content = (FIXTURES / "instrument.dll").read_bytes().replace(b"BSJB", b"BSJX")
    (tmp_path / "damaged.dll").write_bytes(content)
    details = read_details(tmp_path / "damaged.dll")
    assert details.assembly is None
    assert details.notes == ("Its .NET metadata cannot be read: its metadata does not begin with BSJB.",)


def test_a_native_dll_is_no_assembly(sample_dll: Path) -> None:
    assert read_details(sample_dll).assembly is None


def test_the_same_types_and_methods_as_dnfile() -> None:
    path = FIXTURES / "instrument.dll"
    theirs = dnfile.dnPE(str(path))
    expected = {
        str(row.TypeName).partition("`")[0]: [str(each.row.Name) for each in row.MethodList]
        for row in theirs.net.mdtables.TypeDef.rows
        if str(row.TypeName) != "<Module>"
    }
    theirs.close()
    ours = {
        each.name.rpartition(".")[2].partition("<")[0]: [method.name for method in each.methods]
        for each in _read(path).types
    }
    assert ours == expected
