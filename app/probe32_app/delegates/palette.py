"""A line of the palette: what it is, the small print, and the shortcut at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..models.palette import ENTRY_ROLE, Entry
from .option import fields

_MARGIN = 10


class PaletteDelegate(QStyledItemDelegate):
    """Draws an `Entry`; `set_muted` gives the colour of the small print."""

    _muted = QColor("grey")

    def set_muted(self, color: QColor) -> None:
        """Draw what is less important in this colour."""
        self._muted = color

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground as any list does, then the three texts."""
        entry = index.data(ENTRY_ROLE)
        assert isinstance(entry, Entry)
        self.initStyleOption(option, index)
        shown = fields(option)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, shown.widget)
        room = shown.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        metrics = shown.fontMetrics
        painter.save()
        painter.setPen(self._muted)
        _draw(painter, room, Qt.AlignmentFlag.AlignRight, entry.shortcut)
        room.setRight(room.right() - (metrics.horizontalAdvance(entry.shortcut) + _MARGIN if entry.shortcut else 0))
        painter.setPen(shown.palette.text().color())
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width())
        _draw(painter, room, Qt.AlignmentFlag.AlignLeft, text)
        room.setLeft(room.left() + metrics.horizontalAdvance(text) + _MARGIN)
        painter.setPen(self._muted)
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, room.width())
        _draw(painter, room, Qt.AlignmentFlag.AlignLeft, detail)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A comfortable line."""
        return QSize(200, round(fields(option).fontMetrics.height() * 1.8))


def _draw(painter: QPainter, room: QRect, side: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)
