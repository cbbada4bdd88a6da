"""The settings dialog, and what follows from each choice at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from probe32.guide import guide_page
from probe32.user_folders import cache_folder, cache_size
from probe32_app.controllers import help_controller
from probe32_app.settings import Settings
from probe32_app.views.reference_dialog import ReferenceDialog
from probe32_app.views.settings_dialog import SettingsDialog


def test_choices_take_effect_at_once_and_are_remembered(at_sample: Person, settings_folder: Path) -> None:
    dialog = opened(at_sample)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    assert at_sample.parts.themes.theme.dark
    before = QApplication.font().pointSizeF(), at_sample.work.page._title.font().pointSizeF()
    rows = at_sample.work.exports.table.verticalHeader().defaultSectionSize()
    dialog.text_size.setValue(150)
    after = QApplication.font().pointSizeF(), at_sample.work.page._title.font().pointSizeF()
    assert after == pytest.approx((before[0] * 1.5, before[1] * 1.5))
    assert at_sample.work.exports.table.font().pointSizeF() == pytest.approx(before[0] * 1.5)
    assert at_sample.work.exports.table.verticalHeader().defaultSectionSize() == round(rows * 1.5)
    dialog.theme.setCurrentIndex(dialog.theme.findData("light"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    assert at_sample.work.page._title.font().pointSizeF() == pytest.approx(before[1] * 1.5)
    dialog.text_size.setValue(100)
    assert QApplication.font().pointSizeF() == pytest.approx(before[0])
    dialog.deadline.setText("soon")
    dialog.deadline.textEdited.emit("soon")
    assert dialog.deadline.property("invalid")
    assert at_sample.parts.settings.deadline == ""
    dialog.deadline.textEdited.emit("2.5")
    dialog.restores_layout.click()
    dialog.hexadecimal.click()
    dialog.history_limit.setValue(1000)
    at_sample.parts.settings.save()
    kept = Settings(settings_folder)
    assert (kept.theme, kept.deadline, kept.restores_layout, kept.hexadecimal) == ("light", "2.5", False, True)
    assert (kept.text_size, kept.history_limit) == (100, 1000)
    dialog.reject()
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.call(a="20", b="22")
    assert (at_sample.result, at_sample.work.result.detail.text()) == ("0x0000002A", "42 · int")


def test_a_restart_is_confirmed_when_that_is_wanted(at_sample: Person) -> None:
    at_sample.parts.settings.asks_before_restart = True
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.call(a="1", b="2")
    words = at_sample.window.host.words.text()
    at_sample.actions.restart.trigger()
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Cancel).click()
    at_sample.wait_idle()
    assert at_sample.window.host.words.text() == words
    at_sample.actions.restart.trigger()
    at_sample.dialog(QMessageBox).button(QMessageBox.StandardButton.Ok).click()
    at_sample.wait_idle()
    at_sample.wait(lambda: at_sample.window.host.state == "ready")
    assert at_sample.window.host.words.text() != words


def test_the_cache_is_shown_opened_and_emptied(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME" if os.name == "posix" else "LOCALAPPDATA", str(tmp_path))
    kept, host = cache_folder() / "evidence" / "entry.json", cache_folder() / "host" / "python.exe"
    for each in (kept, host):
        each.parent.mkdir(parents=True)
        each.write_bytes(b"0123456789")
    shown = opened_outside(monkeypatch)
    dialog = opened(person)
    person.wait_idle()
    assert dialog.cache_place.text() == str(cache_folder())
    assert dialog.cache_size.text() == "10 bytes"
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    buttons["&Open"].click()
    assert shown == [cache_folder()]
    buttons["Em&pty"].click()
    person.wait_idle()
    assert (kept.exists(), host.exists(), cache_size()) == (False, True, 0)
    assert not buttons["Em&pty"].isEnabled()
    dialog.reject()


def test_a_window_begins_as_at_first_when_that_is_wanted(
    at_sample: Person, make_person: Callable[[], Person], sample_dll: Path
) -> None:
    at_sample.parts.settings.restores_layout = False
    at_sample.window.docks.close("history")
    at_sample.window.close()
    at_sample.wait(lambda: not at_sample.window.isVisible())
    again = make_person()
    again.open(sample_dll)
    assert again.window.docks.visible("history")


def test_words_and_shortcuts_are_looked_up(person: Person) -> None:
    person.press("F1")
    words = person.dialog(ReferenceDialog)
    words.line.setText("stdcall, but")
    shown = [words.table.item(at, 0).text() for at in range(words.table.rowCount()) if not words.table.isRowHidden(at)]
    assert shown == ["fastcall"]
    words.reject()
    person.press("Ctrl+F1")
    keys = person.dialog(ReferenceDialog)
    rows = {keys.table.item(at, 0).text(): keys.table.item(at, 1).text() for at in range(keys.table.rowCount())}
    assert rows["Call"] == "Ctrl+Return"
    assert rows["Redo"] == "Ctrl+Shift+Z / Ctrl+Y"
    keys.reject()


def test_the_guide_opens_in_the_browser_or_the_banner_says_how_to_get_it(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, page = opened_outside(monkeypatch), tmp_path / "guide" / "index.html"
    monkeypatch.setattr(help_controller, "guide_page", partial(guide_page, tmp_path))
    person.actions.guide.trigger()
    assert "python dev.py docs --site" in person.message
    assert shown == []
    page.parent.mkdir()
    page.write_text("", encoding="utf-8")
    person.actions.guide.trigger()
    assert shown == [page]
    opened_outside(monkeypatch, there_is_a_program=False)
    person.actions.guide.trigger()
    assert f"No program opens {page}." in person.message


def opened_outside(monkeypatch: pytest.MonkeyPatch, *, there_is_a_program: bool = True) -> list[Path]:
    """What the system is asked to open from now on, in place of having it opened."""
    paths: list[Path] = []

    def note(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return there_is_a_program

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return paths


def opened(person: Person) -> SettingsDialog:
    person.actions.settings.trigger()
    return person.dialog(SettingsDialog)
