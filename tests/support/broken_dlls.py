"""DLLs that do not load, one a cause, and odd ones that do; built by MinGW, or by editing bytes."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from mingw import tool

from probe32.pe import read_image

DLLS = Path(__file__).resolve().parents[1] / "dlls"
_PE_POINTER = 0x3C
_MACHINE, _CHARACTERISTICS, _SUBSYSTEM, _DIRECTORIES = 4, 22, 92, 120
"""Offsets from the PE header of a 32-bit image (PE specification, "COFF File Header", "Optional Header")."""

_NEEDY = "__declspec(dllimport) int {0}(void); __declspec(dllexport) int {1}(void) {{ return {0}(); }}"
_SEVEN = "__declspec(dllexport) int seven(void) { return 7; }"
_DELAYED = """
__asm__(".section .rdata\\n.globl _late_table\\n_late_table: .long 1\\n.rva late_name\\n.long 0\\n"
        ".rva late_addresses\\n.rva late_names\\n.fill 11, 4, 0\\nlate_name: .asciz \\"late.dll\\"\\n"
        "late_addresses: .long 0, 0\\nlate_names: .rva late_hint\\n.long 0\\nlate_hint: .short 0\\n"
        ".asciz \\"seven\\"\\n.section .drectve\\n.ascii \\" -export:late_table,data\\"\\n.text");
"""
_MANIFEST = """\
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0"><dependency><dependentAssembly>
<assemblyIdentity type="win32" name="{name}" version="{version}" processorArchitecture="x86"
 publicKeyToken="1fc8b3b9a1e18e3b"/></dependentAssembly></dependency></assembly>
"""


def run(folder: Path, *words: object) -> None:
    """A tool's command; what it leaves behind goes to the folder."""
    subprocess.run([str(each) for each in words], check=True, env={**os.environ, "TMPDIR": str(folder)})


def dll(target: Path, text: str = _SEVEN, *more: object) -> Path:
    """A DLL of C text and what else the linker takes."""
    source = target.with_suffix(".c")
    source.write_text(text, "ascii")
    run(target.parent, tool("gcc"), "-O1", "-static-libgcc", "-shared", "-o", target, source, *more)
    return target


def imported(folder: Path, library: str, *exports: str) -> Path:
    """An import library for a DLL that need not exist."""
    definition, archive = folder / f"{library}.def", folder / f"{library}.a"
    definition.write_text("\n".join((f"LIBRARY {library}", "EXPORTS", *exports, "")), "ascii")
    run(folder, tool("dlltool"), "-d", definition, "-l", archive)
    return archive


def needy(folder: Path, library: str, export: str = "seven", *, name: str = "needy", function: str = "seven") -> Path:
    """A DLL that takes a function from another one."""
    return dll(folder / f"{name}.dll", _NEEDY.format(function, name), imported(folder, library, export))


def defined(target: Path, *exports: str) -> Path:
    """A DLL whose exports are those of a definition file, which has `seven` at hand."""
    definition = target.with_suffix(".def")
    definition.write_text("\n".join(("EXPORTS", *exports, "")), "ascii")
    return dll(target, "int seven(void) { return 7; }", definition)


def edited(file: Path, *edits: tuple[int, str, int]) -> Path:
    """The file with numbers put at offsets from its PE header."""
    content = bytearray(file.read_bytes())
    header = struct.unpack_from("<I", content, _PE_POINTER)[0]
    for offset, form, value in edits:
        struct.pack_into(form, content, header + offset, value)
    file.write_bytes(content)
    return file


def missing(folder: Path) -> Path:
    """A dependency is nowhere."""
    return needy(folder, "absent.dll")


def missing_deeper(folder: Path) -> Path:
    """A dependency of a dependency is nowhere."""
    needy(folder, "absent.dll", name="middle")
    return needy(folder, "middle.dll", "middle", function="middle")


def missing_runtime(folder: Path) -> Path:
    """A compiler's runtime is not installed."""
    return needy(folder, "mfc71u.dll")


def switched_off(folder: Path) -> Path:
    """The host is started without .NET's loader."""
    return needy(folder, "mscoree.dll", "CorBindToRuntime", function="CorBindToRuntime")


def dependency_of_64_bits(folder: Path) -> Path:
    """The file that is found for a dependency is a 64-bit one."""
    shutil.copy(_system32() / "version.dll", folder / "absent.dll")
    return missing(folder)


def dependency_that_is_none(folder: Path) -> Path:
    """The file that is found for a dependency is text."""
    (folder / "absent.dll").write_text("This is no DLL.", "ascii")
    return missing(folder)


def of_64_bits(folder: Path) -> Path:
    """A 64-bit DLL."""
    return Path(shutil.copy(_system32() / "version.dll", folder / "wide.dll"))


def for_arm(folder: Path) -> Path:
    """A DLL for ARM processors."""
    return edited(dll(folder / "arm.dll"), (_MACHINE, "<H", 0x01C4))


def for_itanium(folder: Path) -> Path:
    """A DLL for Itanium processors."""
    return edited(of_64_bits(folder), (_MACHINE, "<H", 0x0200))


def truncated(folder: Path) -> Path:
    """Half a file."""
    file = dll(folder / "half.dll")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 8])
    return file


def of_16_bits(folder: Path) -> Path:
    """A DLL for Windows 3."""
    return edited(dll(folder / "old.dll"), (0, "<4s", b"NE\0\0"))  # type: ignore[arg-type]


def without_function(folder: Path) -> Path:
    """The dependency is an older version that lacks a function."""
    dll(folder / "absent.dll")
    return needy(folder, "absent.dll", "eight", function="eight")


def without_ordinal(folder: Path) -> Path:
    """The dependency has no function with an ordinal."""
    dll(folder / "absent.dll")
    return needy(folder, "absent.dll", "eight @77 NONAME", function="eight")


def forwarded_nowhere(folder: Path) -> Path:
    """The dependency's function is in a DLL that is nowhere."""
    defined(folder / "absent.dll", "seven = gone.seven")
    return missing(folder)


def forwarded_to_nothing(folder: Path) -> Path:
    """The dependency's function leads to another one that does not exist."""
    dll(folder / "further.dll")
    defined(folder / "absent.dll", "eight = further.eight")
    return needy(folder, "absent.dll", "eight", function="eight")


def forwarded_in_a_circle(folder: Path) -> Path:
    """The dependency's function leads to another one, and that back to it."""
    defined(folder / "round.dll", "seven = absent.seven")
    defined(folder / "absent.dll", "seven = round.seven")
    return missing(folder)


def without_assembly(folder: Path) -> Path:
    """The manifest names a side-by-side assembly that is not installed."""
    return with_manifest(folder, "Microsoft.VC90.MFC", "9.0.30729.6161")


def with_manifest(folder: Path, name: str, version: str) -> Path:
    """A DLL whose manifest asks for an assembly."""
    (folder / "asm.manifest").write_text(_MANIFEST.format(name=name, version=version), "ascii")
    (folder / "asm.rc").write_text('2 24 "asm.manifest"\n', "ascii")
    run(folder, tool("windres"), "-I", folder, folder / "asm.rc", folder / "asm.o")
    return dll(folder / "sxs.dll", _SEVEN, folder / "asm.o")


def refusing(folder: Path) -> Path:
    """Its start-up code says no."""
    return dll(folder / "refuse.dll", (DLLS / "refuse_load.c").read_text("ascii"))


# --- odd, and loaded all the same -----------------------------------------------------------------------------------


def with_assembly(folder: Path) -> Path:
    """The manifest names an assembly that is installed."""
    return with_manifest(folder, "Microsoft.VC90.CRT", "9.0.21022.8")


def with_private_assembly(folder: Path) -> Path:
    """The assembly lies beside the DLL."""
    private = folder / "Vendor.Tools"
    private.mkdir()
    (private / "Vendor.Tools.manifest").write_text("<assembly/>", "ascii")
    return with_manifest(folder, "Vendor.Tools", "1.0.0.0")


def delayed(folder: Path) -> Path:
    """A dependency that is nowhere is loaded at the first call only."""
    file = dll(folder / "needy.dll", _SEVEN + _DELAYED)
    table = next(each.rva for each in read_image(file).exports if each.name == "late_table")
    return edited(file, (_DIRECTORIES + 13 * 8, "<I", table), (_DIRECTORIES + 13 * 8 + 4, "<I", 64))


def api_set(folder: Path) -> Path:
    """It takes a function from a name that Windows replaces."""
    library = imported(folder, "api-ms-win-core-sysinfo-l1-1-0.dll", "GetTickCount@0")
    text = "int __stdcall GetTickCount(void); __declspec(dllexport) int ticks(void) { return GetTickCount(); }"
    return dll(folder / "ticks.dll", text, library)


def lost_export(folder: Path) -> Path:
    """An export of its own is in a DLL that is nowhere."""
    return defined(folder / "front.dll", "seven", "eight = gone.eight")


def mutual(folder: Path) -> Path:
    """Two DLLs need each other."""
    needy(folder, "needy.dll", "needy", function="needy", name="absent")
    return needy(folder, "absent.dll", "absent", function="absent")


def damaged_exports(folder: Path) -> Path:
    """The export table is said to be where nothing is."""
    return edited(dll(folder / "lost.dll"), (_DIRECTORIES, "<I", 0x7FFF0000))


def damaged_imports(folder: Path) -> Path:
    """The import table is said to be where nothing is."""
    return edited(dll(folder / "lost.dll"), (_DIRECTORIES + 8, "<I", 0x7FFF0000))


def program(folder: Path) -> Path:
    """A program."""
    return edited(dll(folder / "program.exe"), (_CHARACTERISTICS, "<H", 0x0102))


def driver(folder: Path) -> Path:
    """A driver."""
    return edited(dll(folder / "driver.sys"), (_CHARACTERISTICS, "<H", 0x0102), (_SUBSYSTEM, "<H", 1))


def dotnet(folder: Path) -> Path:
    """A file with a .NET header, which stands where the export table does."""
    file = dll(folder / "assembly.dll")
    content = file.read_bytes()
    header = struct.unpack_from("<I", content, _PE_POINTER)[0]
    rva = struct.unpack_from("<I", content, header + _DIRECTORIES)[0]
    return edited(file, (_DIRECTORIES + 14 * 8, "<I", rva), (_DIRECTORIES + 14 * 8 + 4, "<I", 72))


def _system32() -> Path:
    """The folder of this Windows' 64-bit DLLs."""
    from probe32.launch import find_host, loader_places

    return loader_places(find_host()).system.parent / ("System32" if os.name == "nt" else "system32")


Builder = Callable[[Path], Path]
