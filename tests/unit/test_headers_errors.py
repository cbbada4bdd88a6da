"""C that is wrong: what is said, where it points, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.types import Alias, Opaque, Pointer
from probe32.errors import DeclarationError, ExitCode

WRONG = [
    ("FOO f(int a);", 1, 1, "Unknown type name 'FOO'", "typedef int FOO;"),
    ("int f(FOO a);", 1, 7, "Unknown type name 'FOO'", "typedef int FOO;"),
    ("int f(int a,\n      FOO *b);", 2, 7, "Unknown type name 'FOO'", "typedef int FOO;"),
    ("int f(int a,\r\n      FOO *b);", 2, 7, "Unknown type name 'FOO'", "typedef int FOO;"),
    ("int ä(int ö, FOO b);", 1, 14, "Unknown type name 'FOO'", "typedef int FOO;"),
    ("int f(a, b);", 1, 7, "parameters have no types", "K&R"),
    ("int f(a, b) int a; int b;", 1, 26, "';' is missing", "K&R"),
    ("int f(int a", 1, 12, "')' is missing", "commas"),
    ("int f(int a int b);", 1, 13, "')' is missing", "commas"),
    ("int f(int a,", 1, 13, "parameter is missing", "commas"),
    ("int f(int a, );", 1, 14, "parameter is missing", "commas"),
    ("int f(int a) int g(int b);", 1, 13, "';' is missing", "semicolon"),
    ("struct s { int a; }\nint f(int b);", 1, 20, "';' is missing after the struct", "semicolon"),
    ("f(int a);", 1, 1, "type is missing", "void"),
    ("int (int a);", 1, 6, "name is missing", "int f(int a);"),
    ("int 3f(int a);", 1, 5, "name is missing", "int f(int a);"),
    ("struct p { int x; }; void f(p *a);", 1, 29, "needs the word struct", "typedef struct p p;"),
    ("int f(int &a);", 1, 11, "')' is missing", "C++"),
    ("class A { int x; };", 1, 1, "Unknown type name 'class'", "C++"),
    ("std::string f(int x);", 1, 1, "Unknown type name 'std'", "C++"),
    ('#include "nothing.h"\nint f(int a);', 1, 10, "'nothing.h' was not found", "-I"),
    ("struct s { int a; }; struct s { int b; };", 1, 29, "already defined", "another name"),
    ("typedef int T; typedef long T;", 1, 29, "already defined", "another name"),
    ("int f(int a); float f(int a);", 1, 21, "declared twice", "Remove"),
    ("int f(const char *text = 0);", 1, 24, "no default values", "Remove the ="),
    ("int f(void a);", 1, 12, "cannot be void", "void *"),
    ("struct s { struct t inner; };", 1, 21, "content of 'struct t' is unknown", "pointer"),
    ("int f(int a[N]);", 1, 13, "'N' is unknown", "#define N"),
    ("/* int f(int a);", 1, 1, "comment has no end", "*/"),
    ("#if 1\nint f(int a);", 1, 2, "#if has no #endif", "#endif"),
    ("int f(int a); }", 1, 15, "closes nothing", "Remove"),
    ("int f(long double a);", 1, 19, "long double differs between compilers", "Write double"),
    ("long double f(void);", 1, 13, "long double differs between compilers", "Write double"),
    ("int f(struct s a);", 1, 16, "its content is unknown", "address"),
    ("struct s f(int a);", 1, 10, "its content is unknown", ""),
    ("int __vectorcall f(int a);", 1, 18, "calling convention is not supported", "__stdcall"),
    ("_Complex double f(int a);", 1, 17, "complex numbers", ""),
    ("typedef float v __attribute__((vector_size(16))); v f(v a);", 1, 15, "SIMD vectors", ""),
    ("int f(int (*cb)(const char *, ...));", 1, 13, "variable number of arguments", "void *"),
    ("int f(__int128 a);", 1, 7, "__int128 is not supported", ""),
]


@pytest.mark.parametrize("text, line, column, message, hint", WRONG)
def test_the_error_points_at_the_place(text: str, line: int, column: int, message: str, hint: str):
    with pytest.raises(DeclarationError) as caught:
        headers.require(text)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert (error.line, error.column) == (line, column)
    assert error.source == text.splitlines()[line - 1]
    assert error.pointed().splitlines()[1] == " " * (column - 1) + "^"
    assert error.exit_code is ExitCode.DECLARATION


@pytest.mark.parametrize("text, line, column, message, hint", WRONG)
def test_parse_lists_the_same_as_a_problem(text: str, line: int, column: int, message: str, hint: str):
    problem = headers.parse(text, filename="vendor.h").problems[0]
    assert (problem.file, problem.line, problem.column) == ("vendor.h", line, column)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["", "   \n\t"])
def test_empty_text(text: str):
    with pytest.raises(DeclarationError, match="The prototype is empty") as caught:
        headers.parse_prototype(text)
    assert "int add(int a, int b);" in caught.value.hint
    with pytest.raises(DeclarationError, match="The text is empty"):
        headers.require(text)
    assert headers.parse(text) == headers.Declarations()


@pytest.mark.parametrize("text", ["int a;", "typedef int T;", "/* nothing */", ";"])
def test_no_function(text: str):
    with pytest.raises(DeclarationError, match="declares no function"):
        headers.parse_prototype(text)


def test_two_functions_where_one_is_wanted():
    with pytest.raises(DeclarationError, match="more than one function: f and g") as caught:
        headers.parse_prototype("int f(int a);\nint g(int a);")
    assert (caught.value.line, caught.value.column, caught.value.source) == (2, 5, "int g(int a);")


def test_what_is_right_beside_an_error_is_kept():
    found = headers.parse(
        "int f(int a);\nFOO g(int a);\nint h(BAR b);\ntypedef FOO T;\nint i(T t);\nstruct s { int x; };"
    )
    assert [each.name for each in found.functions] == ["f"]
    assert [each.name for each in found.structs] == ["s"]
    assert [each.line for each in found.problems] == [2, 3, 4, 5]


def test_no_function_is_returned_with_a_guessed_type():
    found = headers.parse(
        "int f(FOO a), g(int b);\nint h(int &a);\nstruct s { FOO x; };\nstruct s k(void);\nint m(struct s *p);"
    )
    assert [each.name for each in found.functions] == ["m"]
    of = found.functions[0].parameters[0].type
    assert of == Pointer(Opaque("s"))


def test_the_address_of_what_cannot_be_expressed_can_be():
    found = headers.parse("typedef struct { long double x; } wide; int f(wide *w); int g(wide w);")
    assert [each.name for each in found.functions] == ["f"]
    assert found.functions[0].parameters[0].type == Pointer(Alias("wide", Opaque("wide")))
    assert [each.message.split()[0] for each in found.problems] == ["wide", "g"]


def test_errors_in_an_included_file_name_that_file(tmp_path: Path):
    (tmp_path / "inner.h").write_text("int f(FOO a);\n")
    (tmp_path / "outer.h").write_text('\n#include "inner.h"\nint g(int a);\n')
    found = headers.parse_file(tmp_path / "outer.h")
    assert [each.name for each in found.functions] == ["g"]
    (problem,) = found.problems
    assert Path(problem.file) == tmp_path / "inner.h"
    assert (problem.line, problem.column, problem.source) == (1, 7, "int f(FOO a);")


@pytest.mark.parametrize("spelling", ["vendor_types.h", "Vendor_Types.h", "parts/more.h"])
def test_neighbours_in_angle_brackets_are_found_beside_a_header(tmp_path: Path, spelling: str):
    (tmp_path / "parts").mkdir()
    for name in ("vendor_types.h", "parts/more.h"):
        (tmp_path / name).write_text("typedef short sample_t;\n")
    header = tmp_path / "vendor.h"
    header.write_text(f"#include <{spelling}>\n#include <sys/types.h>\nssize_t mean(sample_t a);\n")
    found = headers.parse_file(header)
    assert (found.problems, [each.name for each in found.functions]) == ((), ["mean"])


def test_errors_in_the_prelude_are_said_to_be_there():
    (problem,) = headers.parse("int f(int a);", prelude="FOO x;").problems
    assert (problem.file, problem.line, problem.column, problem.source) == ("prelude", 1, 1, "FOO x;")


def test_a_definition_that_the_prelude_has_already():
    with pytest.raises(DeclarationError, match="already defined"):
        headers.require("struct s { long a; };", prelude="struct s { int a; };")


def test_many_errors_are_all_listed():
    found = headers.parse("\n".join(f"FOO f{index}(int a);" for index in range(60)))
    assert [each.line for each in found.problems] == list(range(1, 61))


@pytest.mark.parametrize(
    "text",
    ["\x00", "((((((((", "#", "#include", "int f(int a)) {", "\\", '"', "'", "int f(int a;)", "é", "??="],
)
def test_rubbish_never_raises_anything_else(text: str):
    headers.parse(text)
    with pytest.raises(DeclarationError):
        headers.parse_prototype(text)
