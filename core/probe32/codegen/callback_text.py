"""The table of callbacks in a server module: what the DLL passes to each, and how Python sees it."""

from __future__ import annotations

from ..abi.passing import HIDDEN, passing
from ..abi.signatures import Parameter
from ..abi.types import Character, FunctionType, Pointer, Void, resolve
from .folding import Group, Part, call, fold, quoted, tuple_of
from .model import Callback, Wrapper
from .native_types import Classes, character_type, is_unknown, native_type
from .passing import element_of, scaled, size_in_python
from .registers import argument_order


def callbacks(wrapper: Wrapper) -> list[str]:
    """The table, as lines."""
    rows = tuple(_row(each, wrapper.classes) for each in wrapper.callbacks)
    return fold(Group(("_CALLBACKS: dict[str, _Callback] = {", "}"), rows, always=True), 0) if rows else []


def _row(callback: Callback, classes: Classes) -> Part:
    function = callback.type
    parameters = [_type(each, classes) for each in function.parameters]
    result = resolve(function.result)
    items: list[Part] = [
        quoted(function.convention.value),
        "None" if isinstance(result, Void) else native_type(result, classes),
        tuple_of(parameters) if parameters else "()",
    ]
    sizes = tuple(_size(function, index) for index, each in enumerate(function.parameters) if each.size)
    outputs = tuple(f"{quoted(each.name)}: {index}" for index, each in enumerate(function.parameters) if each.returned)
    unseen = [str(index) for index, each in enumerate(function.parameters) if not each.given]
    items += [Group(("sizes={", "}"), sizes)] if sizes else []
    items += [Group(("outputs={", "}"), outputs)] if outputs else []
    items += [tuple_of(unseen, "unseen=")] if unseen else []
    registers = passing(function).registers
    if registers:
        order = [str(each) for each in argument_order(function) if each != HIDDEN]
        items += [f"registers={len(registers)}", tuple_of(order, "order=") if order else "order=()"]
    return call(f"{quoted(callback.key)}: _Callback(", items)


def _type(parameter: Parameter, classes: Classes) -> str:
    """A pointer says what is looked at behind it; a `c_void_p` stays an address, or becomes bytes with a size."""
    if not isinstance(resolve(parameter.type), Pointer):
        return native_type(parameter.type, classes)
    target = element_of(parameter.type)
    if is_unknown(target) or (isinstance(target, Pointer) and parameter.size is None):
        return "ctypes.c_void_p"
    inner = character_type(target) if isinstance(target, Character) else native_type(target, classes)
    return f"ctypes.POINTER({inner})"


def _size(function: FunctionType, index: int) -> Part:
    """The number of elements, from the other arguments."""
    parameter = function.parameters[index]
    assert parameter.size is not None
    names = {
        each.name: f"given[{place}]" + ("[0]" if isinstance(resolve(each.type), Pointer) else "")
        for place, each in enumerate(function.parameters)
    }
    return f"{index}: lambda given: {scaled(size_in_python(parameter.size.text, names), parameter)}"
