"""Everything can be reached: by keyboard, by its name, in either theme, and in real windows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import shiboken6
from person import Person
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from probe32.resources import resource
from probe32_app.views.sequence_panel import SequencePanel
from probe32_app.views.sweep_setup import SweepSetup
from probe32_app.widgets.icons import application_icon, icon
from probe32_app.widgets.theme import DARK, LIGHT, load_theme

INNER = ("QTabBar", "QTabWidget", "QScrollArea", "ExpandingLineEdit")
"""Parts of Qt's own widgets; a screen reader speaks what they belong to."""
OTHERS = ("sweep", "types", "memory", "wrapper")
FILLED_IN = """
    typedef struct Point { double x; double y; } Point;
    typedef enum Way { UP = 1, DOWN = 2 } Way;
    int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);
    Point centroid(_In_reads_(count) const Point *points, int count);
    double integrate(double (*function)(double x, void *user), void *user, double from, double to, int steps);
    int greet(const char *name, _Out_writes_(size) char *buffer, int size);
    int print_line(const char *text, ...);
"""


def test_everything_that_takes_the_focus_has_a_name_in_every_panel(at_sample: Person) -> None:
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);")
    at_sample.work.signature.show_table()
    nameless: set[str] = set()
    for name in at_sample.window.docks.names:
        at_sample.window.docks.show(name)
        QApplication.processEvents()
        nameless |= {f"{name}: {each}" for each in without_name(at_sample.window)}
    assert not nameless


def without_name(window: QWidget) -> set[str]:
    """What takes the keyboard in a window, and is nothing but a kind of widget to a screen reader."""
    found = set()
    for each in window.findChildren(QWidget):
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.focusProxy() is None
        if takes and is_whole(each) and each.window() is window.window() and not spoken(each):
            found.add(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name_in_every_dialog(at_sample: Person, sample_header: Path) -> None:
    at_sample.import_header(sample_header)
    nameless = {}
    for action in (
        at_sample.actions.export,
        at_sample.actions.settings,
        at_sample.actions.palette,
        at_sample.actions.words,
    ):
        action.trigger()
        dialog = at_sample.dialog(QDialog)
        at_sample.wait_idle()
        nameless[action.text()] = without_name(dialog)
        dialog.reject()
        at_sample.wait(lambda dialog=dialog: not shiboken6.isValid(dialog) or not dialog.isVisible())  # type: ignore[misc]
    dialog = at_sample.preview_header(sample_header)
    nameless["import"] = without_name(dialog)
    dialog.reject()
    assert not any(nameless.values()), nameless


def test_every_field_of_a_filled_in_window_has_a_name_and_tab_follows_the_eye(at_sample: Person) -> None:
    """Structs, arrays, callbacks, flags, a `...`; types, a sequence and a sweep, each with something in it."""
    window = at_sample.window
    window.resize(1600, 1000)
    at_sample.paste(FILLED_IN)
    for panel, kind in (("sequence", SequencePanel), ("sweep", SweepSetup)):
        at_sample.choose("divide")
        window.docks.show(panel)
        QTest.mouseClick(window.findChild(kind).names.add, Qt.MouseButton.LeftButton)
    window.findChild(SequencePanel).add_requested.emit()
    window.findChild(SweepSetup).second.click()
    nameless, crossed = set[str](), list[str]()
    for export, panel in zip(
        ("divide", "centroid", "integrate", "greet", "print_line"), ("sequence", *OTHERS), strict=True
    ):
        at_sample.choose(export)
        window.docks.show(panel)
        if at_sample.work.call.extra.isVisible():
            at_sample.work.call.extra.add_button.click()
        QApplication.processEvents()
        nameless |= {f"{export}: {each}" for each in without_name(window)}
        at_sample.press("Ctrl+2")
        crossed += [f"{export}: {each}" for each in against_the_eye(at_sample)]
        window.docks.focus(panel)
        crossed += [f"{panel}: {each}" for each in against_the_eye(at_sample)]
    assert not nameless
    assert not crossed


def against_the_eye(person: Person) -> Iterator[str]:
    """Where Tab leads up without leading to the right, or to the left on a line, within the part with the keyboard."""
    name = person.window.docks.holding_focus()
    stops = [*reversed(stops_from_here(person, "Shift+Tab", name)), *stops_from_here(person, "Tab", name)[1:]]
    places = [QRect(each.mapTo(person.window, QPoint()), each.size()) for each in stops]
    for (one, before), (other, after) in pairwise(zip(stops, places, strict=True)):
        up = after.bottom() < before.top() and after.left() < before.right()
        back = after.right() < before.left() and after.bottom() > before.top() and after.top() < before.bottom()
        if up or back:
            yield f"{spoken(one)} -> {spoken(other)}"


def stops_from_here(person: Person, key: str, name: str) -> list[QWidget]:
    """Where a key leads to within a dock ("": within the function), and back to where the keyboard was."""
    first = each = QApplication.focusWidget()
    found: list[QWidget] = []
    while each not in found and person.window.docks.holding_focus() == name:
        found.append(each)
        person.press(key)
        each = QApplication.focusWidget()
    first.setFocus()
    return found


def is_whole(each: QWidget) -> bool:
    """Whether it is none of the parts of which Qt makes its own widgets."""
    parent = each.parent()
    inside = isinstance(each, QLineEdit) and isinstance(parent, (QComboBox, QAbstractSpinBox))
    return not inside and type(each).__name__ not in INNER


def spoken(each: QWidget) -> str:
    """What a screen reader says of it, "" when that is no more than its kind."""
    return QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)


def test_tab_goes_through_the_function_from_top_to_bottom(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    page = at_sample.work.page
    at_sample.press("Ctrl+2")
    stops = []
    for _ in range(12):
        stops.append(QApplication.focusWidget())
        at_sample.press("Tab")
    where = [stops.index(each) for each in (*(field.editor for field in page.call.fields), page.call.call_button)]
    assert where == sorted(where), [each.accessibleName() for each in stops]
    assert where[0] == 0


def test_every_command_has_a_way_by_keyboard(at_sample: Person) -> None:
    """A shortcut of its own, or a menu that Alt and a letter open; and no two commands share a shortcut."""
    bar = at_sample.window.menuBar()
    assert all("&" in each.text() for each in bar.actions())
    in_menus = {each for menu in bar.findChildren(QMenu) for each in menu.actions()}
    keys: dict[str, str] = {}
    for action in at_sample.actions.findChildren(QAction):
        assert action in in_menus or action.shortcut(), f"{action.text()} can't be reached"
        assert action.text(), "a command without words"
        for each in action.shortcuts():
            text = each.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in keys, f"{text} is {keys.get(text)} and {action.text()}"
            keys[text] = action.text()


def test_shortcuts_lead_somewhere(at_sample: Person) -> None:
    at_sample.choose("add")
    for keys in ("F6", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+F", "Ctrl+P", "Ctrl+D", "Ctrl+T"):
        before = QApplication.focusWidget()
        at_sample.press(keys)
        focus = QApplication.focusWidget()
        assert focus is not None, keys
        assert focus is not before, keys
        assert focus.isVisible(), keys


def test_the_keyboard_is_never_caught(at_sample: Person) -> None:
    """From every part that has it, F6 leads on."""
    for name in at_sample.window.docks.names:
        at_sample.window.docks.focus(name)
        QApplication.processEvents()
        assert at_sample.window.docks.holding_focus() == name, f"{name} takes no keyboard"
        at_sample.press("F6")
        assert at_sample.window.docks.holding_focus() != name


def test_both_themes_have_the_same_colours_and_every_icon_can_be_drawn() -> None:
    light, dark = load_theme(LIGHT), load_theme(DARK)
    assert light.colors.keys() == dark.colors.keys()
    for file in resource("icons").glob("*.svg"):
        if "currentColor" in file.read_text("utf-8"):
            drawn = icon(file.stem, light).pixmap(32, 32).toImage()
            colors = {
                drawn.pixelColor(x, y).name()
                for x in range(32)
                for y in range(32)
                if drawn.pixelColor(x, y).alpha() == 255
            }
            assert light.color("text").name() in colors, f"{file.name} is not crisp: no pixel is fully drawn"
    assert not application_icon().isNull()


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Xvfb")
def test_in_real_windows() -> None:
    """The same tests where windows have frames, positions and a focus of the system's."""
    if os.environ.get("QT_QPA_PLATFORM") == "xcb":
        pytest.skip("this is the inner run")
    chosen = [
        "tests/gui/test_docks.py::test_panels_are_closed_floated_and_restored",
        "tests/gui/test_docks.py::test_a_panel_is_dragged_out_of_the_window_and_put_back",
        "tests/gui/test_window.py::test_the_main_path_by_keyboard_alone",
        "tests/gui/test_palette.py::test_an_export_is_found_by_a_few_letters",
    ]
    command = [
        "xvfb-run",
        "-a",
        "-s",
        "-screen 0 1280x800x24",
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([*command, *chosen], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
