"""The export table as `objdump` reads it: every ordinal, name, RVA and forwarder."""

from __future__ import annotations

import os
import struct
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from made_images import FIRST, exporting_tables, text_place
from proofs.compared_images import objdump_exports, our_exports

from probe32.abi.types import Convention
from probe32.pe import Confidence, Export, ExportKind, Image, find_export, read_image

Mingw = Callable[..., str]

WINDOWS_FOLDERS = (
    "/usr/lib/i386-linux-gnu/wine/i386-windows",
    "/usr/lib/wine/i386-windows",
    "/opt/wine-stable/lib/wine/i386-windows",
    os.path.expandvars(r"%SystemRoot%\SysWOW64"),
)


def windows_dll(name: str) -> Path:
    """One of Windows' own 32-bit DLLs, as Wine or Windows itself brings them."""
    for folder in WINDOWS_FOLDERS:
        if Path(folder, name).is_file():
            return Path(folder, name)
    return pytest.fail(
        f"Wine's 32-bit {name} is missing: run `python dev.py test`, or sudo apt-get install wine32:i386"
    )


def test_sample_agrees_with_objdump(sample_dll: Path, mingw: Mingw) -> None:
    image = read_image(sample_dll)
    assert our_exports(image) == objdump_exports(sample_dll)
    assert len(image.exports) == 66


@pytest.mark.parametrize(
    "name", ["kernel32.dll", "ntdll.dll", "ucrtbase.dll", "shlwapi.dll", "msvcrt.dll", "msvcp90.dll"]
)
def test_windows_dll_agrees_with_objdump(name: str, mingw: Mingw) -> None:
    dll = windows_dll(name)
    ours = our_exports(read_image(dll))
    assert ours == objdump_exports(dll)
    assert len(ours) > 300


def test_windows_dll_has_every_kind() -> None:
    kinds = Counter((each.kind, each.name is None) for each in read_image(windows_dll("shlwapi.dll")).exports)
    assert kinds[ExportKind.FUNCTION, True] > 100
    assert kinds[ExportKind.FORWARD, False] > 0
    assert kinds[ExportKind.FUNCTION, False] > 100


def test_more_symbols_than_pefile_reads_by_default(tmp_path: Path, mingw: Mingw) -> None:
    count = 9000
    names = [f"reading_{number:05}" for number in range(count)]
    source = tmp_path / "many.c"
    source.write_text(
        "int __stdcall DllMain(void *a, int b, void *c) { return a && b && c; }\nint reading(void) { return 0; }\n"
    )
    definition = tmp_path / "many.def"
    definition.write_text("LIBRARY many.dll\nEXPORTS\n" + "".join(f"{name}=reading\n" for name in names))
    dll = tmp_path / "many.dll"
    mingw("gcc", "-shared", "-nostdlib", "-s", "-Wl,-e,_DllMain@12", source, definition, "-o", dll)
    image = read_image(dll)
    assert [each.name for each in image.exports] == names
    assert our_exports(image) == objdump_exports(dll)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, mingw: Mingw) -> Image:
    folder = tmp_path_factory.mktemp("odd")
    dll = folder / "odd_exports.dll"
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,_DllMain@12", "odd_exports.c", "odd_exports.def", "-o", dll,
          "-lkernel32", "-lmsvcrt")  # fmt: skip
    image = read_image(dll)
    assert our_exports(image) == objdump_exports(dll)
    return image


def test_gaps_and_a_high_base(odd: Image) -> None:
    assert [each.ordinal for each in odd.exports] == [300, 301, 310, 311, 312, 313, 314, 65535]


def test_two_names_of_one_function(odd: Image) -> None:
    assert find_export(odd, "one").rva == find_export(odd, "also_one").rva == find_export(odd, "spaced name").rva


def test_forwarders_by_name_and_by_ordinal(odd: Image) -> None:
    by_name, by_ordinal = find_export(odd, "sleep_well"), find_export(odd, "allocate")
    assert (by_name.kind, by_name.forwarder) == (ExportKind.FORWARD, "KERNEL32.Sleep")
    assert (by_ordinal.kind, by_ordinal.forwarder) == (ExportKind.FORWARD, "OLEAUT32.#2")
    assert by_name.convention.evidence[-1] == "The code is in KERNEL32.Sleep."


def test_ordinal_only_and_data(odd: Image) -> None:
    nameless = find_export(odd, 310)
    assert (nameless.name, nameless.symbol, nameless.plain_name) == (None, "#310", "ordinal_310")
    assert nameless.kind is ExportKind.FUNCTION
    assert find_export(odd, "counter").kind is ExportKind.DATA


@pytest.fixture
def patched_sample(sample_dll: Path, tmp_path: Path) -> Callable[[Callable[[bytearray, int], None]], Path]:
    """Write a sample whose export directory (at that offset of the file) was changed."""

    def patch(change: Callable[[bytearray, int], None]) -> Path:
        content = bytearray(sample_dll.read_bytes())
        start = content.index(b".edata\0\0")
        (offset,) = struct.unpack_from("<I", content, start + 20)
        change(content, offset)
        dll = tmp_path / "patched.dll"
        dll.write_bytes(content)
        return dll

    return patch


def _tables(content: bytearray, offset: int) -> tuple[int, int, int]:
    """Where addresses, names and name ordinals stand in the file."""
    rvas = struct.unpack_from("<3I", content, offset + 28)
    (base,) = struct.unpack_from("<I", content, content.index(b".edata\0\0") + 12)
    return tuple(rva - base + offset for rva in rvas)  # type: ignore[return-value]


def test_an_address_just_behind_the_tables_is_no_forwarder(tmp_path: Path) -> None:
    behind = text_place(2, 1)
    (tmp_path / "made.dll").write_bytes(exporting_tables([FIRST, behind], [behind], [1], b"OTHER.f\0").content())
    (_, found) = read_image(tmp_path / "made.dll").exports
    assert (found.kind, found.forwarder, found.name) == (ExportKind.DATA, None, "OTHER.f")


def test_aliases_under_one_ordinal(patched_sample: Callable[..., Path], mingw: Mingw) -> None:
    def share(content: bytearray, offset: int) -> None:
        _, _, ordinals = _tables(content, offset)
        # The names are sorted: @common_divisor@8, _hypotenuse@16, add, add_double come after the C++ name.
        struct.pack_into("<H", content, ordinals + 2 * 4, 1)

    dll = patched_sample(share)
    image = read_image(dll)
    assert [each.name for each in image.exports if each.ordinal == 2] == ["add", "add_double"]
    assert [each.name for each in image.exports if each.ordinal == 12] == [None]
    assert our_exports(image) == objdump_exports(dll)


@pytest.mark.parametrize(
    "raw, shown",
    [(b"\xc3\xa4dd\0", "ädd"), (b"\xe4dd\0", "ädd"), (b"\x1b[2J\0", r"\x1b[2J")],
    ids=["utf-8", "latin-1", "control characters"],
)  # fmt: skip
def test_names_outside_ascii(patched_sample: Callable[..., Path], raw: bytes, shown: str) -> None:
    def rename(content: bytearray, offset: int) -> None:
        place = content.index(b"\0is_even\0", offset) + 1
        content[place : place + len(raw)] = raw

    image = read_image(patched_sample(rename))
    assert find_export(image, 14).name == shown


def test_name_without_a_letter_counts_as_none(patched_sample: Callable[..., Path]) -> None:
    def rename(content: bytearray, offset: int) -> None:
        content[content.index(b"\0is_even\0", offset) + 1] = 0

    assert find_export(read_image(patched_sample(rename)), 14).name is None


def test_decorated_exports_of_the_sample(sample_dll: Path) -> None:
    image = read_image(sample_dll)
    found = {each.undecorated: (each.convention.guess, each.convention.stack_bytes) for each in image.exports}
    assert found.pop(None) == (None, None)
    assert found == {
        "multiply": (Convention.STDCALL, 8),
        "hypotenuse": (Convention.STDCALL, 16),
        "common_divisor": (Convention.FASTCALL, None),
        "pixel_wavelength": (Convention.CDECL, 4),
    }


def test_itanium_names_of_a_compiled_dll(tmp_path: Path, mingw: Mingw) -> None:
    dll = tmp_path / "cplusplus.dll"
    mingw("g++", "-shared", "-nostdlib", "-Wl,-e,0", "cplusplus.cpp", "-o", dll)
    found: dict[str | None, list[Export]] = defaultdict(list)
    for each in read_image(dll).exports:
        found[each.undecorated].append(each)
    assert {name: len(group) for name, group in found.items()} == {
        "optics::Lens::power": 1, "optics::pixels": 1, "triple": 2, "quadruple": 1,
    }  # fmt: skip
    assert found["optics::pixels"][0].kind is ExportKind.DATA
    assert found["optics::Lens::power"][0].plain_name == "optics_Lens_power"
    quadruple = found["quadruple"][0].convention
    assert (quadruple.guess, quadruple.stack_bytes, quadruple.confidence) == (Convention.STDCALL, 4, Confidence.HIGH)
