"""Numbers of a range as a parameter can take them."""

from __future__ import annotations

from ..abi.signatures import Parameter
from ..abi.types import Float, Integer, Pointer, Type, resolve


def for_parameter(parameter: Parameter, values: tuple[object, ...]) -> tuple[object, ...]:
    """The values; where whole numbers are wanted the nearest ones, each once in a row."""
    kind = _number(parameter)
    if isinstance(kind, Float):
        return tuple(float(each) if type(each) is int else each for each in values)
    if not isinstance(kind, Integer):
        return values
    rounded = [round(each) if isinstance(each, float) else each for each in values]
    return tuple(each for at, each in enumerate(rounded) if at == 0 or each != rounded[at - 1])


def _number(parameter: Parameter) -> Type:
    kind = resolve(parameter.type)
    return resolve(kind.target) if isinstance(kind, Pointer) and parameter.size is None else kind
