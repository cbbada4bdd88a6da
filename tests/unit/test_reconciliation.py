"""A header against a DLL: what is found under which name, what is left over, what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.images import image_of

from probe32 import headers
from probe32.abi.types import Convention
from probe32.contradictions import contradiction
from probe32.library import Library
from probe32.pe.facts import Confidence, ConventionGuess
from probe32.reconciliation import How, Match, Reconciliation, reconcile

DLLS = Path(__file__).resolve().parents[1] / "dlls"


def compared(text: str, *names: str | None, code: ConventionGuess | None = None) -> Reconciliation:
    return reconcile(headers.require(text), image_of(*names), (lambda _: code) if code else None)


def removing(count: int, convention: Convention = Convention.STDCALL) -> ConventionGuess:
    return ConventionGuess(convention, count, ("ret",), Confidence.HIGH, removed=count)


def using(convention: Convention, removed: int = 0, read_bytes: int = 0, registers: str = "") -> ConventionGuess:
    return ConventionGuess(
        convention, None, (), Confidence.HIGH, removed, read_bytes=read_bytes, registers=tuple(registers.split())
    )


@pytest.mark.parametrize(
    "text, name, how",
    [
        ("int f(int a);", "f", How.NAME),
        ("int __stdcall f(int a);", "f", How.NAME),
        ("int f(int a, int b);", "_f@8", How.DECORATION),
        ("int __stdcall f(int a, int b);", "f@8", How.DECORATION),
        ("int __fastcall f(int a, int b);", "@f@8", How.DECORATION),
        ("double f(int a);", "?f@@YANH@Z", How.DECORATION),
        ("int ordinal_1(int a);", None, How.ORDINAL),
        ("int f(int a);", "_f", How.UNDERSCORE),
        ("int _f(int a);", "f", How.UNDERSCORE),
        ("int f(const TCHAR *a);", "fA", How.SUFFIX),
        ("int f(const wchar_t *a);", "fW", How.SUFFIX),
        ("int f(const char *a);", "_fA@4", How.SUFFIX),
    ],
)
def test_matched(text: str, name: str | None, how: How):
    found = compared(text, name)
    (match,) = found.matched
    assert (match.how, match.export.ordinal) == (how, 1)
    assert (found.mismatched, found.only_in_header, found.only_in_dll) == ((), (), ())


@pytest.mark.parametrize(
    "text, names",
    [
        ("int f(int a);", ["F"]),
        ("int f(const wchar_t *a);", ["fA"]),
        ("int f(int a); int _f(int b);", ["_f"]),
        ("int f(int a);", ["?f@@YAHH@Z", "?f@@YAHN@Z"]),
    ],
)
def test_only_in_the_header(text: str, names: list[str]):
    assert [each.name for each in compared(text, *names).only_in_header] == ["f"]


def test_only_in_the_dll_are_functions_that_no_declaration_leads_to():
    found = compared("int f(int a);", "f", "ReadBlock=f", "g", None)
    assert [each.symbol for each in found.only_in_dll] == ["g", "#4"]
    assert found.matched[0].aliases == ("ReadBlock",)


def test_an_alias_that_the_header_declares_is_matched():
    found = compared("int read_block(int a); int ReadBlock(int a);", "read_block", "ReadBlock=read_block")
    assert [(each.name, each.aliases) for each in found.matched] == [
        ("read_block", ("ReadBlock",)),
        ("ReadBlock", ("read_block",)),
    ]


def test_the_decoration_gives_the_convention_that_the_header_leaves_open():
    (match,) = compared("int f(int a, int b);", "_f@8").matched
    assert match.signature.convention is Convention.STDCALL
    assert match.sentence == "The header states no convention; the DLL shows __stdcall."


def test_the_code_gives_the_convention_that_the_header_leaves_open():
    (match,) = compared("int f(int a, int b);", "f", code=removing(8)).matched
    assert match.signature.convention is Convention.STDCALL


BIG = "typedef struct { int x[5]; } big;"
SMALL = "typedef struct { short x, y; } small;"


@pytest.mark.parametrize(
    "text, code",
    [
        ("int __stdcall f(int a, double b);", removing(12)),
        ("int __cdecl f(int a);", removing(0, Convention.CDECL)),
        ("int __cdecl f(void);", removing(0, Convention.STDCALL)),
        ("int __stdcall f(void);", removing(0, Convention.CDECL)),
        ("int f(const char *text, ...);", removing(0, Convention.CDECL)),
        (f"{BIG} big __stdcall f(int a);", removing(8)),
        (f"{BIG} int __stdcall f(big a);", removing(20)),
        (f"{SMALL} small __stdcall f(small a);", removing(4)),
        ("int __fastcall f(int a, int b, int c);", removing(4)),
        ("int __fastcall f(int a, double b, int c);", removing(8, Convention.FASTCALL)),
        ("int __fastcall f(float a, int b);", removing(4, Convention.FASTCALL)),
        (f"{BIG} big __fastcall f(int a, int b);", removing(4, Convention.FASTCALL)),
        ("int __fastcall f(long long a, int b, int c);", removing(8, Convention.FASTCALL)),
        ("int __fastcall f(long long a, int b, int c);", removing(16, Convention.FASTCALL)),  # as GCC has it
        ("int __thiscall f(void *self, int a);", removing(4)),
        ("int __thiscall f(void *self);", using(Convention.FASTCALL, registers="ecx")),
        ("int __fastcall f(int a);", using(Convention.CDECL)),
        ("int __cdecl f(int a, int b);", using(Convention.CDECL, read_bytes=8)),
        ("int __cdecl f(int a, int b);", using(Convention.CDECL, read_bytes=4)),
        ("int __cdecl f(const char *text, ...);", using(Convention.CDECL, read_bytes=40)),
        (f"{BIG} big __cdecl f(int a);", using(Convention.CDECL, read_bytes=8)),
        ("typedef struct { float x; } one; one f(int a);", replace(using(Convention.CDECL), float_result=True)),
        ("int __stdcall f(int a);", ConventionGuess(Convention.STDCALL, 8, (), Confidence.LOW)),
        ("int __stdcall f(int a);", ConventionGuess()),
    ],
)
def test_header_and_code_agree(text: str, code: ConventionGuess):
    assert not compared(text, "f", code=code).mismatched


@pytest.mark.parametrize(
    "text, name, code, sentence",
    [
        (
            "int __stdcall f(int a, int b, int c);", "f", removing(8),
            "f is __stdcall with 12 bytes of arguments in the header; the code removes 8: the header may be of another "
            "release.",
        ),
        (
            "int f(int a, int b, int c);", "f", removing(8),
            "f is __stdcall with 12 bytes of arguments in the header; the code removes 8: the header may be of another "
            "release.",
        ),
        (
            "int __stdcall f(int a, int b, int c);", "_f@8", None,
            "f is __stdcall with 12 bytes of arguments in the header; the exported name says 8: the header may be of "
            "another release.",
        ),
        (
            "int __cdecl f(int a);", "f", removing(4),
            "f is __cdecl with 4 bytes of arguments in the header; the code removes 4: it is __stdcall.",
        ),
        (
            "int __stdcall f(int a);", "f", removing(0, Convention.CDECL),
            "f is __stdcall with 4 bytes of arguments in the header; the code removes none: it is __cdecl.",
        ),
        (
            "int __stdcall f(void);", "f", removing(8),
            "f is __stdcall without arguments in the header; the code removes 8: the header may be of another release.",
        ),
        (
            "int __cdecl f(const char *text, ...);", "f", removing(8),
            "f takes a variable number of arguments in the header; the code removes 8: it is __stdcall.",
        ),
        (
            f"{BIG} big __stdcall f(int a);", "f", removing(4),
            "f is __stdcall with 4 bytes of arguments in the header; the code removes 4: the header may be of another "
            "release.",
        ),
        (
            "int __cdecl f(int a);", "f", using(Convention.CDECL, read_bytes=12),
            "f is __cdecl with 4 bytes of arguments in the header. The code uses at least 12 bytes of arguments on the "
            "stack; these parameters put 4 on it.",
        ),
        (
            "int __cdecl f(int a, int b);", "f", using(Convention.FASTCALL, registers="ecx edx"),
            "f is __cdecl with 8 bytes of arguments in the header. The code reads ECX and EDX first, which __cdecl "
            "does not set.",
        ),
        (
            "int __fastcall f(int a);", "@f@8", None,
            "f is __fastcall with 4 bytes of arguments in the header; the exported name says 8: the header may be of "
            "another release.",
        ),
        (
            "int __fastcall f(int a, int b, int c);", "f", removing(12),
            "f is __fastcall with 12 bytes of arguments in the header; the code removes 12: it is __stdcall.",
        ),
    ],
)  # fmt: skip
def test_header_and_dll_contradict_each_other(text: str, name: str, code: ConventionGuess | None, sentence: str):
    found = compared(text, name, code=code)
    assert [each.sentence for each in found.mismatched] == [sentence]
    assert found.matched == ()
    assert found.bound == found.mismatched


def test_the_sample_agrees_with_its_header(sample_dll: Path):
    with Library(sample_dll) as lib:
        found = lib.preview(sample_dll.with_suffix(".h")).reconciliation
    assert found.mismatched == ()
    assert [each.name for each in found.only_in_header] == ["twice"], "it is exported by ordinal only"
    assert {match.how for match in found.matched} >= {How.NAME, How.DECORATION}
    assert len(found.matched) >= 60


def test_a_preview_says_what_would_come_and_changes_nothing(sample_dll: Path, tmp_path: Path):
    header = tmp_path / "sample.h"
    header.write_text(
        "typedef struct Point { double x, y; } Point;\nenum mode { OFF, ON };\n#define LIMIT 3\n"
        "int add(int a, int b);\nint subtract(int a, int b);\ndouble distance(const Point *a, const Point *b);\n"
        "int multiply(int a);\nint missing(int a);\nFOO broken(int a);\n"
    )
    with Library(sample_dll) as lib:
        lib.define("int add(int a, int b); int distance(int a); enum mode { OFF, ON };")
        before = dict(lib.functions), dict(lib.types), lib.source
        read = lib.preview(header)
        assert (dict(lib.functions), dict(lib.types), lib.source) == before
        assert [each.name for each in read.same] == ["add", "mode"]
        assert [(each.name, each.old, each.new) for each in read.changed] == [
            ("distance", "int distance(int a);", "double distance(const Point *a, const Point *b);")
        ]
        assert {each.name for each in read.new} >= {"Point", "multiply", "LIMIT"}
        assert [each.name for each in read.reconciliation.only_in_header] == ["missing"]
        assert [_short(each) for each in read.reconciliation.mismatched] == ["multiply: the code removes 8"]
        assert [each.line for each in read.problems] == [9]
        lib.take(read)
        assert lib.functions["distance"].signature.parameters[0].name == "a"
        assert "missing" not in lib.functions
        assert {"Point", "mode"} <= set(lib.types)
        assert "#define LIMIT 3" in lib.source


def _short(match: Match) -> str:
    return f"{match.name}: {match.sentence.split('; ')[1].split(':')[0]}"


def test_chosen_functions_bring_the_types_that_they_need(sample_dll: Path, tmp_path: Path):
    header = tmp_path / "sample.h"
    header.write_text(
        "typedef struct Point { double x, y; } Point;\ntypedef struct { int z; } Other;\n#define LIMIT 3\n"
        "int add(int a, int b);\ndouble distance(const Point *a, const Point *b);\n"
    )
    with Library(sample_dll) as lib:
        found = lib.include(header, only=["distance"])
        assert [each.name for each in found.functions] == ["add", "distance"]
        assert set(lib.functions) == {"distance"}
        assert set(lib.types) == {"Point"}
        assert "LIMIT" not in lib.source


@pytest.fixture(scope="module", params=["-O0", "-O2"])
def everything(
    request: pytest.FixtureRequest, mingw: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    folder = DLLS / "everything"
    built = tmp_path_factory.mktemp("built") / "everything.dll"
    libraries = ("-lole32", "-loleaut32")
    mingw(
        "gcc", request.param, "-shared", "-o", built, *sorted(folder.glob("*.c")), folder / "everything.def", *libraries
    )
    with Library(built) as lib:
        yield lib


def test_no_false_alarm_on_a_dll_and_its_own_header(everything: Library):
    found = everything.preview(DLLS / "everything" / "everything.h").reconciliation
    assert len(found.matched) >= 240
    assert [each.sentence for each in found.mismatched] == []
    assert found.only_in_header == ()
    assert found.only_in_dll == ()
    assert {each.how for each in found.matched} == {How.NAME, How.DECORATION, How.ORDINAL}


def test_planted_mismatches_are_found(everything: Library):
    """Each function with the other convention; one that cleans up the stack also with a parameter more or less."""
    found = everything.preview(DLLS / "everything" / "everything.h").reconciliation
    planted = [wrong for each in found.matched for wrong in _wrong(each)]
    assert len(planted) >= 300
    missed = [each for each in planted if not contradiction(each.signature, everything.evidence(each.export))]
    # These end with a jump to where a pointer leads: how that one leaves the stack is not in the code.
    assert {each.name for each in missed} <= {"apply", "turn_twice"}


def _wrong(match: Match) -> Iterator[Match]:
    signature = match.signature
    on_stack = [each for each in signature.parameters if each.type.size]
    if signature.variadic or signature.convention not in (Convention.CDECL, Convention.STDCALL) or not on_stack:
        return
    cleans = signature.convention is Convention.STDCALL
    other = Convention.CDECL if cleans else Convention.STDCALL
    changes = [replace(signature, convention=other)]
    if cleans:
        more = replace(on_stack[-1], name="planted", size=None)
        changes += [replace(signature, parameters=each) for each in ((*on_stack, more), tuple(on_stack[:-1]))]
    yield from (replace(match, signature=each) for each in changes)
