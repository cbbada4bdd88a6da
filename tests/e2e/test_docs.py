"""What docs/ shows really happens: a page's programs run, one block after the other, and print what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import mingw
import pytest
from pages import DOCS, ROOT, Page, as_pattern, pages, tells_of_failure, words_of
from which_windows import UNDER_WINE

from probe32 import ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from probe32.client.statistics import Statistics
from probe32.client_errors import Server32FaultError
from probe32.errors import HostDiedError, HostError, Probe32Error
from probe32.headers import parse
from probe32.postmortem import Fault, Place
from probe32.wire.messages import Failure

PAGES = pages()
MARK = "== block {} =="
PROGRAMS = {
    "probe32": [sys.executable, "-m", "probe32"],
    "python": [sys.executable],
    "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
    "cat": [sys.executable, "-c", "import pathlib, sys; print(pathlib.Path(sys.argv[1]).read_text('utf-8'))"],
}
SAMPLE_HEADER = (ROOT / "resources" / "sample" / "sample.h").read_text("utf-8")
SETTINGS = {
    "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    "PYTHONIOENCODING": "utf-8",
    "PYTHONWARNINGS": "error",
    "PYTHONUNBUFFERED": "1",  # so that standard error stands where it came
}


def run(command: list[str], folder: Path, *, fails: bool = False) -> str:
    """What the command prints, errors among it."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **SETTINGS, "DASK_TEMPORARY_DIRECTORY": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=150,
        check=False,
    )
    assert (done.returncode != 0) is fails, done.stdout
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a reader tries the examples of a page."""
    for kind in ("dll", "h"):
        shutil.copy(ROOT / "resources" / "sample" / f"sample.{kind}", tmp_path / f"my_lib.{kind}")
    shutil.copytree(ROOT / "resources" / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("page", [each for each in PAGES if each.blocks], ids=lambda page: page.name)
def test_the_blocks_of_a_page_do_what_is_shown(page: Page, folder: Path) -> None:
    if sys.platform == "win32" and (reason := against_windows(page.name)):
        pytest.skip(reason)
    for name, text in page.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for declarations in page.declarations:
        assert parse(declarations, prelude=SAMPLE_HEADER).problems == ()
    if page.steps:
        follow(page.steps, folder)
    for command, output in page.commands:
        program, *arguments = words_of(command)
        start = PROGRAMS.get(program) or [mingw.tool(program.removeprefix(mingw.PREFIX))]
        printed = run([*start, *arguments], folder, fails=tells_of_failure(output))
        assert re.fullmatch(as_pattern(output), printed), f"$ {command}\n{printed}\nand not\n{output}"


def against_windows(page: str) -> str:
    """Why a page can't be followed in this Windows Python; empty when it can."""
    if page == "concepts/wire-protocol.md":
        return "its client opens its pipes as on Linux"
    if page == "guides/loading.md" and UNDER_WINE:
        return "Wine is not Windows: the doctor's tree ends at Microsoft's DLLs"
    return "Dask is not installed" if page == "guides/dask.md" and find_spec("distributed") is None else ""


def follow(steps: list[tuple[str, str]], folder: Path) -> None:
    """Run the nameless blocks as one program, and compare what each prints."""
    marked = (f"print({MARK.format(index)!r})\n{code}" for index, (code, _) in enumerate(steps))
    (folder / "guide.py").write_text("\n".join(marked), "utf-8")
    printed = run([sys.executable, "guide.py"], folder)
    for index, (code, output) in enumerate(steps):
        got = printed.partition(MARK.format(index))[2].partition(MARK.format(index + 1))[0].strip()
        assert re.fullmatch(as_pattern(output), got), f"{code}\nprinted\n{got}\nand not\n{output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_escapes(page: Page) -> None:
    assert page.mistakes == []


def test_what_is_not_run_is_listed_with_a_reason() -> None:
    listed = re.findall(r"^\| \[([\w/.-]+)\]\([^)]+\) \| .+ \|$", section_of_limits(), re.MULTILINE)
    assert sorted(listed) == sorted(page.name for page in PAGES if page.not_run)


def section_of_limits() -> str:
    text = (DOCS / "concepts" / "limits.md").read_text("utf-8")
    return text.partition("## Examples that no test runs\n")[2].partition("\n## ")[0]


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
