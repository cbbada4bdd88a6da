"""Types that are declared anew, renamed and removed, and what is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import Library
from probe32.abi.render import c_type, prototype
from probe32.abi.types import Alias, Pointer, Struct, pointed, resolve
from probe32.errors import DeclarationError

SHAPES = """
    typedef struct Inner { char tag; int value; } Inner;
    typedef struct Outer { Inner first; double second; } Outer;
    typedef struct Node { struct Node *next; Inner *inner; } Node;
    typedef Inner *PINNER;
    int add(Outer *a, int b);
    int subtract(PINNER a, int b);
    int version(void);
"""


@pytest.fixture
def library(sample_dll: Path) -> Library:
    return Library(sample_dll)


def struct(library: Library, name: str) -> Struct:
    found = resolve(library.types[name])
    assert isinstance(found, Struct)
    return found


def test_a_new_shape_reaches_everything_that_is_made_of_it(library: Library) -> None:
    library.define(SHAPES)
    assert struct(library, "Outer").size == 16
    library.define("struct Inner { char tag; int value; double more; };")
    assert struct(library, "Inner").size == 16
    assert [each.offset for each in struct(library, "Outer").fields] == [0, 16]
    assert isinstance(library.types["Inner"], Alias)  # the typedef of its name is still there
    inner = pointed(struct(library, "Node").fields[1].type)
    assert isinstance(inner, Struct)
    assert inner.size == 16
    outer = pointed(library.functions["add"].signature.parameters[0].type)
    assert isinstance(outer, Struct)
    assert outer.size == 24
    given = pointed(library.functions["subtract"].signature.parameters[0].type)
    assert isinstance(given, Struct)
    assert given.size == 16
    again = Library(library.path)
    again.define(library.source)
    assert again.types == library.types


def test_an_edit_may_use_what_points_at_it(library: Library) -> None:
    library.define(SHAPES)
    library.define("typedef struct Inner { PINNER left; Node *node; char tag; } Inner;")
    assert struct(library, "Inner").size == 12
    assert struct(library, "Outer").size == 24


def test_packing_of_what_contains_it_stays(library: Library) -> None:
    library.define(
        "struct A { char a; };\n#pragma pack(push, 1)\nstruct B { char b; struct A a; int i; };\n#pragma pack(pop)"
    )
    library.define("struct A { double a; };")
    assert [each.offset for each in struct(library, "B").fields] == [0, 1, 9]


def test_an_enum_and_a_typedef_declared_anew(library: Library) -> None:
    library.define(
        "typedef enum E { ONE = 1 } E; typedef int Number; struct S { E e; Number n; }; int add(Number a, E b);"
    )
    library.define("typedef double Number;")
    assert struct(library, "S").size == 16
    assert c_type(resolve(library.functions["add"].signature.parameters[0].type)) == "double"
    library.define("enum E { ONE = 1, TWO = 2 };")
    assert "TWO = 2" in library.source
    assert struct(library, "S").fields[0].type == library.types["E"]


def test_an_opaque_struct_that_becomes_known(library: Library) -> None:
    library.define("typedef struct Thing Thing; typedef Thing *HTHING; int add(HTHING a, int b);")
    before = library.functions["add"].signature.parameters[0]
    library.define("struct Thing { int inside; };")
    after = library.functions["add"].signature.parameters[0]
    assert isinstance(pointed(after.type), Struct)
    assert after.direction is before.direction
    assert isinstance(resolve(library.types["HTHING"]), Pointer)


def test_what_would_no_longer_make_sense_is_named_and_nothing_changes(library: Library) -> None:
    library.define("struct A { int a; }; struct B { struct A a; };")
    before = library.definitions
    with pytest.raises(DeclarationError, match=r"would no longer make sense: struct B \(Use of 'A' with tag"):
        library.define("union A { int a; };")
    assert library.definitions == before


def test_a_struct_cannot_contain_itself_through_another(library: Library) -> None:
    library.define("struct A { int a; }; struct B { struct A a; };")
    before = library.definitions
    with pytest.raises(DeclarationError) as caught:
        library.define("struct A { struct B b; };")
    assert caught.value.line == 1
    assert library.definitions == before


def test_a_header_that_changes_a_type(library: Library, tmp_path: Path) -> None:
    library.define(SHAPES)
    header = tmp_path / "vendor.h"
    header.write_text("typedef struct Inner { double only; } Inner; int version(void);", "utf-8")
    library.include(header)
    assert struct(library, "Outer").size == 16
    assert struct(library, "Outer").fields[0].type == library.types["Inner"]


def test_a_header_that_tells_what_was_opaque(library: Library, tmp_path: Path) -> None:
    library.define("typedef struct Thing Thing; typedef Thing *HTHING; int add(HTHING a, int b);")
    header = tmp_path / "vendor.h"
    header.write_text("typedef struct Thing { int inside; } Thing;", "utf-8")
    library.include(header)
    assert struct(library, "Thing").size == 4
    assert isinstance(pointed(library.functions["add"].signature.parameters[0].type), Struct)


def test_renaming_follows_every_use(library: Library) -> None:
    library.define(SHAPES)
    library.rename_type("Inner", "Pixel")
    assert "Inner" not in library.types
    assert list(library.types) == ["Pixel", "Outer", "Node", "PINNER"]
    assert prototype(library.functions["add"].signature) == "int add(Outer *a, int b);"
    assert "    Pixel first;" in library.source
    again = Library(library.path)
    again.define(library.source)
    assert again.types == library.types


@pytest.mark.parametrize(
    "new, words",
    [("Outer", "There is a type Outer already"), ("2nd", "cannot be the name"), ("int", "cannot be the name")],
)
def test_names_that_a_type_cannot_have(library: Library, new: str, words: str) -> None:
    library.define(SHAPES)
    before = library.definitions
    with pytest.raises(DeclarationError, match=words):
        library.rename_type("Inner", new)
    assert library.definitions == before


def test_a_type_in_use_cannot_be_removed(library: Library) -> None:
    library.define(SHAPES)
    with pytest.raises(DeclarationError, match=r"Inner is used by struct Outer, struct Node, typedef PINNER\."):
        library.undefine_type("Inner")
    with pytest.raises(DeclarationError, match="Outer is used by add"):
        library.undefine_type("Outer")
    library.undefine_type("Node")
    assert "Node" not in library.source
    with pytest.raises(DeclarationError, match="has no type 'Node'"):
        library.undefine_type("Node")


def test_definitions_come_back(library: Library) -> None:
    library.define("int version(void);")
    before = library.definitions
    library.define(SHAPES)
    library.undefine("version")
    after = library.definitions
    assert after != before
    library.restore(before)
    assert library.definitions == before
    assert dict(library.types) == {}
    assert list(library.functions) == ["version"]
    library.restore(after)
    assert library.definitions == after
    assert struct(library, "Outer").size == 16


INTERLINKED = """
    typedef enum Size { SMALL = 2, LARGE = 5 } Size;
    typedef struct Left { struct Right *other; Size size; } Left;
    typedef struct Right { Left *other; struct Unknown *more; char name[SMALL]; } Right;
    typedef union Both { Left left; Right right; } Both;
    typedef int (__stdcall *Told)(const Both *both, Size size);
    typedef struct Alone { double value; } Alone;
    typedef struct Deep { Told told; struct { enum { INNER = 3 } kind; } inside; } Deep;
    #define LIMIT 7
    int add(Deep *deep, int b);
"""


@pytest.mark.parametrize(
    "text",
    [
        "typedef struct New { Deep deep; char name[LARGE + INNER + LIMIT]; } New;",
        "typedef enum Size { SMALL = 4, LARGE = 6, HUGE = 9 } Size;",
        "typedef struct Right { Both *both; Alone alone[SMALL]; } Right;",
        "typedef struct Alone { float value; Alone_t *next; } Alone;".replace("Alone_t", "struct Alone"),
        "#define OF(x) x##ne\ntypedef struct New { OF(Alo) alone; } New;",
        "int subtract(Told told, struct Right *right);",
    ],
)
def test_reading_what_a_text_needs_gives_what_reading_everything_gives(library: Library, text: str) -> None:
    library.define(INTERLINKED)
    library.define(text)
    again = Library(library.path)
    again.define(library.source)
    again.define("".join(prototype(each.signature) for each in library.functions.values()))
    assert dict(again.types) == dict(library.types)
    assert again.functions == library.functions


def test_what_a_text_does_not_need_is_not_read_again(library: Library) -> None:
    library.define(INTERLINKED)
    before = library.types["Both"]
    library.define("typedef struct Alone { float value; } Alone;")
    assert library.types["Both"] is before
