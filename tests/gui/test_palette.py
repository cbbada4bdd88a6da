"""The command palette."""

from __future__ import annotations

from person import WAIT_MS, Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from probe32_app.models.palette import ENTRY_ROLE, Entry, PaletteModel, Search
from probe32_app.views.palette_dialog import PaletteDialog


def test_the_best_comes_first() -> None:
    texts = ["read_spectrum", "sp_read", "readable", "area_demo", "read", "x"]
    assert [texts[at] for at in best("read", texts)] == ["read", "readable", "read_spectrum", "sp_read", "area_demo"]
    assert [texts[at] for at in best("rdsp", texts)] == ["read_spectrum"]
    assert [texts[at] for at in best("re sp", texts)] == ["read_spectrum"]
    assert best("zz", texts) == []
    assert best("", texts) == [0, 1, 2, 3, 4, 5]


def test_among_very_many_a_key_waits_for_a_slice_of_the_search_only(qapp: QApplication, qtbot: QtBot) -> None:
    texts = [f"channel_{number}_read" for number in range(50_000)] + ["read_all"]
    model = PaletteModel()
    model.set_entries(texts, lambda at: Entry(texts[at], "", "", at))
    model.search("r")
    assert model.index(0, 0).data() != "read_all", "the last one can't have been looked at yet"
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "read_all", timeout=WAIT_MS)
    model.search("rd")
    model.search("49999r")
    model.finish()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["channel_49999_read"]


def test_an_export_is_found_by_a_few_letters(at_sample: Person) -> None:
    dialog = opened(at_sample)
    QTest.keyClicks(dialog.line, "spinfo")
    assert dialog.list.currentIndex().data() == "sp_get_info"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert at_sample.parts.session.export is not None
    assert at_sample.parts.session.export.name == "sp_get_info"


def test_a_command_is_run_and_shows_its_keys(at_sample: Person) -> None:
    dialog = opened(at_sample)
    QTest.keyClicks(dialog.line, "restore the lay")
    entry = dialog.list.currentIndex().data(ENTRY_ROLE)
    assert entry.text == "Restore the layout"
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    dialog = opened(at_sample)
    QTest.keyClicks(dialog.line, "panel types")
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    QTest.keyClick(dialog.line, Qt.Key.Key_Up)
    assert dialog.list.currentIndex().data() == "Panel: Types"
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    entries = {each.text: each for each in all_entries(opened(at_sample))}
    assert entries["Find an export"].shortcut == "Ctrl+F"


def test_every_command_that_makes_sense_is_in_it(at_sample: Person) -> None:
    found = {each.key for each in all_entries(opened(at_sample)) if isinstance(each.key, QAction)}
    for action in at_sample.actions.findChildren(QAction):
        assert (action in found) == (action.isEnabled() and action is not at_sample.actions.palette), action.text()


def best(typed: str, texts: list[str]) -> list[int]:
    search = Search(typed, texts)
    assert search.advance(60)
    return search.best


def opened(person: Person) -> PaletteDialog:
    person.actions.palette.trigger()
    return person.dialog(PaletteDialog)


def all_entries(dialog: PaletteDialog) -> list[Entry]:
    entries = dialog.model.entries
    dialog.reject()
    return entries
