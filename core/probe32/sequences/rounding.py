"""The values of an axis as a parameter can take them."""

from __future__ import annotations

from ..abi.signatures import Parameter
from ..abi.types import Float, Integer, Pointer, Type, resolve
from .axes import Axis, Span


def for_parameter(parameter: Parameter, axis: Axis) -> tuple[object, ...]:
    """The values of an axis; where whole numbers are wanted, a range gives the nearest ones, each once in a row.

    Raises what `Axis.values` raises.
    """
    values, kind = axis.values(), _number(parameter)
    if isinstance(kind, Float):
        return tuple(float(each) if type(each) is int else each for each in values)
    if not isinstance(kind, Integer):
        return values
    if isinstance(axis.points, Span):
        values = tuple(round(each) if isinstance(each, float) else each for each in values)
        return tuple(each for at, each in enumerate(values) if at == 0 or each != values[at - 1])
    return tuple(int(each) if isinstance(each, float) and each.is_integer() else each for each in values)


def _number(parameter: Parameter) -> Type:
    kind = resolve(parameter.type)
    return resolve(kind.target) if isinstance(kind, Pointer) and parameter.size is None else kind
