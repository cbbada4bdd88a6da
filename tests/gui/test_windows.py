"""Several windows, what is dropped on them, and what they share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from person import Person
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from probe32.recovery import RecoveryFolder
from probe32.resources import resource
from probe32_app.settings import Settings
from probe32_app.widgets.theme import DARK
from probe32_app.windows import Windows

Settled = Callable[[], None]


class Desk:
    """The program with all its windows."""

    def __init__(self, windows: Windows, qtbot: QtBot, running: asyncio.Task[None]) -> None:
        self.windows = windows
        self.running = running
        self._qtbot = qtbot

    def people(self) -> list[Person]:
        """Somebody at each window, when nothing is under way there."""
        found = [Person(each, self._qtbot) for each in self.windows.all]
        for each in found:
            each.wait_idle()
        return found

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=60_000)


@pytest.fixture
def desk(qapp: QApplication, loop: asyncio.AbstractEventLoop, qtbot: QtBot, settings_folder: Path) -> Iterator[Desk]:
    windows = Windows(qapp, loop, Settings(settings_folder))
    desk = Desk(windows, qtbot, loop.create_task(windows.run()))
    desk.wait(lambda: bool(windows.all))
    yield desk
    for each in desk.people():
        each.parts.session.forget_edits()
        each.window.close()
    desk.wait(desk.running.done)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not windows.all


def drop(person: Person, *paths: Path, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(person.window, QDragEnterEvent(QPoint(100, 100), copy, data, left, keys))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(100, 100), copy, data, left, keys))


def test_each_window_has_its_own_dll_and_host(desk: Desk, sample_dll: Path, tmp_path: Path) -> None:
    first = desk.people()[0]
    other = tmp_path / "other.dll"
    other.write_bytes(sample_dll.read_bytes())
    drop(first, sample_dll, other)
    desk.wait(lambda: len(desk.windows.all) == 2)
    first, second = desk.people()
    assert (first.window.windowTitle(), second.window.windowTitle()) == (
        "sample.dll[*] · Probe32",
        "other.dll[*] · Probe32",
    )
    for each in (first, second):
        each.choose("add")
        each.type_prototype("int add(int a, int b);")
        each.call(a="1", b="2")
        assert each.result == "3"
    words = {each.window.host.words.text() for each in (first, second)}
    assert len(words) == 2, "each has a host process of its own"
    first.window.recent_menu.aboutToShow.emit()
    recent = {each.text().split()[-1] for each in first.window.recent_menu.actions()[:2]}
    assert recent == {"other.dll", "sample.dll"}
    second.parts.session.forget_edits()
    second.window.close()
    desk.wait(lambda: len(desk.windows.all) == 1)
    assert not shiboken6.isValid(second.window) or not second.window.isVisible()
    assert not desk.running.done()
    first.actions.quit.trigger()  # asks about the signature that is not saved
    box = first.dialog(QMessageBox)
    box.button(QMessageBox.StandardButton.Discard).click()
    desk.wait(desk.running.done)


def test_when_the_session_ends_nobody_is_asked_and_nothing_is_lost(
    desk: Desk, sample_dll: Path, settings_folder: Path
) -> None:
    desk.people()[0].actions.new_window.trigger()
    desk.wait(lambda: len(desk.windows.all) == 2)
    first = desk.people()[0]
    first.open(sample_dll)
    first.choose("add")
    first.type_prototype("int add(int a, int b);")
    first.call(a="1", b="2")
    first.work.signature.editor.setPlainText("int add(int a, int b, sho")
    desk.windows.keep_unsaved()  # the system asks whether the session may end, and then it goes on
    first.window.close()
    first.dialog(QMessageBox)  # somebody thinks about a question
    desk.windows.end()
    desk.wait(desk.running.done)
    (left,) = RecoveryFolder(settings_folder / "recovery").left()
    content = left.read()
    left.release()
    assert content["rest"][content["index"]]["drafts"] != {}
    assert content["dll"] == str(sample_dll)


def test_a_dark_theme_is_dark_everywhere(desk: Desk) -> None:
    desk.people()[0].actions.new_window.trigger()
    desk.wait(lambda: len(desk.windows.all) == 2)
    first, second = desk.people()
    next(each for each in first.actions.themes.actions() if each.data() == DARK).trigger()
    assert first.parts.themes is second.parts.themes
    assert second.parts.themes.theme.dark
    assert next(each for each in second.actions.themes.actions() if each.data() == DARK).isChecked()


def test_shift_and_the_menu_open_beside(desk: Desk, sample_dll: Path) -> None:
    first = desk.people()[0]
    drop(first, sample_dll, keys=Qt.KeyboardModifier.ShiftModifier)
    desk.wait(lambda: len(desk.windows.all) == 2)
    assert desk.people()[0].parts.session.library is None
    assert desk.people()[1].parts.session.library is not None
    first.actions.open_elsewhere.trigger()
    first.choose_file(sample_dll)
    desk.wait(lambda: len(desk.windows.all) == 3)


def test_headers_are_imported_where_they_are_dropped(person: Person, sample_dll: Path) -> None:
    header = resource("sample", "sample.h")
    drop(person, header)
    person.wait_idle()
    assert "A header needs its DLL" in person.message
    drop(person, sample_dll, header)
    person.take(person.shown_preview())
    assert person.parts.session.library is not None
    assert "add" in person.parts.session.library.functions
