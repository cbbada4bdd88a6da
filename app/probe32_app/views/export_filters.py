"""What the list of exports is narrowed by: words or an expression, kind, convention, signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from probe32.abi.types import Convention
from probe32.pe.facts import ExportKind

from ..models.exports_view import ExportConditions
from ..translating import marked, tr
from ..widgets.labels import label, restyle

_WORDS = marked("Filter by name, #ordinal, kind or convention")
_EXPRESSION = marked("Regular expression for the names")
_KINDS: dict[str, object] = {
    marked("All &kinds"): None,
    marked("&Functions"): ExportKind.FUNCTION.value,
    marked("&Data"): ExportKind.DATA.value,
    marked("For&warders"): ExportKind.FORWARD.value,
}
_CONVENTIONS: dict[str, object] = {
    marked("Any &convention"): "",
    **{each.keyword: each.value for each in Convention},
    marked("&Not evident"): "?",
}
_SIGNATURES: dict[str, object] = {
    marked("With or &without a signature"): None,
    marked("With a &signature"): True,
    marked("Without &a signature"): False,
}


class ExportFilters(QWidget):
    """Emits `changed` with each change, and `left` when the keyboard leads on to the table."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _FilterLine()
        self.regular = QToolButton()
        self.button = QToolButton()
        self.problem = label(role="problem", wrap=True)
        self._menu = QMenu(self.button)
        self.kinds = self._group(tr("Kind"), _KINDS)
        self.conventions = self._group(tr("Convention"), _CONVENTIONS)
        self.signatures = self._group(tr("Signature"), _SIGNATURES)
        self._arrange()
        self._quiet = False
        self.line.textChanged.connect(self._on_changed)
        self.line.left.connect(self.left)
        self.regular.toggled.connect(self._on_changed)

    @property
    def conditions(self) -> ExportConditions:
        """What is chosen now."""
        kind, convention, signed = (self._chosen(each) for each in (self.kinds, self.conventions, self.signatures))
        assert signed is None or isinstance(signed, bool)
        only = ExportKind(kind) if kind else None
        return ExportConditions(self.line.text(), self.regular.isChecked(), only, str(convention), signed)

    def show_all(self) -> None:
        """Take every condition back."""
        self._quiet = True
        self.line.clear()
        for group in self._groups:
            group.actions()[0].setChecked(True)
        self._quiet = False
        self._on_changed()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the expression; "" when nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.line.setAccessibleDescription(text)
        restyle(self.line, "invalid", bool(text))

    @property
    def _groups(self) -> tuple[QActionGroup, ...]:
        return self.kinds, self.conventions, self.signatures

    def _group(self, title: str, choices: dict[str, object]) -> QActionGroup:
        self._menu.addSection(title)
        group = QActionGroup(self)
        for text, value in choices.items():
            action = group.addAction(tr(text))
            action.setCheckable(True)
            action.setData(value)
        group.actions()[0].setChecked(True)
        self._menu.addActions(group.actions())
        group.triggered.connect(self._on_changed)
        return group

    def _chosen(self, group: QActionGroup) -> object:
        return group.checkedAction().data()

    def _on_changed(self) -> None:
        if self._quiet:
            return
        chosen = [each.checkedAction() for each in self._groups if each.checkedAction() is not each.actions()[0]]
        words = ", ".join(each.text().replace("&", "") for each in chosen)
        self.button.setText(tr("Show: {len}").format(len=len(chosen)) if chosen else tr("Show"))
        self.button.setToolTip(
            tr("Only: {words}").format(words=words)
            if chosen
            else tr("Only some kinds, conventions, or with a signature")
        )
        self.button.setAccessibleDescription(self.button.toolTip())
        restyle(self.button, "active", bool(chosen))
        self.line.setPlaceholderText(tr(_EXPRESSION if self.regular.isChecked() else _WORDS))
        self.changed.emit()

    def _arrange(self) -> None:
        self.regular.setText(".*")
        self.regular.setCheckable(True)
        self.regular.setToolTip(tr("Search the exported and the readable names by a regular expression"))
        self.regular.setAccessibleName(tr("Regular expression"))
        self.button.setText(tr("Show"))
        self.button.setToolTip(tr("Only some kinds, conventions, or with a signature"))
        self.button.setAccessibleName(tr("Which exports to show"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.addSeparator()
        self._menu.addAction(tr("Show a&ll")).triggered.connect(self.show_all)
        self.button.setMenu(self._menu)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        for each in (self.regular, self.button):
            each.setProperty("toggle", True)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.problem.hide()


class _FilterLine(QLineEdit):
    """The filter; Return and the down arrow lead into the table, Escape clears."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr(_WORDS))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # a file dropped here is meant for the window
        self.setAccessibleName(tr("Filter the exports"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave or clear the filter; all others edit it."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left.emit()
            case Qt.Key.Key_Escape:
                self.clear()
            case _:
                super().keyPressEvent(event)
