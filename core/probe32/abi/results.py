"""What a call gave, as people see it: addresses as `RemotePointer`, VARIANT_BOOL as bool, HRESULT with its name.

The host answers with plain numbers; this is done on the client, which knows the host's life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .calls import CallResult, FunctionArgument
from .pointers import HostLife
from .signatures import Parameter, Signature
from .types import Alias, Array, Integer, Pointer, Struct, Type, resolve, takes_address
from .windows import HResult, Special, says_more, special


def typed(done: CallResult, signature: Signature, life: HostLife) -> CallResult:
    """The result and the outputs of a call that `life` has made."""
    if signature.bare:
        return done
    result = typed_value(signature.result, done.result, life, signature.name, signature.freed_by)
    if not done.outputs and result is done.result:
        return done
    outputs = dict(done.outputs)
    for each in signature.outputs:
        kind = resolve(each.type)
        if isinstance(kind, Pointer):
            read = _typed if each.size is None else _behind
            outputs[each.name] = read(kind.target, outputs[each.name], _Origin(life, signature.name, each.freed_by))
    return replace(done, result=result, outputs=outputs)


def typed_value(of: Type, value: Any, life: HostLife, origin: str, freed_by: str = "") -> Any:
    """A value of the type `of` that the function `origin` gave."""
    return _typed(of, value, _Origin(life, origin, freed_by))


def with_typed_arguments(argument: FunctionArgument, life: HostLife) -> Callable[..., object]:
    """The Python function as the host can call it, with plain numbers in place of what they mean."""
    function, name = argument.function, argument.name
    inputs = [each for each in argument.of.parameters if each.given] if argument.of else []
    if not any(says_more(each.type) for each in inputs):
        return function

    def call(*args: Any) -> object:
        origin = _Origin(life, name, "")
        return function(*(_argument(each, value, origin) for each, value in zip(inputs, args, strict=True)))

    return call


def _argument(parameter: Parameter, value: Any, origin: _Origin) -> Any:
    """An argument of a callback; where a pointer leads to a number, the host has given that."""
    kind = resolve(parameter.type)
    if isinstance(kind, Pointer) and not (isinstance(value, int) and takes_address(kind.target)):
        return _behind(kind.target, value, origin)
    return _typed(parameter.type, value, origin)


class _Origin:
    """Where addresses come from, and which function frees them."""

    def __init__(self, life: HostLife, function: str, freed_by: str) -> None:
        self.life = life
        self.function = function
        self.freed_by = freed_by

    def pointer(self, of: Type, value: int) -> object:
        return self.life.pointer(value, of, self.function, self.freed_by) if value else value

    def inside(self) -> _Origin:
        """For what is in a struct: the mark is of the struct's own address."""
        return _Origin(self.life, self.function, "") if self.freed_by else self


def _typed(of: Type, value: Any, origin: _Origin) -> Any:
    kind = resolve(of)
    if value is None:
        return None
    if isinstance(of, Alias) and (meaning := special(of)) in (Special.VARIANT_BOOL, Special.HRESULT):
        return bool(value) if meaning is Special.VARIANT_BOOL else HResult(value)
    if isinstance(kind, Pointer):
        return origin.pointer(of, value) if isinstance(value, int) else _behind(kind.target, value, origin)
    if isinstance(kind, Struct):
        return _struct(kind, value, origin.inside()) if says_more(kind) else value
    if isinstance(kind, Array) and isinstance(value, list):
        return [_typed(kind.element, each, origin) for each in value] if says_more(kind.element) else value
    return origin.pointer(of, value) if isinstance(kind, Integer) and origin.freed_by else value


def _behind(target: Type, value: Any, origin: _Origin) -> Any:
    """What a pointer leads to: one value, or a list of them."""
    if not isinstance(value, list):
        return _typed(target, value, origin)
    if not says_more(target) and not origin.freed_by:
        return value
    return [_typed(target, each, origin) for each in value]


def _struct(kind: Struct, value: dict[str, Any], origin: _Origin) -> dict[str, Any]:
    of = kind.members
    return {name: _typed(of[name].type, each, origin) for name, each in value.items()}
