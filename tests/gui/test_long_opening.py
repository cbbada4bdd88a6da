"""Opening what takes long: the window lives, says how far it is, and a person can stop it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_images import exporting
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from probe32.pe import OnProgress, Reading, exports
from probe32_app.controllers import long_work


class SlowReading:
    """A disk that gives as much as the test lets it."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.ended = threading.Event()

    def read(self, path: Path, size: int, on_progress: OnProgress) -> bytes:
        """The content, after the gate has been opened; half of it is there before."""
        content = path.read_bytes()
        try:
            on_progress(Reading.BYTES, size // 2, size)
            self.gate.wait(60)
            on_progress(Reading.BYTES, size, size)
        finally:
            self.ended.set()
        return content


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowReading]:
    disk = SlowReading()
    monkeypatch.setattr("probe32.pe.content._whole", disk.read)
    monkeypatch.setattr(long_work, "_UNNOTICED_MS", 1)
    yield disk
    disk.gate.set()
    for each in threading.enumerate():
        if each.name == "probe32-long-work":
            each.join(60)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    file = tmp_path / "vendor.dll"
    file.write_bytes(exporting([b"start", b"stop"]).content())
    return file


def begin(person: Person, file: Path) -> None:
    """Open a file, and see that it takes a while."""
    person.parts.windows.open(str(file))
    person.wait(person.window.progress.isVisible)
    person.wait(lambda: "MB" in person.window.progress.text.text())


def test_how_far_it_is(person: Person, made: Path, slow: SlowReading) -> None:
    begin(person, made)
    line = person.window.progress
    assert line.text.text().startswith("Reading vendor.dll: 0.0 of 0.0 MB")
    assert line.bar.value() == pytest.approx(500, abs=1)
    assert person.actions.stop.isEnabled()
    slow.gate.set()
    person.wait_idle()
    assert not line.isVisible()
    assert not person.actions.stop.isEnabled()
    assert person.work.exports.table.model().rowCount() == 2


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_stopping_leaves_what_was_open(
    person: Person, sample_dll: Path, made: Path, way: str, request: pytest.FixtureRequest
) -> None:
    person.open(sample_dll)
    person.choose("add")
    slow: SlowReading = request.getfixturevalue("slow")
    begin(person, made)
    if way == "button":
        QTest.mouseClick(person.window.progress.findChild(QToolButton), Qt.MouseButton.LeftButton)
    else:
        person.press("Esc")
    person.wait_idle()
    assert not person.window.progress.isVisible()
    assert person.parts.session.library is not None
    assert person.parts.session.library.path == sample_dll
    assert person.parts.session.export is not None
    assert person.parts.session.export.name == "add"
    assert person.message == ""
    slow.gate.set()
    assert slow.ended.wait(60), "the thread ends too"


def test_another_file_takes_its_place(person: Person, made: Path, tmp_path: Path, slow: SlowReading) -> None:
    begin(person, made)
    other = tmp_path / "other.dll"
    other.write_bytes(exporting([b"other"]).content())
    begin(person, other)
    slow.gate.set()
    person.wait_idle()
    assert person.parts.session.library is not None
    assert person.parts.session.library.path == other


def test_an_error_after_a_while_is_told(person: Person, tmp_path: Path, slow: SlowReading) -> None:
    bad = tmp_path / "bad.dll"
    bad.write_bytes(b"no DLL at all")
    begin(person, bad)
    slow.gate.set()
    person.wait_idle()
    assert "bad.dll is not a Windows DLL" in person.message
    assert not person.window.progress.isVisible()


def test_names_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exports, "_TOLD", 2)
    file, told = tmp_path / "made.dll", list[tuple[Reading, int, int]]()
    file.write_bytes(exporting([b"a", b"b", b"c"]).content())
    from probe32.pe import read_image

    read_image(file, lambda *how_far: told.append(how_far))
    assert told[-2:] == [(Reading.NAMES, 0, 3), (Reading.NAMES, 2, 3)]
