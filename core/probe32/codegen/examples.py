"""Recorded calls as Python: the rows of the self-test, and the line that the README shows."""

from __future__ import annotations

from collections.abc import Mapping

from ..abi.pointers import RemotePointer
from ..abi.types import Array, Enumeration, Pointer, Struct, Type, Void, resolve
from ..abi.varargs import CValue
from ..errors import ArgumentError
from ..json_values import RecordedFunction, RecordedPointer, argument_types
from ..project.document import Example
from ..project.examples import example_arguments, example_result
from .client_types import ClientTypes
from .folding import Group, Part, call, flat, fold, literal, quoted, tuple_of
from .model import Method, Wrapper
from .recorded_values import NoTextError
from .windows_types import Guid


class ValueWriter:
    """Writes values as Python with the wrapper's classes. `variables` name handles by what they were."""

    def __init__(self, wrapper: Wrapper, types: ClientTypes) -> None:
        self._types = types
        self._classes = wrapper.classes
        self.variables: dict[int, str] = {}

    def arguments(self, method: Method, example: Example) -> list[Part]:
        """The arguments of a call; `NoTextError`: one of them has no text."""
        try:
            values = example_arguments(method.signature, example)
        except ArgumentError as error:
            raise NoTextError from error
        types = argument_types(method.signature, values)
        return [self.value(of, value) for of, value in zip(types, values, strict=False)]

    def given_back(self, method: Method, example: Example) -> Part:
        """What the method gives; `NoTextError`: that has no text."""
        try:
            done = example_result(method.signature, example)
        except ArgumentError as error:
            raise NoTextError from error
        values = [
            self.value(method.signature.result, done.result)
            if each is None
            else self.value(each.type, done.outputs.get(each.name))
            for _, each in method.given_back
        ]
        return tuple_of(values) if len(values) > 1 else values[0] if values else "None"

    def value(self, of: Type | None, value: object, head: str = "") -> Part:
        """The expression for a value of a C type, behind `head`."""
        if isinstance(value, (RecordedPointer, RemotePointer)):
            if int(value) not in self.variables:
                raise NoTextError
            return head + self.variables[int(value)]
        if isinstance(value, RecordedFunction) or callable(value):
            raise NoTextError
        if isinstance(value, bytes):
            return f"{head}bytes.fromhex({quoted(value.hex())})"
        if isinstance(value, CValue):
            return call(f"{head}CValue(", [quoted(value.type), self.value(None, value.value)])
        kind = None if of is None else resolve(of)
        if isinstance(kind, (Pointer, Array)):
            element = kind.target if isinstance(kind, Pointer) else kind.element
            if isinstance(value, (list, tuple)):
                return Group((f"{head}[", "]"), tuple(self.value(element, each) for each in value))
            return self.value(element, value, head)
        if isinstance(value, Mapping) and isinstance(kind, Struct) and not isinstance(kind, Guid):
            return self._struct(kind, value, head)
        if isinstance(kind, Enumeration) and isinstance(value, int):
            return self._enum(kind, int(value), head)
        plain = int(value) if isinstance(value, int) and not isinstance(value, bool) else value
        return literal(plain, head)

    def _enum(self, kind: Enumeration, value: int, head: str) -> Part:
        known = next((name for name, number in kind.members if number == value), "")
        usable = known and known.isidentifier() and not known.startswith("_") and kind in self._classes
        return f"{head}{self._classes[kind]}.{known}" if usable else f"{head}{value}"

    def _struct(self, kind: Struct, value: Mapping[str, object], head: str) -> Part:
        given = [
            self.value(of, value[name], f"{own}=")
            for own, (name, of) in self._types.own_names(kind).items()
            if name in value and value[name] is not None
        ]
        return call(f"{head}{self._classes.get(kind, 'dict')}(", given)


def example_lines(wrapper: Wrapper, types: ClientTypes) -> list[str]:
    """The table of recorded calls; empty when there are none."""
    rows = [
        row for method in wrapper.methods for each in method.examples if (row := _row(wrapper, types, method, each))
    ]
    head = "_EXAMPLES: list[tuple[str, list[Any], Any]] = ["
    return fold(Group((head, "]"), tuple(rows), always=True), 0) if rows else []


def _row(wrapper: Wrapper, types: ClientTypes, method: Method, example: Example) -> Part | None:
    writer = ValueWriter(wrapper, types)
    try:
        arguments = Group(("[", "]"), tuple(writer.arguments(method, example)))
        return tuple_of([quoted(method.client_name), arguments, writer.given_back(method, example)])
    except NoTextError:
        return None


def usage_line(wrapper: Wrapper, types: ClientTypes, *, awaited: bool = False) -> str:
    """A call for the README: the first recorded one, else the first function that needs no argument; else ""."""
    word = "await " * awaited
    for method in wrapper.methods:
        for example in method.examples:
            try:
                arguments = ", ".join(map(flat, ValueWriter(wrapper, types).arguments(method, example)))
            except NoTextError:
                continue
            return f"print({word}dll.{method.client_name}({arguments}))"
    for method in wrapper.methods:
        if not method.signature.parameters and not isinstance(resolve(method.signature.result), Void):
            return f"print({word}dll.{method.client_name}())"
    return ""
