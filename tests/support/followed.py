"""What somebody does who follows a page: saves the files that it shows, and types its commands into one shell."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from pages import as_pattern, shown_commands

_BLOCK = re.compile(r"^```(python|console|)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "-- the command ended with "


class Step(NamedTuple):
    """A file to save, if it has a `file`'s name, whose text is `shown`; or a `command`, of which `shown` is printed."""

    command: str
    file: str
    shown: str


def steps(page: str) -> Iterator[Step]:
    """What a page tells to do, in its order. A block without a language is commands, whose output is not shown."""
    for language, text in _BLOCK.findall(page):
        if language == "console":
            yield from (Step(command, "", output.strip()) for command, output in shown_commands(text))
        elif language == "python":
            yield Step("", re.match(r"# (\S+)\n", text)[1], text)  # type: ignore[index]
        else:
            yield from (Step(line, "", "…") for line in text.splitlines())


def is_what_is_shown(shown: str, printed: str) -> bool:
    """Whether a person takes this for the output that a page shows."""
    return bool(re.fullmatch(as_pattern(shown), printed))


def without_times(printed: str) -> str:
    """The output with an ellipsis in the place of each duration."""
    return re.sub(r"[\d.,]+ (µs|ms|s)\b", r"… \1", printed)


class Shell:
    """A bash that commands are typed into; what one changes, the next one finds. A context manager."""

    def __init__(self, start: Sequence[str] = ("bash", "--norc"), environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            start,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            bufsize=1,
        )

    def __enter__(self) -> Shell:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate("exit\n")

    def type(self, command: str, seconds: float = 120) -> tuple[str, int]:
        """What the command prints, errors among it, and its exit code. `TimeoutError`: it took too long."""
        assert self._process.stdin
        assert self._process.stdout
        patience = threading.Timer(seconds, self._process.kill)
        patience.start()
        try:
            self._process.stdin.write(f"{{ {command}\n}} < /dev/null\nprintf '\\n{_END}%d\\n' $?\n")
            lines: list[str] = []
            for line in self._process.stdout:
                if line.startswith(_END):
                    return "".join(lines).strip("\n").rstrip(), int(line.removeprefix(_END))
                lines.append(line)
        finally:
            patience.cancel()
        raise TimeoutError(f"{command} did not end within {seconds:.0f} s; it printed\n{''.join(lines)}")

    def save(self, name: str, text: str) -> None:
        """Write a text file into the folder that the shell is in."""
        printed, code = self.type(f"cat > {name} <<'SAVED'\n{text.rstrip()}\nSAVED")
        assert code == 0, printed

    @property
    def folder(self) -> Path:
        """Where the shell is."""
        return Path(self.type("pwd")[0])
