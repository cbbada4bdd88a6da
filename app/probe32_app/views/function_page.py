"""The function in focus: what it is, its signature, its arguments and its result."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from probe32.pe.facts import Confidence, Export, ExportKind

from ..models.exports import convention_text, evidence_text
from ..models.readable import short_name
from ..translating import marked, tr
from ..widgets.adaptive_splitter import AdaptiveSplitter
from ..widgets.labels import ElidedLabel, label, restyle, selectable
from ..widgets.theme import Theme
from .actions import Actions
from .call_panel import CallPanel
from .result_panel import ResultPanel
from .signature_panel import SignaturePanel

_NOT_CALLABLE = {
    ExportKind.DATA: marked("This export is data, not a function: there is nothing to call."),
    ExportKind.FORWARD: marked("This export leads on to another DLL; it is called like any other."),
}
_CHOOSE = marked("Choose an export on the left.")
_EMPTY = marked(
    "This DLL exports nothing that could be called. Its functions may be reached through COM or .NET: the Info panel "
    "tells. A DLL that only holds resources, such as texts and icons, has none."
)
_BESIDE = 546
"""Pixels of width from which arguments and result stand side by side."""
_SHORTEST, _LONGEST = 12, 36
"""Characters of a name that are shown; the tool tip shows all of it, and so does the list."""
_GAPS, _BOLD = 40, 0.85
"""Pixels around the name, and how many of its letters fit where an average one would."""
_ROOMY = 620
"""Pixels of height from which the table of parameters is shown without being asked for."""


class FunctionPage(QWidget):
    """The middle of the window."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signature = SignaturePanel(actions, theme)
        self.call = CallPanel(actions, theme)
        self.result = ResultPanel(theme)
        self._title = selectable(label(role="title", scale=1.45))
        self._facts = ElidedLabel()
        self._chip = label(role="chip")
        self._pages = QStackedWidget()
        self._nothing = label(tr(_CHOOSE), "muted", wrap=True)
        self.results = AdaptiveSplitter((self.call, self.result), width=_BESIDE, beside=(310, 310), above=(170, 200))
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        self.show_nothing_chosen()

    @property
    def chip_text(self) -> str:
        """What stands beside the export's name: its likely convention."""
        return self._chip.text()

    @property
    def chip_tip(self) -> str:
        """The reasons for it, a line each."""
        return self._chip.toolTip()

    def show_nothing_chosen(self, *, exporting: bool = True) -> None:
        """Say that an export is to be chosen, or that the DLL has none."""
        self._pages.setCurrentIndex(0)
        self._nothing.setText(tr(_CHOOSE if exporting else _EMPTY))

    def show_export(self, export: Export, comment: str = "") -> None:
        """Say which export this is about, and what its header says of it."""
        self._pages.setCurrentIndex(1)
        name = export.undecorated or export.symbol
        self._title.setToolTip(name)
        facts = [tr("exported as {name}").format(name=export.name)] if export.undecorated and export.name else []
        facts += [tr("ordinal {number}").format(number=export.ordinal)]
        facts += [f"RVA {export.rva:#x}"] if export.rva else []
        facts += [comment] if comment else []
        note = tr(_NOT_CALLABLE[export.kind]) if export.kind in _NOT_CALLABLE else ""
        self._facts.set_text(" · ".join(facts) + (f" — {note}" if note else ""))
        self._chip.setText(_chip_text(export))
        self._chip.setToolTip(evidence_text(export))
        sure = export.convention.confidence is Confidence.HIGH and export.kind is ExportKind.FUNCTION
        restyle(self._chip, "tone", "accent" if sure else "")
        self._show_title()

    def focus_call(self) -> None:
        """Give the keyboard to what is to be done next: the first argument, or the button."""
        (self.call.fields[0].editor if self.call.fields else self.call.call_button).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        for part in (self.signature, self.call, self.result):
            part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the table of parameters where there is room for it."""
        super().resizeEvent(event)
        self.signature.propose_table(event.size().height() >= _ROOMY)
        self._show_title()

    def _show_title(self) -> None:
        """As much of the export's name as leaves room for its convention."""
        room = self.width() - self._chip.sizeHint().width() - _GAPS
        fitting = round(room / self._title.fontMetrics().averageCharWidth() * _BOLD)
        self._title.setText(short_name(self._title.toolTip(), min(max(fitting, _SHORTEST), _LONGEST)))

    def _arrange(self) -> None:
        self.parts.setHandleWidth(8)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.signature)
        self.parts.addWidget(self.results)
        self.parts.setStretchFactor(1, 1)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._facts, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 2, 4, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.parts, 1)
        scroll = QScrollArea()  # what doesn't fit is scrolled, not cut
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        scroll.setMinimumSize(320, 200)
        self._pages.addWidget(_centred(self._nothing))
        self._pages.addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)


def _chip_text(export: Export) -> str:
    known = export.kind is not ExportKind.FUNCTION or export.convention.guess is not None
    return convention_text(export) if known else tr("convention not evident")


def _centred(words: QLabel) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(words)
    return page
