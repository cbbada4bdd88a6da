"""What a person would dread, one by one: nothing is lost, and a sentence tells what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from full_disk import no_room, read_only, small_disk
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from probe32_app.settings import Settings
from probe32_app.views.console_panel import ConsolePanel
from probe32_app.views.export_dialog import ExportDialog

Button = QMessageBox.StandardButton


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


@pytest.fixture
def at_work(at_sample: Person, disk: Path) -> Person:
    """A project on the small disk with one signature, and another one that is not saved."""
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.actions.save.trigger()
    at_sample.choose_file(disk / "mine.probe32")
    at_sample.choose("version")
    at_sample.type_prototype("int version(void);")
    return at_sample


def saved(person: Person) -> set[str]:
    """The functions in the project's file."""
    assert person.parts.session.project_path is not None
    document = json.loads(person.parts.session.project_path.read_text())
    return {each["export"] for each in document["functions"]}


def save(person: Person) -> None:
    person.actions.save.trigger()
    person.wait_idle()


def answer(person: Person, button: Button) -> None:
    """Press a button of the question that is asked."""
    person.dialog(QMessageBox).button(button).click()


def test_a_full_disk(at_work: Person, disk: Path, tmp_path: Path) -> None:
    person = at_work
    listed, wrapper = disk / "list.csv", disk / "wrapper"
    with no_room(disk):
        save(person)
        assert "mine.probe32 cannot be written" in person.message
        assert "What was there before is unchanged. Free some space" in person.message
        assert person.window.isWindowModified()
        assert saved(person) == {"add"}
        person.actions.save_exports.trigger()
        person.choose_file(listed)
        assert "could not be written" in person.message
        assert "unchanged" in person.message
        assert not listed.exists()
        person.actions.export.trigger()
        dialog = person.dialog(ExportDialog)
        dialog.folder.setText(str(wrapper))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        person.wait_idle()
        assert "cannot be written" in person.message
        assert not list(wrapper.rglob("*.py"))
    assert not list(disk.rglob("*.tmp"))
    save(person)  # there is room again
    assert saved(person) == {"add", "version"}
    assert not person.window.isWindowModified()


def test_a_read_only_folder(at_work: Person, disk: Path, tmp_path: Path) -> None:
    person = at_work
    with read_only(disk):
        save(person)
        assert "cannot be written" in person.message
        assert "save the project in another folder" in person.message
        assert person.window.isWindowModified()
        person.actions.save_as.trigger()
        person.choose_file(tmp_path / "elsewhere.probe32")
    assert not person.window.isWindowModified()
    assert saved(person) == {"add", "version"}
    assert person.parts.session.project_path == tmp_path / "elsewhere.probe32"


@pytest.mark.parametrize("button", [Button.Cancel, Button.Save, Button.SaveAll, Button.Open])
def test_a_project_that_another_program_has_changed(
    at_work: Person, disk: Path, button: Button, tmp_path: Path
) -> None:
    person = at_work
    project = disk / "mine.probe32"
    theirs = project.read_text().replace('"notes": ""', '"notes": "theirs"')
    project.write_text(theirs)
    person.actions.save.trigger()
    question = person.dialog(QMessageBox)
    assert "was changed by another program" in question.text()
    answer(person, button)
    if button is Button.SaveAll:
        person.choose_file(tmp_path / "mine too.probe32")
    person.wait_idle()
    if button is Button.Save:
        assert saved(person) == {"add", "version"}
        save(person)  # and nobody asks again
    else:
        assert project.read_text() == theirs
    assert person.window.isWindowModified() is (button is Button.Cancel)
    if button is Button.Open:
        assert person.parts.session.project is not None
        assert person.parts.session.project.notes == "theirs"


def test_a_project_from_a_newer_version(at_work: Person, tmp_path: Path) -> None:
    person = at_work
    save(person)
    assert person.parts.session.project_path is not None
    newer = json.loads(person.parts.session.project_path.read_text()) | {"schema": 999, "written_by": "Probe32 99"}
    (tmp_path / "newer.probe32").write_text(json.dumps(newer))
    person.open(tmp_path / "newer.probe32")
    assert "was written by Probe32 99 (schema 999)" in person.message
    assert "Update Probe32" in person.message
    assert person.parts.session.project_path.name == "mine.probe32"  # what was open stays
    assert json.loads((tmp_path / "newer.probe32").read_text()) == newer


def test_no_room_for_the_recovery_file(
    make_person: Callable[[], Person], sample_dll: Path, disk: Path, settings_folder: Path
) -> None:
    settings_folder.mkdir()
    (settings_folder / "recovery").symlink_to(disk)
    person = make_person()
    person.parts.recovery.pause.setInterval(50)
    person.open(sample_dll)
    person.choose("add")
    with no_room(disk):
        person.type_prototype("int add(int a, int b);")
        person.wait(lambda: "Unsaved work is not kept" in person.message)
        assert "Make room there, or save the project now" in person.message
        person.window.banner.clear()
        person.choose("version")
        person.type_prototype("int version(void);")
        person.wait(lambda: not person.parts.recovery.pending)
        assert person.message == ""  # it is said once; the list of problems goes on saying it
        assert [each.where for each in person.parts.problems.all] == ["Unsaved work"]
    person.choose("multiply@8")
    person.type_prototype("int __stdcall multiply(int a, int b);")
    person.wait(lambda: not person.parts.recovery.pending)
    assert len(list(disk.glob("*.recovery"))) == 1
    assert person.parts.problems.all == ()


@pytest.mark.parametrize("content", [b"[General\ntheme=dark\n", bytes(range(256)) * 4, b"no settings at all"])
def test_damage_to_settings_is_noticed(settings_folder: Path, content: bytes) -> None:
    settings_folder.mkdir()
    (settings_folder / "probe32.ini").write_bytes(content)
    assert "were damaged" in Settings(settings_folder).problem
    assert (settings_folder / "probe32.ini.damaged").read_bytes() == content


def test_damaged_settings(make_person: Callable[[], Person], settings_folder: Path) -> None:
    settings_folder.mkdir()
    content = b"[General\ntheme=dark\n"
    (settings_folder / "probe32.ini").write_bytes(content)
    person = make_person()
    assert "were damaged" in person.message
    kept = settings_folder / "probe32.ini.damaged"
    assert str(kept) in person.message
    assert kept.read_bytes() == content
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    assert make_person().message == ""


def test_settings_and_cache_that_cannot_be_written(
    make_person: Callable[[], Person],
    sample_dll: Path,
    tmp_path: Path,
    settings_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings_folder.write_text("a file where a folder should be")
    monkeypatch.setenv("PROBE32_CACHE", str(settings_folder / "cache"))
    person = make_person()
    person.parts.recovery.pause.setInterval(50)
    assert "Settings cannot be written" in person.message
    person.open(sample_dll)
    person.choose("add")
    person.type_prototype("int add(int a, int b);")
    person.call(a="1", b="2")
    assert person.result == "3"
    panel = person.panel("console", ConsolePanel)
    QTest.keyClicks(panel.input, "lib.add(2, 2)\r")
    person.wait(lambda: panel.transcript.toPlainText().endswith("4\n"))
    person.wait(lambda: "Unsaved work is not kept" in person.message)
    assert "Let the folder be written to" in person.message
    person.actions.save.trigger()
    person.choose_file(tmp_path / "mine.probe32")
    assert saved(person) == {"add"}
