"""docs/concepts/limits.md tells the numbers that the code uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from probe32.client import last_calls, output
from probe32.headers import extent
from probe32.host import open_calls
from probe32.library import nested_calls
from probe32.pe import code_evidence, content
from probe32.wire import frames, payloads
from probe32_app.models import history, history_entry

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "concepts" / "limits.md").read_text("utf-8")
UNITS = {"MB": 1 << 20, "MiB": 1 << 20}
MODULES = (
    last_calls,
    output,
    open_calls,
    nested_calls,
    code_evidence,
    content,
    extent,
    frames,
    payloads,
    history,
    history_entry,
)
NAMED = re.findall(r"([\d,]+)(?: (MB|MiB))?[^`|\d]*\(`(\w+)`\)", PAGE)


def test_every_number_with_a_name_was_found() -> None:
    assert len(NAMED) == len(re.findall(r"\(`[A-Z_]+`\)", PAGE)) > 10


@pytest.mark.parametrize("number, unit, name", NAMED, ids=[each[2] for each in NAMED])
def test_a_limit_is_that_of_the_code(number: str, unit: str, name: str) -> None:
    known = {vars(module)[name] for module in MODULES if name in vars(module)}
    assert int(number.replace(",", "")) * UNITS.get(unit, 1) in known
