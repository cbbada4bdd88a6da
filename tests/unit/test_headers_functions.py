"""Functions that C text declares: results, parameters, conventions, comments."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.signatures import Direction, Parameter
from probe32.abi.sizes import Size
from probe32.abi.types import (
    Alias,
    Array,
    Boolean,
    Character,
    Convention,
    Enumeration,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
    pointed,
)
from probe32.errors import FileError
from probe32.resources import resource

INT = Integer("int", 4, True)
CHAR = Character(1)


def test_a_prototype_gives_name_result_and_parameters():
    found = headers.parse_prototype("int add(int a, double b);")
    assert (found.name, found.result) == ("add", INT)
    assert found.parameters == (Parameter("a", INT), Parameter("b", Float(8)))
    assert not found.variadic


@pytest.mark.parametrize(
    "text, expected",
    [
        ("void", Void()),
        ("char", CHAR),
        ("signed char", Integer("signed char", 1, True)),
        ("unsigned char", Integer("unsigned char", 1, False)),
        ("short", Integer("short", 2, True)),
        ("unsigned short", Integer("unsigned short", 2, False)),
        ("unsigned", Integer("unsigned int", 4, False)),
        ("long", Integer("long", 4, True)),
        ("unsigned long", Integer("unsigned long", 4, False)),
        ("long long", Integer("long long", 8, True)),
        ("unsigned __int64", Integer("unsigned long long", 8, False)),
        ("__int8", CHAR),
        ("float", Float(4)),
        ("double", Float(8)),
        ("bool", Boolean()),
        ("_Bool", Boolean()),
        ("wchar_t", Character(2)),
        ("const char *", Pointer(CHAR, const=True)),
        ("char *const *", Pointer(Pointer(CHAR), const=True)),
        ("const wchar_t *", Pointer(Character(2), const=True)),
        ("struct unknown *", Pointer(Opaque("unknown"))),
        ("union unknown *", Pointer(Opaque("union unknown"))),
        ("DWORD", Alias("DWORD", Integer("unsigned long", 4, False))),
        ("LPCSTR", Alias("LPCSTR", Pointer(Alias("CHAR", CHAR), const=True))),
        ("HWND", Alias("HWND", Pointer(Opaque("HWND__")))),
        ("HANDLE", Alias("HANDLE", Pointer(Void()))),
    ],
)
def test_types_are_read(text: str, expected: Type):
    assert headers.parse_prototype(f"{text} f(void);").result == expected


@pytest.mark.parametrize(
    "keyword, convention, stated",
    [
        ("", Convention.CDECL, False),
        ("__cdecl", Convention.CDECL, True),
        ("_cdecl", Convention.CDECL, True),
        ("__stdcall", Convention.STDCALL, True),
        ("__fastcall", Convention.FASTCALL, True),
        ("__thiscall", Convention.THISCALL, True),
        ("WINAPI", Convention.STDCALL, True),
        ("CALLBACK", Convention.STDCALL, True),
        ("APIENTRY", Convention.STDCALL, True),
        ("PASCAL", Convention.STDCALL, True),
        ("NTAPI", Convention.STDCALL, True),
        ("STDMETHODCALLTYPE", Convention.STDCALL, True),
        ("WINAPIV", Convention.CDECL, True),
        ("CDECL", Convention.CDECL, True),
        ("__attribute__((stdcall))", Convention.STDCALL, True),
    ],
)
def test_conventions_and_whether_they_were_stated(keyword: str, convention: Convention, stated: bool):
    found = headers.parse_prototype(f"int {keyword} f(int a);")
    assert (found.convention, found.stated) == (convention, stated)


def test_a_callbacks_convention_is_not_the_functions():
    found = headers.parse_prototype("int f(void (__cdecl *callback)(int a));")
    assert not found.stated
    found = headers.parse_prototype("int f(int (__stdcall *callback)(int a));")
    assert found.convention is Convention.CDECL


@pytest.mark.parametrize(
    "text",
    [
        "void f(int (__stdcall *callback)(int a));",
        "void f(int (*__stdcall callback)(int a));",
        "typedef int (__stdcall *rule)(int a); void f(rule callback);",
        "typedef int (*__stdcall rule)(int a); void f(rule callback);",
        "typedef int __stdcall rule(int a); void f(rule *callback);",
        "void f(int __stdcall callback(int a));",
    ],
)
def test_a_callbacks_convention_wherever_it_stands(text: str):
    of = pointed(headers.parse_prototype(text).parameters[0].type)
    assert isinstance(of, FunctionType)
    assert of.convention is Convention.STDCALL


def test_a_macro_that_expands_to_nothing_states_no_convention():
    assert not headers.require("#define API\nint API f(int a);").functions[0].stated


@pytest.mark.parametrize(
    "text",
    [
        "__declspec(dllexport) int f(int a);",
        "__declspec(dllimport) int f(int a);",
        "EXTERN_C int f(int a);",
        "extern int f(int a)",
        'extern "C" int f(int a);',
        'extern "C" { int f(int a); }',
        '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(int a);\n#ifdef __cplusplus\n}\n#endif',
        "inline int f(int a) { return a; }",
        "int f(int a) { return nothing_known; }",
        "int f(int a) // no semicolon",
        "int f(int a);\n#define LAST 1",
        "\ufeffint f(int a);",
    ],
)
def test_ways_to_declare_one_function(text: str):
    found = headers.parse_prototype(text)
    assert (found.name, found.result, found.parameters) == ("f", INT, (Parameter("a", INT),))


def test_unnamed_parameters_are_named_by_their_place():
    found = headers.parse_prototype("void f(int, double, int arg2);")
    assert [each.name for each in found.parameters] == ["arg1", "arg2_", "arg2"]


@pytest.mark.parametrize("text", ["int f(void);", "int f();", "int f(VOID);"])
def test_no_parameters(text: str):
    assert headers.parse_prototype(text).parameters == ()


def test_a_variable_number_of_arguments_is_seen():
    found = headers.parse_prototype("int print(const char *format, ...);")
    assert found.variadic
    assert len(found.parameters) == 1


@pytest.mark.parametrize(
    "text, expected",
    [
        ("int values[4]", Parameter("values", Pointer(INT), Direction.INOUT, Size("4"))),
        ("const int values[4]", Parameter("values", Pointer(INT, const=True), Direction.IN, Size("4"))),
        ("double values[]", Parameter("values", Pointer(Float(8)), Direction.INOUT)),
        ("int grid[2][3]", Parameter("grid", Pointer(Array(INT, 3)), Direction.INOUT, Size("2"))),
        ("const int (*grid)[3]", Parameter("grid", Pointer(Array(INT, 3), const=True))),
        ("_Out_writes_(n) int values[4]", Parameter("values", Pointer(INT), Direction.OUT, Size("n"))),
    ],
)
def test_array_parameters_are_addresses(text: str, expected: Parameter):
    assert headers.parse_prototype(f"void f({text}, int n);").parameters[0] == expected


def test_an_array_type_as_a_parameter_keeps_its_count():
    found = headers.parse_prototype("typedef DWORD quad[4]; void f(quad q);")
    dword = Alias("DWORD", Integer("unsigned long", 4, False))
    assert found.parameters[0] == Parameter("q", Pointer(dword), Direction.INOUT, Size("4"))


def test_default_directions():
    found = headers.parse_prototype("void f(int a, int *b, const int *c, void *d, HWND e, struct s *g, DWORD *h);")
    assert [each.direction.value for each in found.parameters] == ["in", "inout", "in", "in", "in", "in", "inout"]


def test_callbacks_keep_names_marks_and_convention():
    found = headers.parse_prototype("void f(int (CALLBACK *each)(_In_reads_(n) const int *v, DWORD n), void *user);")
    of = found.parameters[0].type
    assert isinstance(of, Pointer)
    dword = Alias("DWORD", Integer("unsigned long", 4, False))
    values = Parameter("v", Pointer(INT, const=True), Direction.IN, Size("n"))
    assert of.target == FunctionType(INT, (values, Parameter("n", dword)), Convention.STDCALL)


def test_callback_typedefs_keep_their_convention():
    found = headers.require("typedef double (CALLBACK *rule)(double x); typedef int compare(int a, int b);")
    assert found.callbacks["rule"].convention is Convention.STDCALL
    assert [each.name for each in found.callbacks["compare"].parameters] == ["a", "b"]


def test_a_function_that_returns_a_functions_address():
    found = headers.parse_prototype("int (WINAPI *pick(char which))(double x);")
    assert found.parameters == (Parameter("which", CHAR),)
    assert found.result == Pointer(FunctionType(INT, (Parameter("x", Float(8)),), Convention.STDCALL))
    assert not found.stated


@pytest.mark.parametrize(
    "comment, expected",
    [
        ("/** Adds. */", "Adds."),
        ("/* Adds. */", "Adds."),
        ("/// Adds.\n/// Twice.", "Adds.\nTwice."),
        ("// Adds.", "Adds."),
        ("/**\n * Adds.\n *\n *   Indented.\n */", "Adds.\n\n  Indented."),
        ("/*! Adds. */", "Adds."),
        ("", ""),
    ],
)
def test_comments_in_front(comment: str, expected: str):
    assert headers.parse_prototype(f"{comment}\nint f(int a);").comment == expected


def test_a_comment_behind_is_not_the_next_functions():
    found = headers.require("int f(int a); // of f\nint g(int a); /* of g */\nint h(int a);")
    assert [each.comment for each in found.functions] == ["", "", ""]


def test_the_same_function_twice_is_one():
    found = headers.parse_prototype("int __stdcall f(int); int f(int a);")
    assert (found.convention, found.parameters[0].name) == (Convention.STDCALL, "a")


def test_static_functions_are_the_headers_own():
    assert headers.require("static int f(int a) { return a; } int g(int a);").functions[0].name == "g"


def test_a_structs_typedef_is_kept_around_it():
    found = headers.parse_prototype("typedef struct { int x; } P; P f(const P *p);")
    assert isinstance(found.result, Alias)
    assert isinstance(found.result.target, Struct)
    assert found.result.name == found.result.target.name == "P"


def test_enums_have_names_for_their_values():
    found = headers.parse_prototype("enum mode { OFF, ON = 5, NEXT }; void f(enum mode m);")
    assert found.parameters[0].type == Enumeration("mode", (("OFF", 0), ("ON", 5), ("NEXT", 6)))


def test_types_of_the_prelude_are_known_and_not_declared_again():
    found = headers.require("P f(P *p);", prelude="typedef struct { int x; } P; int old(P *p);")
    assert [each.name for each in found.functions] == ["f"]
    assert (found.structs, found.typedefs) == ((), ())


def test_constants_of_the_prelude_serve_in_sizes():
    found = headers.parse_prototype(
        "void f(_Out_writes_(ROWS * COLUMNS) int *p);", prelude="#define ROWS 2\nenum {COLUMNS=3};"
    )
    assert found.parameters[0].size == Size("2 * 3")


def test_the_sample_header_is_understood_completely():
    found = headers.parse_file(resource("sample", "sample.h"))
    assert found.problems == ()
    by_name = {each.name: each for each in found.functions}
    assert len(by_name) > 40
    assert by_name["subtract"].convention is Convention.STDCALL
    assert by_name["greet"].parameters[1].size == Size("size")
    assert by_name["sp_describe_error"].parameters[1].allocated
    assert by_name["add"].comment == "a + b, which wraps around at 32 bits."
    assert {each.name: each.size for each in found.structs} == {"Point": 16, "Range": 8, "SpInfo": 56}
    assert found.callbacks["Integrand"].convention is Convention.STDCALL
    assert found.constants["SP_PIXELS"] == 512


def test_threads_may_parse_at_the_same_time():
    found: list[str] = []

    def work(name: str) -> None:
        found.extend(headers.parse_prototype(f"int {name}{turn}(int a);").name for turn in range(10))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(found) == sorted(f"{name}{turn}" for name in "abcd" for turn in range(10))


def test_a_file_and_what_it_includes(tmp_path: Path):
    (tmp_path / "types.h").write_text("typedef struct { int x; } P;\nint inner(P *p);\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "more.h").write_text("#define MORE 3\n")
    main = tmp_path / "vendor.h"
    main.write_text('#include "types.h"\n#include <more.h>\n#ifdef WIDE\nint outer(P *p);\n#endif\n')
    found = headers.parse_file(main, include_dirs=[tmp_path / "sub"], defines={"WIDE": "1"})
    assert [each.name for each in found.functions] == ["inner", "outer"]
    assert found.constants == {"MORE": 3}
    assert found.problems == ()


@pytest.mark.parametrize(
    "content",
    ["int f(int a); // für".encode("cp1252"), "int f(int a); // für".encode("utf-16"), "\ufeffint f(int a);".encode()],
)
def test_encodings_of_header_files(tmp_path: Path, content: bytes):
    (tmp_path / "vendor.h").write_bytes(content)
    found = headers.parse_file(tmp_path / "vendor.h")
    assert [each.name for each in found.functions] == ["f"]
    assert found.problems == ()


def test_comments_in_other_encodings_of_included_files_do_no_harm(tmp_path: Path):
    (tmp_path / "inner.h").write_bytes("/* für */\nint f(int a);\n".encode("cp1252"))
    (tmp_path / "vendor.h").write_text('#include "inner.h"\n')
    assert [each.name for each in headers.parse_file(tmp_path / "vendor.h").functions] == ["f"]


def test_a_missing_header_file(tmp_path: Path):
    with pytest.raises(FileError, match="There is no file") as caught:
        headers.parse_file(tmp_path / "nothing.h")
    assert caught.value.hint


def test_a_folder_is_no_header_file(tmp_path: Path):
    with pytest.raises(FileError, match=r"is a folder|cannot be read"):
        headers.parse_file(tmp_path)
