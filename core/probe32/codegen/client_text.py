"""The parts of a client module: enums, dictionaries for structs, a typed method for each function."""

from __future__ import annotations

import inspect
import keyword
from collections.abc import Iterable, Iterator

from ..abi.signatures import Parameter
from ..abi.types import Array, Enumeration, FunctionType, Struct, Type, Void, resolve
from .annotations import Annotations, joined
from .docstrings import docstring
from .folding import WIDTH, Group, Part, annotated, call, fold, listed, prefixed, quoted
from .identifiers import Names, class_prefix
from .model import Callback, Method, Wrapper
from .passing import Way, element_of, holds_functions, way_of
from .reserved import TYPES
from .server_text import definition

_MODULE = ("_Enum", "_FOLDER", "_Memory")
"""Names that the module has for itself."""

_LONGEST_RESULT = 40
"""Columns of a return annotation above which it gets a name of its own."""


class ClientText:
    """Renders the client's parts of one wrapper."""

    def __init__(self, wrapper: Wrapper, *, callbacks_elsewhere: bool) -> None:
        """`callbacks_elsewhere`: the runtime can't call back, so that callbacks run in the 32-bit process."""
        self._wrapper = wrapper
        self._elsewhere = callbacks_elsewhere
        self._alias_names = Names(_MODULE)
        self._callbacks: dict[FunctionType, str] = {}
        for each in wrapper.callbacks:
            if each.type not in self._callbacks and not each.is_member:
                self._callbacks[each.type] = self._callback_name(each)
        self._annotations = Annotations(wrapper.classes, self._callbacks)
        self._aliases: dict[str, str] = {}

    def enums(self) -> list[list[str]]:
        """An `IntEnum` for each enum, as lines."""
        return [_enum_class(self._wrapper.classes[each], each) for each in self._wrapper.enums]

    def structs(self) -> list[list[str]]:
        """A `TypedDict` for each struct, as lines."""
        anonymous = anonymous_structs(self._wrapper.structs)
        return [self._struct(each) for each in self._wrapper.structs if each not in anonymous]

    def methods(self) -> list[list[str]]:
        """A method for each function, as lines."""
        return [self._method(each) for each in self._wrapper.methods]

    def aliases(self) -> list[list[str]]:
        """Names for the types of callbacks, and for return annotations that are too long for a line; complete once the
        methods are rendered.
        """
        functions = [
            fold(prefixed(f"{name} = ", self._annotations.callback(of)), 0) for of, name in self._callbacks.items()
        ]
        return functions + [_alias(name, annotation) for annotation, name in self._aliases.items()]

    def _callback_name(self, callback: Callback) -> str:
        name = class_prefix(callback.typedef) if callback.typedef else f"{class_prefix(callback.owner)}Function"
        return self._alias_names.new(f"_{name}" if len(name) < _LONGEST_RESULT else "_Function")

    def _struct(self, struct: Struct) -> list[str]:
        name = self._wrapper.classes[struct]
        members = [(each, _short(each, self._annotations.member(of))) for each, of in _members(struct)]
        partial = struct.union or any(not each.name for each in struct.fields)
        word = "union" if struct.union else "struct"
        about = docstring([f"`{word} {struct.name}` as a dictionary." if struct.name else f"A {word}."], 4)
        if any(not _can_be_attribute(each) for each, _ in members):
            return _functional(name, members, partial)
        lines = [f"class {name}(TypedDict{', total=False' if partial else ''}):", *about]
        fields = [line for each in members for line in fold(annotated(*each), 4)]
        return [*lines, "", *fields] if fields else lines

    def _method(self, method: Method) -> list[str]:
        kinds = self._annotations.all(method.signature)
        result = self._named(method, joined(kinds))
        head = definition(method.client_name, method, self._annotations, result)
        return [*head, *self._about(method), *self._body(method, result)]

    def _named(self, method: Method, annotation: str) -> str:
        if len(annotation) <= _LONGEST_RESULT or not annotation.startswith("tuple["):
            return annotation
        if annotation not in self._aliases:
            name = f"_{class_prefix(method.client_name)}Result"
            self._aliases[annotation] = self._alias_names.new(name if len(name) <= _LONGEST_RESULT else "_Result")
        return self._aliases[annotation]

    def _about(self, method: Method) -> list[str]:
        outputs = [name for name, each in method.parameters if each.returned]
        own = [] if isinstance(resolve(method.signature.result), Void) else ["the result"]
        returned = f"Returns {_sentence([*own, *(f'`{each}`' for each in outputs)])}." if outputs else ""
        comment = inspect.cleandoc(method.signature.comment)
        return docstring([comment, f"`{method.prototype}`", returned, self._about_callbacks(method)], 8)

    def _about_callbacks(self, method: Method) -> str:
        names = [f"`{name}`" for name, each in method.parameters if way_of(each) is Way.CALLBACK]
        if not names or not self._elsewhere:
            return ""
        return f"{_sentence(names)} must be importable in the 32-bit process, where it runs."

    def _body(self, method: Method, result: str) -> list[str]:
        arguments = [self._sent(name, each) for name, each in method.parameters if each.given]
        arguments += [f"*{method.more}"] if method.more else []
        request = call("self.request32(", [quoted(method.server_name), *arguments])
        kinds = self._enums_of(method)
        if not kinds:
            return fold(request, 8)
        if not any(kinds):
            return [*fold(prefixed(f"result: {result} = ", request), 8), "        return result"]
        if len(kinds) == 1:
            return [*fold(prefixed("result = ", request), 8), f"        return _named({kinds[0]}, result)"]
        names = self._names(method)
        prefix = f"{', '.join(names)} = "
        if 8 + len(prefix) + len(request.brackets[0]) > WIDTH:
            prefix, names = "result = ", [f"result[{index}]" for index in range(len(names))]
        values = [f"_named({kind}, {name})" if kind else name for name, kind in zip(names, kinds, strict=True)]
        return [*fold(prefixed(prefix, request), 8), *fold(listed("return", values), 8)]

    def _names(self, method: Method) -> list[str]:
        own = [] if isinstance(resolve(method.signature.result), Void) else ["result"]
        return own + [name for name, each in method.parameters if each.returned]

    def _enums_of(self, method: Method) -> list[str]:
        """The enum's class for each value that comes back, "" for those that are none."""
        own = [] if isinstance(resolve(method.signature.result), Void) else [method.signature.result]
        return [self._enum(each) for each in own] + [self._enum_of_output(each) for each in method.signature.outputs]

    def _enum_of_output(self, parameter: Parameter) -> str:
        return self._enum(element_of(parameter.type)) if way_of(parameter) is Way.SINGLE else ""

    def _enum(self, of: Type) -> str:
        kind = resolve(of)
        return self._wrapper.classes.get(kind, "") if isinstance(kind, Enumeration) else ""

    @staticmethod
    def _sent(name: str, parameter: Parameter) -> str:
        """The argument in a form that needs no module to be unpickled in the 32-bit process."""
        way, element = way_of(parameter), element_of(parameter.type)
        if way in (Way.MEMORY, Way.ADDRESS) and isinstance(element, Void):
            return f"_memory({name})"
        if way is Way.CALLBACK:
            return f"self._callback({name})"
        if way is Way.VALUE and isinstance(element, Enumeration):
            return f"int({name})"
        if way in (Way.STRUCT, Way.ARRAY) or isinstance(element, (Struct, Array, Enumeration)):
            functions = ", self._callback" if holds_functions(parameter) else ""
            return f"_plain({name}{functions})"
        return f"_plain({name})" if way is Way.SINGLE and not parameter.returned else name


def _alias(name: str, annotation: str) -> list[str]:
    inner = annotation.removeprefix("tuple[").removesuffix("]")
    return fold(Group((f"{name} = tuple[", "]"), tuple(_split(inner))), 0)


def _split(text: str) -> Iterator[str]:
    """The parts between commas that stand in no brackets."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if character == "," and not depth:
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


def _enum_class(name: str, enum: Enumeration) -> list[str]:
    names = Names({"mro", "name", "value"})
    lines = [f"class {name}(IntEnum):", *docstring([f"`enum {enum.name}`."], 4), ""]
    return lines + [f"    {names.new(each.lstrip('_') or each)} = {value}" for each, value in enum.members]


def anonymous_structs(structs: Iterable[Struct]) -> set[Struct]:
    """Structs that stand in others without a name; their members count as the others' own."""
    fields = [field for each in structs for field in each.fields]
    named = {resolve(each.type) for each in fields if each.name}
    unnamed = {kind for each in fields if not each.name and isinstance(kind := resolve(each.type), Struct)}
    return {each for each in unnamed if not each.name and each not in named}


def _members(struct: Struct) -> Iterator[tuple[str, Type]]:
    for each in struct.fields:
        inner = resolve(each.type)
        if not each.name and isinstance(inner, Struct):
            yield from _members(inner)
        elif each.name:
            yield each.name, each.type


def _short(name: str, annotation: str) -> str:
    """A union of types can't be spread over lines."""
    is_long = " | " in annotation and 4 + len(name) + 2 + len(annotation) > WIDTH
    return "Any" if is_long else annotation


def _can_be_attribute(name: str) -> bool:
    # A member called `int` would hide the type from the annotations of the members after it.
    is_free = name not in TYPES and not keyword.iskeyword(name)
    return is_free and name.isidentifier() and not name.startswith("__")


def _functional(name: str, members: list[tuple[str, str]], partial: bool) -> list[str]:
    fields = Group(("{", "}"), tuple(annotated(quoted(each), annotation) for each, annotation in members))
    items: list[Part] = [quoted(name), fields, *(["total=False"] if partial else [])]
    return fold(call(f"{name} = TypedDict(", items), 0)


def _sentence(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
