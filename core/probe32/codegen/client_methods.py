"""The typed methods of a client, one for each function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ..abi.signatures import Parameter
from ..abi.types import Array, Enumeration, Pointer, Struct, Void, resolve
from .client_types import ClientTypes
from .comment import Comment, read
from .docstrings import docstring
from .failing import Failure
from .folding import Group, Part, call, fold, prefixed, quoted
from .identifiers import Names
from .method_heads import definition
from .model import Method, Wrapper
from .passing import Way, element_of, holds_functions, way_of
from .pointed import pointed_struct
from .reserved import PARAMETERS
from .windows_types import Guid

_P = TypeVar("_P", str, Group)

_INDENT = 8


@dataclass(frozen=True)
class Calling:
    """How a method reaches the 32-bit side: through a request, one that is awaited, or in the same process."""

    direct: bool = False
    awaited: bool = False

    @property
    def definition(self) -> str:
        """What stands before a method's name."""
        return "async def" if self.awaited else "def"

    def request(self, name: str, arguments: list[Part]) -> Group:
        """The expression that calls the server's method `name`."""
        if self.direct:
            return call(f"self._native.{name}(", arguments)
        head = "await self.request32_async(" if self.awaited else "self.request32("
        return call(head, [quoted(name), *arguments])

    def closing(self, name: str) -> str:
        """A function that closes a handle."""
        if self.direct:
            return f"self._native.{name}"
        return f"partial(self.request32{'_async' * self.awaited}, {quoted(name)})"


class ClientMethods:
    """Renders the methods of one wrapper. `callbacks_elsewhere`: as in `ClientTypes`."""

    def __init__(self, wrapper: Wrapper, types: ClientTypes, calling: Calling, *, callbacks_elsewhere: bool) -> None:
        self._wrapper = wrapper
        self._types = types
        self._calling = calling
        self._elsewhere = callbacks_elsewhere
        self._adapted = "\n".join(types.adapted_callbacks())

    def method(self, method: Method) -> list[str]:
        """The method's lines."""
        kinds = self._types.annotations.all(method)
        result = method.result_class or (kinds[0] if kinds else "None")
        head = definition(method.client_name, method, self._types.annotations, result, self._calling.definition)
        return [*head, *self._about(method), *self._body(method, result)]

    def _about(self, method: Method) -> list[str]:
        comment = read(method.signature.comment, method.names)
        parts = [comment.text, f"`{method.prototype}`", _about_parameters(method, comment)]
        parts += [_about_results(method, comment), *self._about_addresses(method)]
        parts += [self._about_callbacks(method), self._about_failure(method)]
        return docstring(parts, 8)

    def _about_addresses(self, method: Method) -> list[str]:
        """How to read the structs whose addresses come back."""
        found = []
        for name, each in method.given_back:
            of = method.signature.result if each is None else element_of(each.type)
            struct = pointed_struct(of, self._wrapper.structs)
            if struct and ("" if each is None else each.name) not in method.handles:
                what = "The result" if each is None else f"`{name}`"
                reading = f"{'await ' * self._calling.awaited}{self._wrapper.reader}({self._wrapper.classes[struct]}"
                found.append(f"{what} is an address: `{reading}, address)` gives what is there.")
        return found

    def _about_callbacks(self, method: Method) -> str:
        names = [f"`{name}`" for name, each in method.parameters if way_of(each) is Way.CALLBACK]
        if not names or not self._elsewhere:
            return ""
        return f"{_sentence(names)} must be importable in the 32-bit process, where it runs."

    def _about_failure(self, method: Method) -> str:
        reasons = {
            Failure.HRESULT: "it returns an HRESULT of a failure",
            Failure.LAST_ERROR: "it returns 0",
            Failure.NEGATIVE: "it returns a negative number",
        }
        reason = reasons.get(method.failure)
        return f"`{self._wrapper.prefix}Error`: {reason}." if reason else ""

    def _body(self, method: Method, result: str) -> list[str]:
        request = self._request(method)
        back = method.given_back
        if not back:
            return fold(request, _INDENT)
        if len(back) == 1:
            value = self._converted(request, back[0][1], method)
            return [*fold(prefixed(f"result: {result} = ", value), _INDENT), "        return result"]
        taken = Names({name for name, _ in method.parameters} | PARAMETERS)
        given = {name for name, each in method.parameters if each.given}
        names = [taken.new(f"new_{name}") if name in given else name for name, _ in back]
        values = [self._converted(name, each, method) for name, (_, each) in zip(names, back, strict=True)]
        if values == names:
            return fold(call(f"return {method.result_class}(", [prefixed("*", request)]), _INDENT)
        unpacked = fold(prefixed(f"{', '.join(names)} = ", request), _INDENT)
        return [*unpacked, *fold(call(f"return {method.result_class}(", values), _INDENT)]

    def _request(self, method: Method) -> Group:
        """The call of the server's method; what it says of a failure is raised."""
        arguments: list[Part] = [self._sent(name, each, method) for name, each in method.parameters if each.given]
        arguments += [f"*_extra({method.more})"] if method.more else []
        request = self._calling.request(method.server_name, arguments)
        if method.failure is Failure.RETURNED:
            return request
        return call("_checked(", [quoted(method.signature.name), request])

    def _converted(self, value: _P, parameter: Parameter | None, method: Method) -> _P | Group:
        """The expression for a value that comes back, in the classes of the module."""
        handle = method.handles.get("" if parameter is None else parameter.name)
        if handle:
            made = self._wrapper.handle_classes[handle.name]
            closing = self._calling.closing(self._wrapper.server_name(handle.closed_by))
            return call("_opened(", [made, value, closing])
        if parameter is None:
            of = method.signature.result
            kind = "" if isinstance(resolve(of), Pointer) else self._types.class_of(of)
        else:
            kind = "" if way_of(parameter) is Way.ADDRESS else self._types.class_of(element_of(parameter.type))
        return call("_typed(", [kind, value]) if kind else value

    def _sent(self, name: str, parameter: Parameter, method: Method) -> Part:
        """The argument in a form that needs no module to be unpickled in the 32-bit process."""
        if name in method.lengths:
            counted = method.lengths[name]
            of = next(each for other, each in method.parameters if other == counted)
            length = f"memoryview({counted}).nbytes" if way_of(of) is Way.MEMORY else f"len({counted})"
            return f"{length} if {name} is None else {name}"
        way, element = way_of(parameter), element_of(parameter.type)
        if way in (Way.MEMORY, Way.ADDRESS) and isinstance(element, Void):
            return f"_memory({name})"
        if way is Way.CALLBACK:
            key = quoted(f"{method.server_name}.{name}")
            return f"self._callback({name}{f', {key}' if key in self._adapted else ''})"
        if way is Way.VALUE and isinstance(element, Enumeration):
            return f"int({name})"
        if isinstance(element, Guid) and way is not Way.ARRAY:
            return name
        if way in (Way.STRUCT, Way.ARRAY) or isinstance(element, (Struct, Array, Enumeration)):
            functions = ", self._callback" if holds_functions(parameter) else ""
            return f"_plain({name}{functions})"
        return f"_plain({name})" if way is Way.SINGLE and not parameter.returned else name


def _about_parameters(method: Method, comment: Comment) -> str:
    lines = [
        f"    {name}: {comment.parameters[each.name]}"
        for name, each in method.parameters
        if each.given and comment.parameters.get(each.name)
    ]
    return "\n".join(["Parameters:", *lines]) if lines else ""


def _about_results(method: Method, comment: Comment) -> str:
    """What comes back: with the header's words where it has any, else by name where that needs saying."""
    told = {
        name: comment.returns if each is None else comment.parameters.get(each.name, "")
        for name, each in method.given_back
    }
    if any(told.values()):
        return "\n".join(
            ["Returns:", *(f"    {name}: {text}" if text else f"    {name}" for name, text in told.items())]
        )
    names = ["the result" if each is None else f"`{name}`" for name, each in method.given_back]
    outputs = any(each is not None for _, each in method.given_back)
    return f"Returns {_sentence(names)}." if outputs else ""


def _sentence(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
