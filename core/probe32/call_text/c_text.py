"""A call as C: the variables that it needs, and the statement."""

from __future__ import annotations

from collections.abc import Iterator

from ..abi.render import c_type
from ..abi.signatures import Parameter
from ..abi.sizes import Size
from ..abi.text import parse_argument
from ..abi.types import Array, Character, FunctionType, Pointer, Type, Void, flexible, pointed, resolve
from ..abi.values import check_argument
from ..abi.windows import Special, special
from ..errors import ArgumentError
from .c_literals import CTexts
from .extra import c_extra
from .typed_call import TypedCall

_BYTE = "unsigned char"


def as_c(call: TypedCall) -> str:
    """Statements for the inside of a function, for a source that includes the vendor's header; ends with a line end.

    Functions that stand for callbacks come first, and belong before that function.
    """
    before = [each for parameter in call.signature.inputs for each in _callback(call, parameter)]
    values = _values(call)
    lines: list[str] = []
    passed: list[str] = []
    for each in call.signature.parameters:
        declared, text = _Variable(call, each, values).lines()
        lines += declared
        passed.append(text)
    for declared, text in c_extra(call, CTexts(call.encoding)):
        lines += declared
        passed.append(text)
    statement = f"{call.signature.name}({', '.join(passed)});"
    if not isinstance(resolve(call.signature.result), Void):
        statement = f"{c_type(call.signature.result, _result_name(call))} = {statement}"
    return "\n".join([*before, *lines, statement, ""])


def _result_name(call: TypedCall) -> str:
    taken = {each.name for each in call.signature.parameters}
    return next(name for name in ("result", "returned", "result_") if name not in taken)


def _values(call: TypedCall) -> dict[str, object]:
    """The arguments by name; for a file's bytes and for functions their texts."""
    values: dict[str, object] = {}
    for each in call.signature.inputs:
        text = call.text(each)
        if text.startswith("@") or isinstance(pointed(each.type), FunctionType):
            values[each.name] = text
        else:
            values[each.name] = parse_argument(each, text)
            check_argument(each, values[each.name], call.encoding)
    return values


def _callback(call: TypedCall, parameter: Parameter) -> Iterator[str]:
    """A C function with the answer of a callback that always gives the same; else 0, and the Python as a comment."""
    of, text = pointed(parameter.type), call.text(parameter).strip()
    if not isinstance(of, FunctionType) or text == "null":
        return
    takes = ", ".join(c_type(each.type, each.name or f"arg{at}") for at, each in enumerate(of.parameters, 1)) or "void"
    head = c_type(of.result, f"{of.convention.keyword} {_function_name(parameter)}({takes})")
    answer = text.removeprefix("record").strip()
    plain = answer if answer and not answer.startswith("lambda") else "0"
    remark = f" /* in Python: {text.replace('*/', '* /')} */" if plain == "0" and text != "0" else ""
    body = f"return {plain};{remark}" if not isinstance(resolve(of.result), Void) else remark.strip() or ";"
    yield from (f"static {head}", "{", f"    {body}", "}", "")


def _function_name(parameter: Parameter) -> str:
    return f"on_{parameter.name}"


class _Variable:
    """One parameter: what is declared for it, and what is passed."""

    def __init__(self, call: TypedCall, parameter: Parameter, values: dict[str, object]) -> None:
        self._call = call
        self._parameter = parameter
        self._values = values
        self._value = values.get(parameter.name)
        self._texts = CTexts(call.encoding)

    def lines(self) -> tuple[list[str], str]:
        """The lines of the declaration, and the argument."""
        parameter, value = self._parameter, self._value
        kind = resolve(parameter.type)
        if not isinstance(kind, Pointer):
            return self._plain(parameter.type, value)
        if parameter.given and value is None:
            return [], "NULL"
        target = resolve(kind.target)
        if isinstance(target, FunctionType):
            return [], "NULL" if self._call.text(parameter).strip() == "null" else _function_name(parameter)
        if isinstance(value, str) and value.startswith("@"):
            lines = [f"/* the bytes of {value[1:]} */", f"{_BYTE} *{parameter.name} = NULL;"]
            return lines, parameter.name
        if special(parameter.type) is Special.BSTR:
            return [f"BSTR {parameter.name} = SysAllocString({self._texts.text(2, str(value))});"], parameter.name
        if self._call.is_address(parameter):
            return self._address(int(value) if isinstance(value, int) else 0)
        return self._pointed(kind.target)

    def _plain(self, of: Type, value: object) -> tuple[list[str], str]:
        text = self._texts.value(of, value)
        if text.startswith("{"):
            return [f"{c_type(of, self._parameter.name)} = {text};"], self._parameter.name
        return [], text

    def _address(self, value: int) -> tuple[list[str], str]:
        declared = c_type(self._parameter.type, self._parameter.name)
        remark = " /* an address of the process that gave it: get one first */" if value else ""
        return [f"{declared} = ({c_type(self._parameter.type)})0x{value:08X};{remark}"], self._parameter.name

    def _pointed(self, target: Type) -> tuple[list[str], str]:
        """A variable that the pointer leads to: one element, or as many as the size says."""
        parameter, value = self._parameter, self._value
        element: Type = target
        size = self._size(parameter.size)
        if isinstance(resolve(target), Character) and isinstance(value, (str, bytes)) and not parameter.returned:
            return [], self._texts.text(resolve(target).size, value)
        name = parameter.name
        if size is None and not isinstance(value, (list, bytes)):
            written = self._texts.value(element, value) if parameter.given else self._texts.zero(element)
            static = (
                "static " if flexible(element) else ""
            )  # C11 6.7.9 initialises no flexible member; GCC does so there
            return [f"{static}{c_type(element, name)} = {written};"], f"&{name}"
        many = max(size or 0, len(value) if isinstance(value, (list, bytes)) else 0, 1)
        if isinstance(resolve(target), Void):
            return [f"{_BYTE} {name}[{many}] = {self._texts.byte_list(value)};"], name
        written = self._texts.elements(Array(element, many), value) if parameter.given else "{0}"
        return [f"{c_type(Array(element, many), name)} = {written};"], name

    def _size(self, size: Size | None) -> int | None:
        if size is None:
            return None
        try:
            count = size.evaluate(self._values)
        except ArgumentError:
            return 1
        target = pointed(self._parameter.type)
        return count // max(target.size if target else 1, 1) if size.in_bytes else count
