"""What the host prints, in the window: live, found again, filtered, tied to its call, and never too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from probe32_app.models.output import LIMIT, OutputColumn, OutputModel, Printed
from probe32_app.views.output_panel import OutputPanel


def texts(panel: OutputPanel) -> list[str]:
    """The lines in sight."""
    model = panel.table.model()
    return [str(model.index(row, OutputColumn.TEXT).data()) for row in range(model.rowCount())]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def double_click(panel: OutputPanel, row: int) -> None:
    place = panel.table.visualRect(panel.table.model().index(row, OutputColumn.TEXT)).topLeft() + QPoint(4, 4)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def printed(at_deaths: Person) -> Person:
    """Four calls that printed."""
    for name, text in (
        ("print_with_printf", "first"),
        ("print_to_stderr", "oh no"),
        ("debug", "hello debugger\n"),
        ("debug_wide", "wide ü"),
        ("print_with_printf", "last"),
    ):
        at_deaths.choose(name)
        at_deaths.call(text=text)
    return at_deaths


def test_output_is_shown_filtered_searched_and_tied_to_its_call(printed: Person, tmp_path: Path) -> None:
    person = printed
    panel = person.panel("output", OutputPanel)
    person.wait(lambda: len(texts(panel)) == 5)
    assert texts(panel) == ["first", "oh no", "hello debugger", "wide ü", "last"]
    # by stream
    click(panel.streams["stderr"])
    click(panel.streams["debug"])
    assert texts(panel) == ["first", "last"]
    assert "2 of 5 lines" in panel.status.text()
    click(panel.streams["stderr"])
    click(panel.streams["debug"])
    # search
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "ST")
    assert panel.table.currentIndex().row() == 0
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.table.currentIndex().row() == 4
    QTest.keyClick(panel.search, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert panel.table.currentIndex().row() == 0
    # from a line to its call
    double_click(panel, 1)
    table = person.window.history.table
    person.wait(table.isVisible)
    assert "print_to_stderr" in str(table.currentIndex().siblingAtColumn(1).data())
    # and from a call to what it printed
    person.window.history.select(person.parts.history.entries[0])
    person.window.history.output_requested.emit(person.parts.history.entries[0])
    assert panel.isVisible()
    assert texts(panel) == ["last"]
    assert panel.all_calls.isVisible()
    click(panel.all_calls)
    assert len(texts(panel)) == 5
    # copy and save
    panel.table.clearSelection()
    click(panel.copy)
    assert QGuiApplication.clipboard().text() == "first\noh no\nhello debugger\nwide ü\nlast"
    click(panel.save)
    person.choose_file(tmp_path / "log.txt")
    first = (tmp_path / "log.txt").read_text().splitlines()[0].split("\t")
    assert first[1:] == ["stdout", "print_with_printf", "first"]
    click(panel.clear)
    assert texts(panel) == []
    assert "What the DLL prints" in panel.status.text()


def test_a_megabyte_a_second_leaves_the_window_alive(at_deaths: Person) -> None:
    person = at_deaths
    panel = person.panel("output", OutputPanel)
    library = person.parts.session.library
    assert library is not None
    person.paste("void write_file(const char *text);")
    line = "0123456789" * 8
    person.choose("print_with_printf")
    person.call(text="begin")
    model = panel.table.model()
    assert isinstance(model, OutputModel)
    seen: set[int] = set()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: seen.add(model.kept + model.dropped))
    timer.start()
    person.parts.console.submit(
        f"text = chr(10).join(['{line}'] * 641)\nfor _ in range(60): lib.write_file(text + chr(10))"
    )
    person.wait(lambda: not person.parts.console.running)
    person.wait(lambda: model.kept + model.dropped == 1 + 60 * 641)
    timer.stop()
    assert len(seen) > 5, "the window came round again and again while lines arrived"


def test_old_lines_are_dropped_and_counted() -> None:
    model = OutputModel()
    for start in range(0, 3 * LIMIT, 1000):
        data = "".join(f"{start + each}\n" for each in range(1000)).encode()
        model.add([Printed(0.0, "stdout", data, (1, 1), "f")])
    assert model.kept + model.dropped == 3 * LIMIT
    assert LIMIT <= model.kept <= LIMIT + 2000
    assert model.last(1) == [str(3 * LIMIT - 1)]
    assert model.shown[0].text == str(model.dropped)


def test_lines_in_pieces_go_on_where_they_belong() -> None:
    model = OutputModel()
    model.encoding = "cp1252"

    def add(stream: str, data: bytes, number: int = 1) -> None:
        model.add([Printed(0.0, stream, data, (1, number), "f")])

    add("stdout", b"one, ")
    add("stderr", b"between")
    add("stdout", b"t\xc3")  # half of a character
    assert model.last(2) == ["between", "one, tÃ"]
    add("stdout", b"\xbcwo\r\nthree")
    assert model.last(3) == ["between", "one, tüwo", "three"]
    add("stdout", b"four\n", number=2)  # another call
    assert model.last(2) == ["three", "four"]
    add("stdout", b"\xb5m \x1b[0m\n" + b"x" * 5000 + b"\n")
    assert model.last(3) == ["µm \u241b[0m", "x" * 4096, "x" * 904]
