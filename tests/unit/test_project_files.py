from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from probe32.errors import FileError
from probe32.project import (
    SCHEMA,
    Backups,
    DllIdentity,
    ImportedHeader,
    Project,
    changed_headers,
    load,
    record_headers,
    save,
)
from probe32.project.backups import KEPT

OLD = Path(__file__).resolve().parents[1] / "fixtures" / "projects" / "schema1.probe32"


def _dll(path: Path, content: bytes = b"MZ") -> DllIdentity:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return DllIdentity(path, path.name, sha256=hashlib.sha256(content).hexdigest())


def test_a_document_of_the_first_schema_loads_and_is_saved_as_one_of_this(tmp_path: Path) -> None:
    file = tmp_path / "old.probe32"
    shutil.copy(OLD, file)
    project = load(file)
    assert [(each.path, each.sha256) for each in project.headers] == [
        (str(tmp_path / "include" / "vendor.h"), ""),
        (r"\\server\share\types.h", ""),
    ]
    save(project, file)
    before, after = json.loads(OLD.read_text("utf-8")), json.loads(file.read_text("utf-8"))
    assert after.pop("schema") == SCHEMA > before.pop("schema")
    assert after.pop("headers") == [{"path": "include/vendor.h"}, {"path": r"\\server\share\types.h"}]
    del before["headers"]
    after["dll"]["absolute_path"] = before["dll"]["absolute_path"]
    assert after == before  # with everything in it that this Probe32 does not know
    assert list(after["dll"]["exports"])[-1] == "signatures"


def test_what_lies_little_above_the_project_moves_along_with_it(tmp_path: Path) -> None:
    bench = tmp_path / "lab" / "bench"
    header = tmp_path / "lab" / "include" / "vendor.h"
    project = Project(_dll(tmp_path / "lab" / "vendor" / "x86" / "vendor.dll"), headers=[ImportedHeader(str(header))])
    bench.mkdir(parents=True)
    save(project, bench / "p.probe32")
    document = json.loads((bench / "p.probe32").read_text("utf-8"))
    assert document["dll"]["path"] == "../vendor/x86/vendor.dll"
    assert document["headers"] == [{"path": "../include/vendor.h"}]
    moved = (tmp_path / "lab").rename(tmp_path / "other lab")
    again = load(moved / "bench" / "p.probe32")
    assert again.dll.path == moved / "vendor" / "x86" / "vendor.dll"
    assert again.headers[0].path == str(moved / "include" / "vendor.h")


@pytest.mark.parametrize(
    "written",
    [r"C:\Lab\Bin\Vendor.dll", r"\\server\share\vendor.dll", r"Bin\x86\Vendor.dll", "../../elsewhere/vendor.dll"],
)
def test_a_dll_that_another_machine_had_elsewhere_is_found_beside_the_project(tmp_path: Path, written: str) -> None:
    dll = _dll(tmp_path / "VENDOR.DLL")
    (tmp_path / "p.probe32").write_text(
        json.dumps({"schema": SCHEMA, "dll": {"path": written, "absolute_path": written, "name": "Vendor.dll"}})
    )
    loaded = load(tmp_path / "p.probe32").dll
    assert loaded.path == dll.path
    assert loaded.name == "Vendor.dll"


@pytest.mark.skipif(os.name == "nt", reason="Windows finds it in any case")
def test_a_folder_in_another_case_is_found(tmp_path: Path) -> None:
    dll = _dll(tmp_path / "bin" / "x86" / "vendor.dll")
    (tmp_path / "p.probe32").write_text(json.dumps({"schema": SCHEMA, "dll": {"path": r"Bin\X86\Vendor.DLL"}}))
    assert load(tmp_path / "p.probe32").dll.path == dll.path


def test_a_dll_that_was_renamed_beside_the_project_is_found_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "another.dll").write_bytes(b"MZ another")
    dll = _dll(tmp_path / "vendor-2.1.dll", b"MZ this")
    document = {"schema": SCHEMA, "dll": {"path": "/opt/vendor/vendor.dll", "sha256": dll.sha256}}
    (tmp_path / "p.probe32").write_text(json.dumps(document))
    assert load(tmp_path / "p.probe32").dll.path == dll.path
    document["dll"] = {"path": "/opt/vendor/vendor.dll", "sha256": "00" * 32}
    (tmp_path / "p.probe32").write_text(json.dumps(document))
    assert load(tmp_path / "p.probe32").dll.path == Path("/opt/vendor/vendor.dll").absolute()


def test_a_header_that_changed_since_is_told(tmp_path: Path) -> None:
    header, gone = tmp_path / "vendor.h", tmp_path / "gone.h"
    header.write_text("int f(void);\n")
    project = Project(_dll(tmp_path / "v.dll"), headers=[ImportedHeader(str(header)), ImportedHeader(str(gone))])
    record_headers(project)
    save(project, tmp_path / "p.probe32")
    assert changed_headers(load(tmp_path / "p.probe32")) == []
    header.write_text("int f(int a);\n")
    changed = load(tmp_path / "p.probe32")
    assert changed_headers(changed) == [f"{header} has changed since declarations were taken from it."]
    record_headers(changed)
    assert changed_headers(changed) != []  # a hash that is known is that of the import


def test_earlier_versions_are_kept_and_offered_when_a_file_is_damaged(tmp_path: Path) -> None:
    backups, file = Backups(tmp_path / "backups"), tmp_path / "p.probe32"
    project = Project(_dll(tmp_path / "v.dll"))
    for number in range(KEPT + 3):
        project.notes = f"version {number}"
        save(project, file, backups)
        os.utime(file, (number, number))
    save(project, file, backups)
    assert backups.of(tmp_path / "another.probe32") == []
    known = backups.of(file)
    assert len(known) == KEPT
    assert [load(each.path).notes for each in known[:2]] == [f"version {KEPT + 2}", f"version {KEPT + 1}"]
    assert known[0].when.startswith("19")
    save(project, file, backups)
    assert backups.of(file)[0].path == known[0].path  # the same again is no other version
    file.write_text("{")
    with pytest.raises(FileError) as damaged:
        load(file)
    offered = backups.offered(file, damaged.value)
    assert str(known[0].path) in offered.hint
    assert damaged.value.hint in offered.hint
    assert load(known[0].path).dll.path == project.dll.path
