"""docs/concepts/wire-protocol.md tells the numbers that the code uses."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from probe32.host.configuration import Configuration
from probe32.host.inquiries import Inquiries
from probe32.wire import black_box, frames
from probe32.wire.frames import HEADER, MAX_PAYLOAD, MAX_STRANGER_PAYLOAD, Kind
from probe32.wire.messages import Failure
from probe32.wire.payloads import LARGE, TABLE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "concepts" / "wire-protocol.md").read_text("utf-8")
PROSE = " ".join(PAGE.split())


def rows(first_heading: str) -> list[list[str]]:
    """The cells of the table whose first column is headed so, without the marks of code."""
    found = re.search(rf"^\| {first_heading} \|.*\n\|[- |]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found, first_heading
    return [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in found[1].splitlines()]


def test_the_kinds_are_those_of_the_code() -> None:
    assert {name: int(number) for number, name, *_ in rows("number")} == {each.name: each.value for each in Kind}


def test_the_kinds_come_from_where_the_code_says() -> None:
    said = dict(re.findall(r"^    (\w+) = \d+  # (client|host)", inspect.getsource(Kind), re.MULTILINE))
    assert len(said) == len(Kind)
    assert {name: sender for _, name, sender, _ in rows("number")} == said


def test_the_flags_are_those_of_the_code() -> None:
    flags = {name: value for name, value in vars(frames).items() if name in ("BULK", "KEPT", "CALLBACKS")}
    assert {name: int(number) for number, name, *_ in rows("flag")} == flags


def test_the_header_is_that_of_the_code() -> None:
    assert f"A header of {HEADER.size} bytes" in PROSE
    assert f"`struct` format `{HEADER.format}`" in PROSE
    sizes = {"B": 1, "H": 2, "I": 4}
    assert [int(size) for size, *_ in rows("bytes")] == [sizes[each] for each in HEADER.format.lstrip("<")]
    names = [name for name in frames.Frame._fields if name != "payload"]
    assert [name for _, name, _ in rows("bytes")] == [*names, "length"]


@pytest.mark.parametrize(
    "number", [MAX_PAYLOAD, MAX_STRANGER_PAYLOAD, LARGE, black_box.SIZE], ids=["frame", "stranger", "large", "box"]
)
def test_limits_are_those_of_the_code(number: int) -> None:
    assert re.search(rf"\b({number}|{number:,})\b", PAGE)


def test_the_task_has_the_keys_of_the_code() -> None:
    named = {name for cells in rows("key") for name in cells[0].replace("`", "").split(", ")}
    assert named == set(Configuration("a_module").values())


def test_the_inquiries_are_those_of_the_code() -> None:
    public = {name for name in vars(Inquiries) if not name.startswith("_")} - {"answer"}
    assert {name for name, *_ in rows("name")} == public


def test_a_failure_has_as_many_parts_as_in_the_code() -> None:
    assert len(Failure._fields) == 6
    assert "A failure is a tuple of six" in PROSE


def test_a_place_in_a_segment_is_two_numbers() -> None:
    assert TABLE.format == "<II"
    assert "pairs of 4-byte numbers" in PROSE
