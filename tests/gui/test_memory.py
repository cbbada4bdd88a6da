"""The memory's tab: from a pointer that a call gave to bytes and values, watched and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from probe32_app.models.memory import TEXT_COLUMN, MemoryModel
from probe32_app.views.memory_panel import MemoryPanel


@pytest.fixture
def at_handle(at_sample: Person, sample_header: Path) -> Person:
    """The sample's make-believe instrument, opened: its handle leads to three numbers in the DLL's own memory."""
    at_sample.import_header(sample_header)
    at_sample.choose("sp_open")
    at_sample.call(address="SIM::0")
    assert at_sample.result.startswith("0x")
    return at_sample


def memory(person: Person) -> MemoryPanel:
    assert person.work.memory.isVisible()
    return person.work.memory


def read(person: Person, of: str, address: str = "") -> MemoryPanel:
    panel = memory(person)
    panel.type.setEditText(of)
    if address:
        panel.address.setEditText(address)
    QTest.mouseClick(panel.read_button, Qt.MouseButton.LeftButton)
    person.wait_idle()
    return panel


def look(person: Person) -> MemoryPanel:
    QTest.mouseClick(person.work.result.memory_button, Qt.MouseButton.LeftButton)
    person.wait_idle()
    return memory(person)


def value(panel: MemoryPanel) -> str:
    return panel.outputs.nodes[0].full if panel.outputs.nodes else ""


def test_from_a_returned_handle_to_its_bytes_and_values(at_handle: Person) -> None:
    panel = look(at_handle)
    assert panel.address.currentText() == at_handle.work.result.value.text().lower()
    assert len(panel.model.content) == 256
    assert "can be read and written (of sample.dll)" in panel.facts.text()
    assert value(read(at_handle, "int")) == "1"
    assert len(panel.model.content) == 4
    assert panel.model.index(0, 0).data() == "01"


def test_what_a_call_changes_is_marked_while_it_is_watched(at_handle: Person) -> None:
    look(at_handle)
    panel = read(at_handle, "bytes[32]")
    marked: list[frozenset[int]] = []  # until it is looked at again
    panel.model.dataChanged.connect(lambda: marked.append(panel.model.changed))
    panel.watch_button.click()
    at_handle.choose("sp_set_integration_time")
    at_handle.call(handle=panel.address.currentText(), milliseconds="20")
    at_handle.wait(lambda: any(marked))
    panel.watch_button.click()
    assert not panel.watch_button.isChecked()


def test_bytes_and_values_are_written(at_handle: Person) -> None:
    panel = look(at_handle)
    read(at_handle, "int")
    first = panel.model.index(0, 0)
    assert panel.model.flags(first) & Qt.ItemFlag.ItemIsEditable
    panel.model.setData(first, "07")
    at_handle.wait_idle()
    assert value(panel) == "7"
    panel.value.setText("0")
    QTest.keyClick(panel.value, Qt.Key.Key_Return)
    at_handle.wait_idle()
    assert (value(panel), panel.problem.text()) == ("0", "")
    at_handle.choose("sp_close")  # the instrument is closed: that number said that it was open
    at_handle.call(handle=panel.address.currentText())
    assert at_handle.result == "0"


def test_wrong_addresses_types_and_values_are_told_and_change_nothing(at_handle: Person) -> None:
    look(at_handle)
    panel = read(at_handle, "int")
    for address, of, told in (
        ("first", "int", "'first' is no address"),
        ("0x10", "int", "The bytes from 0x00000010 to 0x00000014 can't be read"),
        ("", "nonsense[4]", "'nonsense[4]' is no C type"),
        ("", "bytes[99999999]", "99,999,999 bytes are more than can be shown"),
    ):
        read(at_handle, of, address or "0x00400000")
        assert told in panel.problem.text()
        assert not panel.facts.isVisible()
    assert value(panel) == "1"


def test_a_handle_of_a_host_that_was_restarted_is_refused(at_handle: Person) -> None:
    panel = look(at_handle)
    at_handle.actions.restart.trigger()
    at_handle.wait_idle()
    read(at_handle, "int")
    assert "from a host that has ended since" in panel.problem.text()
    at_handle.choose("sp_close")
    at_handle.call(handle=panel.address.currentText())
    field = at_handle.work.call.field("handle")
    assert field is not None
    assert "Call sp_open again" in field.problem


def test_handles_that_calls_returned_can_be_picked(at_handle: Person) -> None:
    handle = at_handle.work.result.value.text().lower()
    at_handle.choose("sp_close")
    field = at_handle.work.call.field("handle")
    assert field is not None
    menu = field.menu_button.menu()
    menu.aboutToShow.emit()
    head, entry = menu.actions()
    assert (head.text(), head.isEnabled()) == ("Returned by calls", False)
    assert entry.text() == f"{handle} SP_HANDLE from sp_open"
    entry.trigger()
    at_handle.call()
    assert at_handle.result == "1"


def test_only_what_differs_is_marked_and_the_text_stands_beside() -> None:
    model = MemoryModel()
    model.show(0x1000, b"Ada\0" * 8)
    assert not model.changed
    model.show(0x1000, b"Ada\0" * 4 + b"Bda\0" * 4)
    assert model.changed == {16, 20, 24, 28}
    assert model.index(1, TEXT_COLUMN).data() == "Bda·" * 4
    assert model.headerData(1, Qt.Orientation.Vertical) == "00001010"
    assert not model.setData(model.index(0, 0), "xyz")
    assert model.rowCount(QModelIndex()) == 2
    model.show(0x2000, b"A" * 3)
    assert not model.changed
    assert model.index(0, 3).data() is None
