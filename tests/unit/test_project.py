from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.calls import CallResult
from probe32.errors import ExitCode, FileError
from probe32.pe.facts import Image
from probe32.project import (
    DllIdentity,
    Example,
    ImportedHeader,
    Project,
    ProjectFunction,
    change_of,
    example_arguments,
    example_of,
    example_result,
    identify,
    load,
    save,
)


def _dll(folder: Path, content: bytes = b"MZ of a sort", name: str = "vendor.dll") -> DllIdentity:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return DllIdentity(path, name, "1.2.3.4", hashlib.sha256(content).hexdigest())


def _project(folder: Path) -> Project:
    return Project(
        dll=_dll(folder),
        types="typedef struct { int x; } Point;\n",
        functions=[
            ProjectFunction("#12", "int f(void);"),
            ProjectFunction(
                "scale", "double scale(double v);", [Example([2.5], 5.0, last_error=5, duration_us=1.5)], notes="twice"
            ),
            ProjectFunction("#3", "int g(const char *text);", [Example(["ä"], -1, {"n": 2})]),
            ProjectFunction("add", "int add(int a, int b);", defaults={"b": "2"}),
        ],
        headers=[ImportedHeader(str(folder / "vendor.h"), "ab" * 32)],
        search=[str(folder / "runtime")],
        notes="Grüße 漢字",
        encoding="cp1252",
    )


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    project = _project(tmp_path)
    save(project, tmp_path / "p.probe32")
    loaded = load(tmp_path / "p.probe32")
    project.functions.sort(key=lambda each: ["add", "scale", "#3", "#12"].index(each.export))
    assert loaded == project


def test_saving_what_was_loaded_changes_no_byte(tmp_path: Path) -> None:
    file = tmp_path / "p.probe32"
    save(_project(tmp_path), file)
    before = file.read_bytes()
    save(load(file), file)
    assert file.read_bytes() == before


def test_the_text_is_for_version_control(tmp_path: Path) -> None:
    file = tmp_path / "p.probe32"
    save(_project(tmp_path), file)
    raw = file.read_bytes()
    text = raw.decode("utf-8")
    document = json.loads(text)
    assert document["schema"] == 2
    assert text.startswith('{\n  "schema": 2,\n')
    assert text.endswith("}\n")
    assert b"\r" not in raw
    assert "Grüße 漢字" in text
    assert [each["export"] for each in document["functions"]] == ["add", "scale", "#3", "#12"]


def test_a_dll_beside_the_project_is_named_relatively_and_moves_with_it(tmp_path: Path) -> None:
    old = tmp_path / "old"
    project = _project(old)
    save(project, old / "p.probe32")
    assert json.loads((old / "p.probe32").read_text("utf-8"))["dll"]["path"] == "vendor.dll"
    new = old.rename(tmp_path / "new")
    moved = load(new / "p.probe32")
    assert moved.dll.path == new / "vendor.dll"
    assert [each.path for each in moved.headers] == [str(new / "vendor.h")]
    assert moved.search == [str(new / "runtime")]


def test_a_dll_below_the_project_is_named_with_forward_slashes(tmp_path: Path) -> None:
    save(Project(_dll(tmp_path / "bin" / "x86")), tmp_path / "p.probe32")
    assert json.loads((tmp_path / "p.probe32").read_text("utf-8"))["dll"]["path"] == "bin/x86/vendor.dll"
    assert load(tmp_path / "p.probe32").dll.path == tmp_path / "bin" / "x86" / "vendor.dll"


def test_a_dll_elsewhere_is_named_absolutely(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    dll = _dll(tmp_path / "there")
    save(Project(dll), tmp_path / "here" / "p.probe32")
    assert load(tmp_path / "here" / "p.probe32").dll.path == dll.path


def test_the_absolute_path_is_the_fallback_when_only_the_project_moved(tmp_path: Path) -> None:
    dll = _dll(tmp_path / "a")
    save(Project(dll), tmp_path / "a" / "p.probe32")
    (tmp_path / "b").mkdir()
    moved = (tmp_path / "a" / "p.probe32").rename(tmp_path / "b" / "p.probe32")
    assert load(moved).dll.path == dll.path


def test_fields_of_a_later_release_survive(tmp_path: Path) -> None:
    file = tmp_path / "p.probe32"
    save(_project(tmp_path), file)
    document = json.loads(file.read_text("utf-8"))
    document["colour"] = {"r": 1}
    document["dll"]["vendor"] = "ACME"
    document["functions"][1]["pinned"] = True
    document["functions"][1]["examples"][0]["by"] = "me"
    file.write_text(json.dumps(document), "utf-8")
    project = load(file)
    project.notes = "changed"
    save(project, file)
    kept = json.loads(file.read_text("utf-8"))
    assert kept["notes"] == "changed"
    assert kept["colour"] == {"r": 1}
    assert kept["dll"]["vendor"] == "ACME"
    assert kept["functions"][1]["pinned"] is True
    assert kept["functions"][1]["examples"][0]["by"] == "me"


def test_a_minimal_document_is_enough(tmp_path: Path) -> None:
    (tmp_path / "p.probe32").write_text('{"schema": 1, "dll": {"path": "x/a.dll"}}', "utf-8")
    project = load(tmp_path / "p.probe32")
    assert project == Project(DllIdentity(tmp_path / "x" / "a.dll", "a.dll"))


def test_a_newer_schema_is_refused_and_its_writer_named(tmp_path: Path) -> None:
    (tmp_path / "p.probe32").write_text('{"schema": 7, "written_by": "Probe32 9.1", "dll": 5}', "utf-8")
    with pytest.raises(FileError, match=r"written by Probe32 9\.1 \(schema 7\).*up to schema 2") as caught:
        load(tmp_path / "p.probe32")
    assert caught.value.hint == "Update Probe32 to open it."
    assert caught.value.exit_code is ExitCode.FILE


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", r"damaged at line 1, column 1"),
        ('{"schema": 1,\n  "dll": }', r"damaged at line 2, column 10"),
        ('{"schema": 1', r"damaged at line 1, column 13"),
        ("[]", r"no Probe32 project: it holds no JSON object"),
        ("{}", r'no Probe32 project: it has no "schema"'),
        ('{"schema": 0}', r'no Probe32 project: "schema" is 0'),
        ('{"schema": "1"}', r'"schema" must be a whole number'),
        ('{"schema": true}', r'"schema" must be a whole number'),
        ('{"schema": 1}', r'"dll" is missing'),
        ('{"schema": 1, "dll": []}', r'"dll" must be an object'),
        ('{"schema": 1, "dll": {}}', r'"dll\.path" is missing'),
        ('{"schema": 1, "dll": {"path": 3}}', r'"dll\.path" must be text'),
        ('{"schema": 1, "dll": {"path": "a"}, "functions": {}}', r'"functions" must be a list'),
        ('{"schema": 1, "dll": {"path": "a"}, "functions": [1]}', r'"functions\[0\]" must be an object'),
        ('{"schema": 1, "dll": {"path": "a"}, "functions": [{}]}', r'"functions\[0\]\.export" is missing'),
        (
            '{"schema": 1, "dll": {"path": "a"}, "functions": [{"export": "f", "prototype": null}]}',
            r'"functions\[0\]\.prototype" must be text',
        ),
        ('{"schema": 1, "dll": {"path": "a"}, "headers": ["a.h", 2]}', r'"headers\[1\]" must be an object'),
        ("[" * 100_000, r"nested too deeply"),
    ],
)
def test_a_damaged_file_says_what_and_where(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "p.probe32"
    file.write_text(text, "utf-8")
    with pytest.raises(FileError, match=complaint) as caught:
        load(file)
    assert str(file) in str(caught.value)
    assert caught.value.hint


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.probe32").write_bytes(b"MZ\x90\x00\xff\xfe")
    with pytest.raises(FileError, match="not UTF-8"):
        load(tmp_path / "p.probe32")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist") as caught:
        load(tmp_path / "none.probe32")
    assert "probe32 new" in caught.value.hint
    with pytest.raises(FileError, match="cannot be read"):
        load(tmp_path)


def test_a_failed_save_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "p.probe32"
    save(_project(tmp_path), file)
    before = file.read_bytes()
    broken = _project(tmp_path)
    broken.unknown["x"] = object()
    with pytest.raises(TypeError):
        save(broken, file)
    assert file.read_bytes() == before
    with pytest.raises(FileError, match="cannot be written"):
        save(_project(tmp_path), tmp_path / "vendor.dll" / "p.probe32")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["p.probe32", "vendor.dll"]


def test_a_name_that_is_no_unicode_survives(tmp_path: Path) -> None:
    project = _project(tmp_path)
    project.notes = "\udcff and \N{GRINNING FACE}"
    save(project, tmp_path / "p.probe32")
    assert load(tmp_path / "p.probe32").notes == project.notes


def test_a_folder_in_the_way_is_reported_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "p.probe32").mkdir()
    project = _project(tmp_path)
    with pytest.raises(FileError, match="cannot be written") as caught:
        save(project, tmp_path / "p.probe32")
    assert "unchanged" in caught.value.hint
    assert sorted(each.name for each in tmp_path.iterdir()) == ["p.probe32", "vendor.dll"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    file = tmp_path / "p.probe32"
    save(_project(tmp_path), file)
    file.chmod(0o640)
    link = tmp_path / "link.probe32"
    link.symlink_to(file)
    project = load(link)
    project.notes = "through the link"
    save(project, link)
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert load(file).notes == "through the link"
    assert link.readlink() == file


def test_the_same_dll_is_no_change(tmp_path: Path) -> None:
    assert change_of(_dll(tmp_path)) is None


def test_a_missing_and_another_dll_are_told(tmp_path: Path) -> None:
    dll = _dll(tmp_path)
    dll.path.write_bytes(b"MZ of another sort")
    change = change_of(dll)
    assert change is not None
    assert change.kind == "different"
    assert "vendor.dll 1.2.3.4" in change.message
    dll.path.unlink()
    change = change_of(dll)
    assert change is not None
    assert change.kind == "missing"
    assert str(dll.path) in change.message


def test_a_dll_without_a_known_hash_counts_as_the_same(tmp_path: Path) -> None:
    dll = _dll(tmp_path)
    dll.sha256 = ""
    assert change_of(dll) is None


def test_a_project_remembers_what_the_image_says(tmp_path: Path) -> None:
    image = Image(
        path=tmp_path / "a.dll",
        machine="x86",
        bitness=32,
        subsystem="console",
        timestamp=None,
        sha256="ab" * 32,
        version={"FileVersion": " 1.2 ", "ProductVersion": "9"},
        imports=(),
        exports=(),
        dotnet=False,
        com=False,
    )
    assert identify(image) == DllIdentity(tmp_path / "a.dll", "a.dll", "1.2", "ab" * 32, 32)


@pytest.mark.parametrize("export, symbol", [("add", "add"), ("#3", 3), ("#", "#"), ("#x", "#x"), ("_f@4", "_f@4")])
def test_a_symbol_is_a_name_or_an_ordinal(export: str, symbol: str | int) -> None:
    assert ProjectFunction(export, "").symbol == symbol


def test_a_call_that_was_made_is_kept_with_all_that_it_gave(tmp_path: Path) -> None:
    signature = headers.parse_prototype("long long f(double a, _Out_ float *b);")
    done = CallResult(2**62, {"b": float("inf")}, 5, 1.25)
    project = Project(_dll(tmp_path), functions=[ProjectFunction("f", "", [example_of(signature, [1], done)])])
    save(project, tmp_path / "p.probe32")
    [kept] = load(tmp_path / "p.probe32").functions[0].examples
    assert example_arguments(signature, kept) == [1.0]
    assert example_result(signature, kept) == done
