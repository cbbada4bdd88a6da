"""What a function's comment in the header says: of the function, of each parameter, of what comes back.

Understood are Doxygen's commands (`@param[in] name text`, `\\return text`), and lines such as `name: text` or
`name - text` for the function's own parameters; everything else is about the function. Commands that stand around a
part of the comment, such as `@code` and `@endcode` or a vendor's own `\\english` and `\\endenglish`, are left out.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass

_COMMAND = re.compile(r"^\s*[@\\](?P<command>[a-z]+)\b\s*(?:\[[a-z, ]*\]|\{[^}]*\})?\s*(?P<rest>.*)$")
_END = re.compile(r"[@\\]end([a-z]+)")
_EMPTY_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"^(?P<name>\w+)\s*(?:[:-]\s*)?(?P<text>.*)$")
_LISTED = re.compile(r"^\s*[*-]?\s*[`'\"]?(?P<name>\w+)[`'\"]?\s*(?::|-{1,2}|\u2013)\s+(?P<text>\S.*)$")
_RETURNS = {"return", "returns", "result", "retval"}
_SUMMARY = {"brief", "short", "details", "note", "remark", "remarks"}


@dataclass(frozen=True)
class Comment:
    """`text` is about the function, `parameters` by their C names, `returns` about the result; all may be empty."""

    text: str
    parameters: dict[str, str]
    returns: str


def read(comment: str, names: Iterable[str]) -> Comment:
    """Take a comment apart. `names` are the function's parameters."""
    around = {command for end in _END.findall(comment) for command in (end, f"end{end}")}
    reader = _Reader(set(names), around)
    for line in inspect.cleandoc(comment).split("\n"):
        reader.take(line)
    joined = {name: _joined(lines) for name, lines in reader.parameters.items()}
    text = _EMPTY_LINES.sub("\n\n", "\n".join(reader.text)).strip("\n")
    return Comment(text, joined, _joined(reader.returns))


def _joined(lines: list[str]) -> str:
    return " ".join(filter(None, (each.strip() for each in lines)))


class _Reader:
    """Goes through the lines; what follows a command belongs to it, until an empty line."""

    def __init__(self, names: set[str], around: set[str]) -> None:
        self._names = names
        self._around = around
        self.text: list[str] = []
        self.parameters: dict[str, list[str]] = {}
        self.returns: list[str] = []
        self._current = self.text

    def take(self, line: str) -> None:
        command = _COMMAND.match(line)
        if command:
            self._command(command["command"], command["rest"])
        elif (listed := _LISTED.match(line)) and listed["name"] in self._names:
            self._current = self.parameters.setdefault(listed["name"], [])
            self._current.append(listed["text"])
        else:
            if not line.strip():
                self._current = self.text
            self._current.append(line.rstrip())

    def _command(self, command: str, rest: str) -> None:
        word = _WORD.match(rest)
        if command == "param" and word and word["name"] in self._names:
            self._current = self.parameters.setdefault(word["name"], [])
            self._current.append(word["text"])
        elif command in _RETURNS:
            self._current = self.returns
            self._current.append(rest)
        else:
            self._current = self.text
            silent = command in _SUMMARY or command in self._around
            self._current.append(rest if silent else f"{command.capitalize()}: {rest}")
