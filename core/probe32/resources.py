"""Where the files that are not code are: the sample DLL, icons, themes, stub headers."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parents[1] / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, whether Probe32 is installed or run from a checkout.

    `parts` lead there: `resource("sample", "sample.dll")`. Whether it is there is not looked at.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)
