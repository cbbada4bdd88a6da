"""The guide in an installation: the site of the documentation's pages, for a browser that opens it from a folder."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from .errors import BuildError

_BUILDER = Path(__file__).resolve().parents[1] / "docs" / "site" / "build.py"
_FOR_SERVERS = ("sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "assets/images/favicon.png")
"""What only a web server, or a page that comes from one, is asked for; from a folder the index is search_index.js."""
_PICTURE = re.compile(r'(<img\b[^>]*\bsrc="(?:\.\./)*images/[\w-]+)\.png\b')
_AS_WRITTEN = re.compile(r"(<(?:pre|script|style|textarea)\b.*?</(?:pre|script|style|textarea)>)", re.DOTALL)
_MARGIN = re.compile(r"\s*\n\s*")
_LOSSLESS = 100


def put_guide(target: Path) -> None:
    """Build the site into the folder `target`, without what takes room and is not seen.

    Pictures become lossless WebP, a third of the size of PNG. The same pages give the same bytes.
    `BuildError`: the site can't be built.
    """
    _build(target)
    for name in _FOR_SERVERS:
        (target / name).unlink(missing_ok=True)
    for page in target.rglob("*.html"):
        text = page.read_bytes().decode("utf-8")
        page.write_bytes(_without_margins(_PICTURE.sub(r"\1.webp", text)).encode("utf-8"))
    for picture in sorted(target.joinpath("images").glob("*.png")):
        _convert(picture)


def _build(target: Path) -> None:
    done = subprocess.run([sys.executable, _BUILDER, target], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"The guide can't be built:\n{(done.stdout + done.stderr)[-2000:]}")


def _without_margins(page: str) -> str:
    """The page without blank lines and indentation, where a browser shows none: a quarter of its size."""
    parts = _AS_WRITTEN.split(page)
    parts[::2] = (_MARGIN.sub("\n", each) for each in parts[::2])
    return "".join(parts)


def _convert(picture: Path) -> None:
    if not QImage(str(picture)).save(str(picture.with_suffix(".webp")), "WEBP", _LOSSLESS):  # type: ignore[call-overload]
        raise BuildError(f"{picture.name} can't be converted: this Qt does not write WebP.")
    picture.unlink()
