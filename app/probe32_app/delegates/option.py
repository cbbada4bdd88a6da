"""The fields of a style option, which PySide6's own annotations leave out."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget


class ItemOption(Protocol):
    """What delegates read and change of a `QStyleOptionViewItem`."""

    rect: QRect
    palette: QPalette
    font: QFont
    backgroundBrush: QBrush  # noqa: N815 - Qt's name
    fontMetrics: QFontMetrics  # noqa: N815 - Qt's name
    icon: QIcon
    text: str
    widget: QWidget
    decorationSize: QSize  # noqa: N815 - Qt's name
    features: QStyleOptionViewItem.ViewItemFeature


def fields(option: QStyleOptionViewItem) -> ItemOption:
    """The same option, with its fields known."""
    return cast("ItemOption", option)


def write_in(option: QStyleOptionViewItem, color: QColor) -> None:
    """Write the cell's text in a colour, chosen or not."""
    palette = QPalette(fields(option).palette)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
        palette.setColor(role, color)
    fields(option).palette = palette
