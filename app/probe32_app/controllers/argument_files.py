"""Answers what the fields of the call form have to know of files, off the window's thread."""

from __future__ import annotations

import asyncio
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject

from ..models.number_rows import csv_numbers
from ..tasks import Tasks
from ..translating import tr
from ..views.call_panel import CallPanel
from ..widgets.argument_field import ArgumentField, FileQuestion


class ArgumentFiles(QObject):
    """Listens to a form. A field that has gone meanwhile gets no answer."""

    def __init__(self, form: CallPanel, tasks: Tasks) -> None:
        super().__init__(form)
        self._tasks = tasks
        self._asked: set[asyncio.Task[None]] = set()
        form.file_asked.connect(self._on_asked)

    async def wait_answered(self) -> None:
        """Wait until no field waits for an answer: one may bring another argument along, such as a size."""
        while self._asked:
            await asyncio.wait(self._asked)

    def look_for(self, field: ArgumentField, text: str) -> None:
        """Say below a field, in a while, when there is no file that its text `@path` could name."""
        self._tasks.start(_look_for(field, text), "look for a file")

    def _on_asked(self, field: ArgumentField, question: FileQuestion) -> None:
        task = self._tasks.start(_answer(field, question), "look at a file")
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)


async def _answer(field: ArgumentField, question: FileQuestion) -> None:
    found = await asyncio.get_running_loop().run_in_executor(None, look, question)
    if shiboken6.isValid(field):
        field.take_answer(question, found)


async def _look_for(field: ArgumentField, text: str) -> None:
    path = Path(text[1:])
    there = await asyncio.get_running_loop().run_in_executor(None, path.is_file)
    if not there and shiboken6.isValid(field) and field.text() == text:
        words = tr("There is no file {file} for {name}. Check the path after the @, or choose one in the menu.")
        field.set_problem(words.format(file=repr(text[1:]), name=repr(field.spec.name)))


def look(question: FileQuestion) -> int | list[str] | OSError:
    """The numbers or the size of a file, or why it can't be read. It may take long: in any thread but the window's."""
    path = Path(question.path)
    try:
        if question.numbers:
            return csv_numbers(path.read_text(encoding="utf-8-sig", errors="replace"))
        return path.stat().st_size
    except OSError as error:
        return error
