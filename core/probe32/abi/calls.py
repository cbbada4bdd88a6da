"""One call as a value: what is asked of the host, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .signatures import Signature
from .types import Convention, FunctionType


@dataclass(frozen=True)
class Freeing:
    """A function that takes one address and frees it: an export of the DLL, or of the DLL `module` of Windows."""

    export: str | int
    convention: Convention = Convention.CDECL
    module: str = ""


class NoAnswer(Enum):
    """What a Python function returns to let the DLL have `on_error`, or zero, without that being an error."""

    NO_ANSWER = 0


@dataclass(frozen=True)
class FunctionArgument:
    """A Python function where C wants the address of one.

    `name` is for messages. The DLL is given `on_error` when the function fails; None stands for zero. `of` is what C
    calls there, as long as this is on the client.
    """

    function: Callable[..., object]
    name: str
    on_error: object = None
    of: FunctionType | None = None


def functions_in(values: object) -> Iterator[FunctionArgument]:
    """The functions among checked values, those in structs and lists too."""
    if isinstance(values, FunctionArgument):
        yield values
    elif isinstance(values, (dict, list, tuple)):
        for each in values.values() if isinstance(values, dict) else values:
            yield from functions_in(each)


def with_functions(values: Any, change: Callable[[FunctionArgument], object]) -> Any:
    """Checked values with what `change` gives in place of each function, wherever it stands."""
    if isinstance(values, FunctionArgument):
        return change(values)
    if isinstance(values, dict):
        return {key: with_functions(each, change) for key, each in values.items()}
    if isinstance(values, (list, tuple)):
        return type(values)(with_functions(each, change) for each in values)
    return values


@dataclass(frozen=True)
class CallRequest:
    """Call `export` (a name, or an ordinal) as `signature` says; one argument for each of `signature.inputs`.

    `freeing` has the functions that free the texts which the call gives, by the names in the signature. `module` names
    the DLL of Windows that has the function, when it is not the library's. `address` is where the function is, when it
    is no export.
    """

    export: str | int
    signature: Signature
    arguments: tuple[object, ...] = ()
    encoding: str = "utf-8"
    freeing: dict[str, Freeing] = field(default_factory=dict)
    module: str = ""
    address: int = 0


@dataclass(frozen=True)
class CallResult:
    """What a call gave.

    `result` is None for a `void` function; `outputs` maps the names of out and in-out parameters to their values
    after the call; `last_error` is what `GetLastError` says afterwards (it was 0 before); `duration_us` is the time
    inside the function in microseconds, without the way to the host. `warnings` are sentences on what the function did
    that its signature does not say: bytes it removed from the stack, a floating result nobody asked for; and on
    arrays that were given where it knows of one element.
    """

    result: object
    outputs: dict[str, object] = field(default_factory=dict)
    last_error: int = 0
    duration_us: float = 0.0
    warnings: tuple[str, ...] = ()
