"""The types that a library knows, by the words that C text has for them: of thousands a text needs a few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ..abi.declare import declare_constants, declared, needed_types
from ..abi.parts import parts
from ..abi.types import Alias, Enumeration, FunctionType, Opaque, Pointer, Struct, Type
from ..headers import TAG

Constants = Mapping[str, int | float | str]
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_HIDES_WORDS = re.compile(r"##|#\s*include")
"""What lets a text use words that do not stand in it."""


class KnownType:
    """A named type with what its C text names; worked out once for each value."""

    def __init__(self, of: Type) -> None:
        self.type = of
        self.key = key_of(of)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """The keys of the named types in the C text that declares it."""
        return frozenset(key_of(each) for each, _ in _named(parts(self.type), through=False))

    @cached_property
    def needs(self) -> frozenset[str]:
        """Those that must be complete before it: not a struct of which only the address or the name is used."""
        far = isinstance(self.type, Alias) and bool(key_of(self.type.target))
        found = _named(parts(self.type), behind=far)
        return frozenset(key_of(each) for each, behind in found if not (behind and is_record(each)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that stand for it, or for the values of an enum within it."""
        return (self.key.removeprefix(TAG), *_enumerators(self.type))


class KnownTypes:
    """All named types, each after those it needs, and constants.

    `types` and `constants` are a library's mappings. What `before` knew of a type is not worked out again.
    """

    def __init__(self, types: Mapping[str, Type], constants: Constants, before: KnownTypes | None = None) -> None:
        self.types, self.constants = types, constants
        known = before._by_value if before else {}
        self.ordered = [known.get(id(each)) or KnownType(each) for each in needed_types(types.values())]
        self._by_value: dict[int, KnownType] = {id(each.type): each for each in self.ordered}

    def named_in(self, text: str) -> frozenset[str]:
        """The keys of all types that `text` may use, and of those that these name in turn."""
        if _HIDES_WORDS.search(text):
            return frozenset(self._by_key)
        return self.with_named(key for word in set(_WORD.findall(text)) for key in self._keys.get(word, ()))

    def with_named(self, keys: Iterable[str]) -> frozenset[str]:
        """These, and every type that they name, directly or not."""
        found: set[str] = set()
        fresh = set(keys)
        while fresh:
            found |= fresh
            fresh = {name for key in fresh for each in self._by_key.get(key, ()) for name in each.mentions} - found
        return frozenset(found)

    def using(self, keys: Iterable[str], uses: Callable[[KnownType], frozenset[str]]) -> frozenset[str]:
        """`keys`, and every other type that uses one of them, directly or not."""
        beginning = frozenset(keys)
        users: dict[str, list[str]] = {}
        for each in self.ordered:
            for used in () if each.key in beginning else uses(each):
                users.setdefault(used, []).append(each.key)
        found, fresh = set(beginning), list(beginning)
        while fresh:
            more = set(users.get(fresh.pop(), ())) - found
            found |= more
            fresh += more
        return frozenset(found)

    def text_for(self, text: str) -> str:
        """C text that declares what `text` may use of all that is known."""
        named = self.named_in(text)
        return "".join(declared(each.type) for each in self.ordered if each.key in named) + self.constants_for(text)

    def constants_for(self, text: str) -> str:
        """Macros for the constants that `text` may use."""
        words = None if _HIDES_WORDS.search(text) else set(_WORD.findall(text))
        return declare_constants(
            {name: each for name, each in self.constants.items() if words is None or name in words}
        )

    @cached_property
    def _by_key(self) -> dict[str, list[KnownType]]:
        found: dict[str, list[KnownType]] = {}
        for each in self.ordered:
            found.setdefault(each.key, []).append(each)
        return found

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.ordered:
            for word in each.words:
                found.setdefault(word, []).append(each.key)
        return found


def key_of(of: Type) -> str:
    """The name of a named type as `headers.declared_names` writes it; "" for any other."""
    if isinstance(of, (Struct, Enumeration)) and of.name:
        return f"{TAG}{of.name}"
    if isinstance(of, Opaque) and of.name:
        return f"{TAG}{of.name.removeprefix('union ')}"
    return of.name if isinstance(of, Alias) else ""


def mentions_in(types: Iterable[Type]) -> frozenset[str]:
    """The keys of the named types in the C text of types without a name, such as a prototype's."""
    return frozenset(key_of(each) for each, _ in _named(types, through=False))


def is_record(of: Type) -> bool:
    """Whether C can be told of it in advance: a struct, a union, or the typedef of one that has its name."""
    if isinstance(of, Alias):
        return key_of(of.target) == f"{TAG}{of.name}" and is_record(of.target)
    return isinstance(of, (Struct, Opaque))


def _named(these: Iterable[Type], *, behind: bool = False, through: bool = True) -> Iterator[tuple[Type, bool]]:
    """The named types that C text would name, and whether behind a pointer; `through` goes on behind typedefs."""
    for each in these:
        if key_of(each):
            yield each, behind
        if not key_of(each) or (through and isinstance(each, Alias)):
            far = behind or isinstance(each, (Pointer, FunctionType))
            yield from _named(parts(each), behind=far, through=through)


def _enumerators(of: Type) -> Iterator[str]:
    """The names of values in the C text of a type."""
    if isinstance(of, Enumeration):
        yield from (name for name, _ in of.members)
    for each in parts(of):
        if not key_of(each):
            yield from _enumerators(each)
