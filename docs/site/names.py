"""Links the public Python names that pages mention in code, such as `Library.call`, to the reference."""

from __future__ import annotations

import inspect
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

import probe32
from probe32 import client_errors, errors

_SKIPPED_OR_CODE = re.compile(
    r"<(pre|a|h[1-6]|autoref)\b.*?</\1>|<code>(?P<name>[A-Z]\w+)(?P<member>\.\w+)?(?:\(\))?</code>", re.DOTALL
)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let mkdocs-autorefs link each of these names; it leaves those alone that no page describes."""
    known = _homes()

    def linked(found: re.Match[str]) -> str:
        home = known.get(found["name"] or "")
        if not home:
            return found[0]
        return f'<autoref optional identifier="{home}{found["member"] or ""}">{found[0]}</autoref>'

    return _SKIPPED_OR_CODE.sub(linked, html)


def _homes() -> dict[str, str]:
    """Where the names that mean but one thing are described: the package's own, and the errors."""
    homes = {name: f"probe32.{name}" for name in probe32.__all__ if not name.endswith("Error")}
    for module in (errors, client_errors):
        own = [name for name, each in inspect.getmembers(module, inspect.isclass) if each.__module__ == module.__name__]
        homes |= {name: f"{module.__name__}.{name}" for name in own}
    return homes
