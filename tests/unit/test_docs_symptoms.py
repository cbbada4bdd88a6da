"""Guides quote messages as the program words them: that of symptoms, and that of frozen applications."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
PAGES = "".join((GUIDES / f"{name}.md").read_text("utf-8") for name in ("symptoms", "frozen-applications"))
TABLE = re.compile(r"^\| (?:you see|message) \|.*\n\|[- |]+\n((?:\|.*\n)+)", re.MULTILINE)
OF_OTHERS = ("[WinError 193]", "ModuleNotFoundError", "0x")
"""What Windows and Python say, and addresses."""


def quoted() -> list[str]:
    """What stands in code in the first column of the tables of messages."""
    cells = [row.split(" | ")[0] for table in TABLE.findall(PAGES) for row in table.splitlines()]
    found = [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]
    return [each for each in found if " " in each and not each.startswith(OF_OTHERS)]


def texts() -> Iterator[str]:
    """Every literal of the core, the parts of formatted ones put together with `…` between them."""
    for path in (ROOT / "core" / "probe32").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


SAID = "\n".join(texts())


@pytest.mark.parametrize("message", quoted())
def test_the_program_says_so(message: str) -> None:
    parts = [part.strip(" .,()'") for part in message.split("…")]
    assert [part for part in parts if part not in SAID] == []


def test_most_rows_quote_a_message() -> None:
    assert len(quoted()) > 20
