"""What else a file tells: sections, safety, hashes, the tools that made it, its manifest, what stands behind it."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

import pefile  # type: ignore[import-untyped]
import pytest
from made_images import CODE, FIRST, MadeImage, Section, with_resource

from probe32.pe import Details, read_details
from probe32.pe.manifest import AssemblyIdentity, Manifest
from probe32.pe.rich_header import read_rich_header
from probe32.pe.sections import entropy_of

Mingw = Callable[..., str]

_MANIFEST = b"""<?xml version="1.0" encoding="UTF-8"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity name="Example.Driver" version="1.2.3.4" processorArchitecture="x86" type="win32"/>
  <dependency><dependentAssembly>
    <assemblyIdentity type="win32" name="Microsoft.VC90.CRT" version="9.0.21022.8" processorArchitecture="x86"
      publicKeyToken="1fc8b3b9a1e18e3b"/>
  </dependentAssembly></dependency>
  <file name="driver.dll"><comClass clsid="{6F1D8D0A-3C0C-4D6C-9A39-2B5A50C7F105}" progid="Example.Driver"/></file>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="requireAdministrator" uiAccess="true"/>
  </requestedPrivileges></security></trustInfo>
  <application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
    <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true</dpiAware>
    <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
    <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
  </windowsSettings></application>
</assembly>
"""


def _details(tmp_path: Path, made: MadeImage, behind: bytes = b"") -> Details:
    path = tmp_path / "made.dll"
    path.write_bytes(made.content() + behind)
    return read_details(path)


def _manifest(tmp_path: Path, data: bytes) -> Manifest:
    (found,) = _details(tmp_path, with_resource(24, 2, data)).manifests
    return found


def test_sections(sample_dll: Path, mingw: Mingw) -> None:
    expected = [line.split() for line in mingw("objdump", "-h", sample_dll).splitlines() if line[2:4].strip().isdigit()]
    found = read_details(sample_dll).sections
    assert [each.name for each in found] == [row[1] for row in expected]
    rights = {each.name: each.rights for each in found}
    assert (rights[".text"], rights[".bss"], rights[".rdata"]) == ("r-x", "rw-", "r--")
    assert all(0 < (each.entropy or 0) < 8 for each in found if each.size_in_file)


def test_entropy() -> None:
    assert (entropy_of(b"a" * 100), entropy_of(bytes(range(256)))) == (0.0, 8.0)


def test_names_of_sections_with_more_than_8_letters(tmp_path: Path, mingw: Mingw) -> None:
    source = tmp_path / "long.c"
    source.write_text('__declspec(dllexport) __attribute__((section(".a_long_name"))) int version = 1;\n')
    mingw("gcc", "-shared", "-nostdlib", "-Wl,--enable-long-section-names", "-o", tmp_path / "long.dll", source)
    details = read_details(tmp_path / "long.dll")
    assert ".a_long_name" in [each.name for each in details.sections]
    assert details.overlay is None  # the table of symbols is none


def test_overlay(tmp_path: Path) -> None:
    made = MadeImage([Section(b"x" * 512)])
    assert _details(tmp_path, made).overlay is None
    found = _details(tmp_path, made, b"Setup" * 100).overlay
    assert found is not None
    assert (found.offset, found.size) == (len(made.content()), 500)


def test_safety(sample_dll: Path) -> None:
    found = read_details(sample_dll).security
    assert (found.aslr, found.dep, found.cfg, found.safe_seh, found.cookie) == (True, True, False, False, False)


def test_load_configuration(tmp_path: Path) -> None:
    table = bytearray(0x60)
    struct.pack_into("<I", table, 0, 0x5C)
    struct.pack_into("<III", table, 0x3C, 0x10002000, 0x10003000, 4)
    found = _details(tmp_path, MadeImage([Section(bytes(table))], {10: (FIRST, 0x40)})).security
    assert (found.cookie, found.safe_seh) == (True, True)


def test_hashes(sample_dll: Path) -> None:
    content, found = sample_dll.read_bytes(), read_details(sample_dll).hashes
    assert found.md5 == hashlib.md5(content).hexdigest()
    assert found.sha1 == hashlib.sha1(content).hexdigest()
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.imphash == pefile.PE(str(sample_dll)).get_imphash()


def test_imphash_with_ordinals_that_have_names(tmp_path: Path, mingw: Mingw) -> None:
    definition, source = tmp_path / "ws2_32.def", tmp_path / "uses.c"
    definition.write_text("LIBRARY WS2_32.dll\nEXPORTS\nclosesocket@4 @3 NONAME\nmine@0 @999 NONAME\n")
    source.write_text(
        "__declspec(dllimport) int __stdcall closesocket(int); __declspec(dllimport) int __stdcall mine(void);\n"
        "__declspec(dllexport) int version(void) { return closesocket(1) + mine(); }\n"
    )
    mingw("dlltool", "-k", "-d", definition, "-l", tmp_path / "libws2.a")
    dll = tmp_path / "uses.dll"
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,_version", "-o", dll, source, tmp_path / "libws2.a")
    assert read_details(dll).hashes.imphash == pefile.PE(str(dll)).get_imphash() != ""


def test_who_compiled_it(tmp_path: Path, mingw: Mingw) -> None:
    source = tmp_path / "made.c"
    source.write_text('#include <stdio.h>\n__declspec(dllexport) int version(void) { return puts(""); }\n')
    mingw("gcc", "-shared", "-static-libgcc", "-o", tmp_path / "made.dll", source)
    found = read_details(tmp_path / "made.dll").toolchain
    assert [each.product for each in found.hints] == ["GCC of MinGW"]
    assert found.idents[0].startswith("GCC: (GNU)")
    assert found.runtimes == ("msvcrt.dll, which is part of Windows",)
    assert found.linker.startswith("2.")


@pytest.mark.parametrize(
    "content, product",
    [
        (b"Embarcadero Delphi for Win32 compiler version 35.0 (28.0.44500.8973)\0", "Delphi"),
        (b"\xff Go buildinf:\x08\x02", "Go"),
        (b"/rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library/core\0", "Rust"),
        (b"clang version 17.0.6 (https://github.com/llvm)\0", "Clang"),
    ],
)
def test_marks_of_languages(tmp_path: Path, content: bytes, product: str) -> None:
    found = _details(tmp_path, MadeImage([Section(content.ljust(64, b"\0"))])).toolchain
    assert [each.product for each in found.hints] == [product]


def test_rich_header() -> None:
    key = 0x12345678
    entries = [(0x0105 << 16 | 31937, 12), (0x0102 << 16 | 31937, 1), (0x0084 << 16 | 30729, 3), (1 << 16, 99)]
    words = [0x536E6144, 0, 0, 0, *(word for each in entries for word in each)]
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x100) + bytes(0x40)
    head += struct.pack(f"<{len(words)}I", *(word ^ key for word in words)) + b"Rich" + struct.pack("<I", key)
    found = read_rich_header(head.ljust(0x100, b"\0"))
    assert [(each.product, each.build, each.count) for each in found] == [
        ("C++ compiler, Visual Studio 2022", 31937, 12),
        ("linker, Visual Studio 2022", 31937, 1),
        ("C++ compiler, Visual Studio 2008", 30729, 3),
        ("imported functions", 0, 99),
    ]


def test_program_database(tmp_path: Path) -> None:
    record = b"RSDS" + bytes(range(16)) + struct.pack("<I", 3) + b"C:\\work\\driver.pdb\0"
    entries = struct.pack("<6II", 0, 0x5F000000, 0, 2, len(record), FIRST + 28, 0x200 + 28)
    found = _details(tmp_path, MadeImage([Section(entries + record)], {6: (FIRST, 28)})).debug
    assert found.pdb == "C:\\work\\driver.pdb"
    assert found.pdb_id == "03020100-0504-0706-0809-0A0B0C0D0E0F, age 3"
    assert [(each.type, each.timestamp) for each in found.entries] == [("CodeView", "2020-07-04T04:05:20Z")]


def test_entry_point_and_base(sample_dll: Path, tmp_path: Path) -> None:
    details = read_details(sample_dll)
    assert details.image_base == 0x10000000
    assert any(
        each.rights == "r-x" and each.rva <= details.entry_point < each.rva + each.size for each in details.sections
    )
    assert _details(tmp_path, MadeImage([Section(b"\xc3" * 8, flags=CODE)])).entry_point == 0


def test_manifest(tmp_path: Path) -> None:
    found = _manifest(tmp_path, _MANIFEST)
    assert found.identity == AssemblyIdentity("Example.Driver", "1.2.3.4", "", "x86")
    assert [str(each) for each in found.dependencies] == ["Microsoft.VC90.CRT 9.0.21022.8 x86"]
    assert (found.number, found.language, found.problem) == (2, 1033, "")
    assert (found.level, found.ui_access, found.dpi) == ("requireAdministrator", True, "PerMonitorV2")
    assert (found.settings, found.files, found.classes) == (
        (("activeCodePage", "UTF-8"),),
        ("driver.dll",),
        ("Example.Driver",),
    )
    assert found.text == _MANIFEST.decode().rstrip("\n")


def test_a_manifest_in_utf_16(tmp_path: Path) -> None:
    text = '<assembly><assemblyIdentity name="Ü" version="1.0.0.0"/></assembly>'
    assert str(_manifest(tmp_path, text.encode("utf-16")).identity) == "Ü 1.0.0.0"


@pytest.mark.parametrize("data", [b"<assembly>", b"", b"\xff\xfe\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_manifest_that_windows_would_refuse(tmp_path: Path, data: bytes) -> None:
    assert _manifest(tmp_path, data).problem.startswith("It is no XML that Windows would take")


def test_a_manifest_that_is_too_long(tmp_path: Path) -> None:
    found = _manifest(tmp_path, b" " * (1 << 20) + _MANIFEST)
    assert (found.text, "of all manifests together 1,048,576 bytes are" in found.problem) == ("", True)


def test_nothing_is_there(tmp_path: Path) -> None:
    details = _details(tmp_path, MadeImage([Section(b"x")]))
    assert (details.manifests, details.signing.signatures, details.type_libraries) == ((), (), ())
    assert (details.assembly, details.overlay, details.notes) == (None, None, ())
