"""When things go wrong: a host that dies, a call that hangs; what is said, and what can be done."""

from __future__ import annotations

import os
import signal

from person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest


def press(person: Person, key: str) -> None:
    """Press a button of the host's banner."""
    button = person.window.trouble.offers[key]
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_crashed_host(at_deaths: Person) -> None:
    person = at_deaths
    person.choose("print_with_printf")
    person.call(text="hello")
    person.choose("fault_elsewhere")
    person.call()
    shown = person.window.trouble.text
    assert shown.startswith("The 32-bit host crashed\nThe call of fault_elsewhere ended the host.")
    assert "access violation writing 0x00000000 (0xC0000005) at deaths.dll+0x" in shown
    assert "Last calls: print_with_printf('hello'); fault_elsewhere()" in shown
    assert "is lost" in shown
    press(person, "report")
    report = QGuiApplication.clipboard().text()
    assert "Fault        access violation writing 0x00000000, code 0xC0000005" in report
    assert "Place        deaths.dll+0x" in report
    assert "print_with_printf('hello')\n  fault_elsewhere()" in report
    assert str(person.parts.session.library.path) in report  # type: ignore[union-attr]
    press(person, "restart")
    person.wait_idle()
    person.wait(lambda: person.window.host.state == "ready")
    assert not person.window.trouble.isVisible()
    person.choose("print_with_printf")
    assert person.work.call.texts() == {"text": "hello"}  # what was typed is still there
    person.call()
    assert person.result == "done"


def test_a_host_that_is_killed_between_two_calls(at_deaths: Person) -> None:
    person = at_deaths
    person.choose("print_with_printf")
    person.call(text="hello")
    library = person.parts.session.library
    assert library is not None
    os.kill(int(library.host_description.split()[-1]), signal.SIGKILL)
    person.wait(person.window.trouble.isVisible)
    assert "The 32-bit host was killed. No call was under way." in person.window.trouble.text
    assert person.window.host.state == "dead"
    person.call(text="again")  # starts another one
    assert person.result == "done"
    assert not person.window.trouble.isVisible()


def test_a_call_that_hangs_tells_where_and_can_be_stopped(at_deaths: Person) -> None:
    person = at_deaths
    person.parts.trouble.patience.setInterval(100)
    person.choose("sleep_for_ever")
    person.click_call()
    person.wait(lambda: "called from deaths.dll+0x" in person.window.trouble.text)
    assert "sleep_for_ever has been running for" in person.window.trouble.text
    press(person, "stop")
    person.wait_idle()
    person.wait(lambda: not person.window.trouble.isVisible())
    assert "Stopped" in person.failure
