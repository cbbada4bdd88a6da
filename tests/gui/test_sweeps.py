"""Sweeps at the window: set up, run, paused, stopped; plot and table; undone, saved, exported."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from inner_pytest import inner_pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit

from probe32.project import load
from probe32.sequences import Axis, Listed, Reducer, Reference, Sequence, Step, Written
from probe32_app.controllers.edits import Place
from probe32_app.views.sweep_panel import SweepPanel

MEASURE = Sequence(
    "measure",
    (
        Step("sp_open", (Written("SIM::0"),), set_up=True),
        Step("sp_set_integration_time", (Reference(1), Written("10"))),
        Step("sp_read_spectrum", (Reference(1), Written("8"))),
        Step("sp_close", (Reference(1),), clean_up=True),
    ),
)


@pytest.fixture
def at_header(at_sample: Person, sample_header: Path) -> Person:
    """The sample DLL with the signatures of its header, and the sweep dock in front."""
    at_sample.import_header(sample_header)
    at_sample.window.docks.show("sweep")
    at_sample.wait_idle()
    return at_sample


def panel_of(person: Person) -> SweepPanel:
    found = person.window.findChild(SweepPanel)
    assert isinstance(found, SweepPanel)
    return found


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def pick(box: QComboBox, text: str) -> None:
    """Choose an entry of a list as a person does."""
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def click(person: Person, button: object, *, wait: bool = True) -> None:
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled()
    if isinstance(button, QCheckBox):  # of which only the box and the words can be hit
        button.click()
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    if wait:
        person.wait_idle()


def new_sweep(person: Person, function: str, **texts: str) -> SweepPanel:
    person.choose(function)
    person.fill(**texts)
    panel = panel_of(person)
    click(person, panel.setup.names.add)
    return panel


def column(panel: SweepPanel, at: int) -> list[str]:
    model = panel.table_model
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_one_axis_is_set_up_run_plotted_and_undone(at_header: Person) -> None:
    person = at_header
    panel = panel_of(person)
    assert not panel.run.isEnabled()
    panel = new_sweep(person, "add", a="1", b="100")
    axis = panel.setup.axes[0]
    assert axis.argument.currentText() == "a"
    assert axis.preview.text() == "11 values: 0, 1, 2, …, 10"
    assert [each.text() for each in panel.setup.arguments.fields] == ["100"]

    type_into(axis.stop, "20")
    type_into(axis.amount, "5")
    type_into(axis.unit, "V")
    assert axis.preview.text() == "5 values: 0, 5, 10, 15, 20"
    click(person, panel.run)
    assert panel.words.text().startswith("5 of 5 points · in ")
    assert column(panel, 0) == ["0", "5", "10", "15", "20"]
    assert column(panel, 1) == ["100", "105", "110", "115", "120"]
    assert panel.plot.points() == [[(0.0, 100.0), (5.0, 105.0), (10.0, 110.0), (15.0, 115.0), (20.0, 120.0)]]

    # What is wrong is said where it is typed, and keeps it from running.
    type_into(axis.amount, "-5")
    assert "Steps of -5 don't lead from 0 to 20" in axis.preview.text()
    assert not panel.run.isEnabled()
    type_into(axis.amount, "much")
    assert axis.preview.text() == "'much' is no number."
    person.actions.undo.trigger()
    assert axis.preview.text() == "11 values: 0, 1, 2, …, 10"
    person.actions.undo.trigger()
    assert person.parts.session.sweeps == ()
    person.actions.redo.trigger()
    assert person.parts.session.sweeps != ()


def test_an_axis_is_a_list_or_a_column_and_runs_are_compared_and_saved(at_header: Person, tmp_path: Path) -> None:
    person = at_header
    panel = new_sweep(person, "add", a="1", b="100")
    axis = panel.setup.axes[0]
    pick(axis.kind, "list")
    type_into(axis.items, "3, 0x10")
    assert axis.preview.text() == "2 values: 3, 16"
    click(person, panel.run)
    assert column(panel, 1) == ["103", "116"]
    (tmp_path / "values.csv").write_text("value\n7\n8\n9\n", "utf-8")
    pick(axis.kind, "CSV column")
    click(person, axis.browse, wait=False)
    person.choose_file(tmp_path / "values.csv")
    type_into(axis.column, "value")
    assert axis.preview.text() == "3 values: 7, 8, 9"
    click(person, panel.run)
    assert column(panel, 1) == ["107", "108", "109"]

    # Earlier runs stay, to look at and to compare.
    assert panel.runs.count() == 3
    pick(panel.runs, "compare all")
    assert len(panel.plot.points()) == 2
    panel.setup.names.renamed.emit("sums")
    person.actions.save_as.trigger()
    person.choose_file(tmp_path / "p.probe32")
    assert load(tmp_path / "p.probe32").sweeps == list(person.parts.session.sweeps)
    person.open(tmp_path / "p.probe32")
    assert panel.setup.names.box.currentText() == "sums"
    assert axis.preview.text() == "3 values: 7, 8, 9"


def over_two_axes(person: Person) -> SweepPanel:
    """A sweep of a sequence, set up."""
    with person.parts.session.edit("new sequence", Place()):
        person.parts.session.sequences = (MEASURE,)
    panel = new_sweep(person, "version")
    pick(panel.setup.of, "sequence measure")
    person.parts.sequences.panel.names.renamed.emit("reading")
    assert (panel.setup.of.currentText(), panel.run.isEnabled()) == ("sequence reading", True)
    axis, other = panel.setup.axes
    assert axis.argument.currentText() == "2 · milliseconds"
    click(person, panel.setup.second)
    assert other.argument.currentText() == "3 · count"
    pick(axis.kind, "logarithmic")
    type_into(axis.start, "1.0")
    type_into(axis.stop, "100.0")
    type_into(axis.amount, "10")
    type_into(other.start, "1")
    type_into(other.stop, "4")
    type_into(other.amount, "1")
    actions = {each.text(): each for each in panel.setup.collect.menu().actions()}
    assert actions["Numbers, and means of arrays"].isChecked()
    actions["mean of wavelengths"].trigger()
    actions = {each.text(): each for each in panel.setup.collect.menu().actions()}
    actions["max of counts"].trigger()
    assert [(each.part.part, each.reducer) for each in person.parts.session.sweeps[0].collect] == [
        ("counts", Reducer.MEAN),
        ("counts", Reducer.MAX),
    ]
    return panel


def test_a_sequence_is_swept_over_two_axes_and_exported(at_header: Person, tmp_path: Path) -> None:
    person = at_header
    panel = over_two_axes(person)
    click(person, panel.setup.keep)
    click(person, panel.run)
    assert panel.table_model.rowCount() == 12
    assert [len(row) for row in panel.plot.map_values] == [4, 4, 4]
    pick(panel.form, "Lines")
    assert [len(each) for each in panel.plot.points()] == [4, 4, 4]

    click(person, panel.csv, wait=False)
    person.choose_file(tmp_path / "counts.csv")
    lines = (tmp_path / "counts.csv").read_text("utf-8").splitlines()
    assert "# dll: sample.dll" in lines
    assert any(each.startswith("milliseconds,count,mean of counts,max of counts,") for each in lines)
    assert len(lines) == 6 + 1 + 12
    click(person, panel.picture, wait=False)
    person.choose_file(tmp_path / "counts.png")
    assert (tmp_path / "counts.png").stat().st_size > 1000

    assert panel.tests.isEnabled()
    folder = tmp_path / "tests"
    folder.mkdir()
    click(person, panel.tests, wait=False)
    person.choose_file(folder)
    assert "Regression test written" in person.message
    done = subprocess.run(inner_pytest(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    test = folder / "test_sample.py"
    test.write_text(test.read_text("utf-8").replace("580.105", "581.105"), "utf-8")
    done = subprocess.run(inner_pytest(folder), capture_output=True, text=True, check=False)
    assert "1 failed" in done.stdout


def test_a_failure_names_its_point_and_what_was_made_stays(at_header: Person) -> None:
    person = at_header
    panel = new_sweep(person, "divide_unchecked", numerator="100", denominator="1")
    axis = panel.setup.axes[0]
    pick(axis.argument, "denominator")
    type_into(axis.start, "-5")
    type_into(axis.stop, "5")
    click(person, panel.run)
    assert panel.words.text().startswith("Point 6 of 11 (denominator = 0), step 1, divide_unchecked: ")
    assert panel.table_model.rowCount() == 6
    click(person, panel.setup.go_on)
    click(person, panel.run)
    assert panel.table_model.rowCount() == 11
    assert panel.words.text().endswith("· 1 failed")
    assert [each[0] for each in panel.plot.points()[0]][:2] == [-5.0, -4.0]


def test_what_fails_before_or_after_the_points_is_told(at_header: Person) -> None:
    person = at_header
    failing, body = ("divide_unchecked", (Written("1"), Written("0"))), Step("add", (Written("1"), Written("2")))
    with person.parts.session.edit("new sequences", Place()):
        person.parts.session.sequences = (
            Sequence("untidy", (body, Step(*failing, clean_up=True))),
            Sequence("unready", (Step(*failing, set_up=True), body)),
        )
    panel = new_sweep(person, "version")
    pick(panel.setup.of, "sequence untidy")
    click(person, panel.run)
    assert panel.words.text().startswith("11 of 11 points")
    assert panel.untidy.isVisible()
    assert panel.untidy.text().startswith("The clean-up failed in step 2, divide_unchecked: ")
    assert "division by zero" in panel.untidy.text()
    panel.setup.of.setFocus()
    pick(panel.setup.of, "sequence unready")
    click(person, panel.run)
    assert "divide_unchecked" in panel.words.text()
    assert "division by zero" in panel.words.text()
    assert not panel.untidy.isVisible()


def test_a_sweep_pauses_goes_on_and_stops(at_header: Person) -> None:
    person = at_header
    panel = new_sweep(person, "add", a="1", b="1")
    type_into(panel.setup.axes[0].stop, "500000")
    usual = sys.getswitchinterval(), gc.get_threshold()
    panel.run.click()
    person.wait(lambda: panel.table_model.rowCount() > 0)
    assert gc.get_threshold()[2] > 1_000_000  # no search through all objects, during which the window would stand still
    assert not person.actions.call.isEnabled()
    assert not panel.run.isEnabled()
    assert panel.words.text().endswith("left")
    panel.pause.click()
    assert panel.pause.text() == "Go on"
    assert "paused" in panel.words.text()
    panel.pause.click()
    before = panel.table_model.rowCount()
    person.wait(lambda: panel.table_model.rowCount() > before)
    person.window.activateWindow()
    person.actions.stop.trigger()
    person.wait_idle()
    assert 0 < panel.table_model.rowCount() < 500_000
    assert panel.run.isEnabled()
    assert (sys.getswitchinterval(), gc.get_threshold()) == usual

    # One that hangs ends with its host.
    panel = new_sweep(person, "wait_ms", milliseconds="0")
    pick(panel.setup.axes[0].kind, "list")
    type_into(panel.setup.axes[0].items, "600000")
    panel.run.click()
    person.wait(lambda: person.parts.session.library.host.value == "busy")
    panel.stop.click()
    person.wait_idle()
    assert "wait_ms was stopped" in panel.words.text()


def test_the_deadline_is_each_call_s(at_header: Person) -> None:
    person = at_header
    panel = new_sweep(person, "wait_ms", milliseconds="0")
    type_into(panel.setup.deadline, "0.3")
    pick(panel.setup.axes[0].kind, "list")
    type_into(panel.setup.axes[0].items, "0, 600000, 1")
    click(person, panel.run)
    assert person.parts.session.sweeps[0].timeout == 0.3
    assert person.parts.session.sweeps[0].axes == (
        Axis("milliseconds", Listed((Written("0"), Written("600000"), Written("1")))),
    )
    assert "wait_ms did not return within 0.3 s" in panel.words.text()
