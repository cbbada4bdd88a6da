"""The classes of a client module: enums, dataclasses for structs, handles, what functions give, types of callbacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..abi.types import (
    Array,
    Boolean,
    Character,
    Enumeration,
    Float,
    FunctionType,
    Pointer,
    Struct,
    Type,
    innermost,
    resolve,
)
from .annotations import Annotations
from .docstrings import docstring
from .families import ErrorNames, is_flags
from .folding import WIDTH, Group, Part, annotated, fold, literal, prefixed, quoted, tuple_of
from .identifiers import Names, class_prefix
from .model import Callback, Method, Wrapper
from .reserved import TYPES
from .windows_types import Guid

_MODULE = ("_Enum", "_FOLDER", "_Memory")
"""Names that the module has for itself."""

_WORD = re.compile(r"\w+")

_LONGEST = 40
"""Characters of a callback's type."""


class ClientTypes:
    """Renders the classes of one wrapper. `callbacks_elsewhere`: functions that the DLL calls run in another process.

    `awaited`: methods are coroutines.
    """

    def __init__(self, wrapper: Wrapper, *, callbacks_elsewhere: bool, awaited: bool) -> None:
        self._wrapper = wrapper
        self._awaited = awaited
        self._elsewhere = callbacks_elsewhere
        names = Names(_MODULE)
        self._callbacks: dict[FunctionType, str] = {}
        for each in wrapper.callbacks:
            if each.type not in self._callbacks and not each.is_member:
                self._callbacks[each.type] = names.new(_callback_name(each))
        self.annotations = Annotations(
            wrapper.classes, self._callbacks, wrapper.handle_classes, callbacks_elsewhere=callbacks_elsewhere
        )
        anonymous = anonymous_structs(wrapper.structs)
        self._structs = [each for each in wrapper.structs if each not in anonymous and not isinstance(each, Guid)]

    @property
    def names(self) -> list[str]:
        """The classes that a user meets, without those of results."""
        wrapper = self._wrapper
        return [
            *(wrapper.classes[each] for each in wrapper.enums),
            *(wrapper.classes[each] for each in self._structs),
            *wrapper.handle_classes.values(),
            *([f"{wrapper.prefix}Error"] if wrapper.raises else []),
            *(["CValue"] if any(each.more for each in wrapper.methods) else []),
        ]

    @property
    def callback_names(self) -> list[str]:
        """What the types of callbacks are called."""
        return list(self._callbacks.values())

    def constants(self) -> list[str]:
        """The macros that are numbers or text, a line each."""
        found = self._wrapper.constants.items()
        return [line for name, value in found for line in fold(literal(value, f"{name} = "), 0)]

    def enums(self) -> list[list[str]]:
        """An `IntEnum` or `IntFlag` for each enum, as lines."""
        return [_enum_class(self._wrapper.classes[each], each) for each in self._wrapper.enums]

    def structs(self) -> list[list[str]]:
        """A dataclass for each struct, as lines."""
        return [self._struct(each) for each in self._structs]

    def handles(self) -> list[list[str]]:
        """A class for each kind of handle, as lines."""
        found = []
        closed_by = {each.name: each.closed_by for method in self._wrapper.methods for each in method.handles.values()}
        for name, made in self._wrapper.handle_classes.items():
            about = f"`{name}`; `{closed_by[name]}` closes it at the end of a `with` block."
            enter = f"    {'async ' * self._awaited}def __{'a' * self._awaited}enter__(self) -> {made}:"
            lines = ["@final", f"class {made}(_Handle):", *docstring([about], 4), "", enter, "        return self"]
            found.append(lines)
        return found

    def result(self, method: Method) -> list[str]:
        """The named tuple of what a method gives, as lines; nothing when it is one value or none."""
        if not method.result_class:
            return []
        fields = [
            line
            for name, kind in zip(self.result_names(method), self.annotations.all(method), strict=True)
            for line in fold(annotated(name, _short(name, kind)), 4)
        ]
        about = docstring([f"What `{method.client_name}` gives."], 4)
        return [f"class {method.result_class}(NamedTuple):", *about, "", *fields]

    @staticmethod
    def result_names(method: Method) -> list[str]:
        """What the values of a named tuple are called."""
        names = Names(TYPES | {"count", "index"})
        return [names.new(name.lstrip("_")) for name, _ in method.given_back]

    def aliases(self) -> list[list[str]]:
        """Names for the types of callbacks."""
        return [fold(prefixed(f"{name} = ", self.annotations.callback(of)), 0) for of, name in self._callbacks.items()]

    def error_names(self) -> list[str]:
        """The table of the errors that a header names; empty when nothing fails or there are none."""
        found = ErrorNames.among(self._wrapper.constants).names if self._wrapper.raises else {}
        rows = tuple(f"{value}: {quoted(name)}" for value, name in sorted(found.items()))
        return fold(Group(("_ERROR_NAMES = {", "}"), rows), 0) if rows else []

    def member_classes(self) -> list[str]:
        """The table of the members that have classes of their own."""
        rows = []
        for struct in self._structs:
            inner = {name: self.class_of(of) for name, of, _ in _members(struct)}
            items = tuple(f"{quoted(name)}: {kind}" for name, kind in inner.items() if kind)
            if items:
                rows.append(Group((f"{self._wrapper.classes[struct]}: {{", "}"), items))
        return fold(Group(("_CLASSES: dict[Any, dict[str, Any]] = {", "}"), tuple(rows), always=bool(rows)), 0)

    def renamed_members(self) -> list[str]:
        """The table of the members whose names in C are none in Python; empty when there are none."""
        rows = []
        for struct in self._structs:
            items = tuple(
                f"{quoted(own)}: {quoted(name)}" for own, (name, _) in self.own_names(struct).items() if own != name
            )
            if items:
                rows.append(Group((f"{self._wrapper.classes[struct]}: {{", "}"), items))
        head = "_C_NAMES: dict[Any, dict[str, str]] = {"
        return fold(Group((head, "}"), tuple(rows), always=True), 0) if rows else []

    def adapted_callbacks(self) -> list[str]:
        """The table of the callbacks that take or give values with classes; empty when there are none."""
        rows: list[Part] = []
        for each in () if self._elsewhere else self._wrapper.callbacks:
            kinds = [self.class_of(parameter.type) or "None" for parameter in each.type.parameters if parameter.given]
            outputs = [parameter.type for parameter in each.type.parameters if parameter.returned]
            if any(kind != "None" for kind in kinds) or any(map(self.class_of, (each.type.result, *outputs))):
                rows.append(tuple_of(kinds, f"{quoted(each.key)}: ") if kinds else f"{quoted(each.key)}: ()")
        head = "_CALLBACKS: dict[str, tuple[Any, ...]] = {"
        return fold(Group((head, "}"), tuple(rows), always=True), 0) if rows else []

    def own_names(self, struct: Struct) -> dict[str, tuple[str, Type]]:
        """The members' C names and types by their Python names, in order."""
        members = list(_members(struct))
        # A member called `int` would hide the type from the annotations of the members after it.
        used = {word for _, of, _ in members for word in _WORD.findall(self.annotations.member(of))}
        names = Names(used | {"field"})
        return {names.new(name.lstrip("_") or name): (name, of) for name, of, _ in members}

    def class_of(self, of: Type) -> str:
        """The class of a value, or of what it consists of or leads to; "" when that has none."""
        kind = innermost(of)
        if isinstance(kind, Guid) or not isinstance(kind, (Struct, Enumeration)):
            return ""
        return self._wrapper.classes.get(kind, "")

    def _struct(self, struct: Struct) -> list[str]:
        name = self._wrapper.classes[struct]
        word = "union" if struct.union else "struct"
        chosen = any(one_of for _, _, one_of in _members(struct))
        title = f"`{word} {struct.name}`" if struct.name else f"A {word}"
        about = f"{title}, {struct.size} bytes{'; give one member' if struct.union else ''}."
        members = zip(self.own_names(struct), _members(struct), strict=True)
        fields = [line for own, (_, of, one_of) in members for line in self._field(own, of, one_of)]
        lines = [f"@dataclass({'frozen=True, ' if chosen else ''}slots=True)", f"class {name}:", *docstring([about], 4)]
        return [*lines, "", *fields] if fields else lines

    def _field(self, name: str, of: Type, one_of: bool) -> list[str]:
        annotation = self.annotations.member(of)
        default = self._default(of)
        if one_of and not annotation.endswith("| None"):
            annotation, default = f"{annotation} | None", "None"
        annotation = "Any" if 4 + len(name) + len(annotation) + len(default) + 5 > WIDTH else annotation
        return fold(Group((f"{name}: {annotation} = {default}", ""), ()), 4)

    def _default(self, of: Type) -> str:
        """What C's zeros are."""
        kind = resolve(of)
        if isinstance(kind, Guid):
            return '"{00000000-0000-0000-0000-000000000000}"'
        if isinstance(kind, Struct):
            return f"field(default_factory={self._wrapper.classes[kind]})"
        if isinstance(kind, Array):
            return '""' if isinstance(resolve(kind.element), Character) else "field(default_factory=list)"
        if isinstance(kind, Pointer):
            return "None"
        if isinstance(kind, Enumeration) and kind in self._wrapper.classes:
            name = self._wrapper.classes[kind]
            zero = next((member for member, value in enum_members(kind) if value == 0), "")
            return f"{name}.{zero}" if zero else f"field(default={name}(0))"
        return "0.0" if isinstance(kind, Float) else "False" if isinstance(kind, Boolean) else "0"


def _callback_name(callback: Callback) -> str:
    name = class_prefix(callback.typedef) if callback.typedef else f"{class_prefix(callback.owner)}Function"
    return f"_{name}" if len(name) < _LONGEST else "_Function"


def _enum_class(name: str, enum: Enumeration) -> list[str]:
    kind = "IntFlag" if is_flags(enum) else "_Enum"
    lines = [f"class {name}({kind}):", *docstring([f"`enum {enum.name}`."], 4), ""]
    return lines + [f"    {each} = {value}" for each, value in enum_members(enum)]


def enum_members(enum: Enumeration) -> list[tuple[str, int]]:
    """The members under their names in Python."""
    names = Names({"mro", "name", "value"})
    return [(names.new(each.lstrip("_") or each), value) for each, value in enum.members]


def anonymous_structs(structs: Iterable[Struct]) -> set[Struct]:
    """Structs that stand in others without a name; their members count as the others' own."""
    fields = [field for each in structs for field in each.fields]
    named = {resolve(each.type) for each in fields if each.name}
    unnamed = {kind for each in fields if not each.name and isinstance(kind := resolve(each.type), Struct)}
    return {each for each in unnamed if not each.name and each not in named}


def _members(struct: Struct, one_of: bool = False) -> Iterator[tuple[str, Type, bool]]:
    """Name, type, and whether others lie in the same place, of each member."""
    for each in struct.fields:
        inner = resolve(each.type)
        if not each.name and isinstance(inner, Struct):
            yield from _members(inner, one_of or struct.union)
        elif each.name:
            yield each.name, each.type, one_of or struct.union


def _short(name: str, annotation: str) -> str:
    """A union of types can't be spread over lines."""
    is_long = " | " in annotation and 4 + len(name) + 2 + len(annotation) > WIDTH
    return "Any" if is_long else annotation
