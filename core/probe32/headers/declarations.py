"""What C text declares, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..abi.signatures import Signature
from ..abi.types import Alias, Enumeration, FunctionType, Struct, Type


@dataclass(frozen=True)
class Problem:
    """A place that the parser complained about; `line` and `column` count from 1; `hint` says what to do, or is ""."""

    message: str
    file: str
    line: int
    column: int
    source: str = ""
    hint: str = ""

    @property
    def text(self) -> str:
        """Place and message in one line, as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True)
class Declarations:
    """Everything usable that was found, and what was not understood.

    `typedefs` maps a typedef's name to its type; `constants` holds macros and enum members that are numbers or text;
    `callbacks` maps typedef names of function pointers. `notes` tell what was assumed to understand the text at all.
    """

    functions: tuple[Signature, ...] = ()
    structs: tuple[Struct, ...] = ()
    enums: tuple[Enumeration, ...] = ()
    typedefs: tuple[Alias, ...] = ()
    constants: dict[str, int | float | str] = field(default_factory=dict)
    callbacks: dict[str, FunctionType] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def types(self) -> Iterator[tuple[str, Type]]:
        """Every named type, by the name that C text uses for it."""
        groups: tuple[tuple[Struct | Enumeration | Alias, ...], ...] = (self.structs, self.enums, self.typedefs)
        yield from ((each.name, each) for group in groups for each in group)
