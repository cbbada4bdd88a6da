"""Two releases of a DLL, compared by file and by what a project remembers; a project against the next release."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from probe32 import Library
from probe32.abi.types import Convention
from probe32.cli.main import main
from probe32.drift import Drift, ExportFacts, Side, compare, compare_images
from probe32.errors import FileError
from probe32.pe import read_image
from probe32.project import Project, compare_project, from_library, load, open_library, record_exports, save

PROTOTYPES = {
    "sp_same": "int sp_same(int a);",
    "sp_read": "int __stdcall sp_read(int a, int b);",
    "sp_sum": "int sp_sum(int a, int b);",
    "sp_old": "int sp_old(int a);",
    "sp_moved": "int sp_moved(int a);",
    "sp_kept": "int sp_kept(int a, int b);",
    "_sp_named@4": "int __stdcall sp_named(int a);",
    "#9": "int sp_hidden(int a);",
    "sp_ticks": "unsigned __stdcall sp_ticks(void);",
}
CHANGED = {
    "sp_read": "sp_read now takes 12 bytes of arguments instead of 8.",
    "sp_sum": "sp_sum now uses 12 bytes of arguments instead of 8.",
    "sp_moved": "sp_moved now has the ordinal 15 instead of 5.",
    "sp_kept": "sp_kept is now __stdcall and was __cdecl.",
    "sp_here": "sp_here is now forwarded to KERNEL32.GetVersion and was a function.",
    "_sp_named@4": "_sp_named@4 is now exported as _sp_named@8 and now takes 8 bytes of arguments instead of 4.",
    "sp_ticks": "sp_ticks is now forwarded to KERNEL32.GetTickCount64 instead of KERNEL32.GetTickCount.",
}
REASONS = {name: told for name, told in CHANGED.items() if name not in ("sp_moved", "sp_here")}
REASONS["sp_old"] = "sp_old is gone."


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, mingw: Callable[..., str]) -> tuple[Path, Path]:
    folders = [tmp_path_factory.mktemp(f"release_{number}") for number in (1, 2)]
    for number, folder in enumerate(folders, 1):
        sources = (f"release_{number}.c", f"release_{number}.def")
        mingw("gcc", "-shared", "-O1", "-static-libgcc", *sources, "-o", folder / "release.dll")
    return folders[0] / "release.dll", folders[1] / "release.dll"


@pytest.fixture
def project(releases: tuple[Path, Path]) -> Project:
    with Library(releases[0]) as library:
        for export, prototype in PROTOTYPES.items():
            library.define(prototype, export=export)
        made = from_library(library)
        record_exports(made, library)
        return made


def test_two_files(releases: tuple[Path, Path]) -> None:
    found = compare_images(*map(read_image, releases))
    assert [each.symbol for each in found.added] == ["sp_new"]
    assert [each.symbol for each in found.removed] == ["sp_old"]
    assert {each.old.symbol: each.sentence for each in found.changed} == CHANGED
    assert found.not_compared == ()


def test_the_same_file_and_the_way_back(releases: tuple[Path, Path]) -> None:
    old, new = map(read_image, releases)
    assert compare_images(old, old) == Drift()
    assert compare(Side.of_image(old), Side.of_image(old)) == Drift()
    back = compare_images(new, old)
    assert [each.symbol for each in back.removed] == ["sp_new"]
    told = {each.old.symbol: each.sentence for each in back.changed}
    assert told["sp_here"] == "sp_here is now a function and was forwarded to KERNEL32.GetVersion."


def test_what_took_too_long_is_told(releases: tuple[Path, Path]) -> None:
    found = compare_images(*map(read_image, releases), patience=-1)
    assert found.not_compared == ("The code of 7 functions was not compared: that of the others took too long.",)
    assert [each.symbol for each in found.removed] == ["sp_old"]
    assert "sp_read" not in {each.old.symbol for each in found.changed}


def test_facts_alone() -> None:
    sure = ExportFacts(1, "f", convention=Convention.STDCALL, stack_bytes=0)
    unsure = ExportFacts(1, "f")
    nameless = ExportFacts(1, None)
    grown = replace(sure, stack_bytes=8)
    plain = replace(sure, convention=Convention.CDECL)

    def told(old: ExportFacts, new: ExportFacts) -> list[str]:
        return [each.sentence for each in compare(Side.of_facts([old]), Side.of_facts([new])).changed]

    assert told(sure, unsure) == []
    assert compare(Side.of_facts([sure]), Side.of_facts([unsure])).not_compared == (
        "The arguments of 1 function were not compared: too little is known of the code on one side.",
    )
    assert told(plain, sure) == [], "without arguments it is the same call"
    assert told(plain, grown) == ["f now uses 8 bytes of arguments instead of none."]
    assert told(sure, grown) == ["f now takes 8 bytes of arguments instead of none."]
    assert told(unsure, nameless) == ["f has lost its name and is #1 now."]
    assert told(nameless, unsure) == ["#1 is now exported as f."]
    overloads = [ExportFacts(1, "?f@@YAXH@Z"), ExportFacts(2, "?f@@YAXN@Z")]
    other = [ExportFacts(1, "?f@@YAXM@Z"), ExportFacts(2, "?f@@YAXD@Z")]
    found = compare(Side.of_facts(overloads), Side.of_facts(other))
    assert (len(found.removed), len(found.added)) == (2, 2), "nobody can tell which overload became which"


def test_a_project_remembers_its_dll(project: Project, releases: tuple[Path, Path], tmp_path: Path) -> None:
    save(project, tmp_path / "p.probe32")
    document = json.loads((tmp_path / "p.probe32").read_text("utf-8"))
    recorded = document["dll"]["exports"]
    assert recorded["ordinals"]["sp_moved"] == 5
    assert recorded["forwarders"] == {"sp_ticks": "KERNEL32.GetTickCount"}
    assert recorded["data"] == ["sp_table"]
    assert recorded["conventions"]["sp_read"] == "stdcall"
    assert recorded["stack_bytes"]["sp_read"] == 8
    loaded = load(tmp_path / "p.probe32")
    assert loaded.dll.exports is not None
    assert project.dll.exports is not None
    assert set(loaded.dll.exports) == set(project.dll.exports)
    with open_library(loaded) as library:
        assert from_library(library, loaded).dll.exports == loaded.dll.exports
    loaded.dll.sha256 = "00" * 32
    with open_library(loaded) as library:
        assert from_library(library, loaded).dll.exports is None, "what another file exported is not kept"
    assert compare_project(load(tmp_path / "p.probe32"), read_image(releases[0])).affected == ()


def test_signatures_that_the_next_release_affects(project: Project, releases: tuple[Path, Path]) -> None:
    found = compare_project(project, read_image(releases[1]))
    assert {each.export: each.reason for each in found.affected} == REASONS
    assert {each.export for each in found.affected if each.gone} == {"sp_old", "_sp_named@4"}
    assert found.summary.startswith("6 of your 9 signatures are affected: ")
    assert found.summary.endswith("; and 3 more.")
    project.functions = [each for each in project.functions if each.export in ("sp_old", "sp_read", "sp_same")]
    found = compare_project(project, read_image(releases[1]))
    assert found.summary == (
        "2 of your 3 signatures are affected: sp_read now takes 12 bytes of arguments instead of 8; sp_old is gone."
    )
    project.functions = [each for each in project.functions if each.export == "sp_same"]
    found = compare_project(project, read_image(releases[1]))
    assert found.summary == "No signature is affected; 1 export added, 1 removed, 4 changed."


def test_a_signature_by_ordinal(project: Project, releases: tuple[Path, Path]) -> None:
    by_export = {each.export: each for each in project.functions}
    project.functions = [replace(by_export[name], export=as_) for name, as_ in (("sp_moved", "#5"), ("sp_old", "#4"))]
    found = compare_project(project, read_image(releases[1]))
    assert [each.reason for each in found.affected] == [
        "#5 now has the ordinal 15 instead of 5.",
        "#4 is gone.",
    ]


def test_an_older_project_knows_only_the_hash(project: Project, releases: tuple[Path, Path], tmp_path: Path) -> None:
    project.dll.exports = None
    save(project, tmp_path / "old.probe32")
    assert "exports" not in json.loads((tmp_path / "old.probe32").read_text("utf-8"))["dll"]
    found = compare_project(load(tmp_path / "old.probe32"), read_image(releases[1]))
    assert [each.reason for each in found.affected] == ["_sp_named@4 is gone.", "sp_old is gone."]
    assert "only its hash" in found.drift.not_compared[0]


def test_a_wrong_record_is_named_by_place(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.probe32"
    save(project, path)
    document = json.loads(path.read_text("utf-8"))
    document["dll"]["exports"]["ordinals"]["sp_same"] = "one"
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(FileError, match=r'"dll\.exports\.ordinals\.sp_same" must be a whole number'):
        load(path)


def test_the_command_on_two_files(releases: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    document = _json(capsys, *releases)
    assert set(document) == {"added", "removed", "changed", "affected"}
    assert document["added"] == [{"ordinal": 12, "name": "sp_new", "kind": "function", "forwarder": None}]
    assert [each["name"] for each in document["removed"]] == ["sp_old"]
    assert {each["name"]: each["sentence"] for each in document["changed"]} == CHANGED
    read = next(each for each in document["changed"] if each["name"] == "sp_read")
    assert read["what"] == ["stack_bytes"]
    assert (read["old"]["stack_bytes"], read["new"]["stack_bytes"]) == (8, 12)
    assert document["affected"] == []
    assert main(["diff", *map(str, releases)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["added     sp_new", "removed   sp_old"]
    assert f"changed   {CHANGED['sp_kept']}" in lines
    assert main(["diff", str(releases[0]), str(releases[0])]) == 0
    assert capsys.readouterr().out == "No difference in the exports.\n"


def test_the_command_on_a_project(
    releases: tuple[Path, Path], project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.probe32"
    save(project, path)
    document = _json(capsys, path, releases[1])
    assert {each["export"]: each["reason"] for each in document["affected"]} == REASONS
    assert document["affected"][0]["prototype"].endswith(";")
    assert main(["diff", str(path), str(releases[1])]) == 0
    assert "affected  sp_old is gone." in capsys.readouterr().out
    assert main(["diff", str(path), str(releases[0])]) == 0
    assert capsys.readouterr().out == "No difference in the exports.\n"


def test_new_records_what_diff_needs(
    releases: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = tmp_path / "release.h"
    header.write_text("int __stdcall sp_read(int a, int b);\nint sp_old(int a);\n")
    path = tmp_path / "p.probe32"
    assert main(["new", str(releases[0]), "--header", str(header), "-o", str(path)]) == 0
    capsys.readouterr()
    assert [each["reason"] for each in _json(capsys, path, releases[1])["affected"]] == [
        REASONS["sp_old"],
        REASONS["sp_read"],
    ]


@pytest.mark.parametrize("which", ["missing.dll", "missing.probe32", "text.dll", "text.probe32"])
def test_what_cannot_be_compared(
    which: str, sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if which.startswith("text"):
        (tmp_path / which).write_text("no such thing")
    assert main(["diff", str(tmp_path / which), str(sample_dll), "--json"]) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert which in error["message"]
    assert main(["diff", str(sample_dll)]) == 2


def _json(capsys: pytest.CaptureFixture[str], *files: Path) -> Any:
    assert main(["diff", *map(str, files), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)
