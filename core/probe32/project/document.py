"""What a project says, as plain values; `unknown` keeps what a later Probe32 wrote and this one cannot read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..drift import ExportFacts
from ..sequences.steps import Sequence
from ..sequences.sweeps import Sweep

SCHEMA = 2
"""The number that `"schema"` carries; raised when an older Probe32 would misread a document."""


@dataclass
class DllIdentity:
    """Which DLL a project is about. `sha256` is the whole file's, in hexadecimal; `version` is "" when it has none.

    `path` is where it was, `name` its file's name, `bitness` 32 or 64; `unknown` are fields that this Probe32 does not
    know. `exports` is what the DLL exported, with the code's evidence for the functions that have a signature; None in
    documents that do not say. `unknown_exports` is what else stands there.
    """

    path: Path
    name: str
    version: str = ""
    sha256: str = ""
    bitness: int = 32
    unknown: dict[str, object] = field(default_factory=dict)
    exports: tuple[ExportFacts, ...] | None = None
    unknown_exports: dict[str, object] = field(default_factory=dict)


@dataclass
class ImportedHeader:
    """A header that declarations were taken from; `sha256` is the file's when they were, "" when it is not known."""

    path: str
    sha256: str = ""
    unknown: dict[str, object] = field(default_factory=dict)


@dataclass
class Example:
    """A call that was made, as JSON values (`json_values`): what went in, and what came back.

    `last_error` is what `GetLastError` said; `duration_us` the microseconds inside the function, None when not known.
    `texts` are the arguments as they were typed, by the parameters' names; empty for a call that was not typed.
    """

    arguments: list[object] = field(default_factory=list)
    result: object = None
    outputs: dict[str, object] = field(default_factory=dict)
    unknown: dict[str, object] = field(default_factory=dict)
    last_error: int = 0
    duration_us: float | None = None
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class ProjectFunction:
    """A function that was assigned: `export` is a name of the export table or `#3`, `prototype` is C text.

    `examples` are calls worth keeping, `notes` a person's words, `unknown` fields that this Probe32 does not know.
    `defaults` are the texts, by the parameters' names, with which a form for its arguments begins. `errors` says how it
    fails, for wrappers: `returned`, `hresult`, `last-error`, `negative`; "" leaves that to who exports one.
    """

    export: str
    prototype: str
    examples: list[Example] = field(default_factory=list)
    notes: str = ""
    unknown: dict[str, object] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    errors: str = ""

    @property
    def symbol(self) -> str | int:
        """The export as the loader wants it: its name, or its ordinal as a number."""
        digits = self.export[1:]
        return int(digits) if self.export.startswith("#") and digits.isdecimal() else self.export


@dataclass
class Project:
    """One DLL and what is known about it. `types` is the C text that all prototypes build on.

    `dll` is the file, `encoding` that of its `char *` text; `headers` were imported, and `functions` have signatures;
    `sequences` and `sweeps` are what is called; `notes` are anybody's words. `unknown` are fields of the file that this
    Probe32 does not know, which are kept. `search` are folders that are searched for what the DLL needs.
    """

    dll: DllIdentity
    types: str = ""
    functions: list[ProjectFunction] = field(default_factory=list)
    headers: list[ImportedHeader] = field(default_factory=list)
    notes: str = ""
    encoding: str = "utf-8"
    search: list[str] = field(default_factory=list)
    sequences: list[Sequence] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    unknown: dict[str, object] = field(default_factory=dict)
