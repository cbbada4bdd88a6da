"""The site builds without a complaint, and a browser that shows it from a folder asks nobody for anything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="it is among what the site is built with")
ROOT = Path(__file__).resolve().parents[2]
FETCHED = re.compile(r'<(?:script|img|iframe|source|embed)\b[^>]*?\bsrc="([^"]*)"|<link\b[^>]*?\bhref="([^"]*)"')
IN_STYLE = re.compile(r"@import\s+[^;]+|url\(\s*[\"']?([^)\"']+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `python dev.py docs` does."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, str(ROOT / "docs" / "site" / "build.py"), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str(folder / "index.html"))
    return folder


def test_every_page_is_there(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    more = {
        Path(f"{name}.html")
        for name in ("overview", "changelog", "contributing", "security", "reference/keys", "reference/words")
    }
    assert sorted((pages | more) - {path.relative_to(site) for path in site.rglob("*.html")}) == []


def test_a_browser_fetches_nothing_from_elsewhere(site: Path) -> None:
    assert {place for place in fetched(site) if not (site / place).is_file()} == set()


def test_every_picture_is_on_a_page(site: Path) -> None:
    pictures = {path.relative_to(site).as_posix() for path in site.joinpath("images").iterdir()}
    assert pictures - fetched(site) == set()


def fetched(site: Path) -> set[str]:
    """What pages and style sheets make a browser fetch, seen from the site's folder."""
    found = set()
    for kind, pattern in (("html", FETCHED), ("css", IN_STYLE)):
        for path in site.rglob(f"*.{kind}"):
            targets = (next(filter(None, each.groups()), each[0]) for each in pattern.finditer(path.read_text("utf-8")))
            found |= {seen_from(site, path, target) for target in targets if not target.startswith("data:")}
    return found


def seen_from(site: Path, page: Path, target: str) -> str:
    if "://" in target or target.startswith("//"):
        return target
    path = page.parent / re.split("[?#]", target)[0]
    return path.resolve().relative_to(site.resolve()).as_posix()
