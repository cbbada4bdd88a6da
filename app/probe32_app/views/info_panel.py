"""What the file of the open DLL tells: who signed it, as a headline, and everything else as a tree."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from probe32.image_outline import Fact

from ..models.info_tree import FACT_ROLE, InfoTreeModel, as_text, counted, matching
from ..translating import tr
from ..widgets.code_view import CodeView
from ..widgets.icons import icon
from ..widgets.labels import column_width, droppless_line, label, panel, selectable
from ..widgets.theme import Theme

_PAUSE_MS = 150
"""Of typing, before the tree is searched."""
_MOST_OPEN = 400
"""Lines that are all shown open after a search."""


class InfoPanel(QWidget):
    """A headline, a line to search with, the tree, and below it the text of what is chosen, such as a manifest.

    `searched`: the tree shows what was searched for.
    """

    searched = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = InfoTreeModel(self)
        self.tree = _InfoTree()
        self.headline = selectable(label(wrap=True))
        self.search = droppless_line()
        self.copy_all = QToolButton()
        self.text = CodeView("xml", theme)
        self.message = label("", "muted", wrap=True)
        self._facts: tuple[Fact, ...] = ()
        self._pause = QTimer(self)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._pages = QStackedWidget()
        self._prepare()
        self._arrange()
        self.set_theme(theme)
        self.show_message(tr("Open a DLL to see what its file tells."))

    def show_facts(self, headline: str, facts: tuple[Fact, ...]) -> None:
        """Show these groups, searched for what stands in the search line."""
        self._facts = facts
        self.headline.setText(headline)
        self._pages.setCurrentIndex(1)
        self._show_found()

    def show_message(self, text: str) -> None:
        """Show a sentence in place of facts."""
        self._facts = ()
        self.model.set_facts(())
        self.message.setText(text)
        self._pages.setCurrentIndex(0)

    def flush(self) -> None:
        """Search for what was typed now."""
        if self._pause.isActive():
            self._pause.stop()
            self._show_found()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.text.set_theme(theme)
        self.copy_all.setIcon(icon("copy", theme))

    def _prepare(self) -> None:
        self.headline.setAccessibleName(tr("Signature"))
        self.search.setPlaceholderText(tr("Search all facts"))
        self.search.setAccessibleName(tr("Search all facts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._pause.start(_PAUSE_MS))
        self.search.returnPressed.connect(self.tree.setFocus)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._show_found)
        self.copy_all.setToolTip(tr("Copy everything, or all that was found, as text"))
        self.copy_all.setAccessibleName(tr("Copy everything"))
        self.copy_all.setAutoRaise(True)
        self.copy_all.clicked.connect(lambda: _put(as_text(self.model.facts)))
        self.text.setAccessibleName(tr("Text of the chosen fact"))
        self.tree.set_up(self.model)
        self.tree.selectionModel().currentRowChanged.connect(self._on_current)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.copy_all)
        self._split.addWidget(self.tree)
        self._split.addWidget(self.text)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([300, 200])
        told = QWidget()
        rows = QVBoxLayout(told)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.headline)
        rows.addLayout(line)
        rows.addWidget(self._split, 1)
        notice = QWidget()
        lines = QVBoxLayout(notice)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.message)
        lines.addStretch()
        self._pages.addWidget(notice)
        self._pages.addWidget(told)
        card = panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _show_found(self) -> None:
        text = self.search.text().strip()
        self.model.set_facts(matching(self._facts, text) if text else self._facts)
        self.text.hide()
        if text and counted(self.model.facts) <= _MOST_OPEN:
            self.tree.expandAll()
        else:
            self._open_groups()
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self.searched.emit()

    def _open_groups(self) -> None:
        for row, fact in enumerate(self.model.facts):
            if not fact.many:
                self.tree.expand(self.model.index(row, 0))

    def _on_current(self, index: QModelIndex) -> None:
        fact = index.data(FACT_ROLE)
        text = fact.text if isinstance(fact, Fact) else ""
        self.text.setVisible(bool(text))
        if text:
            self.text.show_text(text, "xml")
            self.text.verticalScrollBar().setValue(0)


class _InfoTree(QTreeView):
    """Copies the chosen rows with Ctrl+C, and offers what can be copied on the right button."""

    def set_up(self, model: InfoTreeModel) -> None:
        """Attach the model, and set the look."""
        self.setModel(model)
        self.setProperty("framed", True)
        self.setAccessibleName(tr("What the file tells"))
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, column_width(self, "further certificates"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies; all others move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            _put(self.chosen_text())
        else:
            super().keyPressEvent(event)

    def chosen_text(self) -> str:
        """The chosen rows, a line each, a tab between name and value."""
        facts = [index.data(FACT_ROLE) for index in self.selectionModel().selectedRows()]
        return "\n".join("\t".join(filter(None, (each.name, each.value))) for each in facts)

    def _on_menu(self, place: QPoint) -> None:
        fact = self.indexAt(place).data(FACT_ROLE)
        if not isinstance(fact, Fact):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if fact.value or fact.text:
            menu.addAction(tr("Copy the &value"), lambda: _put(fact.value or fact.text))
        menu.addAction(tr("&Copy the row"), lambda: _put(self.chosen_text()))
        if fact.text:
            menu.addAction(tr("Copy the &text"), lambda: _put(fact.text))
        if fact.facts:
            menu.addAction(tr("Copy with all &below"), lambda: _put(as_text([fact])))
        menu.popup(self.viewport().mapToGlobal(place))


def _put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
