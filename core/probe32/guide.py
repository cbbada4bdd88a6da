"""Where the guide is: the site of the documentation's pages, which opens from a folder."""

from __future__ import annotations

from pathlib import Path

from .errors import FileError

ROOT = Path(__file__).resolve().parents[2]
"""The folder of an installation that the MSI made, or of a checkout."""
_INSTALLED, _BUILT = Path("guide", "index.html"), Path("build", "site", "index.html")


def guide_page(root: Path = ROOT) -> Path:
    """The guide's first page below `root`: as the MSI installs it, or as `dev.py docs` builds it in a checkout.

    `FileError`: it is not there; the hint says how to get it.
    """
    for each in (_INSTALLED, _BUILT):
        if (root / each).is_file():
            return root / each
    raise FileError(
        "The guide is not here.",
        hint="In a checkout build it with: python dev.py docs --site. The installer for Windows brings it.",
    )
