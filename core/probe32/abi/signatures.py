"""How a function is called: result, parameters with their directions and sizes, convention."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from .sizes import Size
from .types import (
    Character,
    Convention,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Type,
    Void,
    argument_size,
    is_text,
    pointed,
    resolve,
)
from .windows import Special, says_more, special


class Direction(str, Enum):
    """Which way a parameter's memory travels."""

    IN = "in"
    OUT = "out"
    INOUT = "inout"


class PlainValues(NamedTuple):
    """Values of the Python type `of`, and of none derived from it, from `least` to `most`."""

    of: type
    least: float
    most: float

    def hold(self, value: Any) -> bool:
        """Whether the value is one of them."""
        kind = type(value)
        return kind is self.of and self.least <= value <= self.most


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    `size` says how much memory a pointer leads to, None for a single element or for text that ends with a zero;
    `nullable` allows null (`_opt_`); `allocated` marks an `_Outptr_`: the function stores an address of its own there;
    `freed_by` names the function to which what comes back is to be given (`_Freed_by_`), "" when nobody says.
    """

    name: str
    type: Type
    direction: Direction = Direction.IN
    size: Size | None = None
    nullable: bool = False
    allocated: bool = False
    freed_by: str = ""

    @cached_property
    def plain(self) -> PlainValues | None:
        """The values that are passed as they are; None when each needs a closer look (`values.check_argument`)."""
        kind = resolve(self.type)
        if isinstance(kind, Integer) and special(self.type) is None:
            return PlainValues(int, *kind.range)
        return PlainValues(float, -math.inf, math.inf) if kind == Float(8) else None

    @property
    def given(self) -> bool:
        """Whether the caller gives a value (all but pure outputs)."""
        return self.direction is not Direction.OUT

    @property
    def returned(self) -> bool:
        """Whether the call gives a value back."""
        return self.direction is not Direction.IN


@dataclass(frozen=True)
class Signature:
    """A function's prototype. `stated` is false when C's default convention was taken because the text named none.

    `freed_by` names the function that frees the result (`_Freed_by_`), "" when nobody says.
    """

    name: str
    result: Type
    parameters: tuple[Parameter, ...] = ()
    convention: Convention = Convention.CDECL
    stated: bool = True
    variadic: bool = False
    comment: str = ""
    freed_by: str = ""

    @cached_property
    def inputs(self) -> tuple[Parameter, ...]:
        """The parameters that a caller gives, in order."""
        return tuple(each for each in self.parameters if each.given)

    @cached_property
    def outputs(self) -> tuple[Parameter, ...]:
        """The parameters that come back, in order."""
        return tuple(each for each in self.parameters if each.returned)

    @cached_property
    def sized(self) -> tuple[Parameter, ...]:
        """The parameters that say how much memory they lead to."""
        return tuple(each for each in self.parameters if each.size is not None)

    @cached_property
    def freeing(self) -> frozenset[str]:
        """The names of the functions that free the texts which it gives."""
        given = [(self.freed_by, self.result)]
        given += [(each.freed_by, kind) for each in self.outputs if (kind := pointed(each.type)) is not None]
        return frozenset(name for name, of in given if name and is_text(of))

    @cached_property
    def bare(self) -> bool:
        """Whether the result and the outputs are no more than the numbers and texts that the host answers."""
        given = [(self.freed_by, self.result)]
        for each in self.outputs:
            kind = resolve(each.type)
            given.append((each.freed_by, kind.target if isinstance(kind, Pointer) else kind))
        return not any(freed_by or says_more(of) for freed_by, of in given)

    @property
    def stack_bytes(self) -> int:
        """Bytes that the arguments take, those that travel in registers included (see `abi.passing.stack_bytes`)."""
        return sum(argument_size(each.type) for each in self.parameters)

    def problems(self) -> list[str]:
        """Why the function can't be called yet, a sentence each; empty when it can."""
        return list(self._problems)

    @cached_property
    def _problems(self) -> tuple[str, ...]:
        found = [sentence for each in self.parameters if (sentence := _unsized(each))]
        if self.variadic and self.convention is not Convention.CDECL:
            found.append(f"{self.name} takes a variable number of arguments (...), which only __cdecl functions can.")
        return tuple(found)


def default_direction(of: Type) -> Direction:
    """The direction of an unmarked parameter: a non-const pointer to data is in and out, everything else goes in.

    Addresses of unknown memory (`void *`), of functions and of opaque structs are values of their own, and BSTRs too:
    they go in.
    """
    kind = resolve(of)
    target = pointed(of)
    if special(of) is Special.BSTR:
        return Direction.IN
    if not isinstance(kind, Pointer) or kind.const or isinstance(target, (Void, Opaque, FunctionType)):
        return Direction.IN
    return Direction.INOUT


def _unsized(each: Parameter) -> str:
    """The complaint about a text buffer that the function writes without our knowing how large it is."""
    target = pointed(each.type)
    if each.size or each.allocated or not each.returned or not isinstance(target, (Character, Void)):
        return ""
    return (
        f"The function may write to {each.name!r}, and its size is unknown: mark it, "
        f"for example _Out_writes_(256), or make it const."
    )
