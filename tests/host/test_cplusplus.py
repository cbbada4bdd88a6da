"""C++ exports under the names of Microsoft's compiler, called as their names say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mingw import tool

from probe32 import Library
from probe32.abi.types import Convention

DLLS = Path(__file__).parents[1] / "dlls"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    dll = tmp_path_factory.mktemp("shop") / "shop.dll"
    compiler = [tool("gcc"), "-shared", "-O1", "-static-libgcc", "-o", str(dll)]
    subprocess.run([*compiler, DLLS / "shop.c", DLLS / "shop.def"], check=True)
    with Library(dll) as lib:
        for each in lib.exports:
            lib.define(lib.suggest(each).text, export=each.name)
        lib.start()
        yield lib


def test_methods_take_the_object(shop: Library) -> None:
    box = shop.shop_Box_make(3, 4)
    assert shop.shop_Box_area(box) == 12
    assert shop.shop_Box_grow(box, 2) == box
    assert shop.shop_Box_area(box) == 30
    assert shop.shop_Box_scale(box, 1.5) == 45.0
    assert (shop.shop_Box_exceeds(box, 29), shop.shop_Box_exceeds(box, 1 << 40)) == (True, False)
    assert shop.shop_Box_operator_plus(box, box) == 60
    assert shop.shop_Box_change(box, lambda width: width * 2) == 10
    assert shop.shop_Box_Box(box, 1, 1) == box
    assert shop.shop_wider(box, box) == 0
    assert shop.shop_Box_destructor(box) is None
    assert shop.shop_Box_area(box) == 1


def test_functions_take_references_enumerations_and_arrays(shop: Library) -> None:
    assert shop.shop_swap(1, 2) == (2, 1)
    assert shop.shop_grade(4) == 44
    assert shop.shop_weigh(1, 2, 3) == 123
    assert shop.shop_mean([[1.0, 2.0, 6.0]]) == 3.0


def test_no_call_is_measured_to_be_other_than_said(shop: Library) -> None:
    box = shop.shop_Box_make(1, 2)
    calls = [("shop_Box_area", box), ("shop_weigh", 1, 2, 3), ("shop_Box_scale", box, 2.0), ("shop_wider", box, box)]
    assert [shop.call(*each).warnings for each in calls] == [()] * 4  # type: ignore[arg-type]


def test_the_code_agrees_with_the_names(shop: Library) -> None:
    for each in shop.exports:
        signature = shop.function(each.symbol).signature
        guess = shop.evidence(each)
        assert guess.guess is signature.convention
        assert not any("disagree" in sentence for sentence in guess.evidence)
    assert shop.functions["shop_weigh"].signature.convention is Convention.FASTCALL


def test_names_of_gcc_tell_the_parameters_and_the_code_the_rest(tmp_path: Path) -> None:
    dll = tmp_path / "cplusplus.dll"
    command = [
        tool("g++"),
        "-shared",
        "-O1",
        "-nostdlib",
        "-Wl,-e,0",
        str(DLLS / "cplusplus.cpp"),
        "-o",
        dll,
    ]
    subprocess.run(command, check=True)
    with Library(dll) as lib:
        texts = {each.name: lib.suggest(each).text for each in lib.exports}
        for name, text in texts.items():
            if text:
                lib.define(text, export=name)
        assert texts == {
            "_ZN6optics6pixelsE": "",
            "_ZNK6optics4Lens5powerEv": "double __thiscall optics_Lens_power(const struct optics_Lens *self);",
            "_Z6triplei": "int triple(int arg1);",
            "_Z6tripleii": "int triple_2(int arg1, int arg2);",
            "_Z9quadruplei@4": "int __stdcall quadruple(int arg1);",
        }
        assert (lib.triple(2), lib.triple_2(2, 1), lib.quadruple(3)) == (6, 7, 12)
