"""Where forwarders lead in the end: through DLLs that the loader would find, by name and by ordinal."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from broken_dlls import defined, dll

from probe32.cli.main import main
from probe32.doctor import Destination, destinations
from probe32.export_list import write_exports
from probe32.launch import LoaderPlaces
from probe32.pe import find_export, read_image


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """first.dll leads by name to second.dll, and that by ordinal to third.dll; other ways break off."""
    folder = tmp_path_factory.mktemp("chain")
    dll(folder / "third.dll", "__declspec(dllexport) int seven(void) { return 7; }")
    ordinal = find_export(read_image(folder / "third.dll"), "seven").ordinal
    defined(folder / "second.dll", f'middle = "third.#{ordinal}"', "round = first.round", "lost = third.nothing")
    return defined(
        folder / "first.dll",
        "far = second.middle",
        "round = second.round",
        "lost = second.lost",
        "gone = absent.seven",
        "set = api-ms-win-core-file-l1-1-0.CreateFileW",
    )


@pytest.fixture(scope="module")
def ends(chain: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Destination]:
    nowhere = tmp_path_factory.mktemp("windows")
    places = LoaderPlaces(host=(), system=nowhere, assemblies=nowhere)
    found = destinations(chain, ["far", "round", "lost", "gone", "set"], places=places)
    assert found is not None
    return found


def test_to_the_code(ends: dict[str, Destination], chain: Path) -> None:
    found, third = ends["far"], chain.with_name("third.dll")
    export = find_export(read_image(third), "seven")
    assert found.trail == ("second.middle", f"third.#{export.ordinal}")
    assert (found.path, found.symbol, found.rva) == (third, f"#{export.ordinal}", export.rva)
    assert found.words == f"second.middle, then third.#{export.ordinal}: RVA {export.rva:#x} of {third}"


@pytest.mark.parametrize(
    "symbol, words",
    [
        ("round", "second.round, then first.round, which is a circle"),
        ("lost", "second.lost, then third.nothing, which does not exist"),
        ("gone", "absent.seven, and absent.dll is not found"),
        ("set", "api-ms-win-core-file-l1-1-0.CreateFileW, a part of Windows that is chosen when it is loaded"),
    ],
)
def test_where_the_way_ends(ends: dict[str, Destination], symbol: str, words: str) -> None:
    assert ends[symbol].words == words
    assert ends[symbol].path is None


def test_the_saved_list_tells_where_they_end(ends: dict[str, Destination], chain: Path, tmp_path: Path) -> None:
    for ending in ("csv", "html"):
        write_exports(tmp_path / f"list.{ending}", read_image(chain), ends)
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as stream:
        rows = {each["name"]: each for each in csv.DictReader(stream)}
    assert {name: each["leads_to"] for name, each in rows.items()} == {name: each.words for name, each in ends.items()}
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert all(f"<td>{escape(each.words)}</td>" in page for each in ends.values())


def test_without_a_host_nobody_can_tell(chain: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("probe32.doctor.is_set_up", lambda: False)
    assert destinations(chain, ["far"]) is None


def test_a_dll_on_the_way_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "second.dll").write_bytes(b"MZ but no more")
    first = defined(tmp_path / "first.dll", "far = second.middle")
    places = LoaderPlaces(host=(), system=tmp_path / "none", assemblies=tmp_path / "none")
    found = destinations(first, ["far"], places=places)
    assert found is not None
    assert "which cannot be read" in found["far"].words


def test_on_the_command_line(
    chain: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ends: dict[str, Destination]
) -> None:
    monkeypatch.setattr("probe32.cli.exports.destinations", lambda *_: ends)
    assert main(["exports", str(chain), "--json"]) == 0
    exports = {each["name"]: each for each in json.loads(capsys.readouterr().out)["exports"]}
    assert exports["far"]["leads_to"]["dll"] == str(chain.with_name("third.dll"))
    assert exports["gone"]["leads_to"] == {
        "trail": ["absent.seven"],
        "dll": None,
        "symbol": None,
        "rva": None,
        "problem": "and absent.dll is not found",
    }
    assert main(["exports", str(chain)]) == 0
    text = capsys.readouterr().out
    assert "-> second.round -> first.round, which is a circle" in text
    assert "-> absent.seven, and absent.dll is not found" in text


def test_aliases_and_gaps(tmp_path: Path, mingw: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    source = "int seven(void) { return 7; }"
    (tmp_path / "names.def").write_text("EXPORTS\nseven @3\nsept = seven @4\nsieben = seven @9\n")
    made = dll(tmp_path / "names.dll", source, tmp_path / "names.def")
    assert main(["exports", str(made), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["gaps"] == [[5, 8]]
    assert {each["name"]: each["aliases"] for each in document["exports"]} == {
        "seven": ["sept", "sieben"],
        "sept": ["seven", "sieben"],
        "sieben": ["seven", "sept"],
    }
    assert main(["exports", str(made)]) == 0
    text = capsys.readouterr().out
    assert "the same as sept, sieben" in text
    assert "3 exports; unused ordinals: 5 to 8\n" in text
