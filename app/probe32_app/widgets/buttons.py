"""The kinds of small buttons that panels have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


def flat_button(tip: str) -> QToolButton:
    """An icon without a frame; the caller gives it the icon. `tip` is its name for screen readers, too."""
    button = QToolButton()
    button.setProperty("flat", True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def switch(text: str, tip: str, name: str = "") -> QToolButton:
    """Words in a frame that stay pressed; `name` is what a screen reader says, where the words alone are too few."""
    button = text_button(text, tip)
    button.setCheckable(True)
    button.setAccessibleName(name)
    return button


def text_button(text: str, tip: str) -> QToolButton:
    """Words in a frame, with room for an icon before them."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setProperty("toggle", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
