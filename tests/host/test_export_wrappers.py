"""Exported wrappers run: both flavours give what `Library` gives, which is what the C source says."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from mingw import tool
from windows_python import UnavailableError, run_msl_wrapper, windows_python
from wrapper_calls import LAST, Call, make_calls, plain

from probe32 import Library, Server32Error, codegen
from probe32.project import Example, Project, ProjectFunction, from_library

DLLS = Path(__file__).resolve().parents[1] / "dlls"
GRID = {
    "cells": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
    "title": "grün",
    "lines": ["one", "two"],
    "label": "naïve",
    "wide": None,
    "address": 0x10,
    "next": None,
    "on": True,
    "big": 2**40,
}
TRANSPOSED = GRID | {
    "cells": [[-6.0, -5.0, -4.0], [-3.0, -2.0, -1.0]],
    "lines": ["two", "one"],
    "label": "label",
    "next": 0x1234,
    "on": False,
    "big": 2**40 + 1,
}

UNUSUAL: list[tuple[Call, Any]] = [
    (("class_", (1, 2, 3, 4, 5)), 55),
    (("request32_", (9, 4)), 5),
    (("shutdown_server32_", ()), 32),
    (("lib", (1,)), 2),
    (("plain", (1,)), 3),
    (("Reserved", (1, 2)), 12),
    (("last_error_", (1, 2)), 12),
    (("quoted_comment", ()), 7),
    (("a_name_that_is_longer_than_a_line_of_code_would_like_it_to_be", (2, 3, 0.5)), (6, 5.5)),
    (("bump_packed", ({"kind": 1, "value": 1.5, "flags": 2},)), {"kind": 2, "value": 3.0, "flags": -2}),
    (
        ("bump_half", ({"first": -128, "second": 7, "inner": {"kind": 0, "value": -1.0, "flags": -3}},)),
        {"first": -127, "second": 8, "inner": {"kind": 1, "value": -2.0, "flags": 3}},
    ),
    (
        ("bump_bits", ({"low": 2, "middle": 1000, "sign": -5, "more": 21},)),
        {"low": 3, "middle": 1002, "sign": 5, "more": 10},
    ),
    (
        ("bump_keywords", ({"class": 1, "None": 2, "from": 3, "__private": 4},)),
        {"class": 2, "None": 3, "from": 4, "__private": 5},
    ),
    (("return_packed", ({"kind": 1, "value": 0.25, "flags": 100},)), {"kind": 2, "value": 0.5, "flags": -100}),
    (("transpose", (GRID,)), TRANSPOSED),
    (("title_length", (GRID,)), 604),
    (("not_", (True,)), False),
    (("next_char", (-1,)), 0),
    (("next_wide", (0xFFFE,)), 0xFFFF),
    (("shift_left", (3, 62)), 0xC000000000000000),
    (("bounds", ()), (-128, 65535, -9007199254740993, 0.5, True)),
    (("flip", (-1, 2)), (2, -1, 42)),
    (("flip", (77, 0)), (-1, 77, 40)),
    (("toggle", (0,)), 1),
    (("reverse_bytes", (b"a\0c", 3)), b"c\0a"),
    (("sum_bytes", ([250, 251, 1], 3)), 502),
    (("sum_bytes", (b"\xff\xff", 2)), 510),
    (("sum_shorts", ([-3, 5, 9], 4)), 2),
    (("longest", (["a", "größer", ""], 3)), 8),
    (("join", (["one ", "two"], 2)), "one two"),
    (("fill_wide", (3, 0x263A)), "☺☺☺"),
    (("sized", (4,)), (3, 3, [0, 1, 4, 9])),
    (("first_of", ([5, 6],)), 5),
    (("first_of", (8,)), 8),
    (("address_of", (b"\x07",)), 7),
    (("address_of", (None,)), None),
    (("nothing", (None, 2.5)), None),
    (("nothing", (1, None)), 101),
    (("nothing", (1, 2.5)), 3),
    (("peek", ({"flags": 5},)), 5),
    (("handle_of", ()), (0xFFFF0001, "wü")),
    (("not_utf8", ()), b"caf\xe9"),
    (("cells", ()), [0.5, 1.5, 2.5]),
    (("bump_numbers", ([{"whole": 0x01020304}, {"bytes": [255, 0, 0, 0]}], 2)), [0x01020305, 256]),
    (("bump_variant", ({"tag": 1, "real": 1.5, "at": {"x": 1, "y": -2}},)), {"tag": 1, "real": 3.0}),
    (("origin", ()), "an address"),
    (("peek", (LAST,)), 42),
    (("take_union", ({"whole": 0x3F7FFFFF},)), {"whole": 0x3F800000, "real": 1.0}),
    (("print_all", ("größe", 1, 2.5, "more")), 7),
    (("fast", (-5,)), -5),
]

LEFT_OUT = {"unsized", "late"}

SAMPLE: list[tuple[Call, Any]] = [
    (("version", ()), 10203),
    (("add_mixed", (-1, 2, 3, 4, 0.5, 0.25)), 8.75),
    (("subtract", (1, 2)), -1),
    (("multiply", (6, 7)), 42),
    (("hypotenuse", (3.0, 4.0)), 5.0),
    (("twice", (21,)), 42),
    (("pixel_wavelength", (0,)), None),
    (("product_name", ()), None),
    (("product_name_w", ()), None),
    (("text_length", ("größe",)), 7),
    (("text_length", (None,)), -1),
    (("text_length_w", ("größe",)), 5),
    (("greet", ("Wörld", 32)), (15, "Hello, Wörld!")),
    (("greet_w", ("Wörld", 32)), (14, "Hello, Wörld!")),
    (("capitals", ("abcé", 6)), "ABCé"),
    (("divide", (7, 2)), (1, 3, 1)),
    (("divide", (7, 0)), (0, 0, 0)),
    (("increment", (41,)), 42),
    (("checksum", (b"\x01\x02\x04", 3)), 7),
    (("fill_bytes", (3, 254)), [254, 255, 0]),
    (("distance", ({"x": 0.0, "y": 0.0}, {"x": 3.0, "y": 4.0})), 5.0),
    (("middle", ({"x": 0.0, "y": 0.0}, {"x": 3.0, "y": 4.0})), {"x": 1.5, "y": 2.0}),
    (("shift", ({"x": 0.0, "y": 0.0}, 1.0, 2.0)), {"x": 1.0, "y": 2.0}),
    (("add_points", ({"x": 1.0, "y": 2.0}, {"x": 3.0, "y": 4.0})), {"x": 4.0, "y": 6.0}),
    (("widen", ({"first": 1, "last": 5}, 2)), {"first": -1, "last": 7}),
    (("mean", ([1.0, 2.0, 6.0], 3)), 3.0),
    (("scale", ([1.0, 2.0], 2, 0.5)), [0.5, 1.0]),
    (("ramp", (3, 1.0, 0.5)), [1.0, 1.5, 2.0]),
    (("centroid", ([{"x": 0.0, "y": 0.0}, {"x": 2.0, "y": 4.0}], 2)), {"x": 1.0, "y": 2.0}),
    (("detector_name", (1,)), None),
    (("detector_name", (99,)), None),
    (("sp_describe_error", (87,)), None),
    (("fail_with", (1223,)), 0),
    (("sp_open", ("SIM::9",)), None),
    (("sp_open", ("SIM::0",)), "an address"),
]


@pytest.fixture(scope="module")
def unusual_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DLL with everything that is hard to wrap."""
    dll = tmp_path_factory.mktemp("unusual") / "unusual.dll"
    options = ["-shared", "-O1", "-mms-bitfields", "-static-libgcc", "-o", str(dll)]
    sources = [str(DLLS / "unusual.c"), str(DLLS / "unusual.def")]
    subprocess.run([tool("gcc"), *options, *sources], check=True)
    return dll


@pytest.fixture
def unusual(unusual_dll: Path) -> Iterator[Library]:
    with Library(unusual_dll) as library:
        assert library.include(DLLS / "unusual.h").problems == ()
        yield library


@pytest.fixture
def sample(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    with Library(sample_dll) as library:
        library.include(sample_header)
        library.define("int __cdecl twice(int value);", export="#100")
        yield library


@pytest.fixture
def forget_packages() -> Iterator[None]:
    """Let every test import its own package of a name."""
    before, path = set(sys.modules), list(sys.path)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - before:
        if name.split(".")[0] in ("unusual", "sample", "my_server"):
            del sys.modules[name]


def _exported(project: Project, folder: Path, runtime: str) -> Path:
    codegen.write(codegen.generate(project, runtime=runtime), folder)
    return folder


def _client(folder: Path, package: str) -> Any:
    sys.path.insert(0, str(folder))
    module = import_module(package)
    return next(getattr(module, name) for name in module.__all__ if name.endswith("Client"))()


def _from_library(library: Library, calls: Sequence[Call]) -> list[Any]:
    """The same calls through `Library`, whose functions have C's names."""
    results: list[Any] = []
    for name, arguments in calls:
        symbol = next(each for each in (name, f"_{name}", name.rstrip("_")) if each in library.functions)
        done = library.call(symbol, *(results[-1] if each == LAST else each for each in arguments))
        void = library.functions[symbol].signature.result.size == 0
        values = [*([] if void else [done.result]), *done.outputs.values()]
        results.append(plain(tuple(values) if len(values) > 1 else values[0] if values else None))
    return results


def _agree(got: Sequence[Any], table: Sequence[tuple[Call, Any]]) -> None:
    for value, (call, expected) in zip(got, table, strict=True):
        if expected == "an address":
            assert isinstance(value, int), call
        elif isinstance(expected, dict):
            assert {name: value[name] for name in expected} == expected, call
        elif call[0] == "bump_numbers":
            assert [each["whole"] for each in value] == expected, call
        elif expected is not None or call[0] in ("nothing", "address_of"):
            assert value == expected, call


def _without_addresses(results: Sequence[Any], table: Sequence[tuple[Call, Any]]) -> list[Any]:
    return [None if expected == "an address" else each for each, (_, expected) in zip(results, table, strict=True)]


@pytest.mark.usefixtures("forget_packages")
@pytest.mark.parametrize("which, table", [("unusual", UNUSUAL), ("sample", SAMPLE)])
def test_the_probe32_flavour_gives_what_the_library_gives(
    which: str, table: list[tuple[Call, Any]], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    library: Library = request.getfixturevalue(which)
    folder = _exported(from_library(library), tmp_path, "probe32")
    calls = [call for call, _ in table]
    with _client(folder, which) as client:
        results = make_calls(client, calls)
    _agree(results, table)
    assert _without_addresses(results, table) == _without_addresses(_from_library(library, calls), table)


@pytest.mark.parametrize("which, table", [("unusual", UNUSUAL), ("sample", SAMPLE)])
def test_the_msl_loadlib_flavour_gives_the_same(
    which: str, table: list[tuple[Call, Any]], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    _need_windows_python()
    library: Library = request.getfixturevalue(which)
    folder = _exported(from_library(library), tmp_path, "msl-loadlib")
    calls, results = tmp_path / "calls", tmp_path / "results"
    calls.write_bytes(pickle.dumps([call for call, _ in table]))
    done = run_msl_wrapper([folder, which, "calls", calls, results, library.path])
    assert results.is_file(), done.stdout + done.stderr
    _agree(pickle.loads(results.read_bytes()), table)


def test_the_msl_loadlib_flavour_finds_a_dll_whose_path_would_break_the_command_line(
    sample: Library, tmp_path: Path
) -> None:
    _need_windows_python()
    folder = tmp_path / "a=b; c ü"
    _exported(from_library(sample), folder, "msl-loadlib")
    (folder / "sample.dll").write_bytes(sample.path.read_bytes())
    done = run_msl_wrapper([folder, "sample", "selftest"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 checks, 0 failed" in done.stdout


def test_the_self_test_of_either_flavour_repeats_recorded_calls(sample: Library, tmp_path: Path) -> None:
    _need_windows_python()
    project = from_library(sample)
    _record(project, "divide", Example([7, 2], 1, {"quotient": 3, "remainder": 1}))
    _record(project, "checksum", Example([{"hex": "0102"}, 2], 3))
    wanted = ["divide(7, 2) gives (1, 3, 1)", "checksum(b'\\x01\\x02', 2) gives 3", "6 checks, 0 failed"]
    own = _selftest(_exported(project, tmp_path / "own", "probe32"))
    assert own.returncode == 0, own.stdout + own.stderr
    other = run_msl_wrapper([_exported(project, tmp_path / "other", "msl-loadlib"), "sample", "selftest"])
    assert other.returncode == 0, other.stdout + other.stderr
    for line in wanted:
        assert line in own.stdout
        assert line in other.stdout


def test_the_self_test_tells_another_dll_a_missing_export_and_a_wrong_result(sample: Library, tmp_path: Path) -> None:
    project = from_library(sample)
    project.functions.append(ProjectFunction("gone", "void __cdecl gone(void);"))
    _record(project, "add", Example([1, 2], 4))
    folder = _exported(project, tmp_path, "probe32")
    (tmp_path / "sample.dll").write_bytes(sample.path.read_bytes() + b"\0")
    done = _selftest(folder)
    assert done.returncode == 1
    assert "FAIL  it is the file that the wrapper was made for: sample.dll: the SHA-256 is" in done.stdout
    assert "FAIL  functions and structs are as declared: sample.dll exports no 'gone'." in done.stdout
    assert "FAIL  add(1, 2) gives 4: it gave 3" in done.stdout
    assert "5 checks, 3 failed" in done.stdout


def test_the_self_test_says_where_it_looked_for_the_dll(sample: Library, tmp_path: Path) -> None:
    project = from_library(sample)
    project.dll.path = tmp_path / "nowhere" / "sample.dll"
    done = _selftest(_exported(project, tmp_path, "probe32"))
    assert done.returncode == 1
    assert "Cannot find sample.dll. Looked for:" in done.stdout
    assert str(tmp_path / "nowhere" / "sample.dll") in done.stdout


@pytest.mark.usefixtures("forget_packages")
def test_what_is_left_out_has_a_reason(unusual: Library) -> None:
    wrapper = codegen.read(from_library(unusual))
    assert {each.name for each in wrapper.left_out} == LEFT_OUT
    assert all(each.reasons for each in wrapper.left_out)
    readme = codegen.render_wrapper(wrapper)["unusual/README.md"]
    assert "- `unsized`: The function may write to 'text', and its size is unknown" in readme


@pytest.mark.usefixtures("forget_packages")
def test_values_that_do_not_fit_are_refused_before_the_call(unusual: Library, tmp_path: Path) -> None:
    folder = _exported(from_library(unusual), tmp_path, "probe32")
    with _client(folder, "unusual") as client:
        for call, complaint in [
            (("next_char", (300,)), "300 does not fit into 8 bits (signed)"),
            (("next_wide", (-1,)), "-1 does not fit into 16 bits (unsigned)"),
            (("sum_bytes", ([1, 256], 2)), "256 does not fit into 8 bits (unsigned)"),
            (("peek", ({"colour": 1},)), "Packed has no member 'colour'"),
            (("peek", ({"flags": 70000},)), "70000 does not fit into 16 bits (signed)"),
            (("next_char", (1.5,)), "ArgumentError"),
            (("join", ([], -1)), "must be >= 0, not -1"),
        ]:
            with pytest.raises(Server32Error) as caught:
                make_calls(client, [call])  # type: ignore[list-item]
            assert complaint in str(caught.value), call


@pytest.mark.usefixtures("forget_packages")
def test_the_last_error_and_a_native_fault_come_through(sample: Library, tmp_path: Path) -> None:
    folder = _exported(from_library(sample), tmp_path, "probe32")
    with _client(folder, "sample") as client:
        client.fail_with(1223)
        assert client.last_error() == 1223
        client.add(1, 2)
        assert client.last_error() == 0
        with pytest.raises(Server32Error, match="access violation"):
            client.write_to_null()
        handle = client.sp_open("SIM::0")
        done, info = client.sp_get_info(handle)
        assert done
        assert (info.pixels.first, info.pixels.last) == (0, 511)
        detector = client.sp_get_detector(handle)
        assert type(detector).__name__ == "Detector"
        assert client.sp_set_detector(handle, detector)
        assert client.sp_close(handle)


def _record(project: Project, export: str, example: Example) -> None:
    next(each for each in project.functions if each.export == export).examples.append(example)


def _selftest(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sample", "selftest"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _need_windows_python() -> None:
    try:
        windows_python()
    except UnavailableError as error:
        pytest.fail(f"{error} Without it the msl-loadlib flavour is not proven.")
