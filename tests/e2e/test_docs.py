"""What docs/ shows really happens: a page's programs run, one block after the other, and print what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from probe32 import ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from probe32.client.statistics import Statistics
from probe32.client_errors import Server32FaultError
from probe32.errors import HostDiedError, HostError, Probe32Error
from probe32.postmortem import Fault, Place
from probe32.wire.messages import Failure

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(python|console|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"# (\S+\.py)\n")
MARK = "== block {} =="


class Page(NamedTuple):
    """`files` are the blocks that begin with a comment that names them; `steps` the others, with what each prints."""

    files: dict[str, str]
    steps: list[tuple[str, str]]
    commands: list[tuple[str, str]]


def read(name: str) -> Page:
    page = Page({}, [], [])
    for kind, text in BLOCK.findall((DOCS / name).read_text("utf-8")):
        named = FILE_NAME.match(text)
        if kind == "console":
            page.commands.extend(shown_commands(text))
        elif kind == "text":
            page.steps[-1] = page.steps[-1][0], text
        elif named:
            page.files[named[1]] = text
        else:
            page.steps.append((text, ""))
    return page


def shown_commands(text: str) -> list[tuple[str, str]]:
    """Each command line with the output below it."""
    parts = (each.partition("\n") for each in text.removeprefix("$ ").split("\n$ "))
    return [(command, output) for command, _, output in parts]


def as_pattern(output: str) -> str:
    """What a person takes for the same: an ellipsis stands for anything, numbers in a trace and times differ."""
    return "\n".join(map(line_pattern, output.strip().splitlines()))


def line_pattern(line: str) -> str:
    pattern = re.escape(line).replace("…", "(?s:.*?)")
    if line.startswith("+"):
        return re.sub(r"\d+", r"\\d+", pattern)
    return re.sub(r"[\d\\.]+\\? µs", r"[\\d.,]+ µs", pattern)


def run(command: list[str], folder: Path) -> str:
    """What the command prints, errors among it."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


RUNTIME = read("guides/runtime.md")
PROTOCOL = read("concepts/wire-protocol.md")
CALLBACKS = read("guides/callbacks.md")
MEMORY = read("guides/memory.md")
LOADING = read("guides/loading.md")
SIGNATURES = read("reference/signatures.md")
RECORDINGS = read("guides/recordings.md")
EXPLORING = read("guides/exploring.md")
CALLING = read("guides/calling.md")
SEQUENCES = read("guides/sequences.md")
EXAMPLES = read("guides/examples.md")
WRAPPERS = read("guides/wrappers.md")
PAGES = (
    RUNTIME,
    PROTOCOL,
    CALLBACKS,
    MEMORY,
    SIGNATURES,
    LOADING,
    RECORDINGS,
    EXPLORING,
    CALLING,
    SEQUENCES,
    EXAMPLES,
    WRAPPERS,
)  # a line each, so that pages can be added side by side


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader tries the examples."""
    folder = tmp_path_factory.mktemp("reader")
    for name, text in (pair for page in PAGES for pair in page.files.items()):
        (folder / name).write_text(text, "utf-8")
    for kind in ("dll", "h"):
        shutil.copy(ROOT / "resources" / "sample" / f"sample.{kind}", folder / f"my_lib.{kind}")
    shutil.copytree(ROOT / "resources" / "examples", folder / "examples")
    return folder


def test_the_blocks_of_the_runtime_guide_print_what_is_shown(folder: Path) -> None:
    assert len(RUNTIME.steps) > 10
    marked = (f"print({MARK.format(index)!r})\n{code}" for index, (code, _) in enumerate(RUNTIME.steps))
    (folder / "guide.py").write_text("\n".join(marked), "utf-8")
    printed = run([sys.executable, "guide.py"], folder)
    for index, (code, output) in enumerate(RUNTIME.steps):
        got = printed.partition(MARK.format(index))[2].partition(MARK.format(index + 1))[0].strip()
        assert re.fullmatch(as_pattern(output), got), f"{code}\nprinted\n{got}\nand not\n{output}"


@pytest.mark.parametrize(
    "command, output",
    [each for page in PAGES for each in page.commands],
)
def test_a_command_prints_what_is_shown(folder: Path, command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    start = [sys.executable, "-m", "probe32"] if program == "probe32" else [sys.executable]
    printed = run([*start, *arguments], folder).strip()
    assert re.fullmatch(as_pattern(output), printed), printed


FAULT = Failure("OSError", "exception", "", fault=Fault(0xC0000005, 0, Place("", 0)))
ERRORS: list[Probe32Error] = [
    Server32Error("it failed"), Server32FaultError(FAULT), HostDiedError("it died"), ResponseTimeoutError("late"),
    ConnectionTimeoutError("not ready"), HostError("none"),
]  # fmt: skip


def table(heading: str) -> list[list[str]]:
    """The cells of the guide's table whose first column is headed so."""
    found = re.search(
        rf"^\| {heading} \|.*\n\|[- |]+\n((?:\|.*\n)+)", (DOCS / "guides/runtime.md").read_text("utf-8"), re.MULTILINE
    )
    assert found, heading
    return [line.split("|")[1:-1] for line in found[1].splitlines()]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_what_the_guide_says(error: Probe32Error) -> None:
    (kind, attributes), *more = [
        (each[0], each[2]) for each in table("class") if each[0].split("`")[1] == type(error).__name__
    ]
    assert not more
    bases = {each.__name__ for each in type(error).__mro__}
    assert set(re.findall(r"`(\w+)`", kind)) <= bases
    named = re.findall(r"`(\w+)`", attributes.partition("the cause")[0])
    assert [name for name in named if not hasattr(error, name)] == []


def test_the_statistics_are_those_of_the_guide() -> None:
    named = [name for each in table("attribute") for name in re.findall(r"`(\w+)`", each[0])]
    assert sorted(named) == sorted(Statistics.__dataclass_fields__)
