"""Files that are no DLL, or a damaged one: each ends in a message that says what, on what, and what to do."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_images import FIRST, exporting_tables, text_place

from probe32.errors import ExitCode, FileError, ImageError
from probe32.pe import read_image


def refused(path: str | Path, kind: type[FileError], *words: str) -> FileError:
    with pytest.raises(FileError) as caught:
        read_image(path)
    error = caught.value
    assert type(error) is kind
    assert error.exit_code is ExitCode.FILE
    assert Path(path).name in error.message
    assert error.hint.endswith((".", "?"))
    for word in words:
        assert word in error.message
    return error


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "driver.dll"
        path.write_bytes(content)
        return path

    return write


def test_missing(tmp_path: Path) -> None:
    refused(tmp_path / "driver.dll", FileError, "Cannot find", "no such file")


def test_a_file_in_place_of_a_folder(file: Callable[[bytes], Path]) -> None:
    refused(file(b"x") / "inner.dll", FileError, "Cannot find")


def test_folder(tmp_path: Path) -> None:
    refused(tmp_path, FileError, "is a folder")


def test_empty(file: Callable[[bytes], Path]) -> None:
    refused(file(b""), FileError, "is empty")


def test_a_file_too_large_to_be_a_dll(tmp_path: Path) -> None:
    with (tmp_path / "driver.dll").open("wb") as file:
        file.truncate((400 << 20) + 1)
    refused(tmp_path / "driver.dll", FileError, "has 419,430,401 bytes, more than the 419,430,400 that are read")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows keeps no pipes among its files")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "driver.dll")
    refused(tmp_path / "driver.dll", FileError, "a device or a pipe")


@pytest.mark.parametrize("name", ["a\0b.dll", "x" * 5000 + ".dll"], ids=["zero byte", "too long"])
def test_impossible_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"Cannot (read|find)"):
        read_image(str(tmp_path / name))


@contextmanager
def unprivileged() -> Iterator[None]:
    """The superuser may read everything: step down for a moment."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists in place of modes")
def test_no_permission(file: Callable[[bytes], Path]) -> None:
    path = file(b"MZ")
    path.chmod(0)
    with unprivileged():
        refused(path, FileError, "Not allowed to read")


@pytest.mark.parametrize(
    "content, words",
    [
        (b"x", "does not start with the letters MZ"),
        (b"\x7fELF" + bytes(60), "Linux"),
        (b"!<arch>\n" + bytes(60), "import or static library"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (b"MSFT" + bytes(60), "type library"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "installer"),
        (b"\xcf\xfa\xed\xfe" + bytes(60), "macOS"),
        (b"MZ", "is truncated"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x80), "is truncated"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x80) + bytes(100), "no PE header"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x7FFFFFFF) + bytes(100), "no PE header"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"NE" + bytes(62), "16-bit Windows"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"LE" + bytes(62), "VxD"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"LX" + bytes(62), "OS/2"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"PE\0\0", "are damaged"),
        (b"MZ" + bytes(58) + struct.pack("<I", 0x40) + b"PE\0\0" + bytes(20), "damaged"),
    ],
)
def test_other_files(file: Callable[[bytes], Path], content: bytes, words: str) -> None:
    refused(file(content), ImageError, words)


def test_truncated_anywhere(file: Callable[[bytes], Path], sample_dll: Path) -> None:
    content = sample_dll.read_bytes()
    for length in [*range(1, 1024, 7), *range(1024, len(content) - 512, 331)]:
        refused(file(content[:length]), FileError if not length else ImageError)


def test_truncation_says_how_much_is_missing(file: Callable[[bytes], Path], sample_dll: Path) -> None:
    content = sample_dll.read_bytes()
    error = refused(file(content[:-1024]), ImageError, "is truncated", f"the file has {len(content) - 1024:,}")
    assert error.hint == "The file is incomplete or damaged: copy or download it again."


def test_missing_padding_at_the_end_is_no_damage(file: Callable[[bytes], Path], sample_dll: Path) -> None:
    content = sample_dll.read_bytes()
    assert content.endswith(bytes(64))
    assert read_image(file(content[:-64])).exports == read_image(sample_dll).exports


@pytest.fixture
def spoilt(sample_dll: Path, file: Callable[[bytes], Path]) -> Callable[..., Path]:
    """A sample with another number at an offset in its export or import directory."""

    def spoil(section: bytes, offset: int, number: int) -> Path:
        content = bytearray(sample_dll.read_bytes())
        header = content.index(section.ljust(8, b"\0"))
        (start,) = struct.unpack_from("<I", content, header + 20)
        struct.pack_into("<I", content, start + offset, number)
        return file(bytes(content))

    return spoil


@pytest.mark.parametrize(
    "offset, number, words",
    [
        (20, 0x10001, "it claims 65,537 addresses"),
        (20, 0xFFFF, "reach beyond the section"),
        (24, 0xFFFFFF, "reach beyond the section"),
        (28, 0x70000000, "leads outside the file"),
        (32, 0x70000000, "leads outside the file"),
        (36, 0x70000000, "leads outside the file"),
        (20, 12, "a name leads to address"),
    ],
)
def test_damaged_export_table(spoilt: Callable[..., Path], offset: int, number: int, words: str) -> None:
    refused(spoilt(b".edata", offset, number), ImageError, "The export table of", "is damaged", words)


def test_a_name_of_the_address_behind_the_last(file: Callable[[bytes], Path]) -> None:
    made = exporting_tables([FIRST], [text_place(1, 1)], [1], b"f\0")
    refused(file(made.content()), ImageError, "a name leads to address 1 of 1")


def test_export_name_that_leads_nowhere(spoilt: Callable[..., Path], sample_dll: Path) -> None:
    content = sample_dll.read_bytes()
    header = content.index(b".edata\0\0")
    (base,) = struct.unpack_from("<I", content, header + 12)
    (start,) = struct.unpack_from("<I", content, header + 20)
    (names,) = struct.unpack_from("<I", content, start + 32)
    refused(spoilt(b".edata", names - base, 0x70000000), ImageError, "The export table of", "leads outside the file")


@pytest.mark.parametrize("offset", [0, 12])
def test_damaged_import_table(spoilt: Callable[..., Path], offset: int) -> None:
    refused(spoilt(b".idata", offset, 0x70000000), ImageError, "The import table of", "is damaged")


def test_damaged_resources_cost_the_version_only(spoilt: Callable[..., Path], sample_dll: Path) -> None:
    image = read_image(spoilt(b".rsrc", 16, 0xFFFFFFFF))
    assert image.version == {}
    assert image.exports == read_image(sample_dll).exports


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 9727), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6))
def test_any_damage_is_an_error_of_ours_or_none(
    sample_dll: Path, file: Callable[[bytes], Path], changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(sample_dll.read_bytes())
    for offset, patch in changes:
        content[offset : offset + len(patch)] = patch
    try:
        read_image(file(bytes(content)))
    except FileError as error:
        message = error.message
    else:
        return
    assert "driver.dll" in message


def test_importing_it_starts_no_other_module_of_the_project() -> None:
    """The command line reads an image in a moment; Qt, libclang and the 32-bit host have no part in it."""
    code = (
        "import sys, probe32.pe; print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'clang', 'asyncio')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
