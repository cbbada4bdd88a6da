"""For pytest, where pytest-qt is not: the tests that need no window are run without Qt."""

from __future__ import annotations

from typing import Any


def pytest_addoption(parser: Any) -> None:
    """Take the setting of `pyproject.toml` that is pytest-qt's."""
    parser.addini("qt_api", "for pytest-qt, which is not here")
