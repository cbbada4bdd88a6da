"""The DLLs that a DLL needs, as a tree whose branches are made when they are opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QBrush, QGuiApplication, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from probe32.doctor import Node

from ..models.dependencies import is_troubled, node_text, severity, state_text, tip, tree_text
from ..translating import tr
from ..widgets.icons import icon
from ..widgets.labels import column_width
from ..widgets.theme import Theme

_NODE = Qt.ItemDataRole.UserRole
_ROOMY = 480
"""Pixels of width from which version and place have columns; below that the tool tip tells them."""
_ICONS = {"error": ("error", "danger"), "warning": ("warning", "warning")}


class DependencyTree(QTreeWidget):
    """Emits `node_shown` with the `Node` that became current (or None), `open_requested` with the path of one."""

    node_shown = Signal(object)
    open_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons = _icons(theme)
        self._troubled = False
        self._nodes: tuple[Node, ...] = ()
        self.setHeaderLabels([tr("DLL"), tr("State"), tr("Version"), tr("Where")])
        self.setAccessibleName(tr("Dependencies"))
        self.setProperty("framed", True)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setIndentation(round(self.fontMetrics().height()))
        self._add_actions()
        self.itemExpanded.connect(self._fill)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(self._on_activated)

    @property
    def current_node(self) -> Node | None:
        """The DLL that the keyboard is at, or None."""
        return _node(self.currentItem())

    def show_nodes(self, nodes: Sequence[Node], *, troubled: bool) -> None:
        """Show a tree, or of it only the way to what is wrong; branches with something wrong begin open."""
        self._nodes, self._troubled = tuple(nodes), troubled
        self.clear()
        self._add(self.invisibleRootItem(), self._nodes)
        for row in range(self.topLevelItemCount()):
            if (top := self.topLevelItem(row)) is not None:
                top.setExpanded(True)
                self._open_troubled(top)
        first = self._first_wrong(self.invisibleRootItem()) or self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
            self.scrollToItem(first, QAbstractItemView.ScrollHint.EnsureVisible)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show version and place where there is room for them."""
        super().resizeEvent(event)
        roomy = event.size().width() >= _ROOMY
        if roomy is self.isColumnHidden(2):
            for column in (2, 3):
                self.setColumnHidden(column, not roomy)
        self._fit_columns()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self._icons = _icons(theme)
        self.show_nodes(self._nodes, troubled=self._troubled)

    def _fit_columns(self) -> None:
        """Names and versions as wide as they are, within bounds."""
        for column, most in enumerate(("a_vendors_very_long_driver.dll", tr("5 functions missing"), "10.0.19041.1")):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column), column_width(self, most)))

    def _add(self, parent: QTreeWidgetItem, nodes: Sequence[Node]) -> None:
        for each in nodes:
            if not self._troubled or is_troubled(each):
                parent.addChild(self._item(each))

    def _item(self, node: Node) -> QTreeWidgetItem:
        item = QTreeWidgetItem([node.dll, state_text(node), node.version, str(node.path) if node.path else ""])
        item.setData(0, _NODE, node)
        kind = severity(node)
        if kind in _ICONS:
            item.setIcon(0, self._icons[kind])
            item.setForeground(1, QBrush(self._theme.color(_ICONS[kind][1])))
        elif kind == "muted":
            item.setForeground(1, QBrush(self._theme.color("text_muted")))
        for column in range(4):
            item.setToolTip(column, tip(node))
        if any(not self._troubled or is_troubled(each) for each in node.needs):
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _fill(self, item: QTreeWidgetItem) -> None:
        node = _node(item)
        if node is not None and not item.childCount():
            self._add(item, node.needs)

    def _open_troubled(self, item: QTreeWidgetItem) -> None:
        for row in range(item.childCount()):
            child = item.child(row)
            node = _node(child)
            if node is not None and any(is_troubled(each) for each in node.needs):
                child.setExpanded(True)
                self._open_troubled(child)

    def _first_wrong(self, item: QTreeWidgetItem) -> QTreeWidgetItem | None:
        for row in range(item.childCount()):
            child = item.child(row)
            node = _node(child)
            if node is not None and node.problems:
                return child
            if (found := self._first_wrong(child)) is not None:
                return found
        return None

    def _add_actions(self) -> None:
        copy = QAction(tr("&Copy this DLL"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        whole = QAction(tr("Copy the &tree"), self)
        whole.triggered.connect(self._on_copy_tree)
        opened = QAction(tr("&Open this DLL"), self)
        opened.triggered.connect(lambda: self._on_activated(self.currentItem()))
        seen = QAction(tr("&Go to where it is shown first"), self)
        seen.triggered.connect(self._on_go_to_first)
        self.addActions([opened, seen, copy, whole])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _on_current(self) -> None:
        self.node_shown.emit(self.current_node)

    def _on_activated(self, item: QTreeWidgetItem | None) -> None:
        node = _node(item)
        if node is not None and node.path is not None:
            self.open_requested.emit(str(node.path))

    def _on_copy(self) -> None:
        if (node := self.current_node) is not None:
            QGuiApplication.clipboard().setText(node_text(node))

    def _on_copy_tree(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(tree_text(self._nodes, troubled=self._troubled)))

    def _on_go_to_first(self) -> None:
        node = self.current_node
        if node is not None and (first := self._shown_first(self.invisibleRootItem(), node)) is not None:
            self.setCurrentItem(first)

    def _shown_first(self, item: QTreeWidgetItem, like: Node) -> QTreeWidgetItem | None:
        self._fill(item)
        for row in range(item.childCount()):
            child = item.child(row)
            node = _node(child)
            if node is not None and node.path == like.path and node.status != "seen":
                return child
            if (found := self._shown_first(child, like)) is not None:
                return found
        return None


def _icons(theme: Theme) -> dict[str, QIcon]:
    return {kind: icon(name, theme, token) for kind, (name, token) in _ICONS.items()}


def _node(item: QTreeWidgetItem | None) -> Node | None:
    node = item.data(0, _NODE) if item is not None else None
    return node if isinstance(node, Node) else None
