"""The guide that is installed with Probe32."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from installer.guide import put_guide

from probe32.guide import guide_page

_LINK = re.compile(r'(?:href|src)="([^"#?]+)')


@pytest.fixture(scope="module")
def guide(tree: Path) -> Path:
    """The guide's folder, found as an installed Probe32 finds it."""
    return guide_page(tree).parent


def test_every_page_and_picture_that_a_page_names_is_installed(guide: Path) -> None:
    named: set[Path] = set()
    for page in guide.rglob("*.html"):
        targets = (unquote(each) for each in _LINK.findall(page.read_text(encoding="utf-8")))
        named |= {(page.parent / each).resolve() for each in targets if not re.match("[a-z]+:", each)}
    assert {each for each in named if not each.exists()} == set()
    assert guide.resolve() / "guides" / "installing.html" in named
    assert {each.suffix for each in named if each.parent.name == "images"} == {".webp", ".svg"}


def test_code_keeps_its_lines(guide: Path) -> None:
    page = (guide / "guides" / "calling.html").read_text(encoding="utf-8")
    assert "\n  " not in re.sub("<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert "\n    " in "".join(
        each
        for path in guide.rglob("*.html")
        for each in re.findall("<pre.*?</pre>", path.read_text("utf-8"), re.DOTALL)
    )


def test_it_is_the_same_whenever_it_is_built(guide: Path, tmp_path: Path) -> None:
    put_guide(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(guide)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
