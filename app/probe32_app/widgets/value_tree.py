"""The form of a struct, or of a list of structs: a tree with a field for each member."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTreeView,
)

from ..models.value_tree import TYPE, VALUE, ValueTreeModel
from ..translating import tr
from .leaf_delegate import LeafDelegate
from .own_undo import OwnUndo

Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS = 9
_ROOM = "0" * 10
"""What a value has room for at least, wherever there is any."""


class ValueTree(QTreeView):
    """Typing, F2, Return or a click edits a value; in a list Ins and Del add and remove an element."""

    def __init__(self, model: ValueTreeModel, name: str) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(LeafDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("framed", True)
        self.setUniformRowHeights(True)
        self.setIndentation(round(self.fontMetrics().height()))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked
        )
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.header().setMinimumSectionSize(40)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        tip = tr("Type to change a value; an empty one is not given, and zero. Ctrl+Z takes the last change back.")
        more = tr(" Ins and Del add and remove an element.") if model.many else ""
        self.setToolTip(tip + more)
        OwnUndo(self, model.undo, model.redo)
        model.modelReset.connect(self._unfold)
        model.rowsInserted.connect(self._unfold)
        self.expanded.connect(lambda _: self.updateGeometry())
        self.collapsed.connect(lambda _: self.updateGeometry())
        self._unfold()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit."""
        row = self.sizeHintForRow(0) if self._model.rowCount() else self.fontMetrics().height() + 6
        shown = min(max(self._rows(QModelIndex()), 2), _MOST_ROWS)
        return QSize(super().sizeHint().width(), self.header().sizeHint().height() + row * shown + 4)

    @property
    def is_editing(self) -> bool:
        """Whether a cell is open; it takes what is typed when the keyboard leaves it."""
        return self.state() is QAbstractItemView.State.EditingState

    def fill_menu(self, menu: QMenu) -> None:
        """Put the commands of a list into a menu."""
        if self._model.many:
            menu.addAction(tr("Add an element (Ins)")).triggered.connect(self.add_element)
            menu.addAction(tr("Remove the element (Del)")).triggered.connect(self.remove_element)

    def add_element(self) -> None:
        """One more element at the end."""
        self._model.add_element()
        self.setCurrentIndex(self._model.index(self._model.rowCount() - 1, VALUE))

    def remove_element(self) -> None:
        """The element that the current row belongs to goes."""
        if self._model.rowCount():
            self._model.remove_element(self._model.element_of(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own: Return edits, Ins and Del change a list, Tab leaves."""
        if self.is_editing:
            super().keyPressEvent(event)  # of an editor that has let it pass
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex().siblingAtColumn(VALUE))
        elif event.key() == Qt.Key.Key_Insert and self._model.many:
            self.add_element()
        elif event.key() == Qt.Key.Key_Delete and self._model.many:
            self.remove_element()
        else:
            if event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.setCurrentIndex(self.currentIndex().siblingAtColumn(VALUE))
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Names, types and their titles have what they need; where values get too little, first the types give way.

        All columns fit, so that nothing scrolls sideways and the names never leave the view.
        """
        width, room = self.viewport().width(), self.fontMetrics().horizontalAdvance(_ROOM)
        names, types = (max(self.sizeHintForColumn(at), self.header().sectionSizeHint(at)) for at in (0, TYPE))
        self.setColumnHidden(TYPE, names + room + types > width)
        self.setColumnWidth(0, min(names, max(width - room, width // 2)))
        self.setColumnWidth(TYPE, types)

    def _unfold(self) -> None:
        self.expandToDepth(2)
        self._share_width()
        self.updateGeometry()
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, VALUE))

    def _rows(self, parent: QModelIndex) -> int:
        count = self._model.rowCount(parent)
        inside = (self._model.index(at, 0, parent) for at in range(min(count, _MOST_ROWS)))
        return count + sum(self._rows(each) for each in inside if self.isExpanded(each))
