"""The panels around the function in the middle: at the left, the right and the bottom; to move, float and close."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QFrame, QMainWindow, QScrollArea, QTabBar, QTabWidget, QWidget

from ..widgets.dock_title import DockTitle
from ..widgets.theme import Theme

LAYOUT_VERSION = 2
"""To be raised when the default arrangement changes so much that a remembered one no longer makes sense."""


class Area(Enum):
    """Where a panel stands at first."""

    LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
    RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
    BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


_SIZES = {Area.LEFT: 312, Area.RIGHT: 352, Area.BOTTOM: 176}


class Panel(Protocol):
    """What a dock holds: any `QWidget` that can take a theme."""

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""


@dataclass(frozen=True)
class _Dock:
    name: str
    area: Area
    widget: QDockWidget
    title: DockTitle
    panel: QWidget
    height: int
    set_theme: Callable[[Theme], None]


class Docks(QObject):
    """The docks of one `QMainWindow`, by name. `shown` carries the name of one that has come into sight; `added` the
    action that shows and hides a new one.
    """

    shown = Signal(str)
    added = Signal(QAction)
    _changed = Signal()

    def __init__(self, host: QMainWindow, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self._theme = theme
        self._docks: dict[str, _Dock] = {}
        self._in_sight: set[str] = set()
        self._away: list[QDockWidget] = []
        self._grown: set[str] = set()
        self._kept: QByteArray | None = None
        self._unsized = True
        options = QMainWindow.DockOption
        host.setDockOptions(options.AllowTabbedDocks | options.AllowNestedDocks | options.GroupedDragging)
        host.setDocumentMode(True)
        host.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        host.setCorner(Qt.Corner.BottomLeftCorner, Area.LEFT.value)
        host.setCorner(Qt.Corner.BottomRightCorner, Area.BOTTOM.value)
        self._changed.connect(self._tidy, Qt.ConnectionType.QueuedConnection)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all docks, in the order in which they were added."""
        return tuple(self._docks)

    def add(self, name: str, title: str, panel: Panel, area: Area, *, height: int = 0) -> None:
        """Put `panel` into a dock, as a tab of those that the area has already; the first one stays in front.

        When it comes into sight for the first time, its area becomes at least `height` pixels high.
        """
        assert isinstance(panel, QWidget)
        for each in panel.findChildren(QWidget):
            each.setAcceptDrops(False)  # files are the window's
        widget = QDockWidget(title, self._host)
        widget.setObjectName(name)
        widget.setWidget(_scrolled(panel))
        bar = DockTitle(widget, self._theme)
        widget.setTitleBarWidget(bar)
        self._docks[name] = dock = _Dock(name, area, widget, bar, panel, height, panel.set_theme)
        self._place(dock)
        widget.visibilityChanged.connect(lambda seen: self._on_visibility(name, seen))
        widget.dockLocationChanged.connect(lambda _: self._changed.emit())
        widget.topLevelChanged.connect(lambda _: self._changed.emit())
        self._changed.emit()
        self.added.emit(widget.toggleViewAction())

    def toggles(self) -> list[QAction]:
        """The actions that show and hide the docks."""
        return [each.widget.toggleViewAction() for each in self._docks.values()]

    def title(self, name: str) -> str:
        """What stands above a dock."""
        return self._docks[name].widget.windowTitle()

    def show(self, name: str) -> None:
        """Bring a dock into sight, whether it was closed or behind another one."""
        widget = self._docks[name].widget
        widget.show()
        widget.raise_()

    def focus(self, name: str) -> None:
        """Bring a dock into sight, and give it the keyboard."""
        self.show(name)
        if self._docks[name].widget.isFloating():
            self._docks[name].widget.activateWindow()
        _focus_first(self._docks[name].panel)

    def visible(self, name: str) -> bool:
        """Whether a dock is in sight: open, and the one in front among its tabs."""
        return name in self._in_sight

    def holding_focus(self) -> str:
        """The name of the dock in which the keyboard is, or ""."""
        focused = QApplication.focusWidget()
        holding = (each for each in self._docks.values() if focused is not None and each.widget.isAncestorOf(focused))
        return next((each.name for each in holding), "")

    def in_area(self, area: Area) -> list[str]:
        """The open docks that stand in an area now, in the order of their names' adding."""
        return [
            each.name
            for each in self._docks.values()
            if not each.widget.isHidden()
            and not each.widget.isFloating()
            and self._host.dockWidgetArea(each.widget) == area.value
        ]

    def first_of(self, area: Area) -> list[str]:
        """The dock that stands in front of an area at first, closed or not; none where the area has none."""
        return [each.name for each in self._docks.values() if each.area is area][:1]

    def toggle_floating(self, name: str) -> None:
        """Take a dock out of the window, or put it back."""
        widget = self._docks[name].widget
        widget.setFloating(not widget.isFloating())

    def close(self, name: str) -> None:
        """Close a dock; `show` brings it back."""
        self._docks[name].widget.close()

    def arrange(self) -> None:
        """Put every dock where it was at first."""
        for each in self._docks.values():
            each.widget.setFloating(False)
            each.widget.show()
            self._host.removeDockWidget(each.widget)
        for each in self._docks.values():
            self._place(each)
            each.widget.show()
        for area in Area:
            if first := self._first(area):
                first.widget.raise_()
        self._unsized = True
        self._changed.emit()

    def state(self) -> QByteArray:
        """Where everything is, to be remembered."""
        return self._kept if self._kept is not None else self._host.saveState(self._version())

    def restore(self, state: QByteArray) -> None:
        """Put everything back as remembered; a state of other docks, or of another version, changes nothing."""
        self.arrange()
        if not state.isEmpty() and self._host.restoreState(state, self._version()):
            self._unsized = False
            self._kept = state  # until the docks have been seen, their sizes are not known better
        self._changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours in every dock."""
        self._theme = theme
        for each in self._docks.values():
            each.title.set_theme(theme)
            each.set_theme(theme)

    def put_away(self) -> None:
        """Hide what floats: the window shows something else."""
        self._away = [
            each.widget for each in self._docks.values() if each.widget.isFloating() and each.widget.isVisible()
        ]
        for each in self._away:
            each.hide()

    def bring_back(self) -> None:
        """Show what `put_away` hid."""
        self._kept = None
        self._changed.emit()
        for each in self._away:
            each.show()
        self._away = []

    def _version(self) -> int:
        """Of the docks there are, and of how they are arranged at first: a layout of others would hide some."""
        return zlib.crc32("\n".join([str(LAYOUT_VERSION), *sorted(self._docks)]).encode()) & 0x7FFF_FFFF

    def _first(self, area: Area) -> _Dock | None:
        return next((each for each in self._docks.values() if each.area is area), None)

    def _place(self, dock: _Dock) -> None:
        self._host.addDockWidget(dock.area.value, dock.widget)
        first = self._first(dock.area)
        if first is not None and first is not dock:
            self._host.tabifyDockWidget(first.widget, dock.widget)
            first.widget.raise_()

    def _on_visibility(self, name: str, seen: bool) -> None:
        if seen and name not in self._in_sight:
            self._in_sight.add(name)
            self._grow(self._docks[name])
            self.shown.emit(name)
        elif not seen:
            self._in_sight.discard(name)
        self._changed.emit()

    def _grow(self, dock: _Dock) -> None:
        """Give a dock the height that it needs, once; afterwards a person decides."""
        if dock.name in self._grown or not dock.height or dock.widget.isFloating() or self._unsized:
            return
        self._grown.add(dock.name)
        if dock.widget.height() < dock.height:
            self._host.resizeDocks([dock.widget], [dock.height], Qt.Orientation.Vertical)

    def _give_sizes(self) -> None:
        """As they are at first; Qt listens only once the docks are in sight."""
        self._unsized = False
        for area, size in _SIZES.items():
            if first := self._first(area):
                sideways = Qt.Orientation.Vertical if area is Area.BOTTOM else Qt.Orientation.Horizontal
                self._host.resizeDocks([first.widget], [size], sideways)

    def _tidy(self) -> None:
        """A dock among tabs needs no title of its own; the tabs show their whole words."""
        if self._unsized and self._host.isVisible():
            self._give_sizes()
        for each in self._docks.values():
            others = self._host.tabifiedDockWidgets(each.widget)
            tabbed = not each.widget.isFloating() and any(not other.isHidden() for other in others)
            each.title.set_thin(tabbed)
        for bar in self._host.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setExpanding(False)
            bar.setUsesScrollButtons(True)
            bar.setDrawBase(False)
            bar.setAcceptDrops(False)  # files are the window's


class _Scrolled(QScrollArea):
    """A panel that is scrolled, rather than cut, where its dock is too small for it."""

    def minimumSizeHint(self) -> QSize:
        """Small enough for any arrangement."""
        return QSize(180, 90)


def _scrolled(panel: QWidget) -> QScrollArea:
    area = _Scrolled()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area


def _focus_first(panel: QWidget) -> None:
    """Give the keyboard to what had it last within `panel`, else to the first part that takes it."""
    if (last := panel.focusWidget()) is not None and last.isVisible() and last.isEnabled():
        last.setFocus()
        return
    for each in (panel, *panel.findChildren(QWidget)):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(panel) and each.isEnabled():
            each.setFocus()
            return
    panel.setFocus()  # nothing in it does: from here F6 leads on all the same
