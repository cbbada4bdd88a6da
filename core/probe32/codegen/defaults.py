"""What a method's arguments are when they are not given: last ones only, since Python wants it so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from ..abi.signatures import Direction, Parameter
from ..abi.text import parse_argument
from ..abi.types import Enumeration, Integer, resolve
from ..errors import ArgumentError
from .folding import flat, literal
from .passing import Way, element_of, way_of

TEXT_SIZE = 1024
"""Characters of a buffer for text whose size nobody names."""

_LONGEST_CONDITION = 66
"""Columns of `len(values) if count is None else count` that fit on a line of arguments."""


def defaults(
    parameters: Sequence[tuple[str, Parameter]], told: Mapping[str, str], *, variadic: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """The values by Python names, and for counts the parameter whose length they are.

    `told` are the texts, by C names, with which the project's form for the arguments begins.
    """
    values: dict[str, str] = {}
    lengths: dict[str, str] = {}
    given = [] if variadic else [each for each in parameters if each[1].given]
    for name, parameter in reversed(given):
        value = _told(parameter, told.get(parameter.name, ""))
        if not value and (counted := _counted(name, parameter, parameters)):
            lengths[name], value = counted, "None"
        value = value or _text_size(parameter, parameters)
        if not value:
            break
        values[name] = value
    return values, lengths


def _told(parameter: Parameter, text: str) -> str:
    """A number, a truth value, text or null; what is made of parts would be shared between calls."""
    if not text or isinstance(resolve(parameter.type), Enumeration):
        return ""
    try:
        value = parse_argument(parameter, text)
    except ArgumentError:
        return ""
    plain = value is None or (isinstance(value, (int, float, str, bool)) and not isinstance(value, Enum))
    return flat(literal(value)) if plain else ""


def _sized_by(parameter: Parameter, parameters: Sequence[tuple[str, Parameter]]) -> list[tuple[str, Parameter]]:
    """The buffers whose size is this parameter and nothing else."""
    if not isinstance(resolve(parameter.type), Integer):
        return []
    users = [each for each in parameters if each[1].size and parameter.name in each[1].size.text]
    return users if all(each.size and each.size.text.strip() == parameter.name for _, each in users) else []


def _text_size(parameter: Parameter, parameters: Sequence[tuple[str, Parameter]]) -> str:
    """For a buffer that the function fills with text the caller need not know how much there will be."""
    users = _sized_by(parameter, parameters)
    fills = [way_of(each) is Way.CHARACTERS and each.direction is Direction.OUT for _, each in users]
    return str(TEXT_SIZE) if fills and all(fills) else ""


def _counted(name: str, parameter: Parameter, parameters: Sequence[tuple[str, Parameter]]) -> str:
    """The list that is given and whose length a count is."""
    for other, each in _sized_by(parameter, parameters):
        whole = each.size is not None and (not each.size.in_bytes or element_of(each.type).size <= 1)
        fits = len(other) + 2 * len(name) <= _LONGEST_CONDITION - 28
        if way_of(each) in (Way.ARRAY, Way.MEMORY) and each.given and not each.nullable and whole and fits:
            return other
    return ""
