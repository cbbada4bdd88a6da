"""What a sweep does: over which steps, which arguments, which values, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..translating import tr
from ..widgets.labels import droppless_line, label
from ..widgets.theme import Theme
from .arguments_editor import ArgumentLine, ArgumentsEditor
from .axis_editor import AxisEditor
from .name_picker import NamePicker


class SweepSetup(QWidget):
    """Emits what a person changes; `of_chosen` carries the place of the steps among those offered, and
    `collect_chosen` a place among what can be kept, -1 for what is kept by itself.
    """

    of_chosen = Signal(int)
    second_axis_wanted = Signal(bool)
    collect_chosen = Signal(int)
    deadline_edited = Signal(str)
    go_on_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NamePicker(tr("Sweep"), tr("New sweep over the function in focus"), tr("Remove this sweep"), theme)
        self.of = QComboBox()
        self.of.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.of.setAccessibleName(tr("What is called at each point"))
        self.of.setToolTip(tr("The function, as its form was filled in, or a sequence of the project"))
        self.axes = (AxisEditor(tr("1"), theme), AxisEditor(tr("2"), theme))
        self.second = QCheckBox(tr("Second axis"))
        self.arguments = ArgumentsEditor(theme)
        self.collect = QToolButton()
        self.collect.setProperty("toggle", True)
        self.collect.setText(tr("What is kept"))
        self.collect.setToolTip(tr("Which results and outputs are kept at each point, and what of arrays"))
        self.collect.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.collect.setMenu(QMenu(self.collect))
        self.deadline = droppless_line()
        self.deadline.setAccessibleName(tr("Deadline of each call in seconds"))
        self.deadline.setToolTip(tr("Deadline of each call in seconds; none when it is empty"))
        self.deadline.setPlaceholderText(tr("no deadline"))
        self.deadline.setMaximumWidth(90)
        self.go_on = QCheckBox(tr("Go on after errors"))
        self.keep = QCheckBox(tr("Keep the calls, for a regression test"))
        self.keep.setToolTip(tr("Write down every call with all that it gave; takes memory, and a little longer"))
        self._connect()
        self._arrange()

    def show_of(self, texts: Sequence[str], current: int) -> None:
        """Show what a sweep can be over."""
        if [self.of.itemText(at) for at in range(self.of.count())] != list(texts):
            self.of.clear()
            self.of.addItems(list(texts))
        self.of.setCurrentIndex(current)

    def show_arguments(self, lines: Sequence[ArgumentLine]) -> None:
        """Show the arguments that stay the same."""
        self.arguments.setVisible(bool(lines))
        self.arguments.show_lines(lines)
        height = (self.deadline.sizeHint().height() + 4) * len(lines)
        self.arguments.setFixedHeight(height)

    def show_collect(self, texts: Sequence[tuple[str, bool]], automatic: bool) -> None:
        """Show what can be kept, and whether it is; `automatic`: a person has not chosen."""
        menu = self.collect.menu()
        menu.clear()
        for at, (text, checked) in [(-1, (tr("Numbers, and means of arrays"), automatic)), *enumerate(texts)]:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(checked)
            action.triggered.connect(partial(self._on_collect, at))
            if at < 0:
                menu.addSeparator()

    def show_second(self, there: bool) -> None:
        """Show or hide the second axis."""
        self.second.setChecked(there)
        self.axes[1].setVisible(there)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.names.set_theme(theme)
        self.arguments.set_theme(theme)
        for each in self.axes:
            each.set_theme(theme)

    def minimumSizeHint(self) -> QSize:
        """It is scrolled where there is little room."""
        return QSize(300, 80)

    def sizeHint(self) -> QSize:
        """As wide as the fields want."""
        return QSize(360, 220)

    def _connect(self) -> None:
        self.of.activated.connect(self.of_chosen)
        self.second.clicked.connect(self.second_axis_wanted)
        self.deadline.editingFinished.connect(lambda: self.deadline_edited.emit(self.deadline.text().strip()))
        self.go_on.clicked.connect(self.go_on_changed)

    def _arrange(self) -> None:
        over, within = label(tr("&Over"), "muted"), label(tr("&Deadline"), "muted")
        over.setBuddy(self.of)
        within.setBuddy(self.deadline)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(5)
        rows.addWidget(_row(self.names))
        rows.addWidget(_row(over, self.of))
        rows.addWidget(self.axes[0])
        rows.addWidget(self.second)
        rows.addWidget(self.axes[1])
        rows.addWidget(self.arguments)
        rows.addWidget(_row(self.collect, within, self.deadline))
        rows.addWidget(_row(self.go_on))
        rows.addWidget(self.keep)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _on_collect(self, at: int) -> None:
        self.collect_chosen.emit(at)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for each in parts:
        row.addWidget(each)
    row.addStretch(1)
    return made
