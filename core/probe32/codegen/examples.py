"""Recorded calls as Python: the rows of the self-test, and the line that the README shows."""

from __future__ import annotations

from collections.abc import Mapping

from ..abi.types import Void, resolve
from ..project.document import Example
from .folding import Group, Part, fold, literal, quoted, tuple_of
from .model import Method, Wrapper


def example_lines(wrapper: Wrapper) -> list[str]:
    """The table of recorded calls; empty when there are none."""
    rows = tuple(_row(method, each) for method in wrapper.methods for each in method.examples)
    return fold(Group(("_EXAMPLES: list[tuple[str, list[Any], Any]] = [", "]"), rows, always=True), 0) if rows else []


def usage_line(wrapper: Wrapper) -> str:
    """A call for the README: the first recorded one, else the first function that needs no argument; else ""."""
    for method in wrapper.methods:
        for example in method.examples:
            arguments = ", ".join(_flat(_literal(each)) for each in example.arguments)
            return f"print(dll.{method.client_name}({arguments}))"
    for method in wrapper.methods:
        if not method.signature.parameters and not isinstance(resolve(method.signature.result), Void):
            return f"print(dll.{method.client_name}())"
    return ""


def _row(method: Method, example: Example) -> Part:
    arguments = Group(("[", "]"), tuple(_literal(each) for each in example.arguments))
    return tuple_of([quoted(method.client_name), arguments, _literal(_returned(method, example))])


def _returned(method: Method, example: Example) -> object:
    own = [] if isinstance(resolve(method.signature.result), Void) else [example.result]
    values = own + [example.outputs.get(each.name) for each in method.signature.outputs]
    return tuple(values) if len(values) > 1 else values[0] if values else None


def _literal(value: object, head: str = "") -> Part:
    """Like `literal`; bytes stand as `{"hex": "..."}` in a project (see `abi.text.to_json`)."""
    if isinstance(value, Mapping):
        if list(value) == ["hex"]:
            return f"{head}bytes.fromhex({quoted(str(value['hex']))})"
        return Group((f"{head}{{", "}"), tuple(_literal(each, f"{quoted(key)}: ") for key, each in value.items()))
    if isinstance(value, list):
        return Group((f"{head}[", "]"), tuple(_literal(each) for each in value))
    if isinstance(value, tuple):
        return tuple_of([_literal(each) for each in value], head)
    return literal(value, head)


def _flat(part: Part) -> str:
    return part if isinstance(part, str) else part.flat()
