"""Macros that belong together as enums: `DET_OFF`, `DET_ON`, for a parameter whose comment or type tells of `DET_*`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Enumeration, Integer, resolve
from .comment import read

Constants = Mapping[str, int | float | str]

_STARRED = re.compile(r"\b([A-Z][A-Z0-9_]*_)(?:\*|xxx\b|XXX\b|\.\.\.)")
_LIST = re.compile(r"\b[A-Z][A-Z0-9_]+(?:\s*(?:,|\||/|\bor\b|\band\b)\s*(?:or\s+|and\s+)?\b[A-Z][A-Z0-9_]+)+")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_LEAST = 2
"""Macros that make a family."""


def with_families(signature: Signature, constants: Constants) -> Signature:
    """The signature with an enum in place of each whole number that stands for one of several macros."""
    found = read(signature.comment, (each.name for each in signature.parameters))
    sentences = _SENTENCE.split(" ".join(found.text.split()))
    parameters = []
    for each in signature.parameters:
        told = [found.parameters.get(each.name, "")]
        told += [text for text in sentences if re.search(rf"\b{re.escape(each.name)}\b", text)]
        family = _family(each, told, constants)
        parameters.append(replace(each, type=family) if family else each)
    return replace(signature, parameters=tuple(parameters))


def _family(parameter: Parameter, told: list[str], constants: Constants) -> Enumeration | None:
    kind = resolve(parameter.type)
    if not isinstance(kind, Integer):
        return None
    prefixes = [f"{parameter.type.name}_"] if isinstance(parameter.type, Alias) else []
    for text in told:
        prefixes += _STARRED.findall(text)
        prefixes += _listed(text, constants)
    for prefix in prefixes:
        members = tuple(
            (name, value)
            for name, value in constants.items()
            if name.startswith(prefix) and type(value) is int and kind.range[0] <= value <= kind.range[1]
        )
        if len(members) >= _LEAST:
            return Enumeration(prefix.rstrip("_"), members, kind)
    return None


def _listed(text: str, constants: Constants) -> list[str]:
    """The prefixes of macros that stand one after another: `DET_OFF, DET_ON or DET_AUTO`, `A_ONE | A_TWO`."""
    found = []
    for match in _LIST.finditer(text):
        names = re.findall(r"\b[A-Z][A-Z0-9_]+\b", match[0])
        if all(type(constants.get(each)) is int for each in names):
            shared = names[0]
            while not all(each.startswith(shared) for each in names):
                shared = shared[:-1]
            found.append(shared[: shared.rfind("_") + 1])
    return [each for each in found if each]


def is_flags(enum: Enumeration) -> bool:
    """Whether the values of an enum are flags that are combined: single bits, and what they make together."""
    bits = [value for _, value in enum.members if value > 0 and not value & value - 1]
    numbers = sorted({value for _, value in enum.members})
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    known = sum(set(bits))
    return (
        len(set(bits)) >= _LEAST and not counted and all(0 <= each <= known and not each & ~known for each in numbers)
    )


@dataclass(frozen=True)
class ErrorNames:
    """The macros and enum members that name errors, by their values."""

    names: dict[int, str]

    @classmethod
    def among(cls, constants: Constants) -> ErrorNames:
        """Those of a header: `SP_ERROR_BUSY`, `ERR_TIMEOUT`, `E_FAIL`; zero is none."""
        found: dict[int, str] = {}
        for name, value in constants.items():
            if type(value) is int and value and _ERROR.search(name):
                found.setdefault(value, name)
        return cls(found)


_ERROR = re.compile(r"(?:^|_)E(?:RR|RROR|RRORS)?_", re.IGNORECASE)
