"""The sweeps of the project: chosen, changed in the panel, undone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from probe32.abi.render import c_type
from probe32.errors import Probe32Error
from probe32.library import Library
from probe32.sequences import Axis, Sequence, Step, Sweep, Written, problems_of_sweep

from ..models.extra_arguments import extra_texts
from ..models.step_rows import argument_text, read_text
from ..settings import Settings
from ..translating import marked, tr
from ..views.arguments_editor import ArgumentLine
from ..views.axis_editor import Varied
from ..views.dialogs import open_file_dialog
from ..views.main_window import MainWindow
from ..views.sweep_setup import SweepSetup
from .edits import Place, Where, free_name
from .session import Session, is_callable
from .sweep_choices import arguments_to_vary, axis_words, first_axis, kept_by_itself, what_can_be_kept

_CSV = marked("CSV (*.csv *.txt);;All files (*)")


class SweepEditing(QObject):
    """`changed` is emitted when another sweep is shown, or the shown one is another now."""

    changed = Signal()

    def __init__(self, session: Session, window: MainWindow, setup: SweepSetup, settings: Settings) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._setup = setup
        self._settings = settings
        self._form = window.workspace.call
        self._name = ""
        self._shown: tuple[object, ...] = ()
        self.problem = ""
        self.count = 0
        self._connect()
        for signal in (session.signatures_changed, session.export_changed, session.library_changed):
            signal.connect(self._show)
        session.state_changed.connect(self._on_state)
        self._show()

    @property
    def sweep(self) -> Sweep | None:
        """The sweep that is shown; None when there is none."""
        return next((each for each in self._session.sweeps if each.name == self._name), None)

    @property
    def sequence(self) -> Sequence | None:
        """The steps of the sweep that is shown; None when there is none, or its sequence is gone."""
        sweep = self.sweep
        try:
            return None if sweep is None else sweep.sequence(self._session.sequences)
        except Probe32Error:
            return None

    def _connect(self) -> None:
        setup = self._setup
        setup.names.chosen.connect(self._on_chosen)
        setup.names.renamed.connect(self._on_renamed)
        setup.names.add_requested.connect(self._on_new)
        setup.names.remove_requested.connect(self._on_removed)
        setup.of_chosen.connect(self._on_of)
        setup.second_axis_wanted.connect(self._on_second)
        setup.arguments.edited.connect(self._on_argument)
        setup.collect_chosen.connect(self._on_collect)
        setup.deadline_edited.connect(self._on_deadline)
        setup.go_on_changed.connect(lambda wanted: self._change(go_on=wanted))
        for at, editor in enumerate(setup.axes):
            editor.edited.connect(lambda axis, at=at: self._on_axis(at, axis))
            editor.browse_requested.connect(lambda at=at: self._on_browse(at))

    def _on_state(self) -> None:
        if (self._session.sweeps, self._session.sequences) != self._shown:
            self._show()

    def _on_new(self) -> None:
        library = self._session.library
        of: Step | str | None = self._focused() or next((each.name for each in self._session.sequences), None)
        if library is None or of is None:
            return
        name = free_name(tr("Sweep {number}"), [each.name for each in self._session.sweeps])
        made = Sweep(name, of)
        made = replace(made, axes=(first_axis(made.sequence(self._session.sequences), library),))
        with self._session.edit(tr("new sweep"), Place(Where.SWEEP, name=name)):
            self._session.sweeps = (*self._session.sweeps, made)
        self._name = name
        self._show()

    def _on_removed(self) -> None:
        with self._session.edit(tr("remove a sweep"), Place(Where.SWEEP, name=self._name)):
            self._session.sweeps = tuple(each for each in self._session.sweeps if each.name != self._name)
        self._show()

    def _on_chosen(self, at: int) -> None:
        self._name = self._session.sweeps[at].name
        self._show()

    def _on_renamed(self, name: str) -> None:
        if any(each.name == name for each in self._session.sweeps):
            self._show()
        else:
            self._change(name=name)

    def _on_of(self, at: int) -> None:
        sweep, library = self.sweep, self._session.library
        if sweep is None or library is None:
            return
        own = self._own_step()
        of: Step | str = own if at == 0 and own else self._session.sequences[at - (own is not None)].name
        changed = replace(sweep, of=of, axes=(), collect=())
        self._put(replace(changed, axes=(first_axis(changed.sequence(self._session.sequences), library),)))

    def _on_axis(self, at: int, axis: Axis) -> None:
        if (sweep := self.sweep) is not None:
            self._change(axes=(*sweep.axes[:at], axis, *sweep.axes[at + 1 :]))

    def _on_second(self, wanted: bool) -> None:
        sweep, sequence, library = self.sweep, self.sequence, self._session.library
        if sweep is None or sequence is None or library is None:
            return
        axes = sweep.axes[:1]
        self._change(axes=(*axes, first_axis(sequence, library, axes[0] if axes else None)) if wanted else axes)

    def _on_argument(self, row: int, text: str) -> None:
        sweep, library = self.sweep, self._session.library
        if sweep is None or library is None or not isinstance(sweep.of, Step):
            return
        at = [at for at, _, _ in self._fixed(sweep, library)][row]
        values = [*sweep.of.arguments, *[Written("")] * (at + 1 - len(sweep.of.arguments))]
        values[at] = read_text(text)
        self._put(replace(sweep, of=replace(sweep.of, arguments=tuple(values))))

    def _on_collect(self, at: int) -> None:
        sweep, sequence, library = self.sweep, self.sequence, self._session.library
        if sweep is None or sequence is None or library is None:
            return
        if at < 0:
            self._change(collect=())
            return
        chosen = what_can_be_kept(sequence, library)[at][0]
        kept = sweep.collect or kept_by_itself(sequence, library)
        self._change(collect=tuple(each for each in kept if each != chosen) if chosen in kept else (*kept, chosen))

    def _on_deadline(self, text: str) -> None:
        try:
            seconds = float(text) if text else None
        except ValueError:
            seconds = -1.0
        if seconds is None or seconds > 0:
            self._change(timeout=seconds)
        self._show()

    def _on_browse(self, at: int) -> None:
        title, folder = tr("Values from a CSV file"), self._settings.folder
        dialog: QFileDialog = open_file_dialog(self._window, title, folder, _CSV)
        dialog.fileSelected.connect(self._setup.axes[at].set_path)
        dialog.open()

    def _change(self, **fields: object) -> None:
        if (sweep := self.sweep) is not None:
            self._put(replace(sweep, **fields))  # type: ignore[arg-type]

    def _put(self, changed: Sweep) -> None:
        before, self._name = self._name, changed.name
        place = Place(Where.SWEEP, name=changed.name)
        with self._session.edit(tr("change of a sweep"), place, run=f"sweep {changed.name}"):
            self._session.sweeps = tuple(changed if each.name == before else each for each in self._session.sweeps)
        self._show()

    def _focused(self) -> Step | None:
        """The function in focus, as its form is filled in."""
        function, export = self._session.function, self._session.export
        if function is None or export is None or not is_callable(export):
            return None
        texts = self._form.texts()
        named = [texts.get(each.name, "") for each in function.signature.inputs]
        given = [*named, *extra_texts(texts, function.signature)]
        return Step(function.signature.name, tuple(map(Written, given)))

    def _own_step(self) -> Step | None:
        """The function that the sweep has, else the one in focus."""
        sweep = self.sweep
        return sweep.of if sweep is not None and isinstance(sweep.of, Step) else self._focused()

    def _fixed(self, sweep: Sweep, library: Library) -> list[tuple[int, str, str]]:
        """The arguments of the function that stay the same: place, name and type."""
        found = library.functions.get(sweep.of.function) if isinstance(sweep.of, Step) else None
        varied = {each.argument for each in sweep.axes}
        inputs = found.signature.inputs if found else ()
        return [(at, each.name, c_type(each.type)) for at, each in enumerate(inputs) if each.name not in varied]

    def _show(self) -> None:
        """Show what there is now, whoever changed it."""
        self._shown = (self._session.sweeps, self._session.sequences)
        names = [each.name for each in self._session.sweeps]
        if self._name not in names:
            self._name = names[-1] if names else ""
        setup, sweep, library = self._setup, self.sweep, self._session.library
        setup.names.show_names(names, names.index(self._name) if names else -1)
        setup.names.add.setEnabled(self._focused() is not None or bool(self._session.sequences))
        for part in (setup.of, *setup.axes, setup.second, setup.collect, setup.deadline, setup.go_on, setup.keep):
            part.setEnabled(sweep is not None)
        if sweep is None or library is None:
            setup.show_arguments(())
            setup.show_second(False)
            self.problem, self.count = tr("Choose a function, and press + for a sweep over its arguments."), 0
        else:
            self._show_sweep(sweep, library)
        self.changed.emit()

    def _show_sweep(self, sweep: Sweep, library: Library) -> None:
        setup, sequence = self._setup, self.sequence or Sequence("")
        own = self._own_step()
        sequences = [each.name for each in self._session.sequences]
        over = [*([own.function] if own else []), *(tr("sequence {name}").format(name=each) for each in sequences)]
        places = 0 if own is None else 1
        named = sequences.index(sweep.of) + places if sweep.of in sequences else -1
        setup.show_of(over, 0 if isinstance(sweep.of, Step) else named)
        varied = [Varied(*each) for each in arguments_to_vary(sequence, library)]
        counts = []
        for editor, axis in zip(setup.axes, sweep.axes, strict=False):
            editor.show_axis(axis, varied)
            count, words, problem = axis_words(axis, sequence, library)
            editor.show_preview(words, problem)
            counts.append(count)
        setup.show_second(len(sweep.axes) > 1)
        texts = self._lines(sweep, library)
        setup.show_arguments(texts)
        kept = sweep.collect or kept_by_itself(sequence, library)
        offered = what_can_be_kept(sequence, library)
        setup.show_collect([(title, each in kept) for each, title in offered], not sweep.collect)
        deadline = "" if sweep.timeout is None else f"{sweep.timeout:g}"
        if setup.deadline.text() != deadline:
            setup.deadline.setText(deadline)
        setup.go_on.setChecked(sweep.go_on)
        if self.sequence is None:
            self.problem = tr("The sequence {name} is gone: choose another one.").format(name=sweep.of)
        else:
            wrong = next(iter(problems_of_sweep(sequence, sweep.axes, library)), None)
            self.problem = str(wrong) if wrong is not None else ""
        self.count = 0 if self.problem else counts[0] * (counts[1] if len(counts) > 1 else 1)

    def _lines(self, sweep: Sweep, library: Library) -> list[ArgumentLine]:
        given = sweep.of.arguments if isinstance(sweep.of, Step) else ()
        return [
            ArgumentLine(name, argument_text(given[at]) if at < len(given) else "", kind)
            for at, name, kind in self._fixed(sweep, library)
        ]
