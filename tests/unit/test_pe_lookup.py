"""Finding an export by what a person types."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32.errors import ExitCode, UnknownExportError
from probe32.pe import Export, ExportKind, Image, find_export, read_image


def image_of(*exports: Export) -> Image:
    return Image(Path("x.dll"), "x86", 32, "Windows GUI", None, "", {}, (), exports, dotnet=False, com=False)


@pytest.mark.parametrize(
    "symbol, ordinal",
    [
        ("add", 2),
        (2, 2),
        ("#2", 2),
        ("ordinal_2", 2),
        ("multiply", 17),
        ("multiply@8", 17),
        ("_hypotenuse@16", 18),
        ("hypotenuse", 18),
        ("common_divisor", 19),
        ("pixel_wavelength", 65),
        ("#100", 100),
    ],
)
def test_found(sample_dll: Path, symbol: str | int, ordinal: int) -> None:
    assert find_export(read_image(sample_dll), symbol).ordinal == ordinal


@pytest.mark.parametrize("symbol", [0, 66, 99, 101, "#101", "ordinal_101", -1, 10**9])
def test_no_such_ordinal(sample_dll: Path, symbol: str | int) -> None:
    with pytest.raises(UnknownExportError, match=r"sample\.dll exports nothing under the ordinal") as caught:
        find_export(read_image(sample_dll), symbol)
    assert caught.value.hint == "Its ordinals go from 1 to 100, with gaps."
    assert caught.value.exit_code is ExitCode.DECLARATION


@pytest.mark.parametrize(
    "symbol, near", [("ad", "add"), ("ADD", "add"), ("multply", "multiply@8"), ("greeet", "greet")]
)
def test_unknown_name_names_near_ones(sample_dll: Path, symbol: str, near: str) -> None:
    with pytest.raises(UnknownExportError, match=f"sample.dll exports no '{symbol}'") as caught:
        find_export(read_image(sample_dll), symbol)
    assert near in caught.value.hint


def test_unknown_name_with_nothing_near(sample_dll: Path) -> None:
    with pytest.raises(UnknownExportError) as caught:
        find_export(read_image(sample_dll), "xyzzy")
    assert caught.value.hint == "List what it exports with: probe32 exports."


def test_nothing_exported() -> None:
    for symbol in ("add", 1):
        with pytest.raises(UnknownExportError) as caught:
            find_export(image_of(), symbol)
        assert caught.value.hint == "It exports nothing at all."


def test_overloads_are_told_apart_by_decoration() -> None:
    one = Export(1, "?f@@YAHH@Z", 0x1000, ExportKind.FUNCTION, undecorated="f")
    two = Export(2, "?f@@YAHN@Z", 0x1010, ExportKind.FUNCTION, undecorated="f")
    image = image_of(one, two)
    assert find_export(image, "?f@@YAHN@Z") is two
    with pytest.raises(UnknownExportError, match="exports 2 functions that are called 'f'") as caught:
        find_export(image, "f")
    assert caught.value.hint == "Give the decorated name or the ordinal: ?f@@YAHH@Z (#1), ?f@@YAHN@Z (#2)."


def test_an_exact_name_goes_before_an_undecorated_one() -> None:
    decorated = Export(1, "_f@4", 0x1000, ExportKind.FUNCTION, undecorated="f")
    plain = Export(2, "f", 0x1010, ExportKind.FUNCTION)
    assert find_export(image_of(decorated, plain), "f") is plain


def test_a_function_may_be_called_like_an_ordinal() -> None:
    named = Export(1, "ordinal_2", 0x1000, ExportKind.FUNCTION)
    other = Export(2, None, 0x1010, ExportKind.FUNCTION)
    assert find_export(image_of(named, other), "ordinal_2") is named
