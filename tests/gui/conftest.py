from __future__ import annotations

import asyncio
import gc
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import shiboken6
from person import WAIT_MS, Person
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from probe32.errors import HostError
from probe32.launch import find_host
from probe32_app.__main__ import make_application
from probe32_app.bootstrap import build
from probe32_app.loop import open_loop
from probe32_app.settings import Settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _hosts_start_soon() -> None:
    """What is made once for all hosts, such as a worker's Wine prefix, takes none of a test's time."""
    with suppress(HostError):  # a test that needs a host says why there is none
        find_host().environment()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application object, made as the program makes it."""
    return make_application()


@pytest.fixture(scope="session")
def deaths_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every way to fail natively, and to print."""
    target = tmp_path_factory.mktemp("deaths") / "deaths.dll"
    source = Path(__file__).parent.parent / "dlls" / "deaths.c"
    command = ["i686-w64-mingw32-gcc", "-shared", "-O1", "-static-libgcc", "-o", str(target), str(source)]
    subprocess.run(command, check=True)
    return target


@pytest.fixture
def at_deaths(person: Person, deaths_dll: Path) -> Person:
    """The application with that DLL, and signatures of some of its functions."""
    person.open(deaths_dll)
    person.paste(
        """
        void exit_process(unsigned status); void sleep_for_ever(void); void fault_elsewhere(void);
        void debug_wide(const wchar_t *text);
        void print_with_printf(const char *text); void print_to_stderr(const char *text); void debug(const char *text);
        typedef void (*Told)(void); void call_and_sleep(Told first); int divide(int number, int by);
        """
    )
    return person


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop on Qt's; a task that is left afterwards fails the test."""
    made = open_loop(qapp, running=True)
    yield made
    left = sorted(each.get_name() for each in asyncio.all_tasks(made) if not each.done())
    made.stop()
    made.close()
    asyncio._set_running_loop(None)
    # stop() tells Qt to leave its loop, and until it has been in one again no other would start.
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    assert not left, f"tasks left: {left}"


@pytest.fixture
def settings_folder(tmp_path: Path) -> Path:
    return tmp_path / "settings"


@pytest.fixture
def make_person(
    qapp: QApplication, loop: asyncio.AbstractEventLoop, qtbot: QtBot, settings_folder: Path
) -> Iterator[Callable[[], Person]]:
    """Starts the application; every window is closed as a person does who wants to keep nothing."""
    people = []

    def make() -> Person:
        person = Person(build(qapp, loop, Settings(settings_folder)), qtbot)
        person.window.show()
        with qtbot.waitExposed(person.window, timeout=WAIT_MS):
            person.window.activateWindow()
        person.wait(person.window.isActiveWindow)
        people.append(person)
        return person

    yield make
    for person in people:
        _leave(person)
    timers = [each for each in gc.get_objects() if isinstance(each, QTimer)]
    left = [repr(each) for each in timers if shiboken6.isValid(each) and each.isActive()]
    assert not left, f"timers left: {left}"


@pytest.fixture
def person(make_person: Callable[[], Person]) -> Person:
    """The application with nothing open yet."""
    return make_person()


@pytest.fixture
def at_sample(person: Person, sample_dll: Path) -> Person:
    """The application with the sample DLL open and no signatures."""
    person.open(sample_dll)
    assert person.parts.session.library is not None
    return person


def _leave(person: Person) -> None:
    if shiboken6.isValid(person.window) and person.window.isVisible():
        person.wait_idle_or_stop()
        person.parts.session.forget_edits()
        person.window.close()
        person.wait(lambda: not person.window.isVisible())
    person.wait(lambda: not person.parts.tasks.names)
    person.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert not shiboken6.isValid(person.window), "the window was not deleted"
