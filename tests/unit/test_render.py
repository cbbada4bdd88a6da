"""Types and signatures as C text, and that the text is read back as the same values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probe32 import headers
from probe32.abi.render import c_type, declaration, prototype
from probe32.abi.signatures import Direction, Parameter, Signature, default_direction
from probe32.abi.sizes import Size
from probe32.abi.types import (
    Alias,
    Array,
    Boolean,
    Character,
    Convention,
    Enumeration,
    Field,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    resolve,
)

INT = Integer("int", 4, True)
CHAR = Character(1)
DWORD = Alias("DWORD", Integer("unsigned long", 4, False))
PAIR = Struct("pair", (Field("x", INT, 0), Field("y", Float(8), 8)), 16, 8)
MODE = Enumeration("mode", (("OFF", 0), ("ON", 5)))
PRELUDE = "\n".join(
    [
        declaration(PAIR),
        declaration(MODE),
        "typedef struct pair pair_t; typedef int (__stdcall *rule)(int a, pair_t *p);",
    ]
)
KNOWN = dict(headers.require(PRELUDE).types())


@pytest.mark.parametrize(
    "of, name, expected",
    [
        (Void(), "", "void"),
        (INT, "", "int"),
        (INT, "a", "int a"),
        (Boolean(), "", "bool"),
        (Character(2), "", "wchar_t"),
        (DWORD, "", "DWORD"),
        (Pointer(CHAR, const=True), "", "const char *"),
        (Pointer(CHAR, const=True), "name", "const char *name"),
        (Pointer(Pointer(CHAR)), "", "char **"),
        (Pointer(Pointer(CHAR), const=True), "p", "char *const *p"),
        (Pointer(Pointer(CHAR, const=True), const=True), "", "const char *const *"),
        (Array(Float(8), 4), "values", "double values[4]"),
        (Array(Array(INT, 3), 2), "grid", "int grid[2][3]"),
        (Array(CHAR, 0), "rest", "char rest[]"),
        (Array(Pointer(CHAR), 4), "names", "char *names[4]"),
        (Pointer(Array(INT, 3)), "row", "int (*row)[3]"),
        (Pointer(Array(INT, 3), const=True), "row", "const int (*row)[3]"),
        (PAIR, "p", "struct pair p"),
        (replace(PAIR, union=True), "", "union pair"),
        (MODE, "", "enum mode"),
        (Enumeration("", (("A", 1), ("B", 2))), "e", "enum { A = 1, B = 2 } e"),
        (Struct("", (Field("x", INT, 0),), 4, 4), "s", "struct { int x; } s"),
        (Pointer(Opaque("secret")), "", "struct secret *"),
        (Pointer(Opaque("union secret")), "", "union secret *"),
        (Pointer(FunctionType(Void(), ())), "cb", "void (*cb)(void)"),
        (Pointer(FunctionType(INT, (Parameter("a", INT),), Convention.STDCALL)), "", "int (__stdcall *)(int a)"),
        (Pointer(Pointer(FunctionType(INT, ()))), "cb", "int (**cb)(void)"),
        (Array(Pointer(FunctionType(INT, ())), 2), "cbs", "int (*cbs[2])(void)"),
    ],
)
def test_c_type(of: Type, name: str, expected: str):
    assert c_type(of, name) == expected


PROTOTYPES = [
    "int add(int a, int b);",
    "int __cdecl add(int a, int b);",
    "DWORD __stdcall f(void);",
    "int __fastcall f(int a);",
    "int __thiscall f(void *self);",
    "const char *__cdecl f(void);",
    "void f(const char *text, ...);",
    "void f(int *both, _Out_ int *out, const int *in, _In_ int *also_in);",
    "void f(_In_opt_ const char *a, _Out_opt_ int *b, _Inout_opt_ int *c, _In_opt_ HWND d);",
    "void f(_In_reads_(n) const int *a, _Out_writes_(n * 2) int *b, _Inout_updates_(*m) int *c, int n, const int *m);",
    "void f(_In_reads_bytes_(n) const void *a, _Out_writes_bytes_opt_(n) void *b, int n);",
    "void f(_Outptr_ char **a, _Outptr_opt_ void **b);",
    "void f(int values[4], const double more[3], int grid[2][3], char *names[2]);",
    "void f(_Out_writes_(4) int *values, _In_reads_(4) const void *bytes);",
    "void f(int (*each)(int a, void *user), void (__stdcall *done)(void));",
    "int (*f(int a))(double b);",
    "int (*__stdcall f(int a))(double b);",
    "int (*__cdecl f(int a))(double b);",
    "rule *__stdcall f(int a);",
    "rule __stdcall f(int a);",
    "int (__stdcall *__stdcall f(int a))(double b);",
    "int (__stdcall *f(int a))(double b);",
    "void f(int (__stdcall *each)(_In_reads_(n) const int *values, int n));",
    "pair_t f(pair_t a, const pair_t *b, _Out_ struct pair *c, enum mode d, rule e);",
    "void f(struct secret *a, union secret_too *b, FILE_ *c);",
    "void f(const struct pair *const *a, char ***b);",
    "bool f(wchar_t *a, const wchar_t *b, int64_t c, size_t d, LPCWSTR e, REFIID g);",
]


@pytest.mark.parametrize("text", PROTOTYPES)
def test_a_canonical_prototype_is_written_as_it_was_read(text: str):
    prelude = f"{PRELUDE}\ntypedef struct FILE_ FILE_;"
    expected = text.replace("REFIID g", "const IID *g")
    assert prototype(headers.parse_prototype(text, prelude=prelude)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("int   f( int a ,int b )", "int f(int a, int b);"),
        ("int WINAPI f(_Inout_ int *a, _In_z_ const char *b);", "int __stdcall f(int *a, const char *b);"),
        ("unsigned f(long int);", "unsigned int f(long arg1);"),
        ("void f(_Out_writes_to_(n, *n) char *a, int n);", "void f(_Out_writes_(n) char *a, int n);"),
        ("void f([out] int *a);", "void f(_Out_ int *a);"),
        ("void f(_In_reads_(3) const int *a);", "void f(const int a[3]);"),
    ],
)  # fmt: skip
def test_a_prototype_is_made_canonical(text: str, expected: str):
    assert prototype(headers.parse_prototype(text)) == expected


def test_a_convention_found_elsewhere_is_written():
    found = Signature("f", INT, (), Convention.STDCALL, stated=False)
    assert prototype(found) == "int __stdcall f(void);"


@pytest.mark.parametrize("comment", ["Adds.", "Adds.\nTwice.", "Adds.\n\n  Indented.", "Ends a comment: * /"])
def test_comments_on_request(comment: str):
    signature = Signature("f", INT, (), stated=False, comment=comment)
    assert prototype(signature) == "int f(void);"
    assert headers.parse_prototype(prototype(signature, comments=True)) == signature


def test_a_comment_cannot_end_itself():
    text = prototype(Signature("f", INT, (), comment="*/ int g(void);"), comments=True)
    assert headers.parse_prototype(text).name == "f"


@pytest.mark.parametrize(
    "of, expected",
    [
        (PAIR, "struct pair {\n    int x;\n    double y;\n};"),
        (MODE, "enum mode {\n    OFF = 0,\n    ON = 5\n};"),
        (DWORD, "typedef unsigned long DWORD;"),
        (Alias("pair_t", PAIR), "typedef struct pair pair_t;"),
        (Alias("row", Array(INT, 3)), "typedef int row[3];"),
        (
            Alias("rule", Pointer(FunctionType(INT, (Parameter("a", INT),), Convention.STDCALL))),
            "typedef int (__stdcall *rule)(int a);",
        ),
        (Alias("plain", FunctionType(INT, ())), "typedef int plain(void);"),
        (
            Struct("tight", (Field("a", CHAR, 0), Field("b", INT, 1)), 5, 1),
            "#pragma pack(push, 1)\nstruct tight {\n    char a;\n    int b;\n};\n#pragma pack(pop)",
        ),
        (
            Struct("bits", (Field("a", INT, 0, 3), Field("b", INT, 0, 4, 8)), 4, 4),
            "struct bits {\n    int a: 3;\n    int : 5;\n    int b: 4;\n};",
        ),
        (INT, ""),
        (Void(), ""),
    ],
)
def test_declarations(of: Type, expected: str):
    assert declaration(of) == expected


def _integers() -> st.SearchStrategy[Type]:
    names = [("signed char", 1, True), ("unsigned char", 1, False), ("short", 2, True), ("unsigned short", 2, False)]
    names += [("int", 4, True), ("unsigned int", 4, False), ("long", 4, True), ("unsigned long", 4, False)]
    names += [("long long", 8, True), ("unsigned long long", 8, False)]
    return st.sampled_from([Integer(*each) for each in names])


SIMPLE = _integers() | st.sampled_from([CHAR, Character(2), Boolean(), Float(4), Float(8), DWORD, *KNOWN.values()])
LETTERS = "abcdefgh"
FREED_BY = st.sampled_from(["", "", "free_it"])


def _values(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    """Types that can be passed by value, around others."""
    targets = inner | st.sampled_from([Void(), Opaque("secret"), Opaque("union secret_too")])
    rows = st.builds(Array, inner, st.integers(1, 4))
    functions = st.builds(
        FunctionType, inner | st.just(Void()), _parameters(inner), st.sampled_from(list(Convention))
    ).map(Pointer)
    return st.builds(Pointer, targets | rows, st.booleans()) | functions


@st.composite
def _parameters(draw: st.DrawFn, types: st.SearchStrategy[Type]) -> tuple[Parameter, ...]:
    names = LETTERS[: draw(st.integers(0, 4))]
    return tuple(draw(_parameter(name, names, draw(types))) for name in names)


@st.composite
def _parameter(draw: st.DrawFn, name: str, names: str, of: Type) -> Parameter:
    pointer = resolve(of)
    if not isinstance(pointer, Pointer):
        return Parameter(name, of, nullable=draw(st.booleans()))
    sizes = [Size("4"), Size("4", in_bytes=True), Size("2 * 3"), Size(f"*{names[0]}"), Size(f"{names[-1]} + 1")]
    size = draw(st.none() | st.sampled_from(sizes))
    nullable = draw(st.booleans())
    if isinstance(resolve(pointer.target), Pointer) and draw(st.booleans()):
        return Parameter(name, of, Direction.OUT, size, nullable, True, draw(FREED_BY))
    direction = draw(st.just(default_direction(of)) | st.sampled_from(Direction))
    return Parameter(name, of, direction, size, nullable, freed_by="" if direction is Direction.IN else draw(FREED_BY))


TYPES = st.recursive(SIMPLE, _values, max_leaves=5)


@st.composite
def _signatures(draw: st.DrawFn) -> Signature:
    convention = draw(st.sampled_from(Convention))
    parameters = draw(_parameters(TYPES))
    variadic = convention is Convention.CDECL and bool(parameters) and draw(st.booleans())
    stated = convention is not Convention.CDECL or draw(st.booleans())
    result = draw(TYPES | st.just(Void()))
    return Signature("function", result, parameters, convention, stated, variadic, freed_by=draw(FREED_BY))


@settings(max_examples=80)
@given(_signatures())
def test_every_signature_is_read_back_as_it_was(signature: Signature):
    assert headers.parse_prototype(prototype(signature), prelude=PRELUDE) == signature


@st.composite
def _structs(draw: st.DrawFn) -> str:
    """C text of a struct with all that has to do with layout."""
    members = []
    for name in LETTERS[: draw(st.integers(1, 6))]:
        of = draw(st.sampled_from(["char", "short", "int", "unsigned", "double", "long long", "char *", "struct pair"]))
        kind = draw(st.sampled_from(["plain", "array", "bits", "gap", "inner"]))
        if kind == "bits" and of in ("char", "short", "int", "unsigned", "long long"):
            members.append(f"{of} {name} : {draw(st.integers(1, 7))};")
        elif kind == "gap":
            members.append(f"int {name} : 2; int : {draw(st.integers(0, 9))};")
            members.append(f"int {name}{name} : 3;")
        elif kind == "inner":
            members.append(f"{draw(st.sampled_from(['struct', 'union']))} {{ {of} {name}; char {name}{name}; }};")
        else:
            members.append(f"{of} {name}{'[3]' if kind == 'array' else ''};")
    keyword = draw(st.sampled_from(["struct", "struct", "union"]))
    return f"#pragma pack({draw(st.sampled_from([1, 2, 4, 8]))})\n{keyword} s {{ {' '.join(members)} }};"


@settings(max_examples=80)
@given(_structs())
def test_every_struct_is_read_back_as_it_was(text: str):
    (found,) = headers.require(text, prelude=PRELUDE).structs
    assert headers.require(declaration(found), prelude=PRELUDE).structs == (found,)
