"""Whether the tests run in a Windows Python, and whether that Windows is really Wine."""

from __future__ import annotations

import ctypes
import sys

import pytest

WINDOWS = sys.platform == "win32"
UNDER_WINE = WINDOWS and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")  # type: ignore[attr-defined]


def not_under_wine(reason: str) -> pytest.MarkDecorator:
    """Skips a test in a Windows Python under Wine, which differs there from Windows."""
    return pytest.mark.skipif(UNDER_WINE, reason=f"Wine is not Windows: {reason}")
