"""What a recording says: which calls were made of a DLL or of a server class, in order, and what came of each.

Arguments, results and outputs are JSON values (`json_values`), in a canonical form: the same call gives the same JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

SCHEMA = 1
"""The number that `"recording"` carries; raised when an older Probe32 would misread a recording."""


class Kind(str, Enum):
    """What was asked for: a function of the DLL, something else of its host, or a method of a server class."""

    CALL = "call"
    ASK = "ask"
    REQUEST = "request"


@dataclass
class Failed:
    """How a call went wrong: the class of the error, what it says, and what to do. `fatal`: its host has ended."""

    type: str
    message: str
    hint: str = ""
    fatal: bool = False


@dataclass
class CalledBack:
    """A call that the DLL made meanwhile of the function `name`, or of the one at an address that it has kept."""

    name: str
    arguments: list[object] = field(default_factory=list)
    answer: object = None


@dataclass
class Entry:
    """One call. `keywords` are those of a request; `prototype` is there when the signature is not the session's."""

    kind: Kind
    name: str
    arguments: list[object] = field(default_factory=list)
    keywords: dict[str, object] = field(default_factory=dict)
    result: object = None
    outputs: dict[str, object] = field(default_factory=dict)
    last_error: int = 0
    duration_us: float | None = None
    warnings: list[str] = field(default_factory=list)
    error: Failed | None = None
    callbacks: list[CalledBack] = field(default_factory=list)
    prototype: str = ""
    done: bool = True


@dataclass
class RecordedFunctionFacts:
    """A function that was called: its export (a name or `#3`), and its C declaration."""

    export: str
    prototype: str


@dataclass
class Session:
    """What one `Library`, or one client, has done. `name` is the DLL's file, or the module of the server class.

    `version`, `sha256` and `bitness` are the DLL's; `encoding` is that of `char *` text. `functions` are those that
    were called, by their names, and `entries` the calls, in the order in which they began.

    `client` is the client's class ("" for a library); `exports` are ordinals by name or `#3`, all of them unless there
    are thousands; `types` is the C text that the prototypes build on.
    """

    name: str
    client: str = ""
    version: str = ""
    sha256: str = ""
    bitness: int = 32
    encoding: str = "utf-8"
    exports: dict[str, int] = field(default_factory=dict)
    types: str = ""
    functions: dict[str, RecordedFunctionFacts] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Recording:
    """What one program has done: its `sessions`, in the order in which they began."""

    sessions: list[Session] = field(default_factory=list)
