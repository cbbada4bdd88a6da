"""Our SVG icons in a theme's colours, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from probe32.resources import resource

from ..messages import Severity
from .theme import Theme

SEVERITY_ICONS = {
    Severity.ERROR: ("error", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.INFO: ("info", "accent"),
}
"""How loud a message is as an icon and the token of its colour."""
_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, theme: Theme, token: str = "text") -> QIcon:
    """The icon `name` drawn in the colour of `token`, and dimmed where it is disabled."""
    return _drawn_icon(name, theme.color(token).name(), theme.color("text_disabled").name())


@lru_cache(maxsize=256)
def _drawn_icon(name: str, normal: str, dimmed: str) -> QIcon:
    # Drawn once: a window asks for 167 icons, of which most are the same few; drawing took half of its making.
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    modes = ((QIcon.Mode.Normal, normal), (QIcon.Mode.Selected, normal), (QIcon.Mode.Disabled, dimmed))
    for mode, color in modes:
        for size in _SIZES:
            result.addPixmap(_drawn(source, color, size), mode)
    return result


def pixmap(name: str, theme: Theme, token: str, size: int, ratio: float) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen with `ratio` pixels to one of them."""
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    picture = _drawn(source, theme.color(token).name(), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def application_icon() -> QIcon:
    """The product's own icon."""
    return QIcon(str(resource("icons", "probe32.svg")))


def _drawn(source: str, color: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
