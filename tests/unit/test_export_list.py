"""The list of exports as a file: the same facts in every form."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from probe32.cli.main import main
from probe32.doctor import destinations
from probe32.errors import FileError
from probe32.export_list import exports_html, exports_table, write_exports
from probe32.pe import Image, read_image


class Cells(HTMLParser):
    """Collects the text of a page's table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in ("td", "th")
        if self._inside:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


@pytest.fixture(scope="module")
def image(sample_dll: Path) -> Image:
    return read_image(sample_dll)


def test_every_form_lists_every_export(image: Image, tmp_path: Path) -> None:
    for ending in ("csv", "json", "HTML"):
        write_exports(tmp_path / f"list.{ending}", image)
    expected = [(each.ordinal, each.name) for each in image.exports]
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()))
    assert [(int(each["ordinal"]), each["name"] or None) for each in rows] == expected
    entries = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))["exports"]
    assert [(each["ordinal"], each["name"]) for each in entries] == expected
    cells = Cells((tmp_path / "list.HTML").read_text(encoding="utf-8")).rows[1:]
    assert [(int(each[0]), each[1] or None) for each in cells] == expected


def test_aliases_are_told(image: Image, tmp_path: Path) -> None:
    first, second = (replace(image.exports[0], name=name, undecorated=None) for name in ("seven", "sept"))
    both = replace(image, exports=(first, replace(second, ordinal=first.ordinal + 1)))
    write_exports(tmp_path / "list.csv", both)
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()))
    assert [each["aliases"] for each in rows] == ["sept", "seven"]
    assert [each[9:] for each in Cells(exports_html(both)).rows[1:]] == [["sept", ""], ["seven", ""]]


def test_names_cannot_bring_markup_into_the_page(image: Image) -> None:
    odd = replace(image.exports[0], name='<script>"größe&"', undecorated="operator<")
    page = exports_html(replace(image, exports=(odd,)))
    assert "<script" not in page
    assert page.isascii()
    assert Cells(page).rows[1][1:3] == ['<script>"größe&"', "operator<"]


def test_the_command_line_prints_the_page(sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exports", str(sample_dll), "--html", "--no-code"]) == 0
    image = read_image(sample_dll)
    leads = destinations(sample_dll, [each.symbol for each in image.exports if each.forwarder])
    assert capsys.readouterr().out == exports_html(image, leads)


def test_a_form_that_does_not_exist_is_refused(image: Image, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"list\.xlsx does not say in which form") as caught:
        write_exports(tmp_path / "list.xlsx", image)
    assert ".html" in caught.value.hint


def test_a_file_that_cannot_be_written_is_told(image: Image, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"could not be written to .*list\.csv: "):
        write_exports(tmp_path / "missing" / "list.csv", image)


def test_copied_cells_stay_in_their_columns() -> None:
    assert exports_table([["a\tb", "1"], ["c\nd", "2"]]) == "a b\t1\nc d\t2"
