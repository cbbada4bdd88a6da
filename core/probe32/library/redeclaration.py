"""Types declared anew: whatever is made of them is read again, so that its layout is the compiler's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from .. import headers
from ..abi.declare import declare_constants, declared, needed_types
from ..abi.parts import parts, types_of
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Enumeration, FunctionType, Opaque, Pointer, Struct, Type, resolve
from ..errors import DeclarationError
from ..headers import TAG

Constants = Mapping[str, int | float | str]
_TOLD = 3


class Redeclaration:
    """What becomes of the types of a library when those named in `anew` are replaced (see `headers.declared_names`).

    The text that replaces them goes between what doesn't need them complete and what does.
    """

    def __init__(
        self, types: Mapping[str, Type], constants: Constants, signatures: Iterable[Signature], anew: Mapping[str, str]
    ) -> None:
        self._known = needed_types(types.values())
        self._anew = anew
        kept = [each for each in self._known if key_of(each) not in anew]
        late = _closure(kept, anew, needs)
        self._early = [each for each in kept if key_of(each) not in late]
        self._late = [each for each in kept if key_of(each) in late]
        self._types = types
        self._constants = constants
        touched = _closure(kept, anew, mentions)
        self._touched = bool(touched - set(anew))
        self._signatures = [each for each in signatures if mentions_in(each) & touched]

    @cached_property
    def prelude(self) -> str:
        """C text of all that stays and that the replacing text may use."""
        forwards = [line for each in self._known if (line := _forward(each, self._anew))]
        return "".join([*forwards, *map(declared, self._early)]) + declare_constants(self._constants)

    def reread(self, text: str, replaced: Iterable[str] = ()) -> tuple[dict[str, Type], dict[str, Signature]]:
        """All types, and the signatures that use one that has changed, with `text` in place of what it replaces.

        Signatures named in `replaced` are not looked at. `DeclarationError`: something made of the new types makes no
        sense any more; it is named.
        """
        signatures = [each for each in self._signatures if each.name not in set(replaced)]
        if not self._touched and not signatures:
            return {}, {}
        pieces = [("", self.prelude), ("", text.rstrip() + "\n;\n")]
        pieces += [(title_of(each), declared(each)) for each in self._late]
        pieces += [(each.name, f"{prototype(each)}\n") for each in signatures]
        found = headers.parse("".join(piece for _, piece in pieces))
        if found.problems:
            raise _misfit(found.problems, pieces)
        types = dict(found.types())
        fresh = {each.name: each for each in found.functions}
        return (
            {name: types[name] for name in (*self._types, *types) if name in types},
            {each.name: _renewed(each, fresh[each.name]) for each in signatures},
        )


def key_of(of: Type) -> str:
    """The name of a named type as `headers.declared_names` writes it; "" for any other."""
    if isinstance(of, (Struct, Enumeration)) and of.name:
        return f"{TAG}{of.name}"
    if isinstance(of, Opaque) and of.name:
        return f"{TAG}{of.name.removeprefix('union ')}"
    return of.name if isinstance(of, Alias) else ""


def title_of(of: Type) -> str:
    """A named type in the words of its declaration: `struct Point`, `typedef SP_HANDLE`."""
    if isinstance(of, Alias):
        return f"typedef {of.name}"
    return f"enum {of.name}" if isinstance(of, Enumeration) else _head(of) if isinstance(of, Struct) else ""


def mentions(of: Type) -> frozenset[str]:
    """The named types in the C text that declares `of`, which is a named type itself."""
    return frozenset(key_of(each) for each, _ in _named(parts(of), through=False))


def needs(of: Type) -> frozenset[str]:
    """Those of them that must be complete before it: not a struct of which only the address or the name is used."""
    far = isinstance(of, Alias) and bool(key_of(of.target))
    found = _named(parts(of), behind=far)
    return frozenset(key_of(each) for each, behind in found if not (behind and _is_record(each)))


def mentions_in(signature: Signature) -> frozenset[str]:
    """The named types in the prototype of `signature`."""
    return frozenset(key_of(each) for each, _ in _named(types_of(signature), through=False))


def users(name: str, types: Mapping[str, Type], signatures: Iterable[Signature]) -> list[str]:
    """What mentions the type `name`, in words: `struct SpInfo`, `sp_get_info`."""
    own = {name, f"{TAG}{name}"}
    made = [title_of(each) for each in needed_types(types.values()) if key_of(each) not in own and mentions(each) & own]
    return made + [each.name for each in signatures if mentions_in(each) & own]


def _named(these: Iterable[Type], *, behind: bool = False, through: bool = True) -> Iterator[tuple[Type, bool]]:
    """The named types that C text would name, and whether behind a pointer; `through` goes on behind typedefs."""
    for each in these:
        if key_of(each):
            yield each, behind
        if not key_of(each) or (through and isinstance(each, Alias)):
            far = behind or isinstance(each, (Pointer, FunctionType))
            yield from _named(parts(each), behind=far, through=through)


def _closure(types: Iterable[Type], anew: Iterable[str], uses: Callable[[Type], frozenset[str]]) -> frozenset[str]:
    """The keys of `anew`, and of every type that uses one of them, directly or not."""
    users: dict[str, list[str]] = {}
    for each in types:
        for used in uses(each):
            users.setdefault(used, []).append(key_of(each))
    found, fresh = set(anew), list(anew)
    while fresh:
        more = set(users.get(fresh.pop(), ())) - found
        found |= more
        fresh += more
    return frozenset(found)


def _is_record(of: Type) -> bool:
    """Whether C can be told of it in advance: a struct, a union, or the typedef of one that has its name."""
    if isinstance(of, Alias):
        return key_of(of.target) == f"{TAG}{of.name}" and _is_record(of.target)
    return isinstance(of, (Struct, Opaque))


def _forward(of: Type, anew: Mapping[str, str]) -> str:
    """The line that tells C of a struct or union in advance; "" for what it can't be told of."""
    if not _is_record(of):
        return ""
    if isinstance(of, Alias):
        key = f"{TAG}{of.name}"
        replaced = of.name in anew and key not in anew
        head = _forward(of.target, anew)
        return f"typedef {head.rstrip().removesuffix(';')} {of.name};\n" if head and not replaced else ""
    union = of.union if isinstance(of, Struct) else isinstance(of, Opaque) and of.name.startswith("union ")
    keyword = anew.get(key_of(of), "union" if union else "struct")
    name = key_of(of).removeprefix(TAG)
    return f"{keyword} {name};\n" if keyword in ("struct", "union") else ""


def _head(of: Struct) -> str:
    return f"{'union' if of.union else 'struct'} {of.name}"


def _renewed(old: Signature, read: Signature) -> Signature:
    """The old signature with new types; marks stay where an address stayed one."""
    parameters = tuple(map(_renewed_parameter, old.parameters, read.parameters))
    return replace(old, result=read.result, parameters=parameters)


def _renewed_parameter(old: Parameter, read: Parameter) -> Parameter:
    addresses = isinstance(resolve(old.type), Pointer) is isinstance(resolve(read.type), Pointer)
    return replace(old, type=read.type) if addresses else read


def _misfit(problems: Iterable[headers.Problem], pieces: list[tuple[str, str]]) -> DeclarationError:
    """The error that names who no longer makes sense."""
    ends, line = [], 1
    for owner, text in pieces:
        line += text.count("\n")
        ends.append((line, owner))
    told: dict[str, str] = {}
    for each in problems:
        owner = next((owner for end, owner in ends if each.line < end), "")
        told.setdefault(owner, each.message)
    names = [f"{owner or 'the text'} ({message.rstrip('.')})" for owner, message in list(told.items())[:_TOLD]]
    more = f", and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return DeclarationError(
        f"What uses this type would no longer make sense: {', '.join(names)}{more}.",
        hint="Change or remove that first, or give all of it in one text.",
    )
