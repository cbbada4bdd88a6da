"""The menus and the tool bar, made of the actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from ..translating import tr
from .actions import Actions
from .docks import Docks


def build_menus(bar: QMenuBar, actions: Actions, docks: Docks) -> tuple[QMenu, QMenu]:
    """Fill the menu bar; returns the menu of recent files, which `fill_recent` fills, and that of the panels."""
    file = bar.addMenu(tr("&File"))
    file.addActions([actions.new_window, actions.open, actions.open_elsewhere])
    recent = file.addMenu(tr("Open &recent"))
    file.addAction(actions.open_sample)
    file.addSeparator()
    file.addActions([actions.import_header, actions.save, actions.save_as, actions.export, actions.save_exports])
    file.addSeparator()
    file.addActions([actions.recover, actions.close_library, actions.close_window, actions.quit])
    edit = bar.addMenu(tr("&Edit"))
    edit.addActions([actions.undo, actions.redo, actions.edit_steps])
    edit.addSeparator()
    edit.addActions([actions.paste, actions.edit_types])
    edit.addSeparator()
    edit.addAction(actions.settings)
    function = bar.addMenu(tr("F&unction"))
    function.addActions([actions.find_export, actions.edit_prototype, actions.show_code, actions.clear_signature])
    function.addSeparator()
    function.addActions([actions.call, actions.stop, actions.restart, actions.search_folder])
    function.addSeparator()
    function.addActions(actions.copy_call)
    function.addSeparator()
    function.addActions([actions.repeat_call, actions.edit_call, actions.pin_call, actions.compare_calls])
    function.addActions([actions.delete_calls, actions.export_history, actions.history_tests, actions.clear_history])
    view = bar.addMenu(tr("&View"))
    view.addAction(actions.palette)
    panels = _panels_menu(view, actions, docks)
    view.addAction(actions.show_info)
    view.addActions([actions.next_panel, actions.previous_panel, *actions.areas])
    view.addSeparator()
    view.addActions(actions.themes.actions())
    helping = bar.addMenu(tr("&Help"))
    helping.addActions([actions.guide, actions.words, actions.shortcuts, actions.whats_this])
    helping.addSeparator()
    helping.addAction(actions.about)
    return recent, panels


def _panels_menu(view: QMenu, actions: Actions, docks: Docks) -> QMenu:
    """All panels, to show and to hide; those that are added later too."""
    menu = view.addMenu(tr("&Panels"))
    menu.addActions(docks.toggles())
    end = menu.addSeparator()
    menu.addActions([actions.float_panel, actions.close_panel, actions.restore_layout])
    docks.added.connect(lambda toggle: menu.insertAction(end, toggle))
    return menu


def fill_recent(menu: QMenu, paths: list[str], actions: Actions, choose: Callable[[str], None]) -> None:
    """One entry a path, numbered for the keyboard."""
    menu.clear()
    for number, path in enumerate(paths, 1):
        entry = menu.addAction(f"&{number}  {Path(path).name}")
        entry.setToolTip(path)
        entry.triggered.connect(lambda _=False, path=path: choose(path))
    menu.setToolTipsVisible(True)
    menu.setEnabled(bool(paths))
    if paths:
        menu.addSeparator()
        menu.addAction(actions.clear_recent)


def build_tool_bar(actions: Actions, title: QWidget) -> QToolBar:
    """Files at the left, the DLL's name in the middle, the wrapper at the right."""
    bar = QToolBar(tr("Main tool bar"))
    bar.setObjectName("main")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.addActions([actions.open, actions.save, actions.import_header])
    bar.addSeparator()
    bar.addWidget(title)
    bar.addAction(actions.export)
    for each in (actions.open, actions.save, actions.import_header, actions.export):
        bar.widgetForAction(each).setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar
