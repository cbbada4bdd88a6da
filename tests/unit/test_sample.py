"""The sample DLL that is shipped is the one that its source gives."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from probe32.pe import find_export, read_image
from probe32.pe.facts import ExportKind


@pytest.fixture
def recipe(sample_dll: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("sample_build", sample_dll.with_name("build.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_rebuilding_gives_the_same_libraries(
    recipe: ModuleType,
    mingw: Callable[..., str],
    sample_dll: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    mingw("g++", "--version")
    rebuilt = recipe.build(tmp_path)
    assert capfd.readouterr().err == "", "the compiler warns"
    if recipe.tools() == recipe.TOOLS:
        kept = {each: sample_dll.with_name(each.name).read_bytes() for each in rebuilt}
        stale = [each.name for each in rebuilt if each.read_bytes() != kept[each]]
        assert stale == [], "run resources/sample/build.py"
    # Another compiler lays the code out in its own way; what is exported must be the same all the same.
    for each in rebuilt:
        exports, kept_exports = (read_image(file).exports for file in (each, sample_dll.with_name(each.name)))
        assert [_promise(export) for export in exports] == [_promise(export) for export in kept_exports]


def _promise(each: object) -> tuple[object, ...]:
    return tuple(getattr(each, field) for field in ("ordinal", "name", "kind", "forwarder", "undecorated", "prototype"))


def test_two_builds_in_different_folders_agree(recipe: ModuleType, mingw: Callable[..., str], tmp_path: Path) -> None:
    mingw("gcc", "--version")
    folders = [tmp_path / "a", tmp_path / "b with spaces"]
    for each in folders:
        each.mkdir()
    first, second = ([library.read_bytes() for library in recipe.build(each)] for each in folders)
    assert first == second
    for folder in (tmp_path, recipe.SOURCE):
        assert str(folder).encode() not in b"".join(first)


def test_a_mistake_in_the_source_is_reported(
    recipe: ModuleType, mingw: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mingw("gcc", "--version")
    monkeypatch.setattr(recipe, "FLAGS", (*recipe.FLAGS, "-Dversion=1"))
    with pytest.raises(subprocess.CalledProcessError):
        recipe.build(tmp_path)


def test_it_is_small_and_needs_system_libraries_only(sample_dll: Path) -> None:
    image = read_image(sample_dll)
    assert sample_dll.stat().st_size < 16_384
    assert {each.dll.lower() for each in image.imports} == {"kernel32.dll", "msvcrt.dll"}
    assert image.timestamp is None


def test_every_kind_of_export_is_there(sample_dll: Path) -> None:
    image = read_image(sample_dll)
    assert {each.kind for each in image.exports} == set(ExportKind)
    assert find_export(image, 100).name is None
    assert find_export(image, "spectra_read").kind is ExportKind.DATA
    assert find_export(image, "wait_ms").forwarder == "KERNEL32.Sleep"


def test_every_function_of_the_header_is_exported(sample_dll: Path, mingw: Callable[..., str]) -> None:
    # The preprocessor leaves one declaration with __declspec(dllimport) for each.
    text = mingw("gcc", "-E", "-P", sample_dll.with_name("sample.h"))
    declared = {
        declaration.split("(")[0].split()[-1].lstrip("*")
        for declaration in text.replace("__attribute__((dllimport))", "__declspec(dllimport)")
        .replace("__attribute__((__stdcall__))", "").replace("__attribute__((__cdecl__))", "")
        .replace("__attribute__((__fastcall__))", "").replace("__declspec(dllimport)", "\0").split("\0")[1:]
    }  # fmt: skip
    exported = {each.undecorated or each.name or "twice" for each in read_image(sample_dll).exports}
    assert {each.rstrip(";") for each in declared} == exported
