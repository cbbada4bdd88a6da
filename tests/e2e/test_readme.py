"""README.md shows what really happens: its programs run, and its commands print what it says they print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(python|console)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROGRAMS = {text.split("\n")[0].removeprefix("# "): text for kind, text in BLOCKS if kind == "python"}


def commands() -> Iterator[tuple[str, str]]:
    """Every command line that is shown, with the output below it."""
    for kind, text in BLOCKS:
        if kind == "console":
            for example in text.removeprefix("$ ").split("\n$ "):
                command, _, output = example.partition("\n")
                yield command, output


def as_pattern(output: str) -> str:
    """What a person takes for the same output: an ellipsis stands for anything, times differ."""
    pattern = re.escape(output.strip()).replace("…", "(?s:.*?)")
    return re.sub(r"[\d\\.]+\\? µs", r"[\\d.,]+ µs", pattern)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader tries the examples."""
    folder = tmp_path_factory.mktemp("reader")
    for name, text in PROGRAMS.items():
        (folder / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "resources" / "sample", folder / "resources" / "sample")
    shutil.copy(ROOT / "resources" / "sample" / "sample.dll", folder / "my_lib.dll")
    return folder


@pytest.mark.parametrize("command, output", list(commands()))
def test_a_command_prints_what_is_shown(folder: Path, command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    start = [sys.executable, "-m", "probe32"] if program == "probe32" else [sys.executable]
    done = subprocess.run(
        [*start, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert re.fullmatch(as_pattern(output), done.stdout.strip()), done.stdout


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []
