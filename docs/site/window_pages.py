"""Makes the pages on the window's commands, keys and words out of the application itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar

from probe32_app.controllers.help_controller import within_panels
from probe32_app.models import glossary
from probe32_app.views.actions import Actions
from probe32_app.views.docks import Docks
from probe32_app.views.menus import build_menus
from probe32_app.widgets.theme import load_theme

KEYS = """# The window's commands and keys

Every command of the window, menu by menu. A command palette (Ctrl+Shift+P) finds each by a few letters of its name.
"""
WITHIN = """
## Where the keyboard is

| what | keys |
| --- | --- |
"""
_kept: list[object] = []

WORDS = """# Words

What the words of the field mean, as **Help > Words** (F1) explains them.

| word | meaning |
| --- | --- |
"""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the two pages."""
    keys = KEYS + "".join(menus(_menu_bar())) + WITHIN
    keys += "".join(f"| {cell(what)} | {cell(pressed)} |\n" for what, pressed in within_panels())
    words = WORDS + "".join(f"| {cell(word)} | {cell(meaning)} |\n" for word, meaning in glossary.rows())
    files.append(File.generated(config, "reference/keys.md", content=keys))
    files.append(File.generated(config, "reference/words.md", content=words))
    return files


def _menu_bar() -> QMenuBar:
    """The bar of a window that is never shown; it stays with its application to the end of the process."""
    _kept.append(QApplication.instance() or QApplication(["probe32"]))
    window, bar = QMainWindow(), QMenuBar()
    _kept.extend((window, build_menus(bar, Actions(window), Docks(window, load_theme("light")))))
    return bar


def menus(bar: QMenuBar) -> Iterator[str]:
    """A table for each menu."""
    for top in bar.actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        yield f"\n## {plain(menu.title())}\n\n| command | keys | what it does |\n| --- | --- | --- |\n"
        yield from rows(menu)


def rows(menu: QMenu, before: str = "") -> Iterator[str]:
    """A row for each command, those of menus within it behind their menu's name."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from rows(inner, f"{plain(inner.title())} > ")
        elif not action.isSeparator():
            yield f"| {cell(before + plain(action.text()))} | {cell(keys_of(action))} | {cell(action.statusTip())} |\n"


def keys_of(action: QAction) -> str:
    """The shortcuts as a person reads them."""
    return " / ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in action.shortcuts())


def plain(text: str) -> str:
    """A text of a menu without the mark of its letter for the keyboard."""
    return text.replace("&", "")


def cell(text: str) -> str:
    """A text that stands in a table as it is: what Markdown takes for a mark is escaped."""
    return re.sub(r"([\\`*_|<>])", r"\\\1", text)
