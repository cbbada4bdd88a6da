"""Many layouts, against MinGW's compiler: Windows' own, those of our stand-ins, of fixtures, and generated ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mingw import tool
from support.layouts import MINGW, differences, spelled

from probe32 import headers
from probe32.abi.types import Struct, resolve
from probe32.resources import resource

DLLS = Path(__file__).resolve().parents[1] / "dlls"
_NAMED = re.compile(r"\}\s*([A-Z_]\w*)\s*[,;]")
_MACRO = re.compile(r"^#define (\w+) ", re.MULTILINE)
_MEMBERS = {"S_un", "S_un_b", "S_un_w", "Samples", "IUnknownVtbl", "IDispatchVtbl"}

pytestmark = pytest.mark.skipif(not MINGW.is_dir(), reason="MinGW's headers are looked for where Debian has them")


@pytest.fixture(autouse=True)
def _compiler() -> None:
    tool("gcc")


def test_all_structs_of_mingws_windows_h(tmp_path: Path):
    found = headers.parse("#include <windows.h>", include_dirs=[MINGW])
    structs = spelled(found)
    assert len(structs) > 2300
    assert differences(structs, "#include <windows.h>", tmp_path) == []


def test_our_stand_ins_lay_out_what_windows_has(tmp_path: Path):
    """The typedefs of structs that our headers define, compared with the real headers' of the same names."""
    folder = resource("headers")
    names = {name for each in folder.rglob("*.h") for name in _NAMED.findall(each.read_text("utf-8"))}
    includes = "".join(f"#include <{each}>\n" for each in REAL_HEADERS)
    ours = "".join(f"typedef {name} probe32_{name};\n" for name in sorted(names - _MEMBERS))
    found = headers.parse(includes + ours)
    assert found.problems == ()
    prefix = "probe32_"
    targets = {each.name.removeprefix(prefix): each for each in found.typedefs if each.name.startswith(prefix)}
    structs = {name: struct for name, each in targets.items() if isinstance(struct := resolve(each), Struct)}
    assert len(structs) > 80
    assert differences(structs, includes, tmp_path) == []


def test_constants_of_our_stand_ins_are_those_of_windows():
    macros = {name for each in resource("headers").rglob("*.h") for name in _MACRO.findall(each.read_text("utf-8"))}
    includes = "".join(f"#include <{each}>\n" for each in REAL_HEADERS)
    text = includes + "".join(f"#define probe32_{name} {name}\n" for name in sorted(macros))
    ours = headers.parse(text).constants
    real = headers.parse(text, include_dirs=[MINGW]).constants
    both = {name for name in ours.keys() & real.keys() if name.startswith("probe32_") and "VERSION" not in name}
    assert len(both) > 150
    assert {name: (ours[name], real[name]) for name in both if ours[name] != real[name]} == {}


@pytest.mark.parametrize(
    "name", ["everything/everything.h", "../../resources/sample/sample.h", "../fixtures/headers/usb_chip.h"]
)
def test_structs_of_our_own_headers(name: str, tmp_path: Path):
    header = DLLS / name
    structs = spelled(headers.parse_file(header))
    assert structs
    text = f'#include <windows.h>\n#include "{header.name}"'
    assert differences(structs, text, tmp_path, f"-I{header.parent}") == []


@pytest.mark.parametrize("seed", range(4))
def test_generated_structs(seed: int, tmp_path: Path):
    text = "\n".join(Generator(seed).declarations(250))
    found = headers.parse(text)
    assert found.problems == ()
    structs = spelled(found)
    assert len(structs) >= 250
    assert differences(structs, text, tmp_path) == []


class Generator:
    """Random structs and unions: nested, packed, with arrays, pointers, enums and bit-fields. The same for a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._known: list[str] = []

    def declarations(self, count: int) -> Iterator[str]:
        yield "typedef unsigned char byte_; enum shade { DARK, LIGHT }; typedef short pair_[2];"
        for index in range(count):
            keyword = self._random.choice(("struct", "struct", "struct", "union"))
            text = f"{keyword} s{index} {{ {self._body(keyword, 'm', 9, 2)} }};"
            pack = self._random.choice((0, 0, 0, 1, 2, 4, 8, 16))
            yield f"#pragma pack(push, {pack})\n{text}\n#pragma pack(pop)" if pack else text
            self._known.append(f"{keyword} s{index}")

    def _body(self, keyword: str, prefix: str, most: int, depth: int) -> str:
        members = [self._member(keyword, f"{prefix}{place}", depth) for place in range(self._random.randint(1, most))]
        return " ".join([self._random.choice(SCALARS) + f" {prefix}first;", *members])

    def _member(self, keyword: str, name: str, depth: int) -> str:
        kind = self._random.random()
        # In unions the compilers differ: Microsoft's ignores the alignment of bit-fields there, and so does clang.
        if kind < 0.30 and keyword == "struct":
            return self._bit_field(name)
        if kind < 0.40 and depth:
            return self._inner(name, depth)
        of = self._random.choice(self._known[-20:]) if kind < 0.52 and self._known else self._random.choice(SCALARS)
        if kind > 0.90:
            return f"{of} *{name};"
        return f"{of} {name}[{self._random.randint(1, 5)}];" if kind > 0.78 else f"{of} {name};"

    def _bit_field(self, name: str) -> str:
        of, width = self._random.choice(WIDTHS)
        if self._random.random() < 0.1:
            return f"{of} : {self._random.choice((0, width // 2))};"
        return f"{of} {name} : {self._random.randint(1, width)};"

    def _inner(self, name: str, depth: int) -> str:
        keyword = self._random.choice(("struct", "union"))
        body = self._body(keyword, f"{name}_", 4, depth - 1)
        return f"{keyword} {{ {body} }}{self._random.choice(('', f' {name}'))};"


SCALARS = (
    "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long",
    "long long", "unsigned long long", "float", "double", "_Bool", "enum shade", "byte_", "pair_", "void *",
)  # fmt: skip
WIDTHS = (
    ("char", 8), ("unsigned char", 8), ("short", 16), ("unsigned short", 16), ("int", 32), ("unsigned", 32),
    ("long", 32), ("long long", 64), ("unsigned long long", 64), ("enum shade", 32), ("byte_", 8),
)  # fmt: skip
REAL_HEADERS = (
    "winsock2.h", "ws2tcpip.h", "windows.h", "mmsystem.h", "mmreg.h", "commctrl.h", "winioctl.h", "setupapi.h",
    "winsvc.h", "wincrypt.h", "oleauto.h",
)  # fmt: skip
