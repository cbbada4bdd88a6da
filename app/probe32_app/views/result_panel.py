"""What the last call gave: the result, outputs, last error and duration, or why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ..delegates.outputs import OutputsDelegate
from ..messages import Message, Severity
from ..models.outputs import NODE_ROLE, PLACE_ROLE, OutputNode, OutputsModel, Place
from ..translating import tr
from ..widgets.banner import Banner, Offer
from ..widgets.buttons import flat_button, switch
from ..widgets.icons import icon
from ..widgets.labels import label, restyle, selectable
from ..widgets.theme import Theme
from ..widgets.value_details import ValueDetails

_LEAST_ROWS, _MOST_ROWS = 2, 6
_LEAST_WIDTH = 228
_QT_MOST = 16777215
"""Qt's QWIDGETSIZE_MAX: no limit."""


@dataclass(frozen=True)
class ResultText:
    """A finished call in words. `warnings` say what contradicts the signature; `offers` are what to do about it.

    `before` is what the result was in the call before, when that was another, else ""; `whole` is the result itself.
    """

    value: str
    detail: str
    last_error: str
    duration: str
    outputs: tuple[OutputNode, ...] = ()
    failed: bool = False
    warnings: tuple[str, ...] = ()
    place: Place | None = None
    offers: tuple[Offer, ...] = ()
    before: str = ""
    whole: OutputNode | None = None


class ResultPanel(QFrame):
    """Shows a `ResultText`, or a message about a failure above it.

    `memory_requested` carries the `Place` that a person wants to see.
    """

    memory_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.banner = Banner(theme)
        self.outputs = OutputsModel(self)
        self.details = ValueDetails(theme)
        self.forms_button = switch(
            tr("Forms"),
            tr("The value in hexadecimal, binary, as bytes, text, time, error…"),
            tr("Other forms of the value"),
        )
        self._delegate = OutputsDelegate(self)
        self._whole: OutputNode | None = None
        self.tree = QTreeView()
        self.idle = label(role="muted", wrap=True)
        self._before = label(role="chip")
        self.value = selectable(label(role="value", scale=1.5, wrap=True))
        self.detail = selectable(label(role="muted", wrap=True))
        self.last_error = selectable(label(role="muted", wrap=True))
        self.duration = selectable(label(role="muted"))
        self.memory_button = flat_button(tr("Show what is there in memory"))
        self._look = self.tree.addAction(tr("Show what is there in &memory"))
        self._place: Place | None = None
        self._words = QWidget()
        for each in (self.value, self.detail, self.last_error):
            each.setMinimumWidth(1)  # a word that can't be broken is cut rather than all of the panel
        self._prepare()
        self._prepare_memory()
        self._arrange()
        self.set_theme(theme)
        self.show_nothing()

    def show_nothing(self, text: str = "") -> None:
        """Forget the last call, and say why there is nothing."""
        text = text or tr("Nothing called yet: the result of a call (Ctrl+Return) appears here.")
        self.banner.clear()
        self._whole = None
        self.details.hide()
        self._words.hide()
        self.tree.hide()
        self.idle.setText(text)
        self.idle.show()
        self.outputs.set_nodes(())

    def show_running(self, recorded: tuple[OutputNode, ...]) -> None:
        """Show what callbacks have heard so far, while the call still runs."""
        self.show_nothing(tr("The call is running; this is what its callbacks were given so far."))
        self.outputs.set_nodes(recorded)
        self.tree.show()
        self.tree.expand(self.outputs.index(0, 0))

    def show_result(self, result: ResultText) -> None:
        """Show a call that came back, and above it what contradicts its signature."""
        self.banner.clear()
        if result.warnings:
            text = "\n".join(result.warnings)
            message = Message(tr("The signature may be wrong"), text, severity=Severity.WARNING)
            self.banner.show_message(message, result.offers)
        self.idle.hide()
        self.value.setText(result.value)
        self._whole = result.whole
        self._show_before(result)
        self.detail.setText(result.detail)
        self.last_error.setText(tr("Last error {error}").format(error=result.last_error))
        restyle(self.last_error, "role", "caution" if result.failed else "muted")
        self.duration.setText(result.duration)
        self._place = result.place
        self.memory_button.setVisible(result.place is not None)
        self._words.show()
        self.outputs.set_nodes(result.outputs)
        self.tree.setVisible(bool(result.outputs))
        if len(result.outputs) == 1 and not self.details.needed(result.outputs[0].raw):
            self.tree.expand(self.outputs.index(0, 0))
        self.tree.resizeColumnToContents(0)
        self.tree.resizeColumnToContents(1)
        self._show_details()

    def show_failure(self, message: Message, offers: Sequence[Offer] = ()) -> None:
        """Show why the call did not come back; an earlier result goes, it would mislead."""
        self.show_nothing()
        self.idle.hide()
        self.banner.show_message(message, offers)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.banner.set_theme(theme)
        self.details.set_theme(theme)
        self.memory_button.setIcon(icon("watch", theme))
        self._delegate.set_changed_color(theme.color("accent"))
        self.tree.viewport().update()

    def copy_output(self) -> None:
        """Put the whole value of the current row on the clipboard."""
        full = self.tree.currentIndex().data(Qt.ItemDataRole.UserRole)
        if full is not None:
            QGuiApplication.clipboard().setText(str(full))

    def _prepare(self) -> None:
        self.tree.setModel(self.outputs)
        self.tree.setItemDelegate(self._delegate)
        self.tree.setProperty("framed", True)
        self.tree.setAccessibleName(tr("Outputs"))
        self.tree.setUniformRowHeights(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for signal in (self.tree.expanded, self.tree.collapsed):
            signal.connect(lambda _: self._show_details())
        self.tree.setIndentation(round(self.tree.fontMetrics().height()))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        copy = self.tree.addAction(tr("Copy the value"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_output)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _prepare_memory(self) -> None:
        self.memory_button.clicked.connect(lambda: self.memory_requested.emit(self._place))
        self._look.setEnabled(False)
        self._look.triggered.connect(lambda: self.memory_requested.emit(self._current_place()))
        self.tree.selectionModel().currentChanged.connect(
            lambda *_: self._look.setEnabled(self._current_place() is not None)
        )
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._show_details())
        self.forms_button.toggled.connect(lambda _: self._show_details())

    def _show_before(self, result: ResultText) -> None:
        self._before.setText(tr("was {value}").format(value=result.before))
        self._before.setVisible(bool(result.before))
        restyle(self._before, "tone", "accent")
        spoken = tr("Result {value}").format(value=result.value)
        self.value.setAccessibleName(f"{spoken}, {self._before.text()}" if result.before else spoken)

    def _show_details(self) -> None:
        """Show the value in focus, or the only one, in all its forms; unasked only what a cell cannot show."""
        current = self.tree.currentIndex().siblingAtColumn(0).data(NODE_ROLE) if self.tree.isVisibleTo(self) else None
        nodes = self.outputs.nodes
        node = current if isinstance(current, OutputNode) else nodes[0] if len(nodes) == 1 else self._whole
        shown = node is not None and (self.forms_button.isChecked() or self.details.needed(node.raw))
        if node is not None and shown:
            self.details.show_value(node.of, node.raw)
        self.details.setVisible(shown)
        rows = min(max(self._rows(), 2), _MOST_ROWS)
        self.tree.setMinimumHeight(self._height(min(rows, _LEAST_ROWS)))
        self.tree.setMaximumHeight(self._height(rows) if shown else _QT_MOST)

    def _height(self, rows: int) -> int:
        """The pixels that so many rows of the tree need."""
        return self.tree.header().sizeHint().height() + rows * max(self.tree.sizeHintForRow(0), 16) + 6

    def _rows(self) -> int:
        """The rows of the tree that can be seen."""
        index, count = self.outputs.index(0, 0), 0
        while index.isValid() and count < _MOST_ROWS:
            count += 1
            index = self.tree.indexBelow(index)
        return count

    def _current_place(self) -> Place | None:
        place = self.tree.currentIndex().siblingAtColumn(0).data(PLACE_ROLE)
        return place if isinstance(place, Place) else None

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.value, 1)
        first.addWidget(self._before, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self.memory_button, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.duration, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self.detail)
        words.addWidget(self.last_error)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.banner, self.idle, self._words):
            column.addWidget(each)
        # Its least height counts, not the one that it would like.
        self.tree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column.addWidget(self.tree, 1)
        column.addWidget(self.details, 1)
        column.addStretch()
        # A long message may need more height than there is: nothing of it is cut.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self.details.plotted.connect(lambda: scroll.ensureWidgetVisible(self.details, 0, 0))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(tr("Result"), "heading"), 1)
        head.addWidget(self.forms_button)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)
