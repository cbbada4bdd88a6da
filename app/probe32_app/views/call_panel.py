"""The call form: one field an argument, the Call and Stop buttons, and how long it takes."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..models.arguments import ArgumentSpec
from ..widgets.argument_field import ArgumentField, PointerOffers
from ..widgets.argument_fields import make_field
from ..widgets.icons import icon
from ..widgets.labels import label
from ..widgets.theme import Theme
from .actions import Actions

PROGRESS_AFTER_MS = 300
"""Calls shorter than this flash nothing."""
_TICK_MS = 100


class CallPanel(QFrame):
    """Fields for the arguments; what is typed is read with `texts` and restored with `set_texts`.

    `field_changed` carries the field that a person edits.
    """

    field_changed = Signal(object)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.fields: list[ArgumentField] = []
        self.call_button = _button(actions.call.trigger, "&Call", "Call the function (Ctrl+Return)", primary=True)
        self.stop_button = _button(actions.stop.trigger, "St&op", "End the call (Esc)")
        self._hint = label(role="muted", wrap=True)
        self._elapsed = label(role="muted")
        self._progress = QProgressBar()
        self._clock = QElapsedTimer()
        self._delay = QTimer(self, interval=PROGRESS_AFTER_MS, singleShot=True)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lender: QWidget | None = None
        self._offers: PointerOffers = lambda _: ()
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._arrange()
        self.set_theme(theme)
        self._delay.timeout.connect(self._show_progress)
        self._tick.timeout.connect(self._show_elapsed)
        actions.call.changed.connect(lambda: self.call_button.setEnabled(actions.call.isEnabled()))
        actions.stop.changed.connect(lambda: self.stop_button.setEnabled(actions.stop.isEnabled()))
        self.call_button.setEnabled(actions.call.isEnabled())
        self.stop_button.setEnabled(actions.stop.isEnabled())

    def show_arguments(self, specs: tuple[ArgumentSpec, ...], hint: str, remembered: dict[str, str]) -> None:
        """Ask for these. A field whose parameter stayed keeps its text, another one takes what is remembered for it."""
        if tuple(each.spec for each in self.fields) != specs:
            kept = self.typed()
            self._rebuild(specs)
            self.set_texts({**remembered, **kept})
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_pointers(self, offers: PointerOffers) -> None:
        """Where the pointers come from that the fields made from now on let one choose."""
        self._offers = offers

    def texts(self) -> dict[str, str]:
        """What is typed, by the parameter's name."""
        return {each.spec.name: each.text() for each in self.fields}

    def typed(self) -> dict[str, str]:
        """What is typed in the fields that no longer hold what they began with."""
        return {each.spec.name: text for each in self.fields if (text := each.text()) != each.spec.initial}

    def set_texts(self, texts: dict[str, str]) -> None:
        """Fill in the fields that are named; the others keep theirs."""
        for each in self.fields:
            if each.spec.name in texts:
                each.set_text(texts[each.spec.name])

    def field(self, name: str) -> ArgumentField | None:
        """The field of a parameter."""
        return next((each for each in self.fields if each.spec.name == name), None)

    def lend_focus(self) -> None:
        """A call is about to lock the widget that has the keyboard: remember it."""
        focused = self.focusWidget()
        self._lender = focused if focused is not None and focused.hasFocus() else None

    def return_focus(self) -> None:
        """Give the keyboard back to where it was before the call."""
        for each in (self.call_button, *(field.editor for field in self.fields)):  # the fields may be others by now
            if each is self._lender:
                each.setFocus()

    def set_calling(self, calling: bool) -> None:
        """Lock the fields while a call runs, and show progress if it takes long."""
        self._form.setEnabled(not calling)
        if calling:
            if self._lender is not None:
                self.stop_button.setFocus()
            self._clock.start()
            self._delay.start()
        else:
            self._delay.stop()
            self._tick.stop()
            self._progress.hide()
            self._elapsed.setText("")

    @property
    def progress_shown(self) -> bool:
        """Whether the progress bar is visible."""
        return self._progress.isVisible()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self.call_button.setIcon(icon("call", theme, "accent_text"))
        self.stop_button.setIcon(icon("stop", theme, "danger"))

    def _rebuild(self, specs: tuple[ArgumentSpec, ...]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._grid.setRowStretch(len(self.fields), 0)
        self.fields = [make_field(each) for each in specs]
        for row, field in enumerate(self.fields):
            field.changed.connect(lambda field=field: self.field_changed.emit(field))
            field.offer_pointers(self._offers)
            caption = label(field.spec.name or f"argument {row + 1}", "title")
            caption.setBuddy(field.editor)
            kind = label(field.spec.type_text, "muted", scale=0.9)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(caption)
            words.addWidget(kind)
            side = QWidget()
            side.setLayout(words)
            words.setContentsMargins(0, 2, 0, 0)
            self._grid.addWidget(side, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)
            for part in (side, field):
                part.show()  # Qt would do so later, and Tab would pass by until then
        self._grid.setRowStretch(len(self.fields), 1)
        self._chain_focus()

    def _chain_focus(self) -> None:
        order = [*(each.editor for each in self.fields), self.call_button, self.stop_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("The call is running")
        self._progress.hide()
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._form)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.call_button)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self._elapsed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label("Arguments", "heading"))
        column.addWidget(self._hint)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        column.addWidget(self._progress)

    def _show_progress(self) -> None:
        self._progress.show()
        self._tick.start()
        self._show_elapsed()

    def _show_elapsed(self) -> None:
        self._elapsed.setText(f"Running for {self._clock.elapsed() / 1000:.1f} s…")


def _button(slot: object, text: str, tip: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setProperty("primary", primary)
    button.clicked.connect(slot)
    return button
