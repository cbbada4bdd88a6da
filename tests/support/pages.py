"""A page of docs/ as what its reader runs: files, steps of one program, commands, and what each of them prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
KINDS = {"python", "console", "text", "c", "json", "bat", "powershell"}
FOR_WINDOWS = {"bat", "powershell"}
NOT_RUN = "#examples-that-no-test-runs"
"""What a paragraph links to above a block that cannot be run here: the list of such blocks, with reasons."""

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^[ \t>]*```", re.MULTILINE)
_FILE_NAME = re.compile(r"(?:#|//|/\*) (\S+\.\w+)(?: \*/)?\n")


class Block(NamedTuple):
    """`above` is the paragraph before it, `follows` the kind of a block that stands right before it."""

    kind: str
    text: str
    above: str
    follows: str

    @property
    def file(self) -> str:
        """The name of the file that it is, from its first line; empty where it is none."""
        found = _FILE_NAME.match(self.text)
        return found[1] if found else ""

    @property
    def runs(self) -> bool:
        """Whether it can be run here."""
        return self.kind not in FOR_WINDOWS and NOT_RUN not in self.above


class Page:
    """`steps` are the nameless blocks of Python with what each prints; `declarations` those of C."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(DOCS).as_posix()
        self.text = path.read_text("utf-8")
        self.blocks = list(_blocks(self.text))
        self.files: dict[str, str] = {}
        self.steps: list[tuple[str, str]] = []
        self.commands: list[tuple[str, str]] = []
        self.declarations: list[str] = []
        self.not_run: list[Block] = []
        for block in self.blocks:
            self._take(block)

    def _take(self, block: Block) -> None:
        if not block.runs:
            self.not_run.append(block)
        elif block.file:
            self.files[block.file] = block.text
        elif block.kind == "console":
            self.commands.extend(shown_commands(block.text))
        elif block.kind == "python":
            self.steps.append((block.text, ""))
        elif block.kind == "c":
            self.declarations.append(block.text)
        elif block.kind == "text" and block.follows == "python" and self.steps:
            self.steps[-1] = self.steps[-1][0], block.text

    @property
    def mistakes(self) -> list[str]:
        """What would keep a block from being run, or from being seen."""
        found = [f"```{kind} is not known" for kind in {each.kind for each in self.blocks} - KINDS]
        if len(_FENCE.findall(self.text)) != 2 * len(self.blocks):
            found.append("a fence is indented, or does not end")
        return found + [f"{name} is not used" for name in self.files if not self._uses(name)]

    def _uses(self, name: str) -> bool:
        """Whether a command or another block speaks of the file, or imports it."""
        others = [*(text for other, text in self.files.items() if other != name), *(code for code, _ in self.steps)]
        words = {Path(name).name, Path(name).stem if name.endswith(".py") else name}
        return any(re.search(rf"\b{re.escape(each)}\b", text) for each in words for text in [*others, *self._lines])

    @property
    def _lines(self) -> list[str]:
        return [command for command, _ in self.commands]


def pages() -> list[Page]:
    """All pages but the records of decisions, which show what was, and those that a program writes."""
    return [Page(path) for path in sorted(DOCS.rglob("*.md")) if path.relative_to(DOCS).parts[0] != "adr"]


def _blocks(text: str) -> Iterator[Block]:
    end, last = 0, ""
    for found in _BLOCK.finditer(text):
        between = text[end : found.start()].strip()
        paragraph = between.rpartition("\n\n")[2]
        yield Block(found[1], found[2], paragraph, "" if between else last)
        end, last = found.end(), found[1]


def shown_commands(text: str) -> list[tuple[str, str]]:
    """Each command line with the output below it."""
    parts = (each.partition("\n") for each in text.removeprefix("$ ").split("\n$ "))
    return [(command, output) for command, _, output in parts]


def words_of(command: str) -> list[str]:
    """A command line as a program gets it."""
    return shlex.split(command)


def as_pattern(output: str) -> str:
    """What a person takes for the same: an ellipsis is anything; numbers in a trace, times and separators differ."""
    return "\n".join(map(_line_pattern, output.strip().splitlines()))


def _line_pattern(line: str) -> str:
    pattern = re.escape(line).replace("/…/", "(?:[A-Z]:)?/…/").replace("/", r"[/\\]").replace("…", "(?s:.*?)")
    if line.startswith("+"):
        return re.sub(r"\d+", r"\\d+", pattern)
    return re.sub(r"[\d\\.]+\\? µs", r"[\\d.,]+ (µs|ms|s)", pattern)


def tells_of_failure(output: str) -> bool:
    """Whether the output is that of a command which failed: what to do about it is indented below, or it is JSON."""
    return (
        output.startswith('{\n  "error"')
        or re.search(r"^probe32: (?!warning: ).*\n  \S", output, re.MULTILINE) is not None
    )
