"""Sequences: recorded from the form, edited, run, and set up again in a new host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from PySide6.QtCore import QObject

from probe32.abi.calls import CallResult
from probe32.library import Library
from probe32.library.definitions import Function
from probe32.sequences import Control, Outcome, Sequence, SequenceRun, Step, Written, problems

from ..models.step_rows import read_text
from ..tasks import Tasks
from ..translating import tr
from ..views.main_window import MainWindow
from ..views.sequence_panel import SequencePanel
from .call_controller import CallController
from .edits import Place, Where, free_name
from .pointer_shelf import PointerShelf
from .session import Session, is_callable
from .step_words import outcome_words, recorded_arguments, step_lines


class SequenceController(QObject):
    """`run` and `replay_set_up` are coroutines; everything else is the slots of the panel."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        panel: SequencePanel,
        calls: CallController,
        shelf: PointerShelf,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._session = session
        self.panel = panel
        self._form = window.workspace.call
        self._shelf = shelf
        self._tasks = tasks
        self._name = ""
        self._shown: tuple[Sequence, ...] = ()
        self._runs: dict[str, SequenceRun] = {}
        session.library_changed.connect(self._on_library_changed)
        session.signatures_changed.connect(self._show)
        session.state_changed.connect(self._show_state)
        calls.called.connect(self._on_called)
        self._connect(calls)
        self._show()

    def _connect(self, calls: CallController) -> None:
        panel = self.panel
        panel.names.chosen.connect(self._on_chosen)
        panel.names.renamed.connect(self._on_renamed)
        panel.names.add_requested.connect(self._new)
        panel.names.remove_requested.connect(self._on_removed)
        panel.run_requested.connect(lambda first, last: self._tasks.start(self.run(first, last), "run a sequence"))
        panel.stop_requested.connect(lambda: self._tasks.start(calls.stop(), "stop"))
        panel.add_requested.connect(self._on_add)
        panel.remove_requested.connect(self._on_remove_step)
        panel.move_requested.connect(self._on_move_step)
        panel.step_chosen.connect(lambda _: self._show_arguments())
        panel.argument_edited.connect(self._on_argument)
        panel.model.edited.connect(lambda sequence: self._put(sequence, tr("change of a step")))

    @property
    def sequence(self) -> Sequence | None:
        """The sequence that is shown; None when there is none."""
        return next((each for each in self._session.sequences if each.name == self._name), None)

    @property
    def stale(self) -> int:
        """How many set-up steps were made in a host that has ended since."""
        return sum(len(each.stale) for each in self._runs.values())

    async def run(self, first: int, last: int) -> None:
        """Run the sequence that is shown, from one step to another; 0 stands for its first and its last."""
        library, sequence = self._session.library, self.sequence
        if library is None or sequence is None or self._session.calling:
            return
        run = self._run_of(library, sequence)
        run.go_on, run.control = self.panel.go_on.isChecked(), Control()
        if not first:
            self.panel.model.forget_outcomes()
        self.panel.model.set_running(first or 1)
        await self._made(run, lambda: run.outcomes(first or 1, last or None))
        if first and first == last and first < len(sequence.steps):
            self.panel.choose(first + 1)

    async def replay_set_up(self) -> None:
        """Make the set-up steps again that were made in a host that has ended; pointers that are shown are renewed."""
        for run in list(self._runs.values()):
            if run.stale and not self._session.calling:
                run.control = Control()
                await self._made(run, run.renew)

    async def _made(self, run: SequenceRun, make: Callable[[], Iterator[Outcome]]) -> None:
        loop = asyncio.get_running_loop()

        def work() -> None:
            for outcome in make():
                loop.call_soon_threadsafe(self._show_outcome, run, outcome)

        self._session.set_calling(True, run.control.stop)
        try:
            await loop.run_in_executor(None, work)
        finally:
            self._session.set_calling(False)
            self.panel.model.set_running(0)
            self._renew(run)

    def _renew(self, run: SequenceRun) -> None:
        """Put new pointers where the window remembers those of a host that has ended."""
        renewed, run.renewed = run.renewed, {}
        texts = self._shelf.renew(renewed)
        for field in self._form.fields:
            if (text := texts.get(field.text())) is not None:
                field.set_text(text)

    def _run_of(self, library: Library, sequence: Sequence) -> SequenceRun:
        run = self._runs.get(sequence.name)
        if run is None:
            run = self._runs[sequence.name] = SequenceRun(library, sequence, known=self._shelf.known)
        elif run.sequence != sequence:
            run.follow(sequence)
        return run

    def _show_outcome(self, run: SequenceRun, outcome: Outcome) -> None:
        if outcome.result is not None:
            self._shelf.note(outcome.step.function, outcome.result)
        if run.sequence.name != self._name:
            return
        self.panel.model.set_outcome(outcome.number, outcome_words(run.library, outcome))
        self.panel.model.set_running(outcome.number + 1 if self._session.calling else 0)
        self.panel.choose(outcome.number)

    def _on_called(self, function: Function, texts: dict[str, str], result: CallResult) -> None:
        """A call of the form: it becomes a step while that is recorded."""
        library = self._session.library
        if library is None or not self.panel.record.isChecked():
            return
        sequence = self.sequence or self._new()
        run = self._run_of(library, sequence)
        step = Step(function.signature.name, tuple(recorded_arguments(function, texts, run)))
        number = len(sequence.steps) + 1
        self._put(sequence.with_step(step), tr("record {function}").format(function=step.function))
        run = self._run_of(library, self.sequence or sequence)
        run.remember(number, result)
        self.panel.model.set_outcome(number, outcome_words(library, Outcome(number, step, result=result)))
        self.panel.choose(number)

    def _on_add(self) -> None:
        """The function in focus becomes a step, as its form is filled in."""
        function, export = self._session.function, self._session.export
        if self._session.library is None or function is None or export is None or not is_callable(export):
            return
        sequence = self.sequence or self._new()
        run = self._run_of(self._session.library, sequence)
        step = Step(function.signature.name, tuple(recorded_arguments(function, self._form.texts(), run)))
        number = self.panel.current + 1 if self.panel.current else len(sequence.steps) + 1
        self._put(sequence.with_step(step, number), tr("new step {function}").format(function=step.function))
        self.panel.choose(number)

    def _on_remove_step(self, number: int) -> None:
        if (sequence := self.sequence) is not None:
            self._put(sequence.without(number), tr("remove step {number}").format(number=number))

    def _on_move_step(self, number: int, by: int) -> None:
        if (sequence := self.sequence) is not None and 1 <= number + by <= len(sequence.steps):
            self._put(sequence.moved(number, by), tr("move step {number}").format(number=number))
            self.panel.choose(number + by)

    def _on_argument(self, number: int, at: int, text: str) -> None:
        sequence = self.sequence
        if sequence is None or not 1 <= number <= len(sequence.steps):
            return
        step = sequence.step(number)
        values = list(step.arguments)
        values += [Written("")] * (at + 1 - len(values))
        values[at] = read_text(text)
        changed = sequence.with_changed(number, replace(step, arguments=tuple(values)))
        self._put(changed, tr("change of an argument"))

    def _on_chosen(self, at: int) -> None:
        self._name = self._session.sequences[at].name
        self.panel.model.forget_outcomes()
        self._show()

    def _new(self) -> Sequence:
        made = Sequence(free_name(tr("Sequence {number}"), [each.name for each in self._session.sequences]))
        with self._edit(tr("new sequence"), made.name):
            self._session.sequences = (*self._session.sequences, made)
        self._name = made.name
        self._show()
        return made

    def _on_renamed(self, name: str) -> None:
        sequence = self.sequence
        if sequence is None or any(each.name == name for each in self._session.sequences):
            self._show()
            return
        if (run := self._runs.pop(sequence.name, None)) is not None:
            self._runs[name] = run
        self._name = name
        with self._edit(tr("rename a sequence"), name):
            session = self._session
            session.sequences = tuple(
                replace(each, name=name) if each is sequence else each for each in session.sequences
            )
            session.sweeps = tuple(
                replace(each, of=name) if each.of == sequence.name else each for each in session.sweeps
            )
        self._show()

    def _on_removed(self) -> None:
        sequence = self.sequence
        if sequence is None:
            return
        with self._edit(tr("remove a sequence"), sequence.name):
            self._session.sequences = tuple(each for each in self._session.sequences if each is not sequence)
        self._runs.pop(sequence.name, None)
        self._show()

    def _put(self, sequence: Sequence, text: str) -> None:
        """Put an edited sequence in the place of the one that is shown."""
        name, self._name = self._name, sequence.name
        with self._edit(text, sequence.name):
            self._session.sequences = tuple(sequence if each.name == name else each for each in self._session.sequences)
        self._show()

    def _edit(self, text: str, name: str) -> AbstractContextManager[None]:
        return self._session.edit(text, Place(Where.SEQUENCE, name=name))

    def _on_library_changed(self) -> None:
        self._name = ""
        self._runs = {}
        self.panel.record.setChecked(False)
        self._show()

    def _show(self) -> None:
        """Show what there is now, whoever changed it."""
        sequences, library = self._session.sequences, self._session.library
        self._shown = sequences
        if self.sequence is None:
            self._name = sequences[-1].name if sequences else ""
        sequence = self.sequence or Sequence("")
        names = [each.name for each in sequences]
        self.panel.names.show_names(names, names.index(self._name) if self._name in names else -1)
        wrong = {each.step: each.message for each in problems(sequence, library)} if library else {}
        functions = library.functions if library else {}
        inputs = {name: tuple(each.name for each in found.signature.inputs) for name, found in functions.items()}
        self.panel.model.show(sequence, inputs, wrong)
        if library is not None and (run := self._runs.get(self._name)) is not None:
            self._run_of(library, sequence)
            for number in range(1, len(sequence.steps) + 1):
                if number in run.results and self.panel.model.outcome(number) is None:
                    done = Outcome(number, sequence.step(number), result=run.results[number])
                    self.panel.model.set_outcome(number, outcome_words(library, done))
        self._show_arguments()
        self._show_state()

    def _show_arguments(self) -> None:
        library, sequence, number = self._session.library, self.sequence, self.panel.current
        if library is None or sequence is None or not 1 <= number <= len(sequence.steps):
            empty = sequence is None or not sequence.steps
            hint = tr("Press Record and make calls, or add the function in focus.") if empty else tr("Choose a step.")
            self.panel.show_arguments((), hint)
            return
        lines = list(step_lines(library, sequence, number))
        self.panel.show_arguments(lines, "" if lines else tr("This function takes no arguments."))

    def _show_state(self) -> None:
        if self._session.sequences is not self._shown:
            self._show()
            return
        sequence = self.sequence
        there = sequence is not None and bool(sequence.steps)
        self.panel.set_state(there=there, running=self._session.calling)
