"""What `python dev.py run` does where there is no display, without the set-up before it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from which_windows import not_under_wine

pytestmark = not_under_wine("the window's Qt ends the process in Wine 8; in Wine 10 the MSI's verification opens it")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev() -> ModuleType:
    """dev.py, with this interpreter in the place of the one that it would set up."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PYTHON = Path(sys.executable)
    return module


def colours(image: QImage) -> int:
    """How many different colours every tenth pixel of every tenth line has."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 10) for y in range(0, image.height(), 10)})


def test_the_sample_is_opened_called_exported_and_pictured(
    dev: ModuleType, tmp_path: Path, sample_dll: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tour"
    assert dev.tour(sample_dll, out) == 0
    said = capfd.readouterr().out
    assert "call add(19, 23): 42" in said
    assert "FAILED" not in said
    (picture,) = out.glob("*.png")
    assert str(picture) in said
    image = QImage(str(picture))
    assert image.width() >= 1000
    assert image.height() >= 600
    assert colours(image) > 20, "the picture shows next to nothing"
    (wrapper,) = (path.parent for path in out.glob("**/__main__.py"))
    assert {path.name for path in wrapper.iterdir()} >= {"my_client.py", "my_server.py", "README.md"}
    assert str(wrapper) in said
    assert "0 failed" in said


def test_a_file_that_is_no_dll_is_reported_by_the_exit_code(
    dev: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "notes.dll"
    text.write_text("not a DLL")
    assert dev.tour(text, tmp_path / "tour") != 0
    assert "is not a Windows DLL" in capfd.readouterr().out


def test_results_of_an_earlier_run_are_removed(dev: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "tour"
    out.mkdir()
    (out / "old").touch()
    dev.tour(tmp_path / "absent.dll", out)
    assert not (out / "old").exists()
