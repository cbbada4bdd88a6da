"""The window: menus, tool bar, pages, status bar; files dropped on it; its closing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..models.exports import ExportsModel
from ..models.history import HistoryModel
from ..translating import tr
from ..widgets.banner import Banner
from ..widgets.icons import application_icon
from ..widgets.theme import Theme
from .actions import Actions
from .docks import Area
from .empty_page import EmptyPage
from .explanations import explain
from .history_panel import HistoryPanel
from .host_indicator import HostIndicator
from .menus import build_menus, build_tool_bar, fill_recent
from .progress_line import ProgressLine
from .status_words import StatusWords
from .title_label import TitleLabel
from .workspace import Workspace

_CONFIRMING_MS = 8000


class MainWindow(QMainWindow):
    """Emits `recent_chosen` with a path, `files_dropped` with paths and whether another window is to take them (Shift
    was held), and `close_requested` instead of closing by itself.
    """

    files_dropped = Signal(list, bool)
    recent_chosen = Signal(str)
    close_requested = Signal()
    closed = Signal()

    def __init__(self, exports: ExportsModel, history: HistoryModel, theme: Theme) -> None:
        super().__init__()
        self._may_close = False
        self.actions_ = Actions(self)
        self.trouble = Banner(theme)
        self.banner = Banner(theme)
        self.empty = EmptyPage(self.actions_, theme)
        self.workspace = Workspace(exports, self.actions_, theme)
        self.history = HistoryPanel(history, self.actions_, theme)
        self.docks = self.workspace.docks
        self.host = HostIndicator(self.actions_, theme)
        self.status = StatusWords()
        self.title = TitleLabel()
        self.progress = ProgressLine(self.actions_.stop)
        self._pages = QStackedWidget()
        self._arrange()
        self.set_theme(theme)
        explain(self.workspace, self.history, self.host)
        self.empty.recent_chosen.connect(self.recent_chosen)
        self.show_library("")

    def show_library(self, name: str, facts: str = "", tip: str = "", *, exporting: bool = True) -> None:
        """Show the work on a DLL, or the page to begin with when `name` is ""; `exporting`: it has exports."""
        self._pages.setCurrentWidget(self.workspace if name else self.empty)
        self.panels_menu.setEnabled(bool(name))
        self.title.show_text(name, facts, tip)
        self.workspace.show_nothing_chosen(exporting=exporting)

    def show_document(self, name: str, unsaved: bool) -> None:
        """Put the document into the window's title."""
        self.setWindowTitle(tr("{name}[*] · Probe32").format(name=name) if name else tr("Probe32"))
        self.setWindowModified(unsaved)

    def show_recent(self, paths: list[str]) -> None:
        """List the files opened last, in the menu and on the first page."""
        self.empty.set_recent(paths)
        fill_recent(self.recent_menu, paths, self.actions_, self.recent_chosen.emit)

    def confirm(self, text: str) -> None:
        """Say in the status bar that something was done: for a while, or until the next call or edit.

        What is to be read or done next is a banner's.
        """
        self.statusBar().showMessage(text, _CONFIRMING_MS)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours everywhere."""
        self.actions_.set_theme(theme)
        for part in (self.trouble, self.banner, self.empty, self.workspace, self.host):
            part.set_theme(theme)

    def allow_close(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def layout_state(self) -> dict[str, QByteArray]:
        """What to remember of the window."""
        return {"geometry": self.saveGeometry(), **self.workspace.layout_state()}

    def restore_layout(self, blobs: dict[str, QByteArray]) -> None:
        """Put the window back as it was; empty states change nothing."""
        if not blobs["geometry"].isEmpty():
            self.restoreGeometry(blobs["geometry"])
        self.workspace.restore_layout(blobs)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first, unless it has been allowed."""
        if self._may_close:
            event.accept()
            self.closed.emit()
        else:
            event.ignore()
            self.close_requested.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()
            self.empty.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look normal again."""
        self.empty.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        self.empty.set_hot(False)
        paths = [each.toLocalFile() for each in event.mimeData().urls() if each.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.files_dropped.emit([str(Path(each)) for each in paths], held)

    def _arrange(self) -> None:
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableGeometry().size()))
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.workspace)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rim = QVBoxLayout()
        rim.setContentsMargins(8, 0, 8, 0)
        rim.addWidget(self.trouble)
        rim.addWidget(self.banner)
        rim.addWidget(self.progress)
        column.addLayout(rim)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(central)
        self.docks.add("history", tr("History"), self.history, Area.BOTTOM)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().addPermanentWidget(self.host)
        self.statusBar().setSizeGripEnabled(False)
        self.recent_menu, self.panels_menu = build_menus(self.menuBar(), self.actions_, self.docks)
        self.addToolBar(build_tool_bar(self.actions_, self.title))
