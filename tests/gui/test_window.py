"""Themes, keyboard, memory of the window, and what happens to errors that nobody expected."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from probe32_app.settings import Settings
from probe32_app.widgets.high_contrast import ContrastColors
from probe32_app.widgets.theme import CONTRAST, DARK, LIGHT, SYSTEM, ThemeManager, load_theme


def theme_action(person: Person, choice: str) -> object:
    return next(each for each in person.actions.themes.actions() if each.data() == choice)


def test_the_theme_can_be_switched_and_is_remembered(person: Person, settings_folder: Path) -> None:
    for choice in (DARK, LIGHT, DARK):
        theme_action(person, choice).trigger()  # type: ignore[attr-defined]
        assert person.parts.themes.theme.key == choice
        wanted = load_theme(choice).color("window")
        assert QApplication.palette().color(QPalette.ColorRole.Window) == wanted
        QApplication.processEvents()
        assert person.window.grab().toImage().pixelColor(4, person.window.height() // 2) == wanted
    person.parts.settings.save()
    assert Settings(settings_folder).theme == DARK


@pytest.mark.parametrize("key", [LIGHT, DARK])
@pytest.mark.parametrize(
    "front, back",
    [
        ("text", "window"),
        ("text", "surface"),
        ("text_muted", "window"),
        ("text_muted", "surface"),
        ("accent_text", "accent"),
        ("danger", "danger_soft"),
        ("danger", "surface"),
        ("warning", "warning_soft"),
        ("warning", "surface"),
        ("accent", "accent_soft"),
        ("text", "accent_soft"),
        ("code_comment", "surface"),
        ("code_keyword", "surface"),
        ("code_string", "surface"),
        ("code_number", "surface"),
        ("code_type", "surface"),
        ("code_function", "surface"),
    ],
)
def test_text_stands_out_from_its_ground(key: str, front: str, back: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    theme = load_theme(key)
    light, dark = sorted((luminance(theme.color(front)), luminance(theme.color(back))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(color: QColor) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_main_path_by_keyboard_alone(person: Person) -> None:
    window = person.window
    window.activateWindow()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)  # Try the sample
    person.wait(lambda: person.parts.session.library is not None)
    person.wait_idle()
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert person.work.exports.filter.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "add_double")
    press(Qt.Key.Key_Return)
    assert person.work.exports.table.hasFocus()
    press(Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.accessibleName() == "a, double"
    type_over("1.5")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "b, double"
    type_over("2.25")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.work.call.call_button
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.wait_idle()
    assert person.result == "3.75"


def test_the_prototype_by_keyboard_alone(at_sample: Person) -> None:
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "is_even")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert at_sample.work.signature.editor.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "int is_even(int value);")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # reads what was typed first
    at_sample.wait_idle()
    assert at_sample.result == "1"
    assert at_sample.work.signature.editor.toPlainText() == "int is_even(int value);"


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def type_over(text: str) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    QTest.keyClicks(widget, text)


def test_everything_that_takes_the_focus_has_a_name(at_sample: Person) -> None:
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);")
    nameless = []
    for each in at_sample.window.findChildren(QWidget):
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.focusProxy() is None
        named = each.accessibleName() or (isinstance(each, QAbstractButton) and each.text())
        if takes and not named and type(each).__name__ not in INNER:
            nameless.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    assert nameless == []


INNER = ("QTabBar", "QTabWidget")
"""Parts of Qt's own widgets; a screen reader speaks their tabs."""


def test_the_window_fits_a_small_screen(at_sample: Person) -> None:
    at_sample.window.resize(1280, 720)
    assert (at_sample.window.width(), at_sample.window.height()) == (1280, 720)
    assert at_sample.window.minimumSizeHint().width() <= 1280
    assert at_sample.window.minimumSizeHint().height() <= 720


def test_size_and_splitters_are_remembered(person: Person, make_person: Callable[[], Person]) -> None:
    person.window.resize(960, 650)
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    again = make_person()
    assert (again.window.width(), again.window.height()) == (960, 650)


@pytest.mark.logs("A defect: something else")
def test_an_unexpected_error_in_a_task_reaches_the_window(person: Person) -> None:
    async def fail() -> None:
        raise RuntimeError("something else")

    person.parts.tasks.start(fail(), "fail")
    person.wait_idle()
    assert person.message.startswith("Something unexpected happened\nRuntimeError: something else")


@pytest.mark.parametrize("content", ["recent=nonsense", "recent=[1, 2]", "theme=@Invalid()", "window/geometry=5"])
def test_damaged_settings_are_ignored(settings_folder: Path, make_person: Callable[[], Person], content: str) -> None:
    settings_folder.mkdir()
    (settings_folder / "probe32.ini").write_text(f"[General]\n{content}\n", "utf-8")
    person = make_person()
    assert person.window.isVisible()
    assert person.parts.settings.recent() == []
    assert person.parts.settings.theme == "system"


def test_the_tour_without_a_display(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "probe32_app", "--offscreen-tour", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "call add(19, 23): 42" in done.stdout
    assert (tmp_path / "out" / "probe32.png").stat().st_size > 10_000
    assert list((tmp_path / "out").glob("wrapper/*/__main__.py"))


def test_the_tour_of_a_file_that_is_no_dll(tmp_path: Path) -> None:
    bad = tmp_path / "bad.dll"
    bad.write_bytes(b"no")
    command = [sys.executable, "-m", "probe32_app", "--offscreen-tour", str(tmp_path / "out"), str(bad)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "FAILED" in done.stdout
    assert "bad.dll" in done.stdout


def test_the_status_bar_says_what_is_open_and_what_keys_do(person: Person, sample_dll: Path) -> None:
    status = person.window.status
    assert status.document.text() == "No DLL is open"
    person.open(sample_dll)
    person.choose("add")
    person.type_prototype("int add(int a, int b);")
    assert status.document.text() == "sample.dll · 1 of 66 with a signature"
    assert status.hint.text() == "Type C, or choose “As a table” · Ctrl+Return: call"
    person.press("Ctrl+2")
    assert status.hint.text().startswith("Ctrl+Return: call")
    person.press("Ctrl+1")
    assert status.hint.text().startswith("Return: to the arguments")


class System(QObject):
    """A system whose colours change: the off-screen platform has none, and asks for none to be set."""

    colorSchemeChanged = Signal(object)  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self._scheme

    def change(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_the_system_is_followed_while_a_window_is_open(person: Person, qapp: QApplication) -> None:
    system = System()
    wanted: list[ContrastColors] = []
    themes = ThemeManager(qapp, SYSTEM, person.window, hints=system, contrast=lambda: next(iter(wanted), None))
    seen: list[str] = []
    themes.changed.connect(lambda theme: seen.append(theme.key))
    for scheme, key in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Unknown, LIGHT)):
        system.change(scheme)
        assert themes.theme.key == key
        QApplication.processEvents()
        shown = person.window.grab().toImage().pixelColor(4, person.window.height() // 2)
        assert shown == load_theme(key).color("window")
    wanted.append(ContrastColors("#000000", "#ffff00", "#1aebff", "#00ffff", "#00ff00"))
    system.change(Qt.ColorScheme.Unknown)
    assert (seen, themes.theme.color("text_muted").name()) == ([DARK, LIGHT, CONTRAST], "#ffff00")
    themes.choose(DARK)
    wanted.clear()
    system.change(Qt.ColorScheme.Light)
    assert seen[2:] == [CONTRAST, DARK], "a choice is not overruled by the system"
    themes.choose(SYSTEM)
    assert seen[-1] == LIGHT
