"""Headers that are none, or would lead clang astray: an error with its place, soon, and the process lives."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path

import pytest

from probe32 import headers
from probe32.errors import DeclarationError, FileError
from probe32.library import Library


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        bytes(100_000),
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" * 500,
        b"\x7fELF\x01\x01\x01" + bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 99,
    ],
)
def test_a_binary_file_is_no_text(content: bytes, tmp_path: Path):
    found = headers.parse_file(written(tmp_path / "x.h", content))
    assert [each.message for each in found.problems] == ["This is no text."]
    assert found == headers.Declarations(problems=found.problems)


def test_a_dll_is_no_header(sample_dll: Path):
    with Library(sample_dll) as lib:
        assert [each.message for each in lib.include(sample_dll).problems] == ["This is no text."]


def test_a_few_stray_bytes_are_forgiven(tmp_path: Path):
    found = headers.parse_file(written(tmp_path / "x.h", b"int f(int a);\0\n/* \x01 */\nint g(int a);\n\x1a"))
    assert [each.name for each in found.functions] == ["f", "g"]


def test_text_of_two_bytes_a_letter_without_a_mark(tmp_path: Path):
    found = headers.parse_file(written(tmp_path / "x.h", "int f(int a);\r\n".encode("utf-16-le")))
    assert [each.name for each in found.functions] == ["f"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "x.h")
    with pytest.raises(FileError, match="is a device or a pipe"):
        headers.parse_file(tmp_path / "x.h")


def test_a_header_that_includes_itself(tmp_path: Path):
    found = headers.parse_file(written(tmp_path / "x.h", 'int f(int a);\n#include "x.h"\nint g(int a);\n'))
    assert [each.name for each in found.functions] == ["f", "g"]
    (problem,) = found.problems
    assert problem.message == "The includes lead back to themselves here."
    assert (problem.line, "#pragma once" in problem.hint) == (2, True)


def test_headers_that_include_each_other_again_and_again(tmp_path: Path):
    written(tmp_path / "a.h", '#include "b.h"\n#include "b.h"\nint f(int a);\n')
    written(tmp_path / "b.h", '#include "a.h"\n#include "a.h"\nint g(int a);\n')
    found = headers.parse_file(tmp_path / "a.h")
    assert {each.name for each in found.functions} == {"f", "g"}
    assert {each.message for each in found.problems} == {"The includes lead back to themselves here."}


def test_structs_that_hold_themselves_or_what_nobody_knows():
    found = headers.parse(
        "struct s { int a;\n  struct s inner; };\nstruct t {\n  struct u x; };\n"
        "int f(struct s *a);\nint g(struct t a);\nint h(struct u a);\n"
    )
    assert [each.name for each in found.functions] == ["f"]
    assert [(each.line, each.message) for each in found.problems] == [
        (2, "The content of 'struct s' is unknown here."),
        (4, "The content of 'struct u' is unknown here."),
        (6, "g cannot be used: parameter 'a': It was not understood."),
        (7, "h cannot be used: parameter 'a': struct u is passed by value, and its content is unknown."),
    ]


BOMB = "#define a0 1+1\n" + "".join(f"#define a{n} a{n - 1}+a{n - 1}\n" for n in range(1, 60))
NESTED = "#define F(x) x x\n" + "#define C 1\n" * 9 + f"#define B {'F(' * 40}1{')' * 40}\n"


@pytest.mark.parametrize("text", [BOMB + "int x = a59;\n", BOMB, NESTED + "int x = B;\n", NESTED])
def test_a_macro_that_grows_without_bounds(text: str):
    found = headers.parse(f"{text}int f(int a);\n#define PLAIN 7\n")
    assert [each.name for each in found.functions] == ["f"]
    assert found.constants["PLAIN"] == 7
    problem = found.problems[0]
    assert problem.message.endswith("is left out: what it stands for grows beyond all bounds.")
    assert text.split("\n")[problem.line - 1].split()[1] in problem.message


def test_a_macro_of_many_words_has_no_value_but_harms_nothing():
    found = headers.parse(f"#define LONG_ONE {'+'.join(['1'] * 5000)}\n#define SHORT_ONE (1 | 2)\nint f(int a);\n")
    assert found.constants == {"SHORT_ONE": 3}
    assert [each.message for each in found.problems] == ["LONG_ONE cannot be used: It stands for too many words."]


def test_usual_macros_are_not_counted_as_bombs():
    flags = "".join(f"#define FLAG_{n} (1 << {n})\n" for n in range(31))
    every = " | ".join(f"FLAG_{n}" for n in range(31))
    found = headers.parse(
        f"{flags}#define ALL ({every})\n#define TWICE(x) ((x) + (x))\n#define NUMBER TWICE(TWICE(21))\n"
    )
    assert (found.constants["ALL"], found.constants["NUMBER"]) == (2**31 - 1, 84)
    assert found.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        f"int x = {'+'.join(['1'] * 50_000)};",
        f"static const double x = {'- ' * 50_000}1.0;",
        f"int f0(int {'*' * 50_000}a);",
        f"int f0(int {'(' * 3000}a{')' * 3000});",
        "struct a {" * 3000 + "int x;" + "};" * 3000,
        "".join(f"struct a{n} {{" for n in range(200)) + "int x;" + "".join(f"}} m{n};" for n in range(200)),
        "typedef int (*f0)(int);" + "".join(f"typedef f{n} (*f{n + 1})(f{n});" for n in range(200)),
        f"int x = {'+'.join(['1'] * 1_000_000)};",
        f'#define A "{"x" * 1_000_000}"\n',
        f"int f0({','.join(f'int a{n}' for n in range(3000))});",
    ],
)
def test_deep_and_long_declarations_end_no_process(text: str):
    before = threading.stack_size()
    found = headers.parse(f"{text}\nint f(int a);\n")
    assert [each.name for each in found.functions][-1:] == ["f"] or found.problems
    assert threading.stack_size() == before


def test_a_header_of_10_megabytes(tmp_path: Path):
    words = "word " * 300
    text = "".join(f"/** {words} */\nint f{n}(int a);\n#define C{n} ({n} << 1)\n" for n in range(6600))
    found = headers.parse_file(written(tmp_path / "x.h", text))
    assert len(text) > 10_000_000
    assert (len(found.functions), found.constants["C6599"], found.problems) == (6600, 13198, ())


def test_thousands_of_errors(tmp_path: Path):
    found = headers.parse_file(written(tmp_path / "x.h", "".join(f"FOO f{n}(int a);\n" for n in range(3000))))
    assert [each.line for each in found.problems] == list(range(1, 3001))


def test_a_prototype_is_bounded_too():
    with pytest.raises(DeclarationError, match="This is no text"):
        headers.parse_prototype("\0" * 500)
    with pytest.raises(DeclarationError, match="This is no text"):
        headers.require("\0" * 500)
    assert headers.declared_names("\0" * 500) == {}


def test_an_error_of_the_header_itself_is_told():
    found = headers.parse("#error This platform is not supported\nint f(int a);\n")
    assert [each.message for each in found.problems] == ["This platform is not supported."]
    assert [each.name for each in found.functions] == ["f"]


def test_clangs_trees_are_freed_at_once_and_not_by_the_garbage_collector():
    gc.collect()
    gc.disable()
    try:
        headers.parse("struct s { long double x; }; int g(struct s a);\nFOO h(void);\n#define A (1|2)\nint k(int);")
        headers.parse("class A { public: int f(); };\nint g(A a);", language="c++")
        trees = [each for each in gc.get_objects() if type(each).__name__ == "TranslationUnit"]
        assert trees == []
    finally:
        gc.enable()
