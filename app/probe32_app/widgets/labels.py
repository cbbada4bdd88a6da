"""Labels whose look the style sheet decides by their role."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget


def label(text: str = "", role: str = "", *, scale: float = 1.0, wrap: bool = False) -> QLabel:
    """A label for plain text; `scale` multiplies the system's font size."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if scale != 1.0:
        font = made.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        made.setFont(font)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let mouse and keyboard select the text, so that it can be copied."""
    flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    made.setTextInteractionFlags(flags)
    return made


def monospaced(widget: QWidget, scale: float = 1.0) -> None:
    """Give a widget the system's fixed-width font at its own size times `scale`."""
    widget.setFont(fixed_font(widget, scale))


def fixed_font(widget: QWidget, scale: float = 1.0) -> QFont:
    """The system's fixed-width font at the size of a widget's times `scale`."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(widget.font().pointSizeF() * scale)
    return font


def column_width(widget: QWidget, sample: str) -> int:
    """The pixels that a table's column needs for `sample`, also as a bold heading with its margins."""
    font = widget.font()
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(sample) + 22


def panel() -> QFrame:
    """An empty card."""
    frame = QFrame()
    frame.setProperty("panel", True)
    return frame


def droppless_line() -> QLineEdit:
    """A line that leaves dropped files to the window."""
    line = QLineEdit()
    line.setAcceptDrops(False)
    return line


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that is cut short with an ellipsis rather than widening its window; the tool tip shows all of it."""

    def __init__(self, role: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str, tip: str = "") -> None:
        """Show `text`, and `tip` (or the whole text) when the mouse rests on it."""
        self.setText(text)
        self.setToolTip(tip or text)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
