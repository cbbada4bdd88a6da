"""What the doctor finds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Kind(str, Enum):
    """What is wrong with a DLL. All but the last four keep it from loading, with Windows' error code behind them.

    `image`: it is no whole PE image. `forwarder`: a function that it needs leads to one that is not there; `circle`:
    back to itself. `delayed`: something is wrong with a DLL that is loaded at the first call only. `export`: exports of
    its own lead nowhere.
    """

    MISSING = "missing"  # 126
    BITNESS = "bitness"  # 193
    IMAGE = "image"  # 193
    FUNCTION = "function"  # 127; 182 for an ordinal
    FORWARDER = "forwarder"  # 127, or 126
    CIRCLE = "circle"  # the process ends, of a full stack
    ASSEMBLY = "assembly"  # 14001
    DELAYED = "delayed"
    EXPORT = "export"
    DOTNET = "dotnet"
    PROGRAM = "program"


_HARMLESS = frozenset({Kind.DELAYED, Kind.EXPORT, Kind.DOTNET, Kind.PROGRAM})


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: with which `dll`, in one sentence or two, and what to do about it.

    `kind` is the word for programs, `message` and `fix` are for people. `folder` is one nearby that has the missing
    DLL, or None. `only_here`: what is wrong is the system that stands for Windows here, and not so on Windows.
    """

    kind: Kind
    dll: str
    message: str
    fix: str
    folder: Path | None = None
    only_here: bool = False

    @property
    def grave(self) -> bool:
        """Whether it is of a kind that keeps a DLL from loading, on Windows or `only_here`."""
        return self.kind not in _HARMLESS

    @property
    def fatal(self) -> bool:
        """Whether Windows does not load the DLL because of it."""
        return self.grave and not self.only_here


@dataclass
class Node:
    """A DLL in the tree of dependencies; `needs` are those below it.

    `dll` is the name that was asked for; `bitness` and `version` are those of the file, None and "" when unknown.
    `status` is `ok`, `windows` (a part of Windows; what it needs is not shown), `api set` (a name that Windows itself
    replaces), `seen` (shown above), or the kind of the problem with it. `path` is where it was found, and `why` says
    which step of the loader's search led there. `delay`: it is loaded at the first call; `forward`: exports of the DLL
    above lead on to it, and it is loaded when one of these is asked for. `taken` are the functions that the DLL above
    takes from it, by name or `#ordinal`; `absent` are those among them that it does not have. `problems` are those with
    this DLL at this place.
    """

    dll: str
    path: Path | None
    status: str
    delay: bool = False
    needs: list[Node] = field(default_factory=list)
    forward: bool = False
    why: str = ""
    bitness: int | None = None
    version: str = ""
    taken: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Diagnosis:
    """Whether Windows loads the DLL, what is wrong with it, what prevents that first, and what it needs.

    `path` is the DLL. Of its `problems` those that prevent loading come first; `tree` has it and what it needs.
    `forgiven` are the kinds of problems in spite of which this system, which is not Windows, loads a DLL.
    """

    path: Path
    problems: tuple[Problem, ...]
    tree: tuple[Node, ...]
    forgiven: Mapping[str, str] = field(default_factory=dict)

    @property
    def loads(self) -> bool:
        """Whether nothing was found that keeps Windows from loading it; its own start-up code may still refuse."""
        return not any(each.fatal for each in self.problems)

    @property
    def loads_here(self) -> bool:
        """The same for the system that runs the host."""
        return all(each.kind.value in self.forgiven for each in self.problems if each.grave)
