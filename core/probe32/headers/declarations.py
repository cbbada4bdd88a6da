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
class Method:
    """A method of a C++ class: `prototype` as C++ has it, `access` (`public`, `protected`, `private`).

    `mangled` is the name under which Microsoft's compiler exports it. `signature` calls it: its first parameter is the
    object's address, unless the method is static; None where C has no words for it.
    """

    name: str
    prototype: str
    access: str
    mangled: str
    signature: Signature | None
    static: bool = False
    virtual: bool = False


@dataclass(frozen=True)
class Class:
    """A C++ class, or a struct with methods. `name` is `lab::Device`; `size` and `align` are bytes, 0 when unknown."""

    name: str
    methods: tuple[Method, ...]
    size: int
    align: int
    comment: str = ""


@dataclass(frozen=True)
class Declarations:
    """Everything usable that was found, and what was not understood.

    `typedefs` maps a typedef's name to its type; `constants` holds macros and enum members that are numbers or text;
    `callbacks` maps typedef names of function pointers. `notes` tell what was assumed to understand the text at all.
    Of C++, `classes` are the classes, and `mangled` has the names under which Microsoft's compiler exports `functions`;
    overloads of a function are `f`, `f_2`, …, a function of a namespace is `space_f`.
    """

    functions: tuple[Signature, ...] = ()
    structs: tuple[Struct, ...] = ()
    enums: tuple[Enumeration, ...] = ()
    typedefs: tuple[Alias, ...] = ()
    constants: dict[str, int | float | str] = field(default_factory=dict)
    callbacks: dict[str, FunctionType] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    classes: tuple[Class, ...] = ()
    mangled: dict[str, str] = field(default_factory=dict)

    @property
    def macros(self) -> dict[str, int | float | str]:
        """The constants that are no members of enums."""
        members = {name for each in self.enums for name, _ in each.members}
        return {name: value for name, value in self.constants.items() if name not in members}

    def callable(self) -> Iterator[tuple[Signature, str]]:
        """Every function and method that has a signature, with the C++ name under which it is exported, or ""."""
        yield from ((each, self.mangled.get(each.name, "")) for each in self.functions)
        methods = (each for of_class in self.classes for each in of_class.methods)
        yield from ((each.signature, each.mangled) for each in methods if each.signature is not None)

    def types(self) -> Iterator[tuple[str, Type]]:
        """Every named type, by the name that C text uses for it."""
        groups: tuple[tuple[Struct | Enumeration | Alias, ...], ...] = (self.structs, self.enums, self.typedefs)
        yield from ((each.name, each) for group in groups for each in group)
