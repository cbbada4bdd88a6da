"""The facts of an image apart from its exports."""

from __future__ import annotations

import hashlib
import os
import re
import struct
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from probe32.pe import CodeEvidence, ExportKind, Image, find_export, read_image

Mingw = Callable[..., str]


@pytest.fixture(scope="module")
def delayed(tmp_path_factory: pytest.TempPathFactory, mingw: Mingw) -> Image:
    """A DLL with a time stamp, COM's entry point, and an import that is bound at the first call."""
    folder = tmp_path_factory.mktemp("delayed")
    library, dll = folder / "libdelayed.a", folder / "delayed.dll"
    mingw("dlltool", "-d", "delayed.def", "-y", library)
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,_DllMain@12", "-Wl,--insert-timestamp", "-Wl,--subsystem,windows",
          "odd_exports.c", "odd_exports.def", "-o", dll, library, "-lkernel32")  # fmt: skip
    _announce_delayed_imports(dll, mingw("objdump", "-t", dll))
    return read_image(dll)


def _announce_delayed_imports(dll: Path, symbols: str) -> None:
    """Enter the table that dlltool made into the headers, which MinGW's linker forgets and Microsoft's does."""
    found = re.search(r"\(sec +(\d+)\).* 0x([0-9a-f]+) __DELAY_IMPORT_DESCRIPTOR_", symbols)
    assert found
    content = bytearray(dll.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    (offset,) = struct.unpack_from("<I", content, header + 248 + 40 * (int(found[1]) - 1) + 20)
    row = content[offset + int(found[2], 16) :][:32]
    # Into the padding of the section .data, where the empty row that ends the table follows.
    _, rva, _, offset = struct.unpack_from("<4I", content, content.index(b".data\0\0\0") + 8)
    content[offset + 64 : offset + 128] = row + bytes(32)
    struct.pack_into("<II", content, header + 24 + 96 + 8 * 13, rva + 64, 64)
    dll.write_bytes(content)


def test_sample(sample_dll: Path) -> None:
    image = read_image(sample_dll)
    assert (image.machine, image.bitness, image.subsystem) == ("x86", 32, "Windows console")
    assert (image.dotnet, image.com, image.timestamp) == (False, False, None)
    assert image.sha256 == hashlib.sha256(sample_dll.read_bytes()).hexdigest()
    assert image.version == {
        "CompanyName": "Probe32",
        "FileDescription": "Sample library with a make-believe spectrometer",
        "FileVersion": "1.2.3",
        "InternalName": "sample",
        "OriginalFilename": "sample.dll",
        "ProductName": "Probe32 sample",
        "ProductVersion": "1.2.3",
    }


def test_imports_agree_with_objdump(sample_dll: Path, mingw: Mingw) -> None:
    text = mingw("objdump", "-p", sample_dll)
    expected = {}
    for block in text.split("DLL Name: ")[1:]:
        names = re.findall(r"^\t[0-9a-f]+\s+\d+\s+(\S+)$", block.partition("\n\n")[0], re.MULTILINE)
        expected[block.split("\n")[0]] = tuple(names)
    assert {each.dll: each.names for each in read_image(sample_dll).imports} == expected
    assert sorted(expected) == ["KERNEL32.dll", "msvcrt.dll"]


def test_imports_at_load_and_at_the_first_call(delayed: Image) -> None:
    found = {each.dll: (each.delay, each.names) for each in delayed.imports}
    assert found == {"KERNEL32.dll": (False, ("GetTickCount",)), "msvcrt.dll": (True, ("puts",))}


def test_delayed_imports_of_visual_c_6(delayed: Image, tmp_path: Path) -> None:
    """Its tables hold addresses in place of RVAs, and bit 0 of the attributes is clear."""
    content = bytearray(delayed.path.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    (base,) = struct.unpack_from("<I", content, header + 24 + 28)
    (descriptor,) = struct.unpack_from("<I", content, header + 24 + 96 + 8 * 13)

    def place(rva: int) -> int:
        for index in range(struct.unpack_from("<H", content, header + 6)[0]):
            _, start, size, offset = struct.unpack_from("<4I", content, header + 248 + 40 * index + 8)
            if start <= rva < start + size:
                return int(offset + rva - start)
        raise AssertionError(rva)

    _, name, module, addresses, names = struct.unpack_from("<5I", content, place(descriptor))
    (first,) = struct.unpack_from("<I", content, place(names))
    struct.pack_into("<I", content, place(names), first + base)
    struct.pack_into("<5I", content, place(descriptor), 0, name + base, module + base, addresses + base, names + base)
    old = tmp_path / "old.dll"
    old.write_bytes(content)
    assert read_image(old).imports == delayed.imports
    assert "msvcrt.dll!puts" in comments(delayed.path) & comments(old)


def comments(dll: Path) -> set[str]:
    """What the code of a DLL's functions is explained with."""
    code = CodeEvidence(dll)
    functions = [each for each in read_image(dll).exports if each.kind is ExportKind.FUNCTION]
    return {line.comment for each in functions for line in code.disassemble(each).lines}


def test_import_by_ordinal(tmp_path: Path, mingw: Mingw) -> None:
    definition = tmp_path / "other.def"
    definition.write_text("LIBRARY other.dll\nEXPORTS\n  nameless @77 NONAME\n")
    source = tmp_path / "user.c"
    source.write_text("__declspec(dllimport) int nameless(void);\nint start(void) { return nameless(); }\n")
    mingw("dlltool", "-d", definition, "-l", tmp_path / "libother.a")
    dll = tmp_path / "user.dll"
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,_start", source, tmp_path / "libother.a", "-o", dll)
    assert [(each.dll, each.names) for each in read_image(dll).imports] == [("other.dll", ("#77",))]


def test_timestamp_is_the_time_of_linking(delayed: Image) -> None:
    assert delayed.timestamp
    assert delayed.timestamp.endswith("Z")
    linked = datetime.fromisoformat(delayed.timestamp.replace("Z", "+00:00"))
    assert abs(datetime.now(timezone.utc) - linked) < timedelta(hours=1)


def test_subsystem_and_missing_version(delayed: Image) -> None:
    assert delayed.subsystem == "Windows GUI"
    assert delayed.version == {}


def test_version_in_two_languages_and_a_type_library(tmp_path: Path, mingw: Mingw) -> None:
    table = 'BLOCK "%s" BEGIN VALUE "CompanyName", %s END\n'
    german = table % ("040704B0", 'L"M\\x00FCller \\x00B5-Optik"\nVALUE "Escape", L"a\\x001b[2J"')
    english = table % ("040904B0", '"Mueller"\nVALUE "Comments", ""\nVALUE "FileVersion", "2.0"')
    script = tmp_path / "version.rc"
    script.write_text(
        '1 VERSIONINFO\nBEGIN\nBLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x407, 1200 END\n'
        f'BLOCK "StringFileInfo" BEGIN\n{german}{english}END\nEND\n1 TYPELIB BEGIN "MSFT" END\n'
    )
    mingw("windres", script, tmp_path / "version.o")
    dll = tmp_path / "version.dll"
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,0", tmp_path / "version.o", "-o", dll)
    image = read_image(dll)
    assert image.version == {
        "CompanyName": "Müller µ-Optik",
        "Escape": r"a\x1b[2J",
        "Comments": "",
        "FileVersion": "2.0",
    }
    assert image.com


def test_com_by_its_entry_point(delayed: Image) -> None:
    assert delayed.com


def test_an_image_without_exports_is_no_error(tmp_path: Path, mingw: Mingw) -> None:
    source = tmp_path / "quiet.c"
    source.write_text("int start(void) { return 0; }\n")
    program = tmp_path / "quiet.exe"
    mingw("gcc", "-nostdlib", "-Wl,-e,_start", source, "-o", program)
    image = read_image(program)
    assert (image.exports, image.imports) == ((), ())


def test_relative_paths_become_absolute(sample_dll: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample_dll.parent)
    assert read_image("sample.dll").path == sample_dll
    assert os.fspath(read_image(os.path.join(".", "sample.dll")).path) == str(sample_dll)  # noqa: PTH118 - text, too


@pytest.fixture
def changed(sample_dll: Path, tmp_path: Path) -> Callable[..., Image]:
    """Read a sample with other bytes at an offset from its PE signature."""

    def change(offset: int, layout: str, *values: int) -> Image:
        content = bytearray(sample_dll.read_bytes())
        struct.pack_into(layout, content, struct.unpack_from("<I", content, 0x3C)[0] + offset, *values)
        path = tmp_path / "changed.dll"
        path.write_bytes(content)
        return read_image(path)

    return change


@pytest.mark.parametrize("number, name", [(0x8664, "x64"), (0xAA64, "ARM64"), (0x1C4, "ARM"), (0x1234, "0x1234")])
def test_machines(changed: Callable[..., Image], number: int, name: str) -> None:
    assert changed(4, "<H", number).machine == name


@pytest.mark.parametrize("number, name", [(1, "native"), (2, "Windows GUI"), (99, "unknown (99)")])
def test_subsystems(changed: Callable[..., Image], number: int, name: str) -> None:
    assert changed(24 + 68, "<H", number).subsystem == name


def test_timestamp_in_utc(changed: Callable[..., Image]) -> None:
    assert changed(8, "<I", 1_700_000_000).timestamp == "2023-11-14T22:13:20Z"


def test_dotnet_by_its_directory(changed: Callable[..., Image]) -> None:
    assert changed(24 + 96 + 8 * 14, "<II", 0x2000, 72).dotnet


def test_a_hash_is_no_timestamp(sample_dll: Path, tmp_path: Path) -> None:
    """As Microsoft's linker does with /Brepro: an entry of type 16 in the debug directory."""
    content = bytearray(sample_dll.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    rdata = content.index(b".rdata\0\0")
    size, rva, raw, offset = struct.unpack_from("<4I", content, rdata + 8)
    struct.pack_into("<I", content, header + 8, 0xC0FFEE)
    struct.pack_into("<II", content, header + 24 + 96 + 8 * 6, rva + raw - 28, 28)
    struct.pack_into("<IIIIIII", content, offset + raw - 28, 0, 0, 0, 16, 0, 0, 0)
    struct.pack_into("<I", content, rdata + 8, max(size, raw))
    path = tmp_path / "hashed.dll"
    path.write_bytes(content)
    assert read_image(path).timestamp is None


def test_64_bit_image(tmp_path: Path, mingw: Mingw) -> None:
    source, dll = tmp_path / "wide.c", tmp_path / "wide.dll"
    source.write_text("int x;\n")
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,0", source, "-o", dll)
    image = read_image(_as_64_bit(dll))
    assert (image.machine, image.bitness) == ("x64", 64)
    assert find_export(image, "x").convention.evidence == ("It is data, not a function.",)


def _as_64_bit(dll: Path) -> Path:
    """Rewrite the headers as PE32+; what the sections hold stays as it is."""
    content = bytearray(dll.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    (sections,) = struct.unpack_from("<H", content, header + 6)
    optional = content[header + 24 : header + 24 + 224]
    table = content[header + 248 : header + 248 + 40 * sections]
    (base,) = struct.unpack_from("<I", optional, 28)
    wide = struct.pack("<H", 0x20B) + optional[2:24] + struct.pack("<Q", base) + optional[32:72]
    wide += b"".join(struct.pack("<Q", each) for each in struct.unpack_from("<4I", optional, 72)) + optional[88:]
    content[header + 24 : header + 24 + len(wide) + len(table)] = wide + table
    struct.pack_into("<H", content, header + 4, 0x8664)
    struct.pack_into("<H", content, header + 20, len(wide))
    dll.write_bytes(content)
    return dll
