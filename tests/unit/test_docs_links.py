"""Links in the documentation lead somewhere."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def links() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_links", ROOT / "docs" / "links.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_link_is_broken(links: ModuleType) -> None:
    assert links.broken() == []


def test_a_broken_link_is_found(links: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / "docs" / "screenshots.py").write_text('SCENES = (\n    ("main", "light", call),\n)\n', "utf-8")
    (tmp_path / "docs" / "page.md").write_text("# Some: heading\n", "utf-8")
    (tmp_path / "README.md").write_text(
        "[a](docs/page.md#some-heading) [b](docs/page.md#other) [c](gone.md) [d](https://example.org/x) `[e](no.md)`\n"
        "![f](docs/images/main.png) ![g](docs/images/other.png)\n",
        "utf-8",
    )
    assert links.broken(tmp_path) == [
        "README.md: docs/page.md#other",
        "README.md: gone.md",
        "README.md: docs/images/other.png",
    ]
