"""ruff and mypy, which judge a text the same on every system: they are run where they are installed."""

from __future__ import annotations

import importlib.util

import pytest


def need(*tools: str) -> None:
    """Skip the test where one of them is missing, as in the Python that the MSI installs."""
    missing = [each for each in tools if importlib.util.find_spec(each) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} judge a text the same on every system, and are not in this Python")
