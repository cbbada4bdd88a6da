"""Panels around the function: opened, closed, floated, remembered, and reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from person import Person
from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QScrollArea, QTabBar, QToolButton, QWidget

from probe32_app.views.docks import Area


def test_tabs_show_one_panel_at_a_time(at_sample: Person) -> None:
    docks = at_sample.window.docks
    seen: list[str] = []
    docks.shown.connect(seen.append)
    assert docks.visible("exports")
    assert docks.visible("history")
    assert docks.visible("code")
    assert not docks.visible("types")
    docks.show("types")
    at_sample.wait(lambda: docks.visible("types"))
    assert not docks.visible("code")
    bar = tab_bar(at_sample, "Types")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index_of(bar, "Memory")).center())
    at_sample.wait(lambda: docks.visible("memory"))
    assert seen == ["types", "memory"]


def test_panels_are_closed_floated_and_restored(at_sample: Person) -> None:
    window, docks = at_sample.window, at_sample.window.docks
    window.resize(1280, 720)
    menu = {each.text(): each for each in window.panels_menu.actions()}
    menu["History"].trigger()
    assert not docks.visible("history")
    menu["History"].trigger()
    at_sample.wait(lambda: docks.visible("history"))
    dock = window.findChild(QDockWidget, "exports")
    assert isinstance(dock, QDockWidget)
    float_it, close_it = (each for each in dock.titleBarWidget().findChildren(QToolButton))
    float_it.click()
    assert dock.isFloating()
    assert docks.in_area(Area.LEFT) == []
    close_it.click()
    assert not docks.visible("exports")
    at_sample.actions.restore_layout.trigger()
    at_sample.wait(lambda: docks.visible("exports") and not dock.isFloating())
    assert docks.in_area(Area.LEFT) == ["exports"]
    at_sample.wait(lambda: abs(dock.width() - 312) < 20)


def test_what_floats_goes_with_the_dll(at_sample: Person, sample_dll: Path) -> None:
    docks = at_sample.window.docks
    docks.toggle_floating("memory")
    dock = at_sample.window.findChild(QDockWidget, "memory")
    assert isinstance(dock, QDockWidget)
    assert dock.isVisible()
    at_sample.actions.close_library.trigger()
    at_sample.wait_idle()
    assert not dock.isVisible()
    assert not at_sample.window.panels_menu.isEnabled()
    at_sample.open(sample_dll)
    assert dock.isVisible()
    assert dock.isFloating()


def test_the_layout_is_remembered(at_sample: Person, make_person: Callable[[], Person], sample_dll: Path) -> None:
    docks = at_sample.window.docks
    docks.close("history")
    docks.show("wrapper")
    at_sample.window.close()
    at_sample.wait(lambda: not at_sample.window.isVisible())
    between = make_person()  # looks at nothing, and must not forget
    between.window.close()
    between.wait(lambda: not between.window.isVisible())
    again = make_person()
    again.open(sample_dll)
    again.wait(lambda: again.window.docks.visible("wrapper"))
    assert not again.window.docks.visible("history")


def test_a_layout_of_other_panels_changes_nothing(
    person: Person, make_person: Callable[[], Person], sample_dll: Path
) -> None:
    workspace = person.window.workspace
    old = workspace.saveState(1)
    settings = person.parts.settings
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    for state in (old, QByteArray(b"nonsense")):
        settings.set_blob("docks", state)
        settings.save()
        again = make_person()
        again.open(sample_dll)
        assert all(again.window.docks.visible(each) for each in ("exports", "code", "history"))
        again.window.close()
        again.wait(lambda again=again: not again.window.isVisible())  # type: ignore[misc]


def test_panels_by_keyboard(at_sample: Person) -> None:
    docks = at_sample.window.docks
    at_sample.choose("add")
    at_sample.press("Ctrl+1")
    round_trip = []
    for _ in range(5):
        round_trip.append(docks.holding_focus())
        at_sample.press("F6")
    assert round_trip[:2] == ["exports", ""]
    assert docks.holding_focus() == round_trip[1 if len(set(round_trip)) == 4 else 0]
    at_sample.press("Shift+F6")
    at_sample.press("Ctrl+4")
    assert docks.holding_focus() == docks.in_area(Area.BOTTOM)[0]
    at_sample.press("Ctrl+3")
    assert docks.holding_focus() == "code"
    at_sample.press("Ctrl+3")
    assert docks.holding_focus() == "memory"
    at_sample.press("Ctrl+Shift+W")
    assert "memory" not in docks.in_area(Area.RIGHT)
    assert docks.holding_focus() == ""
    assert QApplication.focusWidget() is at_sample.work.signature.editor
    at_sample.press("Ctrl+1")
    at_sample.press("Ctrl+Shift+F")
    assert docks.in_area(Area.LEFT) == []
    at_sample.wait(lambda: docks.holding_focus() == "exports")


def test_the_function_is_usable_on_a_small_screen(at_sample: Person) -> None:
    at_sample.window.resize(1280, 720)
    at_sample.choose("divide")
    at_sample.type_prototype("int divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);")
    page = at_sample.work.page
    assert not page.signature.table_shown
    at_sample.wait(lambda: page.results.orientation() is Qt.Orientation.Horizontal)
    for each in (page.call.call_button, *(field.editor for field in page.call.fields)):
        assert not each.visibleRegion().isEmpty()
        assert each.visibleRegion().boundingRect() == each.rect()
    page.signature.table_button.click()
    assert page.signature.form.isVisible()
    at_sample.window.resize(1280, 721)
    assert page.signature.form.isVisible(), "what a person has unfolded stays"
    at_sample.window.resize(960, 600)
    at_sample.wait(lambda: page.results.orientation() is Qt.Orientation.Vertical)


def tab_bar(person: Person, title: str) -> QTabBar:
    options = Qt.FindChildOption.FindDirectChildrenOnly
    bars = person.window.workspace.findChildren(QTabBar, options=options)
    return next(each for each in bars if index_of(each, title) >= 0)


def index_of(bar: QTabBar, title: str) -> int:
    return next((at for at in range(bar.count()) if bar.tabText(at) == title), -1)


def test_no_panel_is_wider_than_its_dock(at_sample: Person) -> None:
    at_sample.window.resize(1280, 720)
    docks = at_sample.window.docks
    docks.arrange()
    QTest.qWait(0)
    for name in docks.names:
        docks.show(name)
        QApplication.processEvents()
        area = at_sample.window.findChild(QDockWidget, name).widget()
        assert isinstance(area, QScrollArea)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), name


def drag(widget: QWidget, start: QPoint, by: QPoint) -> None:
    """Press, move in steps, let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    steps = [(QEvent.Type.MouseButtonPress, 0, left, left)]
    steps += [(QEvent.Type.MouseMove, step, none, left) for step in range(1, 9)]
    steps += [(QEvent.Type.MouseButtonRelease, 8, left, none)]
    origin = widget.mapToGlobal(start)
    for kind, step, button, held in steps:
        place = origin + by * step / 8
        local = widget.mapFromGlobal(place)
        event = QMouseEvent(kind, QPointF(local), QPointF(place), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)
        QApplication.processEvents()


def test_a_panel_is_dragged_out_of_the_window_and_put_back(at_sample: Person) -> None:
    at_sample.window.resize(1280, 720)
    dock = at_sample.window.findChild(QDockWidget, "exports")
    title = dock.titleBarWidget()
    drag(title, QPoint(30, title.height() // 2), QPoint(400, 160))
    assert dock.isFloating()
    assert dock.isVisible()
    at_sample.choose("add")
    at_sample.window.docks.toggle_floating("exports")
    assert not dock.isFloating()
    assert at_sample.work.dockWidgetArea(dock) is Qt.DockWidgetArea.LeftDockWidgetArea
    assert dock.isVisible()
