"""The statements of a server's method: make native values, call, give plain values back."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..abi.passing import HIDDEN
from ..abi.signatures import Parameter
from ..abi.types import Boolean, Character, Enumeration, Float, Integer, Struct, Type, Void, is_text, resolve
from .failing import Failure
from .folding import WIDTH, Part, call, fold, listed, prefixed, quoted, tuple_of
from .identifiers import Names
from .model import Method, Wrapper
from .native_types import Classes, character_type, is_address, is_bstr, native_type
from .passing import Way, element_of, size_expression, size_in_bytes, way_of
from .registers import argument_order
from .reserved import PARAMETERS

_INDENT = 8


@dataclass
class _Steps:
    setup: list[Part] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    freed: list[tuple[str, str]] = field(default_factory=list)
    """The function that frees a text, and the ctypes object that leads to it."""


def server_body(method: Method, wrapper: Wrapper, result: str) -> list[str]:
    """The method's lines after its docstring; `result` is the annotation of what it returns."""
    classes = wrapper.classes
    steps = _Steps()
    natives = Names(PARAMETERS.union((name for name, _ in method.parameters), classes.values()))
    for name, parameter in method.parameters:
        _Writer(method, classes, natives.new(f"c_{name}")).write(name, parameter, steps)
    if method.signature.freed_by and is_text(method.signature.result):
        steps.freed.insert(0, (method.signature.freed_by, "result"))
    parts = (*steps.setup, *_call(method, steps, result, wrapper))
    return [line for part in parts for line in fold(part, _INDENT)]


def _call(method: Method, steps: _Steps, result: str, wrapper: Wrapper) -> list[Part]:
    kind = resolve(method.signature.result)
    order = argument_order(method.signature)
    arguments = ["result" if index == HIDDEN else steps.arguments[index] for index in order]
    more = [f"*_promoted({method.more})"] if method.more else []
    calling = call("self._call(", [quoted(method.server_name), *arguments, *more])
    freeing = [f"self._free({quoted(wrapper.server_name(name))}, {native})" for name, native in steps.freed]
    lines: list[Part] = []
    if HIDDEN in order:
        lines = [f"result = {native_type(kind, wrapper.classes)}()", calling]
    elif isinstance(kind, Void):
        lines = [calling]
    elif method.failure is not Failure.RETURNED:
        lines = [prefixed("result = ", calling), f"failure = {_FAILURES[method.failure]}"]
    else:
        plain = "_plain(result)" if isinstance(kind, Struct) or is_text(kind) else "result"
        if plain == "result" and not steps.outputs:
            return [prefixed(f"result: {result} = ", calling), "return result"]
        lines = [prefixed("result = ", calling)]
    values = [*_own(method), *steps.outputs]
    if method.failure is not Failure.RETURNED:
        return [*lines, *steps.after, *_with_failure(values, freeing)]
    return [*lines, *steps.after, *_returned(values, result, freeing)]


_FAILURES = {
    Failure.HRESULT: "self._failure(result < 0, result)",
    Failure.LAST_ERROR: "self._failure(not result)",
    Failure.NEGATIVE: 'None if result >= 0 else (result, "")',
}


def _own(method: Method) -> list[str]:
    """The function's result as a plain value, if it is given back."""
    kind = resolve(method.signature.result)
    if not method.gives_result:
        return []
    return ["_plain(result)" if isinstance(kind, Struct) or is_text(kind) else "result"]


def _with_failure(values: list[str], freeing: list[str]) -> list[Part]:
    """What a caller checks first, and then the values."""
    several = tuple_of(values) if len(values) > 1 else values[0] if values else "None"
    if freeing:
        return [
            prefixed("plain = ", several),
            *freeing,
            "return failure, plain",
        ]
    return [listed("return", ["failure", several])]


def _returned(values: list[str], result: str, freeing: list[str]) -> list[Part]:
    """What is read is read before the memory is freed."""
    if len(values) == 1:
        return [f"plain: {result} = {values[0]}", *freeing, "return plain"]
    if freeing:
        return [listed("plain =", values), *freeing, "return plain"]
    return [listed("return", values)] if values else []


class _Writer:
    """Writes what one parameter needs; `native` is the name of its ctypes object."""

    def __init__(self, method: Method, classes: Classes, native: str) -> None:
        self._method = method
        self._classes = classes
        self._native = native

    def write(self, name: str, parameter: Parameter, steps: _Steps) -> None:
        """Add the parameter's statements, its argument, and its output."""
        way = way_of(parameter)
        if _goes_as_it_is(way, element_of(parameter.type)):
            steps.arguments.append(name)
            return
        steps.setup.append(self._made_from(way, name, parameter) if parameter.given else self._empty(way, parameter))
        steps.arguments.append(self._native)
        if parameter.returned:
            steps.outputs.append(self._output(way, parameter))
        if parameter.given and parameter.returned and way is Way.SINGLE and is_bstr(element_of(parameter.type)):
            steps.after.append(f"_let_go({self._native})")
        if parameter.freed_by and is_text(element_of(parameter.type)):
            steps.freed.append((parameter.freed_by, self._native))

    def _empty(self, way: Way, parameter: Parameter) -> Part:
        kind = self._element(parameter)
        if way is Way.FLEXIBLE:
            return self._flexible(kind, "{}", parameter)
        if way is Way.SINGLE:
            return f"{self._native} = {f'({kind})' if ' ' in kind else kind}()"
        line = f"{self._native} = ({kind} * {_factor(self._size(parameter))})()"
        if _INDENT + len(line) <= WIDTH:
            return line
        return self._set("_several(", kind, self._size(parameter), "()")

    def _made_from(self, way: Way, name: str, parameter: Parameter) -> Part:
        if way is Way.TEXT:
            return self._set("_encoded(", name)
        if way is Way.ADDRESS:
            return self._set("_memory(", name)
        if way is Way.BSTR:
            return self._set("_native_bstr(", name)
        if way is Way.CALLBACK:
            return self._set("_callback(", quoted(f"{self._method.server_name}.{name}"), name)
        kind = self._element(parameter)
        if way is Way.STRUCT:
            return self._set("_native(", kind, name)
        if way is Way.SINGLE:
            return self._set("_single(", kind, name)
        if way is Way.FLEXIBLE:
            return self._flexible(kind, name, parameter)
        return self._set("_several(", kind, self._size(parameter), name)

    def _flexible(self, kind: str, value: str, parameter: Parameter) -> Part:
        size = [size_in_bytes(parameter, self._method.names)] if parameter.size else []
        return self._set("_flexible(", kind, value, *size)

    def _element(self, parameter: Parameter) -> str:
        element = element_of(parameter.type)
        if isinstance(element, Character):
            return character_type(element)
        return "ctypes.c_char" if isinstance(element, Void) else native_type(element, self._classes)

    def _size(self, parameter: Parameter) -> str:
        return size_expression(parameter, self._method.names)

    def _set(self, head: str, *items: str) -> Part:
        return call(f"{self._native} = {head}", items)

    def _output(self, way: Way, parameter: Parameter) -> str:
        if way is Way.MEMORY:
            return f"{self._native}.raw" if not parameter.given else f"_raw({self._native})"
        element = element_of(parameter.type)
        number = isinstance(element, (Integer, Float, Boolean, Enumeration)) or is_address(element)
        simple = way is Way.SINGLE and not parameter.given and number
        return f"{self._native}.value" if simple else f"_plain({self._native})"


def _goes_as_it_is(way: Way, element: Type) -> bool:
    """Whether ctypes takes the plain value: numbers, UTF-16 text, addresses that are never bytes."""
    is_wide = way is Way.TEXT and element.size > 1
    return way is Way.VALUE or is_wide or (way is Way.ADDRESS and not isinstance(element, Void))


def _factor(size: str) -> str:
    """A size as an operand of `*`."""
    return size if size.isidentifier() or size.isdigit() else f"({size})"
