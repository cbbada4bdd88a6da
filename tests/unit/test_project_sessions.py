"""From a session to a document and back; no host is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import Library
from probe32.abi.types import Convention
from probe32.errors import DeclarationError, FileError, UnknownExportError
from probe32.project import Example, Project, ProjectFunction, change_of, from_library, load, open_library, save


@pytest.fixture
def project(sample_dll: Path, sample_header: Path) -> Project:
    with Library(sample_dll, "cp1252") as library:
        library.include(sample_header)
        library.define("int __cdecl twice(int value);", export="#100")
        library.define("double pixel(int number);", export="?pixel_wavelength@@YANH@Z")
        return from_library(library)


def test_a_session_comes_back_from_its_project(project: Project, tmp_path: Path) -> None:
    save(project, tmp_path / "p.probe32")
    loaded = load(tmp_path / "p.probe32")
    with open_library(loaded) as library:
        assert library.encoding == "cp1252"
        assert len(library.functions) == len(project.functions)
        assert library.functions["twice"].export.ordinal == 100
        assert library.functions["pixel"].export.name == "?pixel_wavelength@@YANH@Z"
        assert library.functions["multiply"].signature.convention is Convention.STDCALL
        assert library.types["SpInfo"].size == 56
        assert "capitals, in place" in library.functions["capitals"].signature.comment
        again = from_library(library, loaded)
    save(again, tmp_path / "again.probe32")
    assert (tmp_path / "again.probe32").read_bytes() == (tmp_path / "p.probe32").read_bytes()


def test_a_project_knows_its_dll(project: Project, sample_dll: Path) -> None:
    assert project.dll.path == sample_dll
    assert project.dll.version
    assert len(project.dll.sha256) == 64
    assert change_of(project.dll) is None


def test_saving_a_session_keeps_what_only_the_document_knows(project: Project) -> None:
    by_export = {each.export: each for each in project.functions}
    by_export["add"].examples = [Example([1, 2], 3)]
    by_export["add"].notes = "checked"
    by_export["add"].unknown = {"pinned": True}
    by_export["subtract"].examples = [Example([1, 2], -1)]
    project.notes, project.headers, project.unknown = "mine", ["sample.h"], {"colour": "red"}
    project.dll.unknown = {"vendor": "ACME"}
    with open_library(project) as library:
        library.define("int __stdcall subtract(int minuend, int subtrahend);")
        library.undefine("increment")
        saved = from_library(library, project)
    after = {each.export: each for each in saved.functions}
    assert (after["add"].examples, after["add"].notes, after["add"].unknown) == (
        [Example([1, 2], 3)],
        "checked",
        {"pinned": True},
    )
    assert after["subtract"].examples == [], "a call that was recorded with another prototype proves nothing"
    assert "increment" not in after
    assert (saved.notes, saved.headers, saved.unknown) == ("mine", ["sample.h"], {"colour": "red"})
    assert saved.dll.unknown == {"vendor": "ACME"}


def test_a_project_whose_dll_is_gone(project: Project, tmp_path: Path) -> None:
    project.dll.path = tmp_path / "gone.dll"
    with pytest.raises(FileError, match=r"gone\.dll"):
        open_library(project)


def test_a_declaration_that_does_not_fit_is_told(project: Project) -> None:
    project.functions.append(ProjectFunction("absent", "int absent(void);"))
    with pytest.raises(UnknownExportError, match="absent"):
        open_library(project)
    project.functions[-1] = ProjectFunction("add", "int add(int a int b);")
    with pytest.raises(DeclarationError):
        open_library(project)
