"""The records of decisions: all are in their list, and those that belong together name one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).resolve().parents[2] / "docs" / "adr").glob("[0-9]*.md"))
INDEX = (RECORDS[0].parent / "index.md").read_text("utf-8")


def named(record: Path) -> set[str]:
    """The records that the first line below its title names."""
    status = record.read_text("utf-8").partition("\n## Context")[0]
    return set(re.findall(r"\[(\d{4})\]\(\1-[\w-]+\.md\)", status))


NAMED = {record.name[:4]: named(record) for record in RECORDS}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_listed_with_its_title(record: Path) -> None:
    found = re.match(r"# (\d{4}): (.+)\n", record.read_text("utf-8"))
    assert found
    assert found[1] == record.name[:4]
    assert INDEX.count(f"| {found[1]} | [{found[2]}]({record.name}) | ") == 1


def test_a_successor_and_what_it_succeeds_name_each_other() -> None:
    pairs = [(one, other) for one, others in NAMED.items() for other in others]
    assert [f"{other} does not name {one}" for one, other in pairs if one not in NAMED[other]] == []
    assert len(pairs) > 20
