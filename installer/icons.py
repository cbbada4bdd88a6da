"""The application's icon for Windows, drawn from its SVG."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""In pixels: what Windows shows at 100 to 250 % (its "Icons" guideline)."""


def write_icon(svg: Path, target: Path) -> None:
    """Draw `svg` in every size that Windows shows, and write them as one .ico file of PNGs (since Windows Vista).

    Shapes need none of Qt's application objects, and a process has room for one only: `svg` must contain no text.
    """
    renderer = QSvgRenderer(str(svg))
    pictures = [_drawn(renderer, size) for size in _SIZES]
    offset = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in zip(_SIZES, pictures, strict=True):
        edge = size % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), offset + len(body))
        body += picture
    target.write_bytes(head + body)


def _drawn(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
