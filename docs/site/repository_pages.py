"""Takes pages of the repository's top level into the site, and turns links that leave `docs` into ones of the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "README.md": "overview.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages under the names that they have in the site."""
    for source, name in PAGES.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make links lead to the site's pages; a link to a file that is only in the repository becomes its text."""
    uri = page.file.src_uri
    sources = {name: source for source, name in PAGES.items()}
    source = sources.get(uri, f"docs/{uri}")

    def lead(link: re.Match[str]) -> str:
        mark, text, target, anchor = link[1], link[2], link[3], link[4] or ""
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        if ":" in target or not (ROOT / there).exists():
            return link[0]  # elsewhere, or nowhere: then the build says so
        inside = in_site(there)
        return f"{mark}[{text}]({posixpath.relpath(inside, posixpath.dirname(uri) or '.')}{anchor})" if inside else text

    return _LINK.sub(lead, markdown)


def in_site(path: str) -> str:
    """Where the site has a file of the repository; "" when it has not."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return PAGES.get(path, "")
