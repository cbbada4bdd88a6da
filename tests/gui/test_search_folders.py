"""A DLL that does not load for want of another one: the window offers to search a folder for it."""

from __future__ import annotations

from pathlib import Path

import broken_dlls as broken
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from probe32.project import load


def at_needy(person: Person, folder: Path) -> None:
    """The person has just called a function of a DLL whose dependency is not beside it."""
    folder.mkdir(parents=True)
    person.open(broken.missing(folder))
    person.choose("needy")
    person.type_prototype("int needy(void);")
    person.call()


def test_the_folder_that_has_the_missing_dll_is_offered_and_remembered(person: Person, tmp_path: Path) -> None:
    runtime = tmp_path / "vendor" / "runtime"
    runtime.mkdir(parents=True)
    broken.dll(runtime / "absent.dll")
    at_needy(person, tmp_path / "vendor" / "bin")
    assert "needy.dll needs absent.dll, which is not found." in person.failure
    assert "ended; the next call starts a new one · Failed to load " in person.window.host.words.text()
    (offer,) = person.work.result.banner.offers.values()
    assert offer.text() == "Add this folder"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    person.call()
    assert (person.result, person.failure) == ("7", "")
    person.actions.save_as.trigger()
    person.choose_file(tmp_path / "needy.probe32")
    assert load(tmp_path / "needy.probe32").search == [str(runtime)]
    person.open(tmp_path / "needy.probe32")
    person.choose("needy")
    person.call()
    assert person.result == "7"


def test_a_folder_can_be_chosen_and_the_choice_undone(person: Person, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a" / "b" / "c"
    elsewhere.mkdir(parents=True)
    broken.dll(elsewhere / "absent.dll")
    at_needy(person, tmp_path / "x" / "y")
    (offer,) = person.work.result.banner.offers.values()
    assert offer.text() == "Add a folder…"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    person.choose_file(elsewhere)
    person.call()
    assert person.result == "7"
    person.actions.undo.trigger()
    assert person.parts.session.library is not None
    assert person.parts.session.library.search_folders == ()
