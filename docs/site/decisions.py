"""Makes the list of decisions, and their part of the navigation, from the records in `docs/adr`."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

RECORDS = Path(__file__).resolve().parents[1] / "adr"
INDEX = "adr/index.md"
_TITLE = re.compile(r"# (\d{4}): (.+)\n")
_OPTION = re.compile(r"(?:^(\d)\.|\(([a-f])\)) (.+?)(?=^\d\. |\([a-f]\) |\Z)", re.MULTILINE | re.DOTALL)
_CHOSEN = re.compile(r"The (\w+)(?: and the (\w+))?\b|\(([a-f])\)(?: and \(([a-f])\))?")
_CLAUSE = re.compile(r"(?:`[^`]*`|[^`]){24,}?(?=[.:;](?:\s|$)|\Z)")
_ORDINALS = {word: str(number) for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)}
INTRODUCTION = """# Decisions

Much of Probe32 is the way it is because something was measured, or because the obvious way failed.
Each record names the context, the options, the choice and what it costs.

| | decision | in short |
| --- | --- | --- |
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the records below their list in the navigation."""
    for section in config.nav or ():
        if isinstance(section, dict) and section.get("Decisions") == [INDEX]:
            section["Decisions"] = [INDEX, *(f"adr/{path.name}" for path in records())]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the list of records."""
    files.append(File.generated(config, INDEX, content=INTRODUCTION + "".join(map(row, records()))))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the search name guides and reference first, and not the list."""
    if page.file.src_uri.startswith("adr/"):
        page.meta["search"] = {"exclude": True} if page.file.src_uri == INDEX else {"boost": 0.3}
    return markdown


def records() -> list[Path]:
    """The records by their numbers."""
    return sorted(RECORDS.glob("[0-9]*.md"))


def row(path: Path) -> str:
    """A record's line of the table: number, title, and in short what was chosen."""
    text = path.read_text(encoding="utf-8")
    title = _TITLE.match(text)
    if not title:
        raise PluginError(f"{path.name} has not the form of 0001: a first line with its number and its title.")
    short = chosen(section(path, text, "Options"), section(path, text, "Choice"))
    return f"| {title[1]} | [{title[2]}]({path.name}) | {short} |\n"


def section(path: Path, text: str, name: str) -> str:
    """The text below a heading of a record."""
    found = re.search(rf"^## {name}\n+(.+?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise PluginError(f"{path.name} has not the form of 0001: it has no section '{name}'.")
    return found[1]


def chosen(options: str, choice: str) -> str:
    """What the choice refers to ("The third, ..."), or its own first clause."""
    texts = {number or letter: text for number, letter, text in _OPTION.findall(options)}
    said = _CHOSEN.match(choice)
    named = [_ORDINALS.get(each, each) for each in (said.groups() if said else ()) if each]
    found = [texts[each] for each in named if each in texts] or [choice.removeprefix("- ")]
    return "; ".join(clause(each) for each in found)


def clause(text: str) -> str:
    """The text up to its first full stop, colon or semicolon, for a cell of a table."""
    found = _CLAUSE.match(text)
    return " ".join((found[0] if found else text).split()).rstrip(".").replace("|", "\\|")
