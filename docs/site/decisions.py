"""Puts the records of decisions below their list in the navigation, under the same headings."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

INDEX = "adr/index.md"
_RECORD = re.compile(r"\((\d{4}-[\w-]+\.md)\)")
_LIST = Path(__file__).resolve().parents[1] / INDEX


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Extend the navigation; mkdocs complains of a record that the list leaves out."""
    parts = re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", _LIST.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    records = [{title: [f"adr/{name}" for name in _RECORD.findall(rows)]} for title, rows in parts]
    for section in config.nav or ():
        if isinstance(section, dict) and section.get("Decisions") == [INDEX]:
            section["Decisions"] = [INDEX, *records]
    return config
