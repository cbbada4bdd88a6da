"""Where the guide is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32.errors import FileError
from probe32.guide import guide_page


def test_the_installed_guide_is_found_then_the_one_that_was_built(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        guide_page(tmp_path)
    assert "python dev.py docs --site" in caught.value.hint
    built, installed = tmp_path / "build" / "site" / "index.html", tmp_path / "guide" / "index.html"
    for page in (built, installed):
        page.parent.mkdir(parents=True)
        page.write_text("", encoding="utf-8")
        assert guide_page(tmp_path) == page
