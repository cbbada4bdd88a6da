"""A person at the window: finds things as a person does, types and clicks, waits for what appears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from probe32_app.bootstrap import Application
from probe32_app.views.import_dialog import ImportDialog

WAIT_MS = 90_000
"""After which something that should have happened is missed, on any machine."""

DialogT = TypeVar("DialogT", bound=QDialog)
WidgetT = TypeVar("WidgetT", bound=QWidget)


class Person:
    """Drives one `Application` through its widgets; knows no controller's inside."""

    def __init__(self, parts: Application, qtbot: QtBot) -> None:
        self.parts = parts
        self.window = parts.window
        self.work = parts.window.workspace
        self.actions = parts.window.actions_
        self._qtbot = qtbot

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the application run until `condition` holds."""
        self._qtbot.waitUntil(condition, timeout=WAIT_MS)

    def wait_idle(self) -> None:
        """Let the application run until no task is left."""
        self.wait(lambda: not self.parts.tasks.names)

    def wait_idle_or_stop(self) -> None:
        """As `wait_idle`, after ending a call that would run for ever."""
        if self.parts.session.calling:
            self.actions.stop.trigger()
        self.wait_idle()

    def open(self, path: Path) -> None:
        """Drop a file on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        place, copy = QPoint(100, 100), Qt.DropAction.CopyAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place, copy, data, buttons, keys)
        QApplication.sendEvent(self.window, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.window, QDropEvent(QPointF(place), copy, data, buttons, keys))
        self.wait_idle()

    def preview_header(self, path: Path) -> ImportDialog:
        """Choose a header in the menu's dialog, and wait until what it would bring is shown."""
        self.actions.import_header.trigger()
        self.choose_file(path, wait=False)
        return self.shown_preview()

    def shown_preview(self) -> ImportDialog:
        """The open preview of declarations, when it has been read."""
        dialog = self.dialog(ImportDialog)
        self.wait(lambda: "read declarations" not in self.parts.tasks.names)
        return dialog

    def import_header(self, path: Path) -> None:
        """Import a header, and take all that is proposed."""
        self.take(self.preview_header(path))

    def take(self, dialog: ImportDialog) -> None:
        """Take what is chosen in a preview."""
        QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
        self.wait_idle()
        self.activate()

    def paste(self, text: str) -> None:
        """Take all of the C text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.actions.paste.trigger()
        self.take(self.shown_preview())

    def panel(self, name: str, kind: type[WidgetT]) -> WidgetT:
        """Bring a panel into sight, by the name of its dock."""
        self.window.docks.show(name)
        found = self.window.findChild(kind)
        assert isinstance(found, kind)
        self.wait(found.isVisible)
        return found

    def activate(self) -> None:
        """Bring the window to the front, where a dialog or a list was."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def choose(self, name: str) -> None:
        """Find an export with the filter and go to it."""
        self.work.exports.filter.setText(name)
        QTest.keyClick(self.work.exports.filter, Qt.Key.Key_Down)
        assert self.parts.session.export is not None
        assert name in (self.parts.session.export.symbol, self.parts.session.export.plain_name)

    def type_prototype(self, text: str) -> None:
        """Replace the prototype by typing, and pause until it has been read."""
        editor = self.work.signature.editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        with self._qtbot.waitSignal(editor.edited, timeout=WAIT_MS):
            QTest.keyClicks(editor, text)

    def press(self, keys: str) -> None:
        """Press a key combination, such as `Ctrl+Z`, where the keyboard is."""
        combination = QKeySequence(keys)[0]
        focused = QApplication.focusWidget() or self.window
        QTest.keyClick(focused, combination.key(), combination.keyboardModifiers())

    def fill(self, **texts: str) -> None:
        """Type arguments into the fields of their names."""
        for name, text in texts.items():
            field = self.work.call.field(name)
            assert field is not None, f"no field {name!r} among {list(self.work.call.texts())}"
            field.set_text(text)

    def click_call(self) -> None:
        """Press Call."""
        assert self.work.call.call_button.isEnabled()
        QTest.mouseClick(self.work.call.call_button, Qt.MouseButton.LeftButton)

    def call(self, **texts: str) -> None:
        """Fill in the arguments, press Call, and wait for the end of the call."""
        self.fill(**texts)
        self.click_call()
        self.wait_idle()

    def dialog(self, kind: type[DialogT]) -> DialogT:
        """The dialog of a kind that is open now."""
        self.wait(lambda: any(each.isVisible() for each in self.window.findChildren(kind)))
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def choose_file(self, path: Path, *, wait: bool = True) -> None:
        """Accept the open file dialog with a path."""
        dialog = self.dialog(QFileDialog)
        dialog.selectFile(str(path))
        dialog.findChild(QWidget, "fileNameEdit").setText(str(path))
        dialog.accept()
        if wait:
            self.wait_idle()

    @property
    def result(self) -> str:
        """The result in sight, "" when there is none."""
        value = self.work.result.value
        return value.text() if value.isVisible() else ""

    @property
    def failure(self) -> str:
        """The message in the result panel, "" when there is none."""
        return self.work.result.banner.text

    @property
    def confirmation(self) -> str:
        """What the status bar confirms, "" when nothing."""
        return self.window.statusBar().currentMessage()

    @property
    def message(self) -> str:
        """The message across the window, "" when there is none."""
        return self.window.banner.text

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs in sight."""
        return {each.name: each.full for each in self.work.result.outputs.nodes}
