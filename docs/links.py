"""Checks that every link and picture of README, CONTRIBUTING and the pages beside this file leads somewhere.

`python docs/links.py` prints what doesn't, a line each; the exit code is 1 then. Addresses elsewhere are not visited.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_SCENE = re.compile(r'^    \("([\w-]+)", "(?:light|dark)", \w+\),$', re.MULTILINE)


def pages(root: Path = ROOT) -> list[Path]:
    """The pages that people read."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def broken(root: Path = ROOT) -> list[str]:
    """What leads nowhere: the page, and the link as it is written there."""
    made = set(_SCENE.findall((root / "docs" / "screenshots.py").read_text(encoding="utf-8")))
    found = []
    for page in pages(root):
        text = _CODE.sub("", page.read_text(encoding="utf-8"))
        for link in _LINK.findall(text):
            if "://" not in link and not link.startswith("mailto:") and not _leads(page, link, made):
                found.append(f"{page.relative_to(root).as_posix()}: {link}")
    return found


def _leads(page: Path, link: str, made: set[str]) -> bool:
    """Whether there is such a file, or a picture that `screenshots.py` makes, with such a heading."""
    place, _, anchor = unquote(link).partition("#")
    target = (page.parent / place).resolve() if place else page
    if target.suffix == ".png" and target.parent.name == "images" and target.stem in made:
        return True
    return target.exists() and (not anchor or target.suffix != ".md" or anchor in _anchors(target))


def _anchors(page: Path) -> Iterator[str]:
    """The anchors of the headings, as GitHub makes them."""
    for heading in _HEADING.findall(page.read_text(encoding="utf-8")):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


if __name__ == "__main__":
    for line in broken():
        sys.stdout.write(f"{line} leads nowhere\n")
    sys.exit(1 if broken() else 0)
