"""Nothing that was typed is lost: recovery after the application itself was killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from probe32.library.definitions import Definitions
from probe32_app.controllers.edits import DocumentState
from probe32_app.controllers.unsaved_work import _rest
from probe32_app.views.recovery_dialog import RecoveryDialog

VICTIM = textwrap.dedent("""
    # A person at work in a process of its own, which tells when everything is in the recovery file.
    import asyncio, sys
    from pathlib import Path
    from probe32_app.__main__ import make_application
    from probe32_app.bootstrap import build
    from probe32_app.loop import open_loop
    from probe32_app.settings import Settings

    settings, project, dll = map(Path, sys.argv[1:])

    async def work(parts):
        parts.window.show()
        parts.recovery.pause.setInterval(200)
        await parts.libraries.open_dll(dll)
        parts.session.library.define("int add(int a, int b);")
        await parts.projects._write(project)
        exports, signature = parts.window.workspace.exports, parts.window.workspace.signature
        library = parts.session.library
        for name, text in (("add", "long add(long a, long b);"), ("mean", "double mean(const dou")):
            exports.select(next(each.ordinal for each in library.exports if each.plain_name == name))
            signature.editor.setPlainText(text)
            signature.flush()
        exports.select(next(each.ordinal for each in library.exports if each.plain_name == "add"))
        parts.window.workspace.call.set_texts({"a": "19", "b": "0x17"})
        while parts.recovery.pending:  # nobody asks for it: the pause after the last edit is waited for
            await asyncio.sleep(0.05)
        print("kept", flush=True)
        await asyncio.sleep(600)

    loop = open_loop(make_application())
    loop.run_until_complete(work(build(make_application(), loop, Settings(settings))))
""")


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory, sample_dll: Path) -> tuple[Path, Path, bytes]:
    """The settings of a window that was killed at work, its project, and what that held."""
    folder = tmp_path_factory.mktemp("killed")
    project = folder / "my.probe32"
    command = [sys.executable, "-c", VICTIM, str(folder), str(project), str(sample_dll)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as victim:
        assert victim.stdout
        assert victim.stdout.readline() == "kept\n"
        victim.send_signal(signal.SIGKILL)
    return folder, project, project.read_bytes()


@pytest.fixture
def killed(left_behind: tuple[Path, Path, bytes], settings_folder: Path) -> Path:
    """The saved project of a window that was killed, at the next start."""
    folder, project, content = left_behind
    project.write_bytes(content)
    shutil.copytree(folder / "recovery", settings_folder / "recovery")
    return project


def start(make_person: Callable[[], Person]) -> Person:
    person = make_person()
    person.parts.recovery.start()
    return person


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text_of(person: Person, name: str) -> str:
    person.choose(name)
    return person.work.signature.editor.toPlainText()


def test_after_a_kill_everything_is_there_again_and_can_be_undone(
    make_person: Callable[[], Person], killed: Path, settings_folder: Path
) -> None:
    before = killed.read_bytes()
    person = start(make_person)
    dialog = person.dialog(RecoveryDialog)
    shown = dialog.list.item(0).text()
    assert "my.probe32" in shown
    assert "sample.dll" in shown
    assert "2 edits that were not saved" in shown
    press(dialog.recover)
    person.wait_idle()
    assert "Unsaved work recovered" in person.message
    assert person.parts.session.project_path == killed
    assert person.window.isWindowModified()
    assert person.work.call.texts() == {"a": "19", "b": "0x17"}
    assert text_of(person, "mean") == "double mean(const dou"
    assert text_of(person, "add") == "long add(long a, long b);"
    person.actions.undo.trigger()
    person.actions.undo.trigger()
    assert not person.window.isWindowModified()
    assert text_of(person, "add") == "int add(int a, int b);"
    person.actions.redo.trigger()
    assert text_of(person, "add") == "long add(long a, long b);"
    assert killed.read_bytes() == before
    person.actions.save.trigger()
    person.wait_idle()
    assert "long add(long a, long b);" in killed.read_text()
    person.wait(lambda: not person.parts.recovery.pending)
    (left,) = recovery_files(settings_folder)  # the arguments, which no project has
    kept = json.loads(left.read_text())
    assert kept["index"] == kept["clean"]
    assert kept["notes"] == {"arguments": {"add": {"a": "19", "b": "0x17"}}}


def test_everything_that_undo_brings_back_is_kept() -> None:
    """Who adds a field to `DocumentState` has to keep it, too."""
    state = DocumentState(Definitions.of({}, {}, {}))
    assert set(_rest(state)) == {each.name for each in fields(DocumentState)} - {"definitions"}


def recovery_files(settings_folder: Path) -> list[Path]:
    return list((settings_folder / "recovery").glob("*.recovery"))


def test_what_is_put_off_is_asked_again_and_can_be_opened_beside_the_saved_one(
    make_person: Callable[[], Person], killed: Path, settings_folder: Path
) -> None:
    person = start(make_person)
    press(person.dialog(RecoveryDialog).later)
    person.wait_idle()
    assert person.parts.session.library is None
    person.actions.recover.trigger()
    press(person.dialog(RecoveryDialog).beside)
    person.wait_idle()
    assert "a document of its own" in person.message
    assert person.parts.session.project_path is None
    assert text_of(person, "add") == "long add(long a, long b);"
    assert "long" not in killed.read_text()
    assert len(recovery_files(settings_folder)) == 1  # it is still not saved


def test_what_is_discarded_is_gone_and_a_damaged_file_harms_nobody(
    make_person: Callable[[], Person], killed: Path, settings_folder: Path
) -> None:
    (settings_folder / "recovery" / "9-9.recovery").write_text("{")
    (settings_folder / "recovery" / "8-8.recovery").write_text(json.dumps({"format": 1}))
    person = start(make_person)
    for count in (3, 2, 1):
        dialog = person.dialog(RecoveryDialog)
        assert dialog.list.count() == count
        broken = "cannot be" in dialog.list.item(0).text()
        assert dialog.recover.isEnabled() is not broken
        press(dialog.discard)
        person.wait(lambda shown=dialog: shown not in person.window.findChildren(RecoveryDialog))  # type: ignore[misc]
    person.wait_idle()
    assert not recovery_files(settings_folder)
    person.actions.recover.trigger()
    person.wait_idle()
    assert person.confirmation == "No window that was ended from outside has left anything behind."


def test_arguments_alone_are_put_back_without_a_question(
    make_person: Callable[[], Person], killed: Path, settings_folder: Path, sample_dll: Path
) -> None:
    (left,) = recovery_files(settings_folder)
    content = json.loads(left.read_text())
    left.write_text(json.dumps(content | {"clean": content["index"]}))
    person = start(make_person)
    person.wait_idle()
    assert not person.window.findChildren(RecoveryDialog)
    assert not recovery_files(settings_folder)
    assert person.parts.settings.arguments(sample_dll) == {"add": {"a": "19", "b": "0x17"}}


def test_what_another_dll_lacks_is_kept(make_person: Callable[[], Person], killed: Path, settings_folder: Path) -> None:
    (left,) = recovery_files(settings_folder)
    content = json.loads(left.read_text())
    for each in content["definitions"]["states"]:
        each["functions"].append(["of_another_release", "int of_another_release(int);"])
    left.write_text(json.dumps(content))
    person = start(make_person)
    press(person.dialog(RecoveryDialog).recover)
    person.wait_idle()
    kept = left.with_suffix(".kept")
    assert "recovered in part" in person.message
    assert str(kept) in person.message
    assert json.loads(kept.read_text()) == content
    assert text_of(person, "add") == "long add(long a, long b);"


def test_two_windows_leave_each_others_work_alone(
    make_person: Callable[[], Person], sample_dll: Path, settings_folder: Path
) -> None:
    first = make_person()
    first.parts.recovery.pause.setInterval(100)
    first.open(sample_dll)
    first.choose("add")
    first.type_prototype("int add(int a, int b);")
    first.wait(lambda: len(recovery_files(settings_folder)) == 1)
    second = start(make_person)
    second.wait_idle()
    assert not second.window.findChildren(RecoveryDialog)
    assert len(recovery_files(settings_folder)) == 1


def test_a_deadline_and_further_arguments_are_kept_too(at_sample: Person) -> None:
    at_sample.choose("add")
    at_sample.type_prototype("int add(int a, ...);")
    call, recovery = at_sample.work.call, at_sample.parts.recovery
    for type_something in (lambda: call.deadline.line.setText("2.5"), call.extra.add_button.click):
        at_sample.parts.tasks.start(recovery.save(), "keep unsaved work")
        at_sample.wait_idle()
        assert not recovery.pending
        type_something()
        assert recovery.pending
