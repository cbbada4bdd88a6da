"""Structs, unions, enums and constants; sizes and offsets compared with what a compiler for 32-bit Windows computes."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import pytest
from mingw import tool

from probe32 import headers
from probe32.abi.render import declaration
from probe32.abi.types import Array, Enumeration, Field, Integer, Opaque, Pointer, Struct, pointed, resolve

TEXT = """
typedef unsigned char byte_;
struct plain { char a; int b; short c; double d; char e; };
struct wide { char a; long long b; char c; };
struct arrays { char a[3]; short b[2][3]; double c[1]; char d; };
struct nested { char a; struct plain b; struct { char x; int y; } c; struct arrays d[2]; };
struct anonymous { int a; union { double u; char v[3]; }; struct { char w; short x; }; char y; };
union choice { char a; short b[3]; long c; double d; };
struct holder { char a; union choice b; char c; };
#pragma pack(push, 1)
struct packed1 { char a; int b; double c; short d; };
struct packed_inner { char a; struct { char x; int y; } b; };
#pragma pack(pop)
#pragma pack(push, 2)
struct packed2 { char a; int b; double c; short d; };
#pragma pack(pop)
#pragma pack(push, 4)
struct packed4 { char a; double b; char c; };
union packed_union { char a; double b; };
#pragma pack(pop)
#pragma pack(push, 1)
#pragma pack(push, 8)
struct packed_again { char a; double b; };
#pragma pack(pop)
struct packed_still { char a; double b; };
#pragma pack(pop)
struct pointers { char a; void *b; char c; int (*d)(int); struct pointers *e; };
struct holds_packed { char a; struct packed1 b; int c; };
struct flags { unsigned a : 3; unsigned b : 7; unsigned c : 22; unsigned d : 1; };
struct signs { int a : 3; int b : 5; short c : 4; char d : 2; char e : 7; };
struct mixed { char a; unsigned b : 4; unsigned char c : 4; unsigned d : 30; int e; };
struct gaps { unsigned a : 3; unsigned : 5; unsigned b : 4; unsigned : 0; unsigned c : 2; char d; };
struct wide_flags { unsigned long long a : 40; unsigned long long b : 20; unsigned long long c : 10; };
#pragma pack(push, 1)
struct packed_flags { char a; unsigned b : 3; unsigned c : 20; short d; unsigned short e : 9; unsigned short f : 9; };
#pragma pack(pop)
union flag_union { unsigned a : 3; unsigned char b : 6; int c; };
struct flexible { short n; int data[]; };
struct letters { wchar_t a; char b; wchar_t c[5]; };
enum small { ONE = 1 };
struct enums { char a; enum small b; char c; };
struct aligned { char a; __declspec(align(16)) int b; char c; };
"""
NAMES = [line.split()[1] for line in TEXT.splitlines() if line.startswith(("struct", "union"))]
PADDED = {"aligned"}  # can't be written again with the same members


def _structs(text: str = TEXT) -> dict[str, Struct]:
    found = headers.parse(text)
    assert found.problems == ()
    return {each.name: each for each in found.structs}


def _members(of: Struct, path: str = "", base: int = 0) -> list[tuple[str, int, Field]]:
    """All members with a name, those of inner structs by their path, with their offset in the whole."""
    found = []
    for each in of.fields:
        name = f"{path}{each.name}"
        inner = resolve(each.type)
        if each.name:
            found.append((name, base + each.offset, each))
        if isinstance(inner, Struct):
            found += _members(inner, f"{name}." if each.name else path, base + each.offset)
    return found


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the compiler says: sizes and offsets as 32-bit numbers, a bit-field as a struct where all else is 0."""
    folder = tmp_path_factory.mktemp("layout")
    source, wanted = _source()
    (folder / "layout.c").write_text(source)
    options = ["-mms-bitfields", "-Dalign(n)=aligned(n)", "-std=gnu17", "-w", "-c", "layout.c", "-o", "layout.o"]
    subprocess.run([tool("gcc"), *options], cwd=folder, check=True)
    return {name: _section(folder, index) for index, name in enumerate(wanted)}


def _source() -> tuple[str, list[str]]:
    lines = ["#include <stddef.h>", TEXT]
    wanted = []

    def put(name: str, definition: str) -> None:
        lines.append(f'__attribute__((section(".p{len(wanted)}"))) {definition};')
        wanted.append(name)

    for name, of in _structs().items():
        tag = f"{'union' if of.union else 'struct'} {name}"
        put(name, f"const unsigned long s_{name}[] = {{ sizeof({tag}), _Alignof({tag}) }}")
        for path, _, field in _members(of):
            label = f"{name}_{path.replace('.', '_')}"
            if field.bits is None:
                put(f"{name}.{path}", f"const unsigned long o_{label}[] = {{ offsetof({tag}, {path}) }}")
            else:
                put(f"{name}.{path}", f"const {tag} b_{label} = {{ .{path} = -1 }}")
    return "\n".join(lines), wanted


def _section(folder: Path, index: int) -> bytes:
    command = [tool("objcopy"), "-O", "binary", "-j", f".p{index}", "layout.o", "section"]
    subprocess.run(command, cwd=folder, check=True)
    return (folder / "section").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_layouts_are_the_compilers(name: str, compiled: dict[str, bytes]):
    of = _structs()[name]
    assert struct.unpack_from("<LL", compiled[name]) == (of.size, of.align)
    for path, offset, field in _members(of):
        if field.bits is None:
            assert struct.unpack_from("<L", compiled[f"{name}.{path}"]) == (offset,), path
        else:
            ones = ((1 << field.bits) - 1) << (8 * offset + field.bit_offset)
            assert int.from_bytes(compiled[f"{name}.{path}"][: of.size], "little") == ones, path


@pytest.mark.parametrize("name", [each for each in NAMES if each not in PADDED])
def test_declarations_give_the_same_layout_again(name: str):
    known = _structs()
    names = list(known)
    needed = [declaration(known[each]) for each in names[: names.index(name)]]
    text = "\n".join(["enum small { ONE = 1 };", *needed, declaration(known[name])])
    assert _structs(text)[name] == known[name]


def test_a_layout_that_c_cannot_state_gets_padding_that_is_no_member():
    known = _structs()["aligned"]
    text = declaration(known)
    again = _structs(text)["aligned"]
    assert (again.size, again.align) == (known.size, known.align)
    assert {each.name: each.offset for each in again.fields} == {"a": 0, "b": 16, "c": 20}
    assert "unsigned char : 8;" in text


def test_the_rare_layouts_are_exercised():
    known = _structs()
    assert known["packed1"].align == 1
    assert known["gaps"].fields[1] == Field("b", Integer("unsigned int", 4, False), 0, 4, 8)
    assert known["flexible"].fields[1].type == Array(Integer("int", 4, True), 0)
    assert known["anonymous"].fields[1].name == ""
    assert known["choice"].union


def test_a_struct_that_leads_back_to_itself_is_opaque_inside():
    (node,) = headers.require("struct node { int value; struct node *next; };").structs
    assert node.fields[1].type == Pointer(Opaque("node"))


def test_structs_that_lead_to_each_other_are_opaque_in_each_other():
    text = "struct a { struct b *to_b; }; struct b { struct a *to_a; struct c *to_c; }; struct c { int x; };"
    a, b, c = headers.require(text).structs
    assert a.fields[0].type == Pointer(Opaque("b"))
    assert b.fields[0].type == Pointer(Opaque("a"))
    assert b.fields[1].type == Pointer(c)


def test_a_union_that_leads_back_keeps_its_keyword():
    (each,) = headers.require("union u { union u *next; };").structs
    assert each.fields[0].type == Pointer(Opaque("union u"))
    assert headers.require(declaration(each)).structs == (each,)


def test_a_struct_inside_its_own_callback_is_opaque():
    text = "typedef struct session session; struct session { int (*on_data)(session *s, int n); int id; };"
    (session,) = headers.require(text).structs
    assert session.size == 8
    assert "session *s" in declaration(session)


def test_a_ring_of_structs_does_not_grow():
    names = [f"s{index}" for index in range(60)]
    members = " ".join(f"struct {each} *{each};" for each in names)
    text = " ".join(f"struct {each} {{ {members} }};" for each in names)
    found = headers.require(f"{text} int f(struct s0 *p);")
    assert {each.size for each in found.structs} == {240}


def test_a_long_chain_of_structs_is_cut_deep_down():
    structs = " ".join(f"struct s{index} {{ struct s{index - 1} *next; }};" for index in range(1, 400))
    found = headers.require(f"struct s0 {{ int x; }}; {structs} void f(struct s399 *p);")
    assert {each.size for each in found.structs} == {4}
    of, depth = pointed(found.functions[0].parameters[0].type), 0
    while isinstance(of, Struct):
        of, depth = pointed(of.fields[0].type), depth + 1
    assert (of, depth) == (Opaque("s398"), 1)
    third = found.structs[3]
    assert pointed(third.fields[0].type) == found.structs[2]


def test_named_structs_within_structs_are_found():
    found = headers.require("struct outer { struct inner { int x; } a; enum mode { OFF } m; };")
    assert [each.name for each in found.structs] == ["inner", "outer"]
    assert found.enums == (Enumeration("mode", (("OFF", 0),)),)


def test_enums_have_four_bytes_unless_they_say_otherwise():
    found = headers.require("enum a { A = -1 }; enum b { B = 0xFFFFFFFF }; enum c : unsigned char { C = 255 };")
    assert [each.size for each in found.enums] == [4, 4, 1]
    assert found.enums[2].underlying == Integer("unsigned char", 1, False)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("#define A 10", 10),
        ("#define A 0x10u", 16),
        ("#define A (-1)", -1),
        ("#define A 0xFFFFFFFFu", 0xFFFFFFFF),
        ("#define A 1ull << 40", 1 << 40),
        ("#define B 3\n#define A (B * 2 + 1)", 7),
        ("#define A 'x'", ord("x")),
        ("#define A 2.5", 2.5),
        ("#define A -1.5e-3f", pytest.approx(-1.5e-3)),
        ('#define A "text"', "text"),
        ('#define B "te"\n#define A B "xt"', "text"),
        ('#define A L"wide \\u00b5"', "wide µ"),
        ("#define A ((HRESULT)0x80004005L)", 0x80004005 - (1 << 32)),
        ("#define A sizeof(POINT)", 8),
        ("enum { A = 5 };", 5),
        ("static const int A = 6;", 6),
        ("#define A 1 /* one */", 1),
        ("#define A 1\n#undef A\n#define A 2", 2),
    ],
)
def test_constants(text: str, expected: object):
    found = headers.require(text)
    assert found.constants["A"] == expected
    assert type(found.constants["A"]) is type(getattr(expected, "expected", expected))


@pytest.mark.parametrize(
    "text",
    [
        "#define A",
        "#define A(x) (x)",
        "#define A __declspec(dllimport)",
        "#define A (",
        "#define A DWORD",
        "#define A nobody_knows",
        "#define A { 1, 2 }",
        "#define A return",
        "#define A struct s",
        "extern int A;",
    ],
)
def test_what_is_no_constant_harms_nothing(text: str):
    found = headers.require(f"{text}\n#define B 2\nint f(int a);")
    assert found.constants == {"B": 2}
    assert len(found.functions) == 1
