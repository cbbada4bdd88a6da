"""What the open DLL needs, whether it is there, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probe32.doctor import Diagnosis, Node, Problem

from ..models.dependencies import is_troubled, verdict
from ..translating import tr
from ..widgets.icons import icon
from ..widgets.labels import label, selectable
from ..widgets.theme import Theme
from .dependency_tree import DependencyTree


class DependenciesPanel(QFrame):
    """A tree over the functions that are taken from the chosen DLL.

    `folder_added` carries a folder that is to be searched, `open_requested` the path of a DLL.
    """

    folder_added = Signal(str)
    open_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Diagnosis | None = None
        self.verdict = label(wrap=True)
        self.only_problems = QToolButton()
        self.tree = DependencyTree(theme)
        self.message = selectable(label(wrap=True))
        self.add_folder = QToolButton()
        self.functions = QTreeWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._folder: Path | None = None
        self._prepare()
        self._arrange()
        self.tree.node_shown.connect(self._show_node)
        self.tree.open_requested.connect(self.open_requested)
        self.only_problems.toggled.connect(lambda _: self._show_tree())
        self.add_folder.clicked.connect(self._on_add_folder)
        self.show_notice(tr("Open a DLL to see which others it needs."))

    def show_diagnosis(self, found: Diagnosis) -> None:
        """Show what was found out about the open DLL."""
        self._found = found
        self.verdict.setText(verdict(found))
        self.only_problems.setEnabled(any(map(is_troubled, found.tree)))
        if not self.only_problems.isEnabled():
            self.only_problems.setChecked(False)
        self._show_tree()

    def show_notice(self, text: str) -> None:
        """Say why there is nothing to be seen."""
        self._found = None
        self.verdict.setText(text)
        self.only_problems.setEnabled(False)
        self._show_tree()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self._theme = theme
        self.tree.set_theme(theme)
        self._show_node(self.tree.current_node)

    def _show_tree(self) -> None:
        nodes = self._found.tree if self._found else ()
        self.tree.show_nodes(nodes, troubled=self.only_problems.isChecked())
        if not nodes:
            self._show_node(None)

    def _show_node(self, node: Node | None) -> None:
        lines = [_told(each) for each in node.problems] if node else []
        if node is not None and not lines and node.why:
            lines = [tr("{dll}: {why}.").format(dll=node.dll, why=node.why)]
        self.message.setText("\n\n".join(lines))
        self._folder = next((each.folder for each in node.problems if each.folder), None) if node else None
        self.add_folder.setVisible(self._folder is not None)
        self.add_folder.setToolTip(str(self._folder or ""))
        self._show_functions(node)

    def _show_functions(self, node: Node | None) -> None:
        self.functions.clear()
        if node is None:
            return
        count, absent = len(node.taken), set(node.absent)
        title = tr("Functions taken from it: {count}").format(count=count) if count else tr("Functions taken from it")
        self.functions.setHeaderLabels([title, ""])
        wrong = icon("error", self._theme, "danger") if absent else QIcon()
        for name in sorted(node.taken, key=lambda each: (each not in absent, each.casefold())):
            item = QTreeWidgetItem([name, tr("missing") if name in absent else ""])
            if name in absent:
                item.setIcon(0, wrong)
                item.setForeground(1, self._theme.color("danger"))
            self.functions.addTopLevelItem(item)

    def _on_add_folder(self) -> None:
        if self._folder is not None:
            self.folder_added.emit(str(self._folder))

    def _prepare(self) -> None:
        self.setProperty("panel", True)
        self.only_problems.setText(tr("Problems only"))
        self.only_problems.setCheckable(True)
        self.only_problems.setToolTip(tr("Show only the way to what is wrong"))
        self.add_folder.setText(tr("Add this folder"))
        for each in (self.only_problems, self.add_folder):
            each.setProperty("toggle", True)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.message.setAccessibleName(tr("What is wrong, and what to do"))
        functions = self.functions
        functions.setAccessibleName(tr("Functions taken from the DLL"))
        functions.setProperty("framed", True)
        functions.setRootIsDecorated(False)
        functions.setUniformRowHeights(True)
        functions.setHeaderLabels([tr("Functions taken from it"), ""])
        functions.header().setStretchLastSection(False)
        functions.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        functions.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        head.addWidget(self.only_problems, 0, Qt.AlignmentFlag.AlignTop)
        below = QWidget()
        details = QVBoxLayout(below)
        details.setContentsMargins(0, 6, 0, 0)
        details.setSpacing(6)
        details.addWidget(self.message)
        details.addWidget(self.add_folder, 0, Qt.AlignmentFlag.AlignLeft)
        details.addWidget(self.functions, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(below)
        self.splitter.setSizes([320, 240])
        # Its own wish for height would make the dock scroll where both trees could well be lower.
        self.splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.splitter.setMinimumHeight(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.splitter, 1)


def _told(problem: Problem) -> str:
    """What is wrong, and what to do; below it there is a button where a folder would help."""
    fix = tr("{folder} has it.").format(folder=problem.folder) if problem.folder else problem.fix
    return f"{problem.message}\n{fix}"
