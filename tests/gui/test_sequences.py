"""Sequences at the window: recorded from calls, edited, run, kept in the project, set up again after a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from probe32.project import load
from probe32.sequences import Reference, Written
from probe32_app.models.step_rows import StepColumn
from probe32_app.views.sequence_panel import SequencePanel


@pytest.fixture
def at_header(at_sample: Person, sample_header: Path) -> Person:
    """The sample DLL with the signatures of its header, and the sequence dock in front."""
    at_sample.import_header(sample_header)
    at_sample.window.docks.show("sequence")
    return at_sample


def panel_of(person: Person) -> SequencePanel:
    return person.parts.window.findChild(SequencePanel)


def cells(person: Person, column: StepColumn) -> list[str]:
    model = panel_of(person).model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def click(person: Person, button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    person.wait_idle()


def record_measurement(person: Person) -> None:
    """Open, set the time, read, close: as calls from the form, while they are recorded."""
    panel = panel_of(person)
    click(person, panel.record)
    person.choose("sp_open")
    person.call(address="SIM::0")
    handle = person.result.split()[0]
    person.choose("sp_set_integration_time")
    person.call(handle=handle, milliseconds="20")
    person.choose("sp_read_spectrum")
    person.call(handle=handle, count="8")
    person.choose("sp_close")
    person.call(handle=handle)
    click(person, panel.record)


def test_calls_are_recorded_run_edited_undone_and_kept(at_header: Person, tmp_path: Path) -> None:
    person, panel = at_header, panel_of(at_header)
    assert not panel.run.isEnabled()
    record_measurement(person)
    sequence = person.parts.session.sequences[0]
    assert [each.function for each in sequence.steps] == [
        "sp_open",
        "sp_set_integration_time",
        "sp_read_spectrum",
        "sp_close",
    ]
    assert sequence.step(2).arguments == (Reference(1), Written("20"))
    assert cells(person, StepColumn.ARGUMENTS)[2] == "handle = {step 1}, count = 8"
    assert cells(person, StepColumn.OUTCOME)[0].startswith("0x")

    click(person, panel.run)
    assert all(text and "µs" in text for text in cells(person, StepColumn.OUTCOME))
    assert not any(panel.model.outcome(number).failed for number in range(1, 5))  # type: ignore[union-attr]

    # An argument, chosen from what an earlier step gives, and one that is typed.
    panel.choose(2)
    field = panel.arguments.fields[1]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "100000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert person.parts.session.sequences[0].step(2).arguments[1] == Written("100000")
    panel.choose(4)
    offers = [each.text() for each in panel.arguments.pickers[0].menu().actions()]
    assert offers[-1] == "result of step 1, sp_open (SP_HANDLE)"
    panel.choose(3)
    panel.run_rest.click()
    person.wait_idle()
    assert panel.current == 4
    panel.choose(3)

    check_that_rows_move_and_are_described(person)
    panel.names.renamed.emit("measure")
    assert panel.names.box.currentText() == "measure"
    check_that_it_is_kept(person, tmp_path)
    click(person, panel.run)
    assert "µs" in cells(person, StepColumn.OUTCOME)[2]


def check_that_rows_move_and_are_described(person: Person) -> None:
    """References follow their rows; undo brings all of it back."""
    panel = panel_of(person)
    QTest.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.function for each in person.parts.session.sequences[0].steps][1] == "sp_read_spectrum"
    person.actions.undo.trigger()
    assert [each.function for each in person.parts.session.sequences[0].steps][1] == "sp_set_integration_time"
    model = panel.model
    model.setData(model.index(0, StepColumn.WHEN), "set-up")
    model.setData(model.index(3, StepColumn.WHEN), "at the end")
    model.setData(model.index(2, StepColumn.DEADLINE), "2.5 s")
    model.setData(model.index(2, StepColumn.NOTE), "eight pixels")
    assert not model.setData(model.index(2, StepColumn.DEADLINE), "soon")
    steps = person.parts.session.sequences[0].steps
    assert (steps[0].set_up, steps[3].clean_up, steps[2].timeout, steps[2].note) == (True, True, 2.5, "eight pixels")


def check_that_it_is_kept(person: Person, tmp_path: Path) -> None:
    """Save the project and open it again."""
    person.actions.save_as.trigger()
    person.choose_file(tmp_path / "p.probe32")
    assert load(tmp_path / "p.probe32").sequences == list(person.parts.session.sequences)
    person.open(tmp_path / "p.probe32")
    assert [each.name for each in person.parts.session.sequences] == ["measure"]
    assert cells(person, StepColumn.FUNCTION)[0] == "sp_open"


def test_what_is_wrong_stands_in_its_row_and_a_failing_step_ends_the_run(at_header: Person) -> None:
    person, panel = at_header, panel_of(at_header)
    person.choose("divide_unchecked")
    person.fill(numerator="1", denominator="0")
    click(person, panel.names.add)
    click(person, panel._step_buttons.buttons["add"])
    person.choose("add")
    person.fill(a="1", b="2")
    click(person, panel._step_buttons.buttons["add"])
    panel.argument_edited.emit(2, 0, "{step 7}")
    assert "It refers to step 7" in cells(person, StepColumn.OUTCOME)[1]
    assert panel.arguments.fields[0].property("invalid") is True
    panel.argument_edited.emit(2, 0, "{step 1}")
    click(person, panel.run)
    texts = cells(person, StepColumn.OUTCOME)
    assert (texts[0].startswith("The function crashed"), texts[1]) == (True, "")
    panel.argument_edited.emit(1, 1, "5")
    click(person, panel.run)
    assert cells(person, StepColumn.OUTCOME)[1].startswith("2 · ")
    model = panel.model
    model.setData(model.index(0, StepColumn.FUNCTION), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert "switched off" in cells(person, StepColumn.OUTCOME)[1]


def test_set_up_is_replayed_after_a_crash_and_the_form_gets_the_new_handle(at_header: Person) -> None:
    person, panel = at_header, panel_of(at_header)
    click(person, panel.record)
    person.choose("sp_open")
    person.call(address="SIM::0")
    handle = person.result.split()[0]
    click(person, panel.record)
    panel.model.setData(panel.model.index(0, StepColumn.WHEN), "set-up")
    person.choose("end_process")
    person.call(code="3")
    replay = person.window.trouble.offers["replay"]
    assert replay.text() == "Restart and replay (1)"
    person.choose("sp_get_detector")
    person.fill(handle=handle)
    click(person, replay)
    assert cells(person, StepColumn.OUTCOME)[0].startswith("made again: 0x")
    person.call()
    assert person.result
    assert person.failure == ""


def test_a_run_is_stopped_between_steps_and_a_hanging_one_with_its_host(at_header: Person) -> None:
    person, panel = at_header, panel_of(at_header)
    person.choose("wait_forever")
    click(person, panel.names.add)
    click(person, panel._step_buttons.buttons["add"])
    panel.run.click()
    person.wait(lambda: person.window.host.state == "busy")
    assert not person.actions.call.isEnabled()
    person.actions.stop.trigger()
    person.wait_idle()
    assert cells(person, StepColumn.OUTCOME)[0].startswith("Stopped")
    assert not person.parts.session.calling
