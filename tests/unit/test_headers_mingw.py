"""The whole windows.h of MinGW, by its include folder: nothing that clang sees is lost without a reason."""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from mingw import tool
from support.layouts import MINGW, section

from probe32 import headers
from probe32.headers import Declarations, libclang
from probe32.headers.libclang import Cursor, CursorKind, StorageClass
from probe32.headers.translation import LOCK, Source, translate

TEXT = "#include <windows.h>\n"
_BLOCKS = (CursorKind.UNEXPOSED_DECL, CursorKind.LINKAGE_SPEC)
_RECORDS = (CursorKind.STRUCT_DECL, CursorKind.UNION_DECL)


@pytest.fixture(scope="module")
def found() -> Declarations:
    return headers.parse(TEXT, include_dirs=[MINGW])


@pytest.fixture(scope="module")
def seen() -> Iterator[list[Cursor]]:
    """The declarations and macros that clang sees in the files of MinGW."""
    with LOCK:
        unit = translate(Source(TEXT, "all.h", "", (str(MINGW),))).unit
        yield [each for each in _walked(unit.cursor) if not libclang.is_in_stub(each) and each.location.file]


def _walked(parent: Cursor) -> Iterator[Cursor]:
    for each in libclang.children(parent):
        if libclang.cursor_kind(each) in _BLOCKS:
            yield from _walked(each)
        else:
            yield each


def _names(seen: list[Cursor], *kinds: object) -> set[str]:
    return {each.spelling for each in seen if libclang.cursor_kind(each) in kinds}


def _excused(found: Declarations) -> set[str]:
    """What the problems name: each gives its reason."""
    return {each.message.split()[0] for each in found.problems}


def test_nothing_was_misunderstood(found: Declarations):
    assert {each.message.split(": ", 1)[1] for each in found.problems} == {
        "long double differs between compilers: 8 bytes for Microsoft's, 12 for MinGW's."
    }
    assert len(found.problems) < 10


def test_every_function_is_there_unless_it_is_code_of_the_header(found: Declarations, seen: list[Cursor]):
    functions = [each for each in seen if libclang.cursor_kind(each) is CursorKind.FUNCTION_DECL]
    of_the_header = {each.spelling for each in functions if each.storage_class is StorageClass.STATIC}
    lost = {each.spelling for each in functions} - {each.name for each in found.functions}
    assert lost - of_the_header - _excused(found) == set()
    assert len(found.functions) > 6000
    assert len(of_the_header) < 30


def test_every_type_is_there(found: Declarations, seen: list[Cursor]):
    defined = [each for each in seen if (known := each.get_definition()) is not None and known == each]
    lost = _names(defined, *_RECORDS) - {each.name for each in found.structs}
    assert lost - _excused(found) == set()
    lost = _names(defined, CursorKind.ENUM_DECL) - {each.name for each in found.enums}
    assert [each for each in lost if "(unnamed" not in each] == []
    # C's own types have these names in ours.
    lost = _names(seen, CursorKind.TYPEDEF_DECL) - {each.name for each in found.typedefs}
    assert lost - _excused(found) == {"wchar_t"}
    assert (len(found.structs) > 2300, len(found.enums) > 250, len(found.typedefs) > 6000) == (True, True, True)


def test_every_macro_that_is_a_number_to_mingws_compiler_is_one_here(
    found: Declarations, seen: list[Cursor], tmp_path: Path
):
    macros = [each for each in seen if libclang.cursor_kind(each) is CursorKind.MACRO_DEFINITION]
    plain = {each.spelling for each in macros if not libclang.is_macro_function(each) and _is_whole(_text(each))}
    numbers = _numbers(sorted(plain - {"WIN32"}), tmp_path)  # MinGW's compiler has set this one before
    assert len(numbers) > 18_000
    assert [name for name in numbers if name not in found.constants] == []
    # The compiler's are 64 bits wide; an address is extended there, as if it had a sign.
    others = {name: value for name, value in numbers.items() if not name.startswith("__MINGW")}  # about the compiler
    wrong = {name: (value, found.constants[name]) for name, value in others.items() if not _same(value, found, name)}
    assert wrong == {}


def _text(macro: Cursor) -> str:
    return _content(macro.location.file.name)[macro.extent.start.offset : macro.extent.end.offset].decode()


@cache
def _content(file: str) -> bytes:
    return Path(file).read_bytes()


def _same(value: int, found: Declarations, name: str) -> bool:
    ours = found.constants[name]
    return isinstance(ours, (int, float)) and (value - int(ours)) % (1 << 32) == 0


def _numbers(names: list[str], folder: Path) -> dict[str, int]:
    """Those of these macros that are constant expressions to gcc, with their values."""
    (folder / "macros.c").write_text("\n".join([TEXT, *(f'probe32 "{name}" = {name}' for name in names)]))
    _gcc("-E", "-P", "macros.c", "-o", "macros.i", cwd=folder)
    text = (folder / "macros.i").read_text("utf-8")
    bodies = dict(re.findall(r'^probe32 "(\w+)" = (.+)$', text, re.MULTILINE))
    headers_only = text[: text.index("\nprobe32 ")]
    start = headers_only.count("\n") + 2
    known = {name: f"(unsigned long long)({body})" for name, body in bodies.items() if _is_whole(body)}
    # Behind an error gcc may overlook the next one.
    while told := _complaints(headers_only, _variables(known.values()), folder):
        wrong = {int(each) - start for each in re.findall(r"^macros\.i:(\d+):\d+: error", told, re.MULTILINE)}
        assert wrong, told[:2000]
        known = {name: body for place, (name, body) in enumerate(known.items()) if place not in wrong}
    array = '__attribute__((section(".numbers"))) const unsigned long long numbers[] = {'
    told = _complaints(headers_only, [array, *(f"{each}," for each in known.values()), "};"], folder)
    assert not told, told[:2000]
    return dict(zip(known, struct.unpack_from(f"<{len(known)}Q", section(folder, "macros.o", ".numbers")), strict=True))


def _variables(values: Iterable[str]) -> list[str]:
    return [f"static const unsigned long long v{place} = {each};" for place, each in enumerate(values)]


def _complaints(headers_only: str, lines: Iterable[str], folder: Path) -> str:
    """What gcc has to say about these lines behind what the headers declare."""
    (folder / "macros.i").write_text("\n".join([headers_only, *lines, ""]), "utf-8")
    return _gcc("-c", "macros.i", "-o", "macros.o", cwd=folder)


def _is_whole(body: str) -> bool:
    return body.count("(") == body.count(")") and not set(body) & set(";{}#")


def _gcc(*arguments: str, cwd: Path) -> str:
    command = [tool("gcc"), "-std=gnu17", "-w", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stderr
