"""Lets the search name guides and reference first: what is seldom looked for counts less."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

HIDDEN = "adr/index.md"
"""A list of titles; the records themselves are found."""
SELDOM = ("adr/", "guides/first-start.md", "changelog.md", "contributing.md", "benchmarks.md")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mark the page for the search; its text stays as it is."""
    if page.file.src_uri == HIDDEN:
        page.meta["search"] = {"exclude": True}
    elif page.file.src_uri.startswith(SELDOM):
        page.meta["search"] = {"boost": 0.3}
    return markdown
