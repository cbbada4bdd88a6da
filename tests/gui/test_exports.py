"""The table of exports: filters, copying, saving the list, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_images import exporting
from person import WAIT_MS, Person
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from probe32.abi.types import Convention
from probe32.pe import read_image
from probe32.pe.facts import ConventionGuess, Export, ExportKind
from probe32_app.models.exports import EXPORT_ROLE, ExportColumn, ExportsModel
from probe32_app.models.exports_view import ExportConditions, ExportsView
from probe32_app.models.name_search import ExpressionError, NameSearch


def names(person: Person) -> list[str]:
    model = person.work.exports.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def pick(group: QActionGroup, text: str) -> None:
    next(each for each in group.actions() if each.text().replace("&", "") == text).trigger()


def test_filter_by_kind_convention_and_signature(at_sample: Person) -> None:
    filters = at_sample.work.exports.filters
    pick(filters.kinds, "Forwarders")
    assert len(names(at_sample)) == 2
    assert filters.button.text() == "Show: 1"
    assert filters.button.toolTip() == "Only: Forwarders"
    pick(filters.kinds, "Functions")
    pick(filters.conventions, "__fastcall")
    assert names(at_sample) == ["common_divisor"]
    pick(filters.signatures, "With a signature")
    assert names(at_sample) == []
    filters.show_all()
    assert len(names(at_sample)) == 66
    assert filters.button.text() == "Show"


def test_a_new_signature_joins_those_that_have_one(at_sample: Person) -> None:
    pick(at_sample.work.exports.filters.signatures, "With a signature")
    assert names(at_sample) == []
    at_sample.work.exports.select(1)
    assert len(names(at_sample)) == 66, "what hides the export is taken back"
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, int b);")
    at_sample.work.exports.filter.clear()
    pick(at_sample.work.exports.filters.signatures, "With a signature")
    assert names(at_sample) == ["add"]


def test_search_by_regular_expression(at_sample: Person) -> None:
    filters = at_sample.work.exports.filters
    QTest.mouseClick(filters.regular, Qt.MouseButton.LeftButton)
    QTest.keyClicks(filters.line, "^ADD$|^multiply@8$")
    assert names(at_sample) == ["multiply", "add"] or names(at_sample) == ["add", "multiply"]


def test_a_wrong_expression_says_why_and_loses_nothing(at_sample: Person) -> None:
    filters = at_sample.work.exports.filters
    filters.regular.click()
    filters.line.setText("^add")
    before = names(at_sample)
    QTest.keyClicks(filters.line, "(")
    assert filters.problem.isVisible()
    assert filters.problem.text().startswith("Wrong expression, at character 6: ")
    assert filters.line.property("invalid") is True
    assert names(at_sample) == before
    assert filters.line.text() == "^add("
    QTest.keyClick(filters.line, Qt.Key.Key_Backspace)
    assert not filters.problem.isVisible()


def test_the_choice_stays_while_rows_come_and_go(at_sample: Person) -> None:
    at_sample.choose("greet")
    at_sample.work.exports.filter.setText("multiply")
    assert at_sample.parts.session.export is not None
    assert at_sample.parts.session.export.symbol == "greet"
    at_sample.work.exports.filter.clear()
    assert at_sample.work.exports.table.currentIndex().data() == "greet"
    at_sample.work.exports.table.sortByColumn(ExportColumn.NAME, Qt.SortOrder.DescendingOrder)
    assert at_sample.work.exports.table.currentIndex().data() == "greet"


def test_rows_are_copied_as_they_are_seen(at_sample: Person) -> None:
    at_sample.work.exports.filter.setText("multiply")
    table = at_sample.work.exports.table
    table.setFocus()
    table.selectAll()
    at_sample.press("Ctrl+C")
    first, *_ = QGuiApplication.clipboard().text().splitlines()
    assert first == "multiply\tstdcall 8 B\tno signature"


def test_columns_for_all_that_is_known(at_sample: Person) -> None:
    table = at_sample.work.exports.table
    for action in table.horizontalHeader().actions():
        if not action.isChecked():
            action.trigger()
    model = table.model()
    at_sample.wait_idle()

    def cell(name: str, column: ExportColumn) -> str:
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
        return str(model.index(row, column).data())

    assert cell("multiply", ExportColumn.BYTES) == "8"
    assert cell("tick_count", ExportColumn.LEADS_TO) == "KERNEL32.GetTickCount"
    assert cell("pixel_wavelength", ExportColumn.DECLARED) == "double __cdecl pixel_wavelength(int)"
    table.sortByColumn(ExportColumn.BYTES, Qt.SortOrder.DescendingOrder)
    assert names(at_sample)[0] == "add_mixed"
    table.sortByColumn(ExportColumn.LEADS_TO, Qt.SortOrder.AscendingOrder)
    assert names(at_sample)[0] == "tick_count"
    table.sortByColumn(ExportColumn.DECLARED, Qt.SortOrder.AscendingOrder)
    assert names(at_sample)[0] == "pixel_wavelength"


def test_columns_and_order_are_remembered(at_sample: Person, make_person: Callable[[], Person]) -> None:
    table = at_sample.work.exports.table
    assert table.isColumnHidden(ExportColumn.ORDINAL), "the names need the room"
    next(each for each in table.horizontalHeader().actions() if each.text() == "#").trigger()
    table.setColumnWidth(ExportColumn.CONVENTION, 173)
    next(each for each in table.horizontalHeader().actions() if each.text() == "RVA").trigger()
    table.sortByColumn(ExportColumn.NAME, Qt.SortOrder.DescendingOrder)
    path = at_sample.parts.session.library.path  # type: ignore[union-attr]
    expected = names(at_sample)
    at_sample.window.close()
    at_sample.wait(lambda: not at_sample.window.isVisible())
    again = make_person()
    again.open(path)
    table = again.work.exports.table
    assert table.columnWidth(ExportColumn.CONVENTION) == 173
    assert not table.isColumnHidden(ExportColumn.RVA)
    assert table.isColumnHidden(ExportColumn.CONFIDENCE)
    assert names(again) == expected


def test_readable_and_exported_names_are_both_searched() -> None:
    model = ExportsModel()
    view = ExportsView(model)
    model.set_exports((Export(1, "?f@A@@QAEHH@Z", 16, ExportKind.FUNCTION, undecorated="A::f"),))
    for pattern in ("^A::f$", r"^\?f@a", "Z$"):
        view.set_conditions(ExportConditions(pattern, regular=True))
        assert view.rowCount() == 1, pattern
    view.set_conditions(ExportConditions("a::f qaehh"))
    assert view.rowCount() == 1
    assert view.index(0, 0).data(EXPORT_ROLE).ordinal == 1


def exported(names: list[str]) -> tuple[Export, ...]:
    return tuple(Export(number, name, 16, ExportKind.FUNCTION) for number, name in enumerate(names, 1))


@pytest.mark.parametrize("name", ["a" * 40 + "!", "a" * 13 + "!"], ids=["one long name", "many of middle length"])
def test_an_expression_that_takes_for_ever_is_given_up(
    name: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("probe32_app.models.name_search._PATIENCE", 0.1)
    model, said = ExportsModel(), list[str]()
    view = ExportsView(model)
    view.search_failed.connect(said.append)
    model.set_exports(exported([name] * 20_000))
    try:
        view.set_conditions(ExportConditions(r"(a+)+$", regular=True))
    except ExpressionError as error:
        said.append(str(error))
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT_MS)
    assert "takes too long" in said[0]
    assert (view.rowCount(), view.complete) == (20_000, True), "what was shown is shown again"


_EXPRESSIONS = ["read", "^vendor", "9$", r"\d{3}", "[^_]+_x", r"\s", r"\W", ".", "^$", "^.$", "a.*b", "(?<=_)9", "x|^$"]
_EXPRESSIONS += [r"\Aven", "9++", "[^,]*7", r"(\d)\1", "(?s)v.*::", "::", "[]x]", r"[^]a]\b", r"\x00", r"\0", "[^9]$"]


@pytest.mark.parametrize("pattern", _EXPRESSIONS)
def test_many_names_are_searched_as_one_by_one(pattern: str) -> None:
    names = [f"vendor_{'read' if number % 3 else 'Write'}_{number}" for number in range(200)]
    names[::7] = [f"?f{number}@A@@QAEHH@Z\0vendor::A::f{number}(int, x)" for number in range(0, 200, 7)]
    search = NameSearch(pattern, names, [each.casefold() for each in names], range(200))
    while not search.advance(0.0001):
        pass
    alone = []
    for row, name in enumerate(names):
        one = NameSearch(pattern + "(?:)", [name], [name.casefold()], [0])
        assert one.advance(1)
        alone += [row] * len(one.found)
    expression = QRegularExpression(f"(*NUL){pattern}", QRegularExpression.PatternOption(1 | 4))
    assert search.found == alone == [row for row, name in enumerate(names) if expression.match(name).hasMatch()]


def test_the_first_rows_of_a_long_search_are_there_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("probe32_app.models.exports_view._AT_ONCE", 0.001)
    model = ExportsModel()
    view = ExportsView(model)
    model.set_exports(exported([f"reading_{number}" for number in range(30_000)]))
    view.set_conditions(ExportConditions(r"\d$", regular=True))
    assert not view.complete
    assert 0 < view.rowCount() < 30_000
    assert view.index(0, 0).data() == "reading_0"
    qtbot.waitUntil(lambda: view.complete, timeout=WAIT_MS)
    assert view.rowCount() == 30_000


def test_a_new_expression_takes_the_place_of_one_that_goes_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("probe32_app.models.exports_view._AT_ONCE", 0.001)
    model, told = ExportsModel(), list[bool]()
    view = ExportsView(model)
    view.searching.connect(told.append)
    model.set_exports(exported([f"reading_{number}" for number in range(30_000)]))
    view.set_conditions(ExportConditions(r"\d$", regular=True))
    view.set_conditions(ExportConditions("12345$", regular=True))
    qtbot.waitUntil(lambda: view.complete, timeout=WAIT_MS)
    assert [view.index(row, 0).data() for row in range(view.rowCount())] == ["reading_12345"]
    assert (told[0], told[-1]) == (True, False)


def test_names_that_are_read_later_are_found_then(tmp_path: Path) -> None:
    (tmp_path / "made.dll").write_bytes(exporting([b"?start@Engine@@QAEHH@Z", b"?level@@3HA", b"plain"]).content())
    exports = read_image(tmp_path / "made.dll").exports
    model = ExportsModel()
    view = ExportsView(model)
    model.set_exports(exports)
    assert model.reading
    for conditions in (ExportConditions("engine::start"), ExportConditions("Engine::start", regular=True)):
        view.set_conditions(conditions)
        assert view.rowCount() == 0
    view.set_conditions(ExportConditions(kind=ExportKind.DATA))
    view.sort(ExportColumn.NAME)
    assert not any(each.found for each in exports), "neither sorting nor filtering waits for names"
    assert [each.kind for each in exports] == [ExportKind.FUNCTION, ExportKind.DATA, ExportKind.FUNCTION]
    model.set_names_read(0, 2)
    assert [view.index(0, 0).data(), view.rowCount()] == ["level", 1]
    view.set_conditions(ExportConditions("engine::start"))
    assert view.rowCount() == 1
    assert not model.reading


def test_what_code_tells_moves_rows(qtbot: object) -> None:
    model = ExportsModel()
    view = ExportsView(model)
    model.set_exports(tuple(Export(number, f"f{number}", 16, ExportKind.FUNCTION) for number in range(1, 4)))
    view.set_conditions(ExportConditions(convention="stdcall"))
    assert view.rowCount() == 0
    model.set_evidence(1, [ConventionGuess(Convention.STDCALL, 8), ConventionGuess()])
    assert [view.index(row, 0).data() for row in range(view.rowCount())] == ["f2"]


def test_the_list_is_saved_as_it_is_seen(at_sample: Person, tmp_path: Path) -> None:
    at_sample.work.exports.filter.setText("multiply")
    shown = names(at_sample)
    for name in ("list.json", "list.csv", "list.html"):
        at_sample.actions.save_exports.trigger()
        at_sample.choose_file(tmp_path / name)
        assert at_sample.confirmation == f"{len(shown)} of 66 exports are in {tmp_path / name}."
    entries = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))["exports"]
    assert [each["undecorated"] or each["name"] for each in entries] == shown
    assert entries[0]["convention"]["stack_bytes"] == 8
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").startswith("ordinal,name,")
    assert (tmp_path / "list.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_list_that_cannot_be_saved_is_told(at_sample: Person, tmp_path: Path) -> None:
    at_sample.actions.save_exports.trigger()
    at_sample.choose_file(tmp_path / "list.xlsx")
    assert "list.xlsx does not say in which form" in at_sample.message
    assert ".html" in at_sample.message
