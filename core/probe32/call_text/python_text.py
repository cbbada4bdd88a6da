"""A call as a Python program that runs as it is, wherever `probe32` is installed."""

from __future__ import annotations

from collections.abc import Mapping

from ..abi.signatures import Parameter
from ..abi.text import parse_argument
from ..abi.types import FunctionType, Void, pointed, resolve
from ..codegen.folding import Group, Part, fold, literal, prefixed, quoted
from .extra import python_extra
from .typed_call import TypedCall

_INDENT = "    "


def as_python(call: TypedCall) -> str:
    """The program: it opens the library, declares the function, calls it and prints what came back."""
    arguments = [*(argument(call, each) for each in call.signature.inputs), *python_extra(call)]
    body = [*_define(call), *_remarks(call), *fold(_call(call, arguments), 4), *_prints(call)]
    return "\n".join([*_imports(call), "", *_opened(call), *body, ""])


def argument(call: TypedCall, parameter: Parameter) -> Part:
    """An argument as a Python expression."""
    text = call.text(parameter)
    of = pointed(parameter.type)
    if text.startswith("@") and of is not None and not isinstance(of, FunctionType):
        return f"Path({quoted(text[1:])}).read_bytes()"
    if isinstance(of, FunctionType) and text != "null":
        return _callback(parameter, text.strip())
    value = parse_argument(parameter, text)
    if call.is_address(parameter) and isinstance(value, int):
        return f"0x{value:08X}"
    return expression(value)


def expression(value: object) -> Part:
    """A value of an argument as Python."""
    if isinstance(value, Mapping):
        items = tuple(prefixed(f"{quoted(str(key))}: ", expression(each)) for key, each in value.items())
        return Group(("{", "}"), items)
    if isinstance(value, (list, tuple)):
        return Group(("[", "]"), tuple(map(expression, value)))
    if isinstance(value, int) and not isinstance(value, bool):
        return repr(int(value))
    return literal(value)


def _callback(parameter: Parameter, text: str) -> str:
    head, _, rest = text.partition(" ")
    if head == "record":
        return f"RecordedCallback({_callback(parameter, rest.strip()) if rest.strip() else ''})"
    if text.startswith("lambda"):
        return text
    parse_argument(parameter, text)  # says what is wrong with it
    return f"lambda *_: {text}"


def _imports(call: TypedCall) -> list[str]:
    texts = [call.text(each) for each in call.signature.inputs]
    lines = ["import math"] if any("math." in each for each in texts) else []
    if any(each.startswith("@") for each in [*texts, *(each.partition(")")[2] for each in call.extra)]):
        lines.append("from pathlib import Path")
    own = [f"from probe32 import {'CValue, ' if call.extra else ''}Library"]
    if any(each.split()[:1] == ["record"] for each in texts):
        own.append("from probe32.recorded_callback import RecordedCallback")
    return [*lines, *([""] if lines else []), *own]


def _opened(call: TypedCall) -> list[str]:
    items: list[Part] = [quoted(str(call.dll))]
    if call.encoding != "utf-8":
        items.append(f"encoding={quoted(call.encoding)}")
    if call.search:
        items.append(Group(("search=[", "]"), tuple(quoted(str(each)) for each in call.search)))
    return fold(Group(("with Library(", ")"), tuple(items)), 0, " as lib:")


def _define(call: TypedCall) -> list[str]:
    export = f", export={literal(call.export)}" if call.export_differs else ""
    text = f"{call.declarations}{call.prototype}"
    if not call.declarations and len(text) < 70 and "\\" not in text:
        return [f"{_INDENT}lib.define({quoted(text)}{export})"]
    if "\\" in text or '"""' in text:
        return [f"{_INDENT}lib.define({quoted(text)}{export})"]
    lines = [f"{_INDENT}{_INDENT}{each}".rstrip() for each in text.splitlines()]
    return [f'{_INDENT}lib.define("""', *lines, f'{_INDENT}"""{export})']


def _remarks(call: TypedCall) -> list[str]:
    names = [each.name for each in call.signature.inputs if call.is_address(each)]
    return [f"{_INDENT}# {each} is an address of the process that gave it: get one here first." for each in names]


def _call(call: TypedCall, arguments: list[Part]) -> Group:
    deadline: list[Part] = [f"timeout={call.timeout:g}"] if call.timeout is not None else []
    return Group(("done = lib.call(", ")"), (quoted(call.signature.name), *arguments, *deadline))


def _prints(call: TypedCall) -> list[str]:
    shown = [] if isinstance(resolve(call.signature.result), Void) else [f"{_INDENT}print(done.result)"]
    if call.signature.outputs:
        shown.append(f"{_INDENT}print(done.outputs)")
    return shown
