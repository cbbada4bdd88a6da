"""A call as one line for a shell: `probe32 call ...`."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from enum import Enum

from .typed_call import TypedCall

NEGATIVE = re.compile(r"-(\d|\.\d|inf(inity)?$|nan$)", re.IGNORECASE)
"""A number that begins with a minus, which `probe32` takes for no option."""
_PRAGMA = re.compile(r"^#pragma (pack\(.*\))$", re.MULTILINE)
_SPECIAL = re.compile(r'([()%!^"<>&|])')
"""What cmd.exe looks at outside quotes (Microsoft, "Everyone quotes command line arguments the wrong way")."""


class Shell(str, Enum):
    """Whose quotes are used."""

    POSIX = "sh"
    CMD = "cmd"

    @classmethod
    def at_hand(cls) -> Shell:
        """The usual one of this system."""
        return cls.CMD if sys.platform == "win32" else cls.POSIX


def as_command_line(call: TypedCall, shell: Shell | None = None, program: str = "probe32") -> str:
    """The command that makes the call, on one line, quoted for `shell` (None: the one at hand)."""
    words = [program, "call"]
    if call.export_differs:
        words += ["--export", f"#{call.export}" if isinstance(call.export, int) else call.export]
    if call.encoding != "utf-8":
        words += ["--encoding", call.encoding]
    for folder in call.search:
        words += ["--search", str(folder)]
    if call.timeout is not None:
        words += ["--timeout", f"{call.timeout:g}"]
    texts = [*(call.text(each) for each in call.signature.inputs), *call.extra]
    options = any(each.startswith("-") and not NEGATIVE.match(each) for each in texts)
    words += [*(["--"] if options else []), str(call.dll), _on_one_line(f"{call.declarations}{call.prototype}"), *texts]
    quote = _for_cmd if (shell or Shell.at_hand()) is Shell.CMD else shlex.quote
    return " ".join(map(quote, words))


def _on_one_line(declarations: str) -> str:
    """C text without line ends; a directive, which needs a line of its own, becomes the operator that does the same."""
    return " ".join(_PRAGMA.sub(r"__pragma(\1)", declarations).split())


def _for_cmd(word: str) -> str:
    """Quoted for the program first, then each sign of cmd.exe's protected by a caret, the quotes too."""
    quoted = subprocess.list2cmdline([" ".join(word.splitlines())])
    return _SPECIAL.sub(r"^\1", quoted) if _SPECIAL.search(word) else quoted
