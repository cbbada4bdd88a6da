"""The command palette: a line to type into, and below it what can be done and gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QListView, QVBoxLayout, QWidget

from ..delegates.palette import PaletteDelegate
from ..models.palette import ENTRY_ROLE, Entry, PaletteModel
from ..translating import tr
from ..widgets.labels import droppless_line
from ..widgets.theme import Theme

_WIDTH, _HEIGHT, _DOWN = 620, 420, 84
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PaletteDialog(QDialog):
    """Offers `texts`, of which `entry` tells the rest. `chosen` carries the `Entry`; the dialog is gone by then."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, texts: Sequence[str], entry: Callable[[int], Entry], theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("Commands and exports"))
        self.setProperty("palette", True)
        self.line = droppless_line()
        self.list = QListView()
        self.model = PaletteModel(self)
        self._delegate = PaletteDelegate(self)
        self._delegate.set_muted(theme.color("text_muted"))
        self.model.set_entries(texts, entry)
        self._arrange(parent)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_return)
        self.model.modelReset.connect(lambda: self.list.setCurrentIndex(self.model.index(0, 0)))
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._on_chosen)
        self.finished.connect(self.deleteLater)
        self._on_typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while one goes on typing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _arrange(self, parent: QWidget) -> None:
        self.line.setPlaceholderText(tr("Type a few letters of a command or an export"))
        self.line.setAccessibleName(tr("Search commands and exports"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(tr("Commands and exports"))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        width, height = min(_WIDTH, parent.width() - 40), min(_HEIGHT, parent.height() - 120)
        self.resize(width, height)
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, _DOWN)))

    def _on_typed(self, text: str) -> None:
        self.model.search(text)

    def _on_return(self) -> None:
        self.model.finish()
        self._on_chosen(self.list.currentIndex())

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if entry is not None:
            self.accept()
            self.chosen.emit(entry)
