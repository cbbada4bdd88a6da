"""The doctor's verdict on DLLs that do not load, and what really happens to each in the 32-bit host."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import broken_dlls as broken
import pytest
from which_windows import UNDER_WINE, not_under_wine

from probe32 import ConnectionTimeoutError, Library
from probe32.abi.pointers import HostLife
from probe32.cli.main import main
from probe32.client64 import Client64
from probe32.doctor import Node, diagnose
from probe32.errors import FileError, ImageError, LoadError
from probe32.launch import LoaderPlaces, find_host, loader_places, to_host_path
from probe32.library.client import LibraryClient

WINE = sys.platform != "win32"
LONG = 60.0


class Case(NamedTuple):
    """`code` is what Windows says of it, None where it ends the host; a sentence of the doctor's, or its beginning."""

    make: broken.Builder
    kind: str
    code: int | None
    sentence: str


REFUSED = [
    Case(broken.missing, "missing", 126, "needy.dll needs absent.dll, which is not found."),
    Case(
        broken.missing_deeper, "missing", 126,
        "needy.dll needs middle.dll, which needs absent.dll, which is not found.",
    ),
    Case(broken.missing_runtime, "missing", 126, "needy.dll needs mfc71u.dll, which is not found."),
    Case(broken.dependency_of_64_bits, "bitness", 126, "needy.dll needs absent.dll, and the one that is found, "),
    Case(broken.dependency_that_is_none, "image", 126, "needy.dll needs absent.dll, which can't be loaded: "),
    Case(
        broken.of_64_bits, "bitness", 193,
        "wide.dll is a 64-bit library for x64; the 32-bit host, which is an x86 process, can't load it.",
    ),
    Case(broken.for_arm, "bitness", 193, "arm.dll is a 32-bit library for ARM; "),
    Case(broken.for_itanium, "bitness", 193, "wide.dll is a 64-bit library for Itanium; "),
    Case(broken.truncated, "image", 193, "half.dll is truncated: the section "),
    Case(broken.of_16_bits, "image", 193, "old.dll is a 16-bit Windows library or program (NE), "),
    Case(broken.damaged_imports, "image", None, "The import table of lost.dll is damaged: "),
    Case(
        broken.forwarded_in_a_circle, "circle", None,
        "needy.dll needs seven of absent.dll, which leads to round.seven and on to absent.seven, which is a circle.",
    ),
]  # fmt: skip

as_the_loader = not_under_wine("the loader forgives more than the doctor says here")

FORGIVEN = [
    Case(broken.without_function, "function", 127, "needy.dll needs eight of absent.dll, and "),
    Case(broken.without_ordinal, "function", 182, "needy.dll needs ordinal 77 of absent.dll, and "),
    Case(
        broken.forwarded_nowhere, "forwarder", 127,
        "needy.dll needs seven of absent.dll, which leads to gone.seven, and gone.dll is not found.",
    ),
    Case(
        broken.forwarded_to_nothing, "forwarder", 127,
        "needy.dll needs eight of absent.dll, which leads to further.eight, which does not exist.",
    ),
    Case(
        broken.without_assembly, "assembly", 14001,
        "sxs.dll needs the side-by-side assembly Microsoft.VC90.MFC 9.0.30729.6161, which is not installed.",
    ),
]  # fmt: skip
"""What Windows refuses and Wine loads."""

ODD = [
    Case(broken.delayed, "delayed", 0, "needy.dll needs late.dll, which is not found. It is loaded at the first call"),
    Case(broken.lost_export, "export", 0, "eight of front.dll can't be called: the code is in gone.dll, "),
    Case(broken.mutual, "", 0, ""),
    Case(broken.damaged_exports, "export", 0, "The export table of "),
    Case(broken.program, "program", 0, "program.exe is a program, not a DLL: "),
    Case(broken.driver, "program", 0, "driver.sys is a driver, "),
    Case(broken.with_assembly, "", 0, ""),
    Case(broken.with_private_assembly, "", 0, ""),
    Case(broken.api_set, "", 0, ""),
]
"""What Windows loads."""


def name_of(case: Case) -> str:
    return case.make.__name__


@pytest.fixture(scope="module")
def places() -> LoaderPlaces:
    return loader_places(find_host())


def loaded(dll: Path) -> LoadError | str:
    """What really happens: the error of the host, its last words when it ended, or "" when it loads."""
    client = LibraryClient(HostLife(dll.name, 1))
    try:
        client.open(dll, LONG, None)
    except ConnectionTimeoutError as error:
        return error.__cause__ if isinstance(error.__cause__, LoadError) else str(error)
    client.shutdown_server32()
    return ""


@pytest.mark.parametrize("case", REFUSED, ids=name_of)
def test_what_does_not_load_is_told_before_and_after_trying(case: Case, tmp_path: Path, places: LoaderPlaces) -> None:
    dll = case.make(tmp_path)
    found = diagnose(dll, (), places)
    assert not found.loads
    assert not found.loads_here
    first = found.problems[0]
    assert first.kind.value == case.kind
    assert first.message.replace(str(tmp_path / "_")[:-1], "").startswith(case.sentence)
    assert first.fix
    happened = loaded(dll)
    if case.code is None:
        assert "was ended by" in str(happened)
        return
    assert isinstance(happened, LoadError)
    assert happened.code == (case.code if WINE or UNDER_WINE or first.kind.value == "missing" else 193)
    assert str(happened).endswith(first.message)
    assert f"(Windows' error {happened.code})" in str(happened)
    assert happened.hint == first.fix


@as_the_loader
@pytest.mark.parametrize("case", FORGIVEN, ids=name_of)
def test_what_windows_refuses_is_told_where_wine_loads_it(case: Case, tmp_path: Path, places: LoaderPlaces) -> None:
    dll = case.make(tmp_path)
    found = diagnose(dll, (), places)
    assert not found.loads
    assert [each.kind.value for each in found.problems] == [case.kind]
    assert found.problems[0].message.startswith(case.sentence)
    happened = loaded(dll)
    assert found.loads_here == (happened == "") == WINE
    if isinstance(happened, LoadError):
        assert happened.code == case.code


@pytest.mark.parametrize("case", ODD, ids=name_of)
def test_what_is_odd_loads(case: Case, tmp_path: Path, places: LoaderPlaces) -> None:
    dll = case.make(tmp_path)
    found = diagnose(dll, (), places)
    assert found.loads
    assert [each.kind.value for each in found.problems] == ([case.kind] if case.kind else [])
    assert "".join(each.message for each in found.problems).startswith(case.sentence)
    # Wine 8 fails at the import table of one driver in twelve, at a page that cannot be written.
    if case.make is not broken.driver or not (WINE or UNDER_WINE):
        assert loaded(dll) == ""


@pytest.mark.skipif(not WINE, reason="Windows has .NET")
@pytest.mark.parametrize("make", [broken.switched_off, broken.dotnet])
def test_what_wine_is_run_without_is_told(make: broken.Builder, tmp_path: Path, places: LoaderPlaces) -> None:
    dll = make(tmp_path)
    found = diagnose(dll, (), places)
    assert (found.loads, found.loads_here) == (True, False)
    problem = found.problems[0]
    assert problem.message == f"{dll.name} needs mscoree.dll, and the host is started without that."
    assert problem.fix == "Probe32 runs Wine without it: load the DLL on Windows."
    assert getattr(loaded(dll), "code", 0) == 126


@as_the_loader
def test_what_wine_lacks_of_windows_does_not_speak_against_the_dll(tmp_path: Path, places: LoaderPlaces) -> None:
    dll = broken.without_function(tmp_path)
    dll.write_bytes(dll.read_bytes().replace(b"absent.dll", b"ole32.dll\0"))
    found = diagnose(dll, (), places)
    assert (found.loads, found.loads_here) == (WINE, WINE)
    (problem,) = found.problems
    assert problem.message.startswith("needy.dll needs eight of ole32.dll, and ")
    assert problem.fix == (
        "Wine lacks it. Windows has it, unless needy.dll was made for a newer one."
        if WINE
        else "It was made for a newer Windows: ask the vendor which release it needs."
    )


@as_the_loader
def test_a_dll_that_refuses_is_told_with_those_that_it_brings(tmp_path: Path, places: LoaderPlaces) -> None:
    refusing = broken.refusing(tmp_path)
    assert diagnose(refusing, (), places).loads
    alone = loaded(refusing)
    assert isinstance(alone, LoadError)
    assert alone.code == 1114
    assert "its own start-up code failed" in str(alone)
    assert "brings along" not in alone.hint
    broken.dll(tmp_path / "absent.dll", f"{refusing.with_suffix('.c').read_text()}\nint seven(void) {{ return 7; }}")
    brought = loaded(broken.missing(tmp_path))
    assert isinstance(brought, LoadError)
    assert brought.hint.endswith("that of a DLL which it brings along: absent.dll.")


@as_the_loader
def test_windows_own_dlls_load_as_the_doctor_says(places: LoaderPlaces, tmp_path: Path) -> None:
    """Without a false alarm; by hand all of them were tried, see docs/guides/loading.md."""
    server = tmp_path / "loading_many.py"
    server.write_text(
        "from probe32 import LoadLibrary, Server32\n"
        "class Many(Server32):\n"
        "    def __init__(self, host, port, **kwargs):\n"
        "        super().__init__('kernel32.dll', 'windll', host, port)\n"
        "    def code(self, path):\n"
        "        try:\n"
        "            LoadLibrary(path)\n"
        "        except OSError as error:\n"
        "            return error.code\n"
        "        return 0\n",
        "ascii",
    )
    files = sorted(each for each in places.system.iterdir() if each.suffix == ".dll")[::5]
    with Client64(server, timeout=LONG, rpc_timeout=LONG) as client:
        codes = {each: client.request32("code", to_host_path(each)) for each in files}
    # 1114 is up to the DLL's own start-up code, for which no doctor can tell.
    wrong = [
        each.name
        for each, code in codes.items()
        if code != 1114 and diagnose(each, (), places).loads_here != (code == 0)
    ]
    assert len(codes) > 100
    assert wrong == []


def test_a_folder_beside_that_has_the_missing_dll_is_offered_and_helps(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "runtime").mkdir()
    broken.dll(tmp_path / "runtime" / "absent.dll")
    dll = broken.missing(tmp_path / "bin")
    with Library(dll) as lib:
        with pytest.raises(LoadError) as caught:
            lib.start()
        assert caught.value.folder == str(tmp_path / "runtime")
        assert f"Add the folder {tmp_path / 'runtime'}, which has it" in caught.value.hint
        assert diagnose(dll, [caught.value.folder]).loads
        lib.search_folders = [caught.value.folder]
        lib.define("int needy(void);")
        assert lib.needy() == 7
    with Library(dll, search=[tmp_path / "runtime"]) as lib:
        lib.define("int needy(void);")
        assert lib.needy() == 7


def test_the_command_line_tells_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dll = broken.missing_deeper(tmp_path)
    assert main(["doctor", str(dll), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["loads"] is False
    (problem,) = document["problems"]
    assert problem["kind"] == "missing"
    assert problem["dll"] == "absent.dll"
    assert set(problem) == {"kind", "dll", "message", "fix"}
    (root,) = document["tree"]
    middle = next(each for each in root["needs"] if each["dll"] == "middle.dll")
    absent = next(each for each in middle["needs"] if each["dll"] == "absent.dll")
    assert (absent["path"], absent["status"], absent["delay"], absent["needs"]) == (None, "missing", False, [])
    assert (middle["bitness"], middle["why"]) == (32, "beside the DLL, the first folder that is searched")
    elsewhere = tmp_path / "else"
    elsewhere.mkdir()
    broken.dll(elsewhere / "absent.dll")
    assert main(["doctor", str(dll), "--search", str(elsewhere)]) == 0
    assert capsys.readouterr().out.startswith(f"{dll}: Windows loads it\n")


def test_the_command_line_says_what_wine_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(broken.without_function(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert "Windows does not load it" in printed
    assert ("Wine loads it all the same" in printed) == WINE


def test_what_is_no_image_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such file"):
        diagnose(tmp_path / "none.dll")
    (tmp_path / "text.dll").write_text("text", "ascii")
    with pytest.raises(ImageError, match="does not start with the letters MZ"):
        diagnose(tmp_path / "text.dll")
    assert main(["doctor", str(tmp_path / "text.dll")]) == 3


def nodes(tree: Iterator[Node]) -> Iterator[Node]:
    for each in tree:
        yield each
        yield from nodes(iter(each.needs))


@as_the_loader
def test_the_tree_names_what_is_windows_own(sample_dll: Path, places: LoaderPlaces) -> None:
    found = diagnose(sample_dll, (), places)
    statuses = {each.dll.lower(): each.status for each in nodes(iter(found.tree))}
    assert statuses == {"sample.dll": "ok", "kernel32.dll": "windows", "msvcrt.dll": "windows"}
