"""The call form: one field an argument, the Call and Stop buttons, a deadline, and how long it takes."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..models.arguments import ArgumentSpec
from ..models.extra_arguments import extra_names, read_extra
from ..translating import tr
from ..widgets.argument_field import ArgumentField, PointerOffers, RecentTexts
from ..widgets.argument_fields import make_field
from ..widgets.extra_arguments import ExtraArguments
from ..widgets.icons import icon
from ..widgets.labels import label
from ..widgets.theme import Theme
from ..widgets.wrapping_frame import WrappingFrame
from .actions import Actions
from .argument_counts import ArgumentCounts
from .deadline_field import DeadlineField
from .running_line import RunningLine

_WIDEST_FORM = 360


class CallPanel(WrappingFrame):
    """Fields for the arguments; what is typed is read with `texts` and restored with `set_texts`.

    `field_changed` carries the field that a person edits; `problem_changed` tells that something else is wrong with
    one. `file_asked` carries a field and what it has to know of a file.
    """

    field_changed = Signal(object)
    file_asked = Signal(object, object)
    problem_changed = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.fields: list[ArgumentField] = []
        self.call_button = _button(
            actions.call.trigger, tr("&Call"), tr("Call the function (Ctrl+Return)"), primary=True
        )
        self.stop_button = _button(actions.stop.trigger, tr("St&op"), tr("End the call (Esc)"))
        self.deadline = DeadlineField()
        self.copy_button = _copy_button(actions)
        self._hint = label(role="muted", wrap=True)
        self.running = RunningLine(self)
        self._lender: QWidget | None = None
        self._offers: PointerOffers = lambda _: ()
        self._recent: RecentTexts = lambda _: ()
        self._restoring = False
        self._counts = ArgumentCounts()
        self._form = QWidget()
        self._grid = QGridLayout()
        self.extra = ExtraArguments(theme)
        self._arrange()
        self.set_theme(theme)
        actions.call.changed.connect(lambda: self.call_button.setEnabled(actions.call.isEnabled()))
        actions.stop.changed.connect(lambda: self.stop_button.setEnabled(actions.stop.isEnabled()))
        self.call_button.setEnabled(actions.call.isEnabled())
        self.stop_button.setEnabled(actions.stop.isEnabled())

    def show_arguments(
        self, specs: tuple[ArgumentSpec, ...], hint: str, remembered: dict[str, str], extra: int = 0
    ) -> None:
        """Ask for these. A field whose parameter stayed keeps its text, another one takes what is remembered for it.

        `extra` is the number of the first argument that a `...` takes, counted from 1; 0 where there is none.
        """
        begins = bool(extra) and self.extra.isHidden()
        self.extra.begin(extra)
        if begins:
            self._set_extra(remembered)
        if tuple(each.spec for each in self.fields) != specs:
            kept = self.typed()
            self._rebuild(specs)
            self.set_texts({**remembered, **kept})
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_pointers(self, offers: PointerOffers) -> None:
        """Where the pointers come from that the fields made from now on let one choose."""
        self._offers = offers

    def set_recent(self, texts: RecentTexts) -> None:
        """Where the texts come from that the fields made from now on offer as recent ones."""
        self._recent = texts

    def refresh_menus(self) -> None:
        """Calls were made since the fields were: let them offer what was given then."""
        for each in self.fields:
            each.refresh_menu()

    def commit(self) -> None:
        """Take over what is typed in a cell that is still open."""
        for each in self.fields:
            each.commit()

    def texts(self) -> dict[str, str]:
        """What is typed, by the parameter's name."""
        return {**{each.spec.name: each.text() for each in self.fields}, **self._extra_texts()}

    def typed(self) -> dict[str, str]:
        """What is typed in the fields that no longer hold what they began with, and the counts that go with them."""
        typed = [each.spec for each in self.fields if each.text() != each.spec.initial]
        names = {name for each in typed for name in (each.name, each.count_of)}
        kept = {each.spec.name: each.text() for each in self.fields if each.spec.name in names}
        return {**kept, **self._extra_texts()}

    def set_texts(self, texts: dict[str, str]) -> None:
        """Fill in the fields that are named; the others keep theirs. All of them and no more: a `...` gets nothing."""
        self._restoring = True
        if all(each.spec.name in texts for each in self.fields) or extra_names(texts, self._names()):
            self._set_extra(texts)
        for each in self.fields:
            if each.spec.name in texts:
                each.set_text(texts[each.spec.name])
        self._restoring = False
        for each in self.fields:
            if each.spec.name in texts and each.spec.count_of not in texts:
                self._counts.follow(each)
        self._counts.note()

    def field(self, name: str) -> ArgumentField | None:
        """The field of a parameter."""
        return next((each for each in self.fields if each.spec.name == name), None)

    def lend_focus(self) -> None:
        """A call is about to lock the widget that has the keyboard: remember it."""
        focused = self.focusWidget()
        self._lender = focused if focused is not None and focused.hasFocus() else None

    def return_focus(self) -> None:
        """Give the keyboard back to where it was before the call."""
        fields = (stop for field in self.fields for stop in field.stops())
        for each in (self.call_button, self.deadline.line, *fields):  # the fields may be others by now
            if each is self._lender:
                each.setFocus()

    def set_calling(self, calling: bool, running: str = "") -> None:
        """Lock the fields while a call of the function `running` lasts, and show progress if it takes long."""
        self._form.setEnabled(not calling)
        self.deadline.setEnabled(not calling)
        if calling:
            self.running.start(running)
            if self._lender is not None:
                self.stop_button.setFocus()
        else:
            self.running.stop()

    @property
    def progress_shown(self) -> bool:
        """Whether the progress bar is visible."""
        return self.running.bar.isVisible()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self.call_button.setIcon(icon("call", theme, "accent_text"))
        self.stop_button.setIcon(icon("stop", theme, "danger"))
        self.extra.set_theme(theme)

    def _rebuild(self, specs: tuple[ArgumentSpec, ...]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._grid.setRowStretch(2 * len(self.fields), 0)
        self.fields = [make_field(each) for each in specs]
        for row, field in enumerate(self.fields):
            field.offer(self._offers, self._recent)
            field.changed.connect(lambda field=field: self._on_changed(field))
            field.problem_changed.connect(self.problem_changed)
            field.file_asked.connect(lambda question, field=field: self.file_asked.emit(field, question))
            side = _caption(field, row + 1)
            top = Qt.AlignmentFlag.AlignTop
            if field.tall:  # what has columns of its own gets the whole width
                self._grid.addWidget(side, 2 * row, 0, 1, 2, top)
                self._grid.addWidget(field, 2 * row + 1, 0, 1, 2, top)
            else:
                self._grid.addWidget(side, 2 * row, 0, top)
                self._grid.addWidget(field, 2 * row, 1, top)
            for part in (side, field):
                part.show()  # Qt would do so later, and Tab would pass by until then
        self._grid.setRowStretch(2 * len(self.fields), 1)
        self._chain_focus()
        self._counts.watch(self.fields)

    def _names(self) -> list[str]:
        return [each.spec.name for each in self.fields]

    def _extra_texts(self) -> dict[str, str]:
        return {name: str(each) for name, each in self.extra.arguments().items()}

    def _set_extra(self, texts: dict[str, str]) -> None:
        if not self.extra.isHidden():
            self.extra.set_arguments([read_extra(texts[name]) for name in extra_names(texts, self._names())])

    def _chain_focus(self) -> None:
        stops = [*(stop for each in self.fields for stop in each.stops()), *self.extra.stops()]
        order = [self.copy_button, *stops, self.call_button, self.stop_button, self.deadline.line]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_changed(self, field: ArgumentField) -> None:
        if not self._restoring:
            self._counts.follow(field)
        self._counts.show_rooms()
        self.field_changed.emit(field)

    def _arrange(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(0)
        form.addLayout(self._grid)
        form.addWidget(self.extra)
        form.addStretch(1)
        self.extra.hide()
        self.extra.changed.connect(self._chain_focus)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        scroll = _FormArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._form)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.call_button)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.running.words, 1)
        buttons.addWidget(self.deadline)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(tr("Arguments"), "heading"), 1)
        head.addWidget(self.copy_button)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        column.addWidget(self.running.bar)


class _FormArea(QScrollArea):
    """Scrolls downwards; sideways only when a field needs very much."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other fields need another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """As wide as the fields need, up to a limit."""
        form = self.widget().minimumSizeHint().width() if self.widget() is not None else 0
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(min(form + bar, _WIDEST_FORM), super().minimumSizeHint().height())


def _caption(field: ArgumentField, number: int) -> QWidget:
    """The name and the type of an argument, below each other, or on one line above a field that is tall."""
    name = label(field.spec.name or tr("argument {number}").format(number=number), "title")
    name.setBuddy(field.editor)
    side = QWidget()
    words: QBoxLayout = QHBoxLayout(side) if field.tall else QVBoxLayout(side)
    words.setSpacing(8 if field.tall else 0)
    words.setContentsMargins(0, 2, 0, 0)
    words.addWidget(name)
    words.addWidget(label(field.spec.type_text, "muted", scale=0.9))
    if field.tall:
        words.addStretch(1)
    return side


def _button(slot: object, text: str, tip: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setProperty("primary", primary)
    button.clicked.connect(slot)
    return button


def _copy_button(actions: Actions) -> QToolButton:
    button = QToolButton()
    button.setText(tr("Copy as"))
    button.setProperty("toggle", True)
    button.setToolTip(tr("Copy this call as Python, C, JSON or a command line"))
    button.setAccessibleName(tr("Copy this call"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.addActions(actions.copy_call)
    button.setMenu(menu)
    return button
