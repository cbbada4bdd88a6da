"""The settings dialog, and what follows from each choice at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction

from probe32.user_folders import cache_folder, cache_size, empty_cache

from ..settings import Settings
from ..tasks import Tasks
from ..translating import ENGLISH, SYSTEM, languages, tr
from ..views.main_window import MainWindow
from ..views.settings_dialog import Choices, SettingsDialog
from ..widgets.text_size import TextSize
from ..widgets.theme import Theme, ThemeManager
from .desktop import show_outside


class SettingsController(QObject):
    """Theme and text size are the program's, so a choice shows in every window."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        themes: ThemeManager,
        sizes: TextSize,
        tasks: Tasks,
        translations: tuple[Path, ...],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._themes = themes
        self._sizes = sizes
        self._tasks = tasks
        self._translations = translations
        window.actions_.settings.triggered.connect(self.open)
        window.actions_.themes.triggered.connect(self._on_theme_action)
        themes.changed.connect(self._on_theme_changed)
        themes.chosen.connect(self._check_theme)
        self._check_theme(themes.choice)

    def open(self) -> None:
        """Show the settings."""
        dialog = SettingsDialog(self._window, self._choices())
        dialog.chosen.connect(lambda name, value: self._on_chosen(dialog, name, value))
        dialog.cache_opened.connect(lambda: show_outside(self._window, _made_cache_folder))
        dialog.cache_emptied.connect(lambda: self._look_at_cache(dialog, empty_cache))
        self._look_at_cache(dialog, lambda: None)
        dialog.open()

    def _choices(self) -> Choices:
        settings = self._settings
        found = [(each, _language(each)) for each in languages(self._translations)]
        return Choices(
            settings.theme,
            self._sizes.percent,
            settings.language,
            [(SYSTEM, tr("As the system")), *found],
            settings.deadline,
            settings.hexadecimal,
            settings.history_limit,
            settings.restores_layout,
            settings.asks_before_restart,
        )

    def _on_chosen(self, dialog: SettingsDialog, name: str, value: Any) -> None:
        if name == "deadline":
            wrong = not _is_deadline(value)
            dialog.show_problem(wrong)
            if wrong:
                return
        setattr(self._settings, name, value)
        if name == "theme":
            self._themes.choose(value)
        if name == "text_size":
            self._sizes.choose(value)

    def _look_at_cache(self, dialog: SettingsDialog, before: Callable[[], object]) -> None:
        """Ask the disk in a worker thread; the dialog may have gone meanwhile."""
        gone: list[bool] = []
        dialog.destroyed.connect(lambda: gone.append(True))

        async def look() -> None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, before)
            size = await loop.run_in_executor(None, cache_size)
            if not gone:
                dialog.show_cache(str(cache_folder()), QLocale().formattedDataSize(size), empty=not size)

        self._tasks.start(look(), "look at the cache")

    def _on_theme_action(self, action: QAction) -> None:
        self._settings.theme = str(action.data())
        self._themes.choose(self._settings.theme)

    def _on_theme_changed(self, theme: Theme) -> None:
        self._window.set_theme(theme)

    def _check_theme(self, choice: str) -> None:
        for each in self._window.actions_.themes.actions():
            each.setChecked(each.data() == choice)


def _made_cache_folder() -> Path:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _language(name: str) -> str:
    """A language in its own words."""
    return "English" if name == ENGLISH else QLocale(name).nativeLanguageName() or name


def _is_deadline(text: str) -> bool:
    try:
        return not text or 0 < float(text) < 1e6
    except ValueError:
        return False
