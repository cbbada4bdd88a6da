"""The instructions of the chosen export, under the reasons for its convention."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from probe32.pe import Disassembly
from probe32.pe.facts import Export

from ..models.exports import evidence_text
from ..translating import tr
from ..widgets.code_view import CodeView
from ..widgets.labels import label, selectable
from ..widgets.theme import Theme


class CodePanel(QFrame):
    """Read-only; it shows what it is given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.evidence = selectable(label(wrap=True))
        self.view = CodeView("assembler", theme)
        self.message = label(role="muted", wrap=True)
        self._stack = QStackedWidget()
        self._arrange()
        self.show_nothing()

    def show_code(self, read: Export, found: Disassembly) -> None:
        """Show the code of an export, and why its convention is taken to be what it is; or why there is none."""
        self.evidence.setText(evidence_text(read))
        self.evidence.show()
        if found.missing:
            self.message.setText(found.missing)
            self._stack.setCurrentIndex(1)
            return
        self.view.show_text(found.text, "assembler")
        self.view.verticalScrollBar().setValue(0)
        self.view.setAccessibleDescription(tr("Instructions of {symbol}").format(symbol=read.symbol))
        self._stack.setCurrentIndex(0)

    def show_nothing(self) -> None:
        """Forget what was shown: no export is chosen."""
        self.evidence.hide()
        self.message.setText(tr("Choose an export: its instructions appear here."))
        self._stack.setCurrentIndex(1)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.view.set_theme(theme)

    def _arrange(self) -> None:
        self.evidence.setAccessibleName(tr("Reasons for the convention"))
        self.view.setAccessibleName(tr("Disassembly"))
        notice = QWidget()
        lines = QVBoxLayout(notice)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.message)
        lines.addStretch()
        self._stack.addWidget(self.view)
        self._stack.addWidget(notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.evidence)
        column.addWidget(self._stack, 1)
