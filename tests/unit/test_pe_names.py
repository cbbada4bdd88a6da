"""What the decoration of a name tells."""

from __future__ import annotations

import pytest

from probe32.abi.types import Convention
from probe32.pe.decoration import read_name
from probe32.pe.facts import Confidence, Export, ExportKind

C, S, F, T = Convention.CDECL, Convention.STDCALL, Convention.FASTCALL, Convention.THISCALL


@pytest.mark.parametrize(
    "name, undecorated, guess, stack_bytes",
    [
        ("_f@0", "f", S, 0),
        ("_f@8", "f", S, 8),
        ("f@12", "f", S, 12),
        ("__f@4", "_f", S, 4),
        ("@f@0", "f", F, 0),
        ("@f@8", "f", F, None),
        ("?f@@YAHH@Z", "f", C, 4),
        ("?f@@YGHNPBD@Z", "f", S, 12),
        ("?f@@YIHHH@Z", "f", F, 0),
        ("?f@@YIHMHPAH_JH@Z", "f", F, 16),
        ("?f@A@@QAEHH@Z", "A::f", T, 4),
        ("?f@A@@SAHH@Z", "A::f", C, 4),
        ("?f@A@@UAGH_J@Z", "A::f", S, 12),
        ("??0A@@QAE@XZ", "A::A", T, 0),
        ("??1A@@UAE@XZ", "A::~A", T, 0),
        ("??RA@@QAEHH@Z", "A::operator()", T, 4),
        ("??BA@@QBEHXZ", "A::operator int", T, 0),
        ("??6@YAAAVO@@AAV0@H@Z", "operator<<", C, 8),
        ("??$max@H@@YAHHH@Z", "max<int>", C, 8),
        ("?f@@YAP6AHH@ZXZ", "f", C, 0),
        ("?cb@@YGHP6GHHPAX@Z0@Z", "cb", S, 8),
        ("?m@@YAXP8A@@AEXXZ@Z", "m", C, None),
        ("?v@@YAXHZZ", "v", C, None),
        ("?s@@YAXUS@@@Z", "s", C, None),
        ("?s@@YA?AUS@@XZ", "s", C, None),
        ("?e@@YAXW4E@@@Z", "e", C, 4),
        ("?g@@YA?AV?$function@$$A6AHH@Z@std@@XZ", "g", C, None),
        ("_Z3fooi@4", "foo", S, 4),
    ],
)
def test_decorated(name: str, undecorated: str, guess: Convention, stack_bytes: int | None) -> None:
    reading = read_name(name)
    assert reading.undecorated == undecorated
    assert (reading.guess.guess, reading.guess.stack_bytes) == (guess, stack_bytes)
    assert reading.guess.confidence is Confidence.HIGH
    assert guess.keyword in reading.guess.evidence[0]
    assert not reading.variable


@pytest.mark.parametrize(
    "name, undecorated",
    [
        ("add", None),
        ("f@3", None),
        ("f@", None),
        ("@", None),
        ("@Unit1@Foo$qqri", "Unit1::Foo"),
        ("_ZN3foo3barEi", "foo::bar"),
        ("_Z3maxIiET_S0_S0_", "max<int>"),
        ("_ZlsRSoRK1A", "operator<<"),
        ("_ZN1AclEi", "A::operator()"),
        ("_ZN12_GLOBAL__N_13fooEv", "(anonymous namespace)::foo"),
        ("?f@@YQHH@Z", "f"),
        ("f@@8", "f"),
        ("?nonsense", None),
    ],
)
def test_no_guess(name: str, undecorated: str | None) -> None:
    reading = read_name(name)
    assert reading.undecorated == undecorated
    assert reading.guess.guess is None
    assert reading.guess.confidence is Confidence.LOW
    assert len(reading.guess.evidence) == 1


def test_leading_underscore_is_a_weak_sign_of_cdecl() -> None:
    reading = read_name("_open")
    assert (reading.guess.guess, reading.guess.confidence, reading.undecorated) == (C, Confidence.LOW, None)


def test_prototype_only_where_the_name_carries_one() -> None:
    microsoft = read_name("?cb@@YGHP6GHHPAX@Z0@Z").prototype
    assert microsoft == "int __stdcall cb(int (__stdcall *)(int, void *), void *)"
    assert read_name("_ZN3foo3barEi").prototype is None
    assert read_name("_f@8").prototype is None


@pytest.mark.parametrize(
    "name, undecorated, prototype",
    [
        ("?x@@3HA", "x", "int x"),
        ("?x@@3P6AHH@ZA", "x", "int (__cdecl *x)(int)"),
        ("?v@A@@2HA", "A::v", "public: static int A::v"),
        ("?id@?$B@D@s@@2V0l@2@A", "s::B<char>::id", "public: static class s::l::id s::B<char>::id"),
        ("??_7A@@6BB@@@", "A::`vftable'", None),
        ("_ZTV1A", "vtable for A", None),
    ],
)
def test_variables(name: str, undecorated: str, prototype: str | None) -> None:
    reading = read_name(name)
    assert (reading.undecorated, reading.prototype, reading.variable) == (undecorated, prototype, True)
    assert reading.guess.guess is None


def test_64_bit_names_have_no_c_decoration() -> None:
    assert read_name("_f@8", bitness=64).undecorated is None
    assert read_name("?f@@YAHH@Z", bitness=64).guess.guess is None
    assert read_name("?f@@YAHH@Z", bitness=64).undecorated == "f"


@pytest.mark.parametrize(
    "name, undecorated, identifier",
    [
        ("add", None, "add"),
        ("?f@A@@QAEHH@Z", "A::f", "A_f"),
        ("spaced name", None, "spaced_name"),
        ("3d", None, "_3d"),
        ("???", None, "ordinal_7"),
        (None, None, "ordinal_7"),
    ],
)
def test_plain_name_is_an_identifier(name: str | None, undecorated: str | None, identifier: str) -> None:
    assert Export(7, name, 0x1000, ExportKind.FUNCTION, undecorated=undecorated).plain_name == identifier


@pytest.mark.parametrize(
    "name, undecorated, guess",
    [
        ("@Sysutils@IntToStr$qqri", "Sysutils::IntToStr", None),
        ("@Unit1@TForm1@Button1Click$qqrp14System@TObject", "Unit1::TForm1::Button1Click", None),
        ("@Classes@TList@$bctr$qqrv", "Classes::TList::constructor", None),
        ("@Driver@Open$qqspxc", "Driver::Open", S),
        ("@read$qi", "read", C),
    ],
)
def test_names_of_borland_and_delphi(name: str, undecorated: str, guess: Convention | None) -> None:
    reading = read_name(name)
    assert (reading.undecorated, reading.guess.guess, reading.prototype) == (undecorated, guess, None)
    assert "no library at hand can read" in reading.guess.evidence[0]
