"""The table of exports: filters, copying, saving the list, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtTest import QTest

from probe32.abi.types import Convention
from probe32.pe.facts import ConventionGuess, Export, ExportKind
from probe32_app.models.exports import EXPORT_ROLE, ExportColumn, ExportsModel
from probe32_app.models.exports_view import ExportConditions, ExportsView, ExpressionError


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
    assert first == "multiply\t17\tstdcall 8 B\tno signature"


def test_columns_and_order_are_remembered(at_sample: Person, make_person: Callable[[], Person]) -> None:
    table = at_sample.work.exports.table
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


def test_an_expression_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("probe32_app.models.exports_view._PATIENCE", 0.0)
    model = ExportsModel()
    view = ExportsView(model)
    model.set_exports((Export(1, "a" * 40 + "!", 16, ExportKind.FUNCTION),))
    with pytest.raises(ExpressionError, match="takes too long"):
        view.set_conditions(ExportConditions(r"(a+)+$", regular=True))
    assert view.rowCount() == 1


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
        assert at_sample.message.startswith("The list is saved")
        assert f"{len(shown)} of 66 exports are in" in at_sample.message
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
