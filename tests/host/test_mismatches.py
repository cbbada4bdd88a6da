"""A signature that differs from its function is noticed, always, and one that is right never is."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from mingw import tool

from probe32 import Library
from probe32.errors import AddressError, DeclarationError, NativeFaultError, StalePointerError

SOURCE = Path(__file__).parent.parent / "dlls" / "mismatches.c"

TYPES = """
typedef struct { int a, b, c; } Three;
typedef struct { short a, b, c; } Shorts;
typedef struct { double value; } Reading;
typedef struct { float value; } SmallReading;
typedef struct { unsigned char r, g, b; } Colour;
typedef struct { int x, y; } Spot;
typedef int (__cdecl *Step)(int left);
typedef int (__cdecl *Give)(int index, int twice);
typedef int (__stdcall *GiveStd)(int index, int twice);
"""

CONVENTIONS = ("cdecl", "stdcall", "fastcall", "thiscall")

THREE = {"a": 1, "b": 2, "c": 3}

# Name, parameters, arguments, result, bytes that the function removes by convention: as MinGW decorates and compiles
# them (cdecl removes none).
SHAPES = [
    ("none", "void", (), 7, (0, 0, 0)),
    ("one", "int a", (1,), 10, (4, 0, 0)),
    ("two", "int a, int b", (1, 2), 12, (8, 0, 4)),
    ("three", "int a, int b, int c", (1, 2, 3), 123, (12, 4, 8)),
    ("bytes", "signed char a, unsigned short b, short c", (-1, 2, 3), -77, (12, 4, 8)),
    ("five", "int a, int b, int c, int d, int e", (1, 2, 3, 4, 5), 12345, (20, 12, 16)),
    ("real", "double a", (6.5,), 1, (8, 8, 8)),
    ("real_first", "double a, int b", (6.5, 2), 12, (12, 8, 8)),
    ("real_between", "int a, float b, int c", (1, 6.5, 3), 113, (12, 4, 8)),
    ("wide_first", "long long a, int b", (1, 2), 12, (12, 12, 12)),
    ("wide_last", "int a, int b, long long c", (1, 2, 3), 123, (16, 8, 12)),
    ("record", "Three a, int b", (THREE, 4), 1234, (16, 16, 16)),
    ("record_last", "int a, Shorts b", (4, THREE), 4123, (12, 8, 8)),
]

# Name, parameters, arguments, result's type, result.
RESULTS = [
    ("give_double", "int a", (2,), "double", 2.5),
    ("give_float", "int a", (2,), "float", 2.5),
    ("give_wide", "int a", (2,), "long long", 2 * 10**10),
    ("give_nothing", "int a", (2,), "void", None),
    ("give_three", "int a, int b", (1, 2), "Three", {"a": 1, "b": 2, "c": 3}),
    ("give_shorts", "int a, int b", (1, 2), "Shorts", {"a": 1, "b": 2, "c": 3}),
    ("give_colour", "int a, int b", (1, 2), "Colour", {"r": 1, "g": 2, "b": 3}),
    ("give_spot", "int a, int b", (1, 2), "Spot", {"x": 1, "y": 2}),
    ("give_reading", "int a", (2,), "Reading", {"value": 2.5}),
    ("give_small_reading", "int a", (2,), "SmallReading", {"value": 2.5}),
]


@pytest.fixture(scope="module", params=["-O0", "-O2"])
def mismatches_dll(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DLL, built both ways."""
    target = tmp_path_factory.mktemp("mismatches") / "mismatches.dll"
    compiler = [tool("gcc"), "-shared", request.param, "-mmmx", "-static-libgcc"]
    subprocess.run([*compiler, "-o", str(target), str(SOURCE)], check=True)
    return target


@pytest.fixture(scope="module")
def lib(mismatches_dll: Path) -> Iterator[Library]:
    """One session; every test defines what it calls."""
    with Library(mismatches_dll) as lib:
        lib.define(TYPES)
        lib.start()
        yield lib


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_right_signatures_give_right_results_and_no_warning(lib: Library, convention: str) -> None:
    known = [(*row[:3], "int", row[3]) for row in SHAPES] + RESULTS
    lib.define("\n".join(f"{of} __{convention} {name}_{convention}({given});" for name, given, _, of, _ in known))
    for name, _, arguments, _, result in known:
        done = lib.call(f"{name}_{convention}", *arguments)
        assert (name, done.result, done.warnings) == (name, result, ())


def test_a_function_may_remove_the_address_of_its_result(lib: Library) -> None:
    lib.define("Three __cdecl give_three_popped(int a, int b);")
    done = lib.call("give_three_popped", 1, 2)
    assert (done.result, done.warnings) == (THREE, ())


def test_every_signature_that_means_other_bytes_is_noticed(lib: Library) -> None:
    planted = 0
    for says in CONVENTIONS:
        for _, given, arguments, _, _ in SHAPES:
            names = {f"{name}_{is_}": (is_, row) for (name, *_, row), is_ in product(SHAPES, CONVENTIONS)}
            lib.define("\n".join(f"int __{says} {name}({given});" for name in names))
            on_stack = _expected(says, given)
            for name, (is_, row) in names.items():
                removed = (0, *row)[CONVENTIONS.index(is_)]
                done = lib.call(name, *arguments)
                differs = removed != on_stack
                assert len(done.warnings) == differs, (name, says, given, done.warnings)
                if differs:
                    planted += 1
                    assert ("removed nothing" if not removed else f"removed {removed} bytes") in done.warnings[0]
                    assert is_ in done.warnings[0] or is_ in ("fastcall", "thiscall"), (name, done.warnings)
    assert planted > 1000


def _expected(says: str, given: str) -> int:
    row = next(row for _, own, _, _, row in SHAPES if own == given)
    return (0, *row)[CONVENTIONS.index(says)]


@pytest.mark.parametrize(
    "prototype, arguments, sentence",
    [
        (
            "int __cdecl two_stdcall(int a, int b);",
            (1, 2),
            "two_stdcall removed 8 bytes from the stack, but the signature is __cdecl, which removes none: "
            "it is likely __stdcall with 2 arguments (8 bytes).",
        ),
        (
            "int __stdcall two_stdcall(int a, int b, int c);",
            (1, 2, 3),
            "two_stdcall removed 8 bytes from the stack, but the signature says 12: "
            "it is likely __stdcall with 2 arguments (8 bytes), or __thiscall with the arguments of the signature.",
        ),
        (
            "int __stdcall two_cdecl(int a, int b);",
            (1, 2),
            "two_cdecl removed nothing from the stack, but the signature is __stdcall, which removes 8 bytes: "
            "it is likely __cdecl, or __fastcall with the arguments of the signature.",
        ),
        (
            "int __fastcall real_first_stdcall(int a, double b, int c);",
            (1, 2.5, 3),
            "real_first_stdcall removed 12 bytes from the stack, but the signature says 8: "
            "it is likely __stdcall with 2 arguments (12 bytes), or __thiscall with the arguments of the signature.",
        ),
        (
            "int __cdecl give_double_cdecl(int a);",
            (2,),
            "give_double_cdecl left the floating-point number 2.5 as its result, but the signature returns int: "
            "the result is likely double or float.",
        ),
        (
            "double __cdecl one_cdecl(int a);",
            (2,),
            "one_cdecl left no floating-point number as its result, but the signature returns double: "
            "the result is likely a whole number, a pointer, or nothing.",
        ),
    ],
)
def test_a_warning_says_what_is_likely(
    lib: Library, prototype: str, arguments: tuple[float, ...], sentence: str
) -> None:
    name = lib.define(prototype)[0].signature.name
    assert lib.call(name, *arguments).warnings == (sentence,)


@pytest.mark.parametrize(
    "name, words",
    [
        ("change_ebx", "changed EBX, which"),
        ("change_esi_edi", "changed ESI and EDI, which"),
        ("change_ebp", "changed EBP, which"),
        ("change_ebp_slightly", "changed EBP, which"),
        ("change_all", "changed EBX, ESI, EDI and EBP, which"),
        ("leave_direction", "changed the direction flag, which"),
        ("leave_mmx", "left the floating-point registers in use, as MMX code without EMMS does."),
        ("leave_three", "left 3 values in the floating-point registers"),
        ("leave_less", "left 4 bytes more on the stack than it found"),
        ("remove_much", "removed 32768 bytes from the stack"),
        ("remove_odd", "removed 6 bytes from the stack"),
    ],
)
def test_a_function_that_spoils_registers_is_survived_and_told(lib: Library, name: str, words: str) -> None:
    lib.define(f"int __cdecl {name}(void); double __cdecl give_double_cdecl(int a);")
    host = lib.host_description
    for _ in range(10):  # nothing piles up
        done = lib.call(name)
        assert name == "leave_less" or done.result == 7
        assert words in " ".join(done.warnings)
    assert lib.call("give_double_cdecl", 2).result == 2.5
    assert lib.call("give_double_cdecl", 2).warnings == ()
    assert lib.host_description == host


ASKED = "int ask_cdecl({0} give, int count, int size); int ask_stdcall({1} give, int count, int size);"


def test_a_callback_of_the_other_convention_is_noticed(lib: Library) -> None:
    lib.define(ASKED.format("GiveStd", "Give"))
    host = lib.host_description
    for function, other, own in (("ask_cdecl", "__cdecl", "__stdcall"), ("ask_stdcall", "__stdcall", "__cdecl")):
        done = lib.call(function, lambda index, twice: index + twice, 5, 16)
        sentence = f"{function} called 'give' as a {other} function, but its type is {own}: declare it {other}."
        assert (done.result, done.warnings) == (30, (sentence,))
    assert lib.host_description == host


def test_where_it_cannot_be_noticed_the_host_lives(lib: Library) -> None:
    """A function without a frame returns to nowhere; one with a frame does not mind."""
    lib.define("int ask_once(GiveStd give); int __cdecl none_cdecl(void);")
    host = lib.host_description
    hint = None
    try:
        assert lib.call("ask_once", lambda index, twice: index + twice).result == 4
    except NativeFaultError as error:
        hint = error.hint
    assert hint is None or "convention of the callback" in hint
    assert lib.call("none_cdecl").result == 7
    assert lib.host_description == host


def test_a_callback_of_the_right_convention_never_is(lib: Library) -> None:
    lib.define(ASKED.format("Give", "GiveStd") + "int ask_again(Give give, int count); int ask_deep(Give give, int n);")
    for function, arguments, result in (
        ("ask_cdecl", (5, 16), 30),
        ("ask_stdcall", (5, 16), 30),
        ("ask_again", (5,), 0),
        ("ask_deep", (5,), 15),
    ):
        done = lib.call(function, lambda index, twice: index + twice, *arguments)
        assert (done.result, done.warnings) == (result, ())


def test_a_function_is_called_by_its_address(mismatches_dll: Path) -> None:
    with Library(mismatches_dll) as lib:
        lib.define("void *product_address(void);")
        address = lib.product_address()
        for given in (address, int(address)):
            lib.define("int __stdcall product(int a, int b);", address=given)
            assert lib.product(6, 7) == 42
        lib.define("int __cdecl product(int a, int b);", address=address)
        assert "likely __stdcall with 2 arguments (8 bytes)" in lib.call("product", 6, 7).warnings[0]
        with pytest.raises(DeclarationError, match="2 prototypes were given for an address"):
            lib.define("int f(int a); int g(int a);", address=address)
        lib.restart()
        with pytest.raises(
            StalePointerError, match=r"'product' is the void \* 0x[0-9A-F]{8} that product_address gave"
        ):
            lib.product(6, 7)
        with pytest.raises(StalePointerError, match="'address' is the void"):
            lib.define("int __stdcall product(int a, int b);", address=address)
        lib.stop()
        with pytest.raises(AddressError, match=r"No host of mismatches\.dll runs"):
            lib.define("int __stdcall product(int a, int b);", address=4096)
        lib.start()
        lib.define("int __stdcall product(int a, int b);", address=4096)
        with pytest.raises(NativeFaultError, match="product failed natively"):
            lib.product(6, 7)


def test_calls_within_calls_are_measured_apart(lib: Library) -> None:
    lib.define("int __stdcall count_down(Step step, int left); int __cdecl two_stdcall(int a, int b);")
    inner: list[tuple[str, ...]] = []

    def step(left: int) -> object:
        inner.append(lib.call("two_stdcall", 1, 2).warnings)
        return lib.call("count_down", step, left).result

    done = lib.call("count_down", step, 4)
    assert (done.result, done.warnings) == (4, ())
    assert [len(each) for each in inner] == [1, 1, 1, 1]
