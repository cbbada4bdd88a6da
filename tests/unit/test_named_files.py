"""Files that a person names: a device has no end, and is never replaced by a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from probe32.cli.main import main
from probe32.errors import ExitCode, FileError
from probe32.replacing import replace_file
from probe32.sequences.axes import read_column

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices are files on Linux")


@pytest.mark.parametrize("command", ["run", "sweep", "export", "replay"])
def test_a_device_is_no_document(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    rest = ["--out", "somewhere"] if command == "export" else ["--", "true"] if command == "replay" else []
    assert main([command, "/dev/zero", *rest]) == ExitCode.FILE
    assert "/dev/zero cannot be read: it is a device." in capsys.readouterr().err


def test_a_device_is_no_table() -> None:
    with pytest.raises(FileError, match="it is a device"):
        read_column(Path("/dev/zero"), "1")


def test_only_files_are_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="a folder or a device"):
        replace_file(pipe, b"text")
    with pytest.raises(OSError, match="a folder or a device"):
        replace_file(tmp_path, b"text")
    assert list(tmp_path.iterdir()) == [pipe]
