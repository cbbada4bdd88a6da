"""How a row of the exports table looks: an icon for the kind, a check mark for a signature."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..models.exports import KIND_ROLE, SIGNED_ROLE, ExportColumn
from .option import fields

Index = QModelIndex | QPersistentModelIndex


class ExportDelegate(QStyledItemDelegate):
    """Draws the icons `function`, `data`, `forward` before names and `check` in the signature column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons: Mapping[str, QIcon] = {}

    def set_icons(self, icons: Mapping[str, QIcon]) -> None:
        """Use these icons from the next painting on."""
        self._icons = icons

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add the kind's icon to the name."""
        super().initStyleOption(option, index)
        if index.column() == ExportColumn.NAME and (icon := self._icons.get(str(index.data(KIND_ROLE)))):
            known = fields(option)
            known.icon = icon
            known.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            side = known.fontMetrics.height()
            known.decorationSize = QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the check mark over it."""
        super().paint(painter, option, index)
        if index.column() == ExportColumn.SIGNATURE and index.data(SIGNED_ROLE):
            side = fields(option).fontMetrics.height()
            place = QRect(0, 0, side, side)
            place.moveCenter(fields(option).rect.center())
            self._icons["check"].paint(painter, place)
