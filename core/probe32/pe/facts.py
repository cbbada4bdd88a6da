"""What a PE image says about itself, as plain values; the attribute names are the keys of the command line's JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..abi.types import Convention
from .identifiers import identifier

_Late = TypeVar("_Late", bound="Late")


class Late:
    """A frozen dataclass some of whose fields are found out when one of them is first asked for.

    To its users it is like any other: comparing, `replace` and `repr` ask for all fields. Such a field has no plain
    default, for Python would take that from the class.
    """

    @classmethod
    def later(cls: type[_Late], known: Mapping[str, object], find: Callable[[_Late], Mapping[str, object]]) -> _Late:
        """One with the `known` fields; `find` gives the others, in any thread, and twice when two ask at once."""
        made = object.__new__(cls)
        made.__dict__.update(known, _find=find)
        return made

    @property
    def found(self) -> bool:
        """Whether nothing is left to be found out, so that no field takes time."""
        return "_find" not in self.__dict__ or "_found" in self.__dict__

    if not TYPE_CHECKING:  # a misspelt attribute is to stay an error of the type checker's

        def __getattr__(self, name: str) -> Any:
            find = None if name.startswith("_") else self.__dict__.get("_find")
            if find is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            for key, value in find(self).items():
                self.__dict__.setdefault(key, value)
            self.__dict__["_found"] = True
            return object.__getattribute__(self, name)


class ExportKind(str, Enum):
    """What an entry of the export table leads to.

    `FUNCTION`: code. `DATA`: a variable. `FORWARD`: an export of another DLL.
    """

    FUNCTION = "function"
    DATA = "data"
    FORWARD = "forward"


class Confidence(str, Enum):
    """How sure a guess is: `HIGH`, which it never is when the evidence disagrees, `MEDIUM`, `LOW`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class ConventionGuess:
    """The likely calling convention of an export, the bytes of arguments on the stack, and why we think so.

    `guess` and `stack_bytes` are None when they are not known; `evidence` are the reasons, a sentence each.
    What follows `confidence` is what the code shows, where it was read: `removed`, the bytes that every return takes
    off the stack; `read_bytes`, how much of the arguments on the stack it uses at least; `registers` (of `ecx`, `edx`)
    that it reads before it sets them; `float_result`, a number left on the x87 register stack. `argument_bytes` counts
    the arguments in registers too, where the decoration of a __fastcall function tells that sum.
    """

    guess: Convention | None = None
    stack_bytes: int | None = None
    evidence: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW
    removed: int | None = None
    read_bytes: int = 0
    registers: tuple[str, ...] = ()
    float_result: bool = False
    argument_bytes: int | None = None

    @property
    def words(self) -> int:
        """How many parameters of 4 bytes would account for what is known."""
        if self.argument_bytes is not None:
            return self.argument_bytes // 4
        in_registers = len(self.registers) if self.guess is Convention.FASTCALL else self.guess is Convention.THISCALL
        return in_registers + max(self.stack_bytes or 0, self.read_bytes) // 4


def _none() -> None:
    return None


@dataclass(frozen=True)
class Export(Late):
    """One entry of the export table (PE specification, "The .edata Section").

    `ordinal` is its number, `rva` where it is, in bytes from the image's base; `kind` says what is there and
    `convention` what the name tells of calling it. `name` is None when it is exported by ordinal only; `forwarder`
    names the target (`KERNEL32.Sleep`, `OTHER.#12`); `undecorated` is the readable name where the raw one is decorated;
    `prototype` is a full C or C++ declaration where the decoration carries one. The last three, and for C++ names the
    kind, are read when they are first asked for: 100,000 names take seconds.
    """

    ordinal: int
    name: str | None
    rva: int
    kind: ExportKind
    forwarder: str | None = None
    undecorated: str | None = field(default_factory=_none)
    convention: ConventionGuess = field(default_factory=ConventionGuess)
    prototype: str | None = field(default_factory=_none)

    @property
    def symbol(self) -> str:
        """How a person refers to it: its name, or `#3`."""
        return self.name if self.name is not None else f"#{self.ordinal}"

    @property
    def key(self) -> str | int:
        """What the loader is asked for: its name, or its ordinal as a number."""
        return self.ordinal if self.name is None else self.name

    @property
    def plain_name(self) -> str:
        """An identifier for code: the name without decoration (`A_f` for the C++ function A::f), or `ordinal_3`."""
        return identifier(self.undecorated or self.name or "") or f"ordinal_{self.ordinal}"


@dataclass(frozen=True)
class Import:
    """What is taken from another DLL.

    `dll` is its file's name, `names` the functions, by name or `#ordinal`. `delay`: it is loaded at the first call.
    """

    dll: str
    delay: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Image(Late):
    """A PE file's facts. `timestamp` is ISO 8601 in UTC, or None; `version` holds the version resource's strings.

    `path` is the file and `sha256` its hash in hexadecimal. `machine` is "x86", "x64" or the like, `bitness` 32 or 64,
    `subsystem` a phrase such as "Windows console". `exports` stand by ordinal, `imports` as the file has them.
    `dotnet`: it is a .NET assembly; `com`: it exports what registers COM classes.

    `notes` are sentences about what was left out, and about what makes the rest doubtful; none for a sound file. They
    are known when every export's name has been read: who asks for them waits for that.
    """

    path: Path
    machine: str
    bitness: int
    subsystem: str
    timestamp: str | None
    sha256: str
    version: dict[str, str]
    imports: tuple[Import, ...]
    exports: tuple[Export, ...]
    dotnet: bool
    com: bool
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def release(self) -> str:
        """What its version resource calls this release, as a file or else as a product; "" when it does not say."""
        return (self.version.get("FileVersion") or self.version.get("ProductVersion") or "").strip()
