"""The groups of a preview as a tree with check boxes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ..models.import_preview import PreviewGroup, PreviewRow
from ..translating import tr
from ..widgets.labels import column_width

_ROW = Qt.ItemDataRole.UserRole


class PreviewTree(QTreeWidget):
    """Emits `row_shown` with the `PreviewRow` (or None) that became current, and `choice_changed`."""

    row_shown = Signal(object)
    choice_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels([tr("Declaration"), tr("Kind"), tr("What it says")])
        self.setAccessibleName(tr("Declarations"))
        self.setProperty("framed", True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, column_width(self, "sp_set_integration_time and more"))
        header.resizeSection(1, column_width(self, "function"))
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(lambda *_: self.choice_changed.emit())

    def show_groups(self, groups: tuple[PreviewGroup, ...]) -> None:
        """Show these; what a person chose among rows of the same names stays so."""
        earlier = dict(self._states())
        self.blockSignals(True)
        self.clear()
        for each in groups:
            self._add(each, earlier)
        self.blockSignals(False)
        if rows := self._rows():
            self.setCurrentItem(rows[0])
        self.choice_changed.emit()

    @property
    def chosen(self) -> list[str]:
        """The names whose boxes are checked."""
        return [name for name, checked in self._states() if checked]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks, wherever in the row the keyboard is; all others move."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            checked = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)

    def _add(self, group: PreviewGroup, earlier: dict[str, bool]) -> None:
        top = QTreeWidgetItem(self, [f"{group.title} ({len(group.rows)})", "", group.tip])
        top.setToolTip(2, group.tip)
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        choosable = any(each.choosable for each in group.rows)
        if choosable:
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        top.addChildren([_item(each, earlier) for each in group.rows])
        top.setExpanded(group.begins_open)

    def _rows(self) -> list[QTreeWidgetItem]:
        tops = [top for at in range(self.topLevelItemCount()) if (top := self.topLevelItem(at)) is not None]
        return [top.child(row) for top in tops for row in range(top.childCount())]

    def _states(self) -> list[tuple[str, bool]]:
        rows = [(each.data(0, _ROW), each.checkState(0) is Qt.CheckState.Checked) for each in self._rows()]
        return [(row.name, checked) for row, checked in rows if row.choosable]

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        self.row_shown.emit(item.data(0, _ROW) if item is not None else None)


def _item(row: PreviewRow, earlier: dict[str, bool]) -> QTreeWidgetItem:
    words = row.note or " ".join(row.new.split())
    item = QTreeWidgetItem([row.name, row.kind, words])
    item.setData(0, _ROW, row)
    for column in range(3):
        item.setToolTip(column, "\n".join(each for each in (row.note, row.new) if each))
    if row.choosable:
        checked = earlier.get(row.name, row.chosen)
        item.setCheckState(0, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    else:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    return item
