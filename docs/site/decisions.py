"""Leads from each record of a decision to its neighbours and to the list.

The list alone is in the navigation: all records beside each of them took a quarter of the site.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

INDEX = "adr/index.md"
_FOLDER = Path(__file__).resolve().parents[1] / "adr"


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add the links below a record's text."""
    uri = page.file.src_uri
    return markdown + _neighbours(uri.removeprefix("adr/")) if uri.startswith("adr/") and uri != INDEX else markdown


def _neighbours(name: str) -> str:
    names = sorted(each.name for each in _FOLDER.glob("[0-9]*.md"))
    at = names.index(name)
    around = [*names[max(at - 1, 0) : at], "index.md", *names[at + 1 : at + 2]]
    links = (f"[{'all decisions' if each == 'index.md' else each[:4]}]({each})" for each in around)
    return f"\n---\n\n{' · '.join(links)}\n"
