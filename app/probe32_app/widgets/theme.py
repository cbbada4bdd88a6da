"""Colours: a theme's design tokens as palette, style sheet, and for those who paint."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from probe32.resources import resource

from .high_contrast import ContrastColors, contrast_tokens, system_contrast
from .own_fonts import own_fonts_kept

SYSTEM, LIGHT, DARK, CONTRAST = "system", "light", "dark", "contrast"
CHOICES = (SYSTEM, LIGHT, DARK)

_TOKEN = re.compile(r"@(\w+)")
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Mid: "border_strong",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}
_DIMMED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True)
class Theme:
    """The design tokens of one theme; `key` is its file's name, or `contrast`."""

    key: str
    dark: bool
    colors: dict[str, str]

    def color(self, token: str) -> QColor:
        """The colour behind a token; `KeyError` for one that the theme lacks."""
        return QColor(self.colors[token])

    def palette(self) -> QPalette:
        """The tokens in Qt's roles."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in _DIMMED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text_disabled"))
        return palette

    def style_sheet(self) -> str:
        """`probe32.qss` with every `@token` replaced."""
        template = resource("themes", "probe32.qss").read_text(encoding="utf-8")
        values = {**self.colors, "scheme": DARK if self.dark else LIGHT, "icons": resource("icons").as_posix()}
        return _TOKEN.sub(lambda found: values[found.group(1)], template)


def load_theme(key: str) -> Theme:
    """Read `light` or `dark` from the resources."""
    document = json.loads(resource("themes", f"{key}.json").read_text(encoding="utf-8"))
    return Theme(key, document["dark"], document["colors"])


def contrast_theme(system: ContrastColors) -> Theme:
    """The theme in the high contrast colours of the system."""
    return Theme(CONTRAST, QColor(system.ground).lightnessF() < 0.5, contrast_tokens(system))


class SystemHints(Protocol):
    """What the system tells of its colours; `QStyleHints` does."""

    colorSchemeChanged: SignalInstance  # noqa: N815 - Qt's name

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        """Light, dark, or unknown."""


class ThemeManager(QObject):
    """The theme of the running application; `changed` carries the new `Theme`, `chosen` what it follows now.

    `hints` are those of the system that it follows; None: the application's. `contrast` gives the system's high
    contrast colours while it wants those, which go before light and dark.
    """

    changed = Signal(object)
    chosen = Signal(str)

    def __init__(
        self,
        application: QApplication,
        choice: str,
        parent: QObject | None = None,
        hints: SystemHints | None = None,
        contrast: Callable[[], ContrastColors | None] = system_contrast,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._contrast = contrast
        self._choice = choice
        self._hints: SystemHints = hints or application.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self._theme = self._wanted()
        self._apply()

    @property
    def theme(self) -> Theme:
        """What is shown now."""
        return self._theme

    @property
    def choice(self) -> str:
        """`system`, `light` or `dark`."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or keep to one theme."""
        self._choice = choice
        self.chosen.emit(choice)
        wanted = self._wanted()
        if wanted != self._theme:
            self._theme = wanted
            self._apply()
            self.changed.emit(self._theme)

    def _wanted(self) -> Theme:
        if self._choice in (LIGHT, DARK):
            return load_theme(self._choice)
        if (colors := self._contrast()) is not None:
            return contrast_theme(colors)
        return load_theme(DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT)

    def _apply(self) -> None:
        sheet = self._theme.style_sheet()
        if sheet == self._application.styleSheet():  # every widget that there is would be polished again
            return
        with own_fonts_kept(self._application):
            self._application.setStyle("Fusion")
            self._application.setPalette(self._theme.palette())
            self._application.setStyleSheet(sheet)

    def _on_scheme_changed(self) -> None:
        self.choose(self._choice)
