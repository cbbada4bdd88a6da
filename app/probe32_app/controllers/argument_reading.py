"""From the texts of the form to values that a call takes."""

from __future__ import annotations

from dataclasses import replace

from probe32.abi.signatures import Parameter
from probe32.abi.text import parse_argument
from probe32.abi.types import FunctionType, pointed
from probe32.abi.values import check_argument
from probe32.abi.varargs import CValue
from probe32.library import Library

from ..models.extra_arguments import ExtraArgument


def read_text(parameter: Parameter, text: str, encoding: str = "utf-8") -> object:
    """The value that a text means; a file that it names is read. `ArgumentError`: it does not fit the parameter."""
    return check_argument(parameter, parse_argument(parameter, text), encoding)


def read_extra_value(name: str, argument: ExtraArgument, library: Library) -> CValue:
    """The value for a `...`; a file that it names is read. `ArgumentError`, `DeclarationError`: it makes no sense."""
    parameter = replace(library.parameter(argument.type), name=name)
    if not parameter.given:
        return CValue(argument.type)
    return CValue(argument.type, read_text(parameter, argument.text, library.encoding))


def names_file(parameter: Parameter, text: str) -> bool:
    """Whether the text stands for the bytes of a file."""
    of = pointed(parameter.type)
    return text.startswith("@") and of is not None and not isinstance(of, FunctionType)
