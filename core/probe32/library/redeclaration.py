"""Types declared anew: whatever is made of them is read again, so that its layout is the compiler's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import headers
from ..abi.declare import declared
from ..abi.parts import types_of
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Enumeration, Opaque, Pointer, Struct, Type, resolve
from ..errors import DeclarationError
from ..headers import TAG
from .known_types import KnownTypes, is_record, key_of, mentions_in

_TOLD = 3


class Redeclaration:
    """What becomes of the `known` types of a library when those named in `anew` are replaced (see
    `headers.declared_names`).

    The text that replaces them goes between what doesn't need them complete and what does.
    """

    def __init__(self, known: KnownTypes, signatures: Iterable[Signature], anew: Mapping[str, str]) -> None:
        self._known = known
        self._anew = anew
        late = known.using(anew, lambda each: each.needs)
        kept = [each for each in known.ordered if each.key not in anew]
        self._early = [each for each in kept if each.key not in late]
        self._late = [each for each in kept if each.key in late]
        self._touched = known.using(anew, lambda each: each.mentions)
        self._signatures = [each for each in signatures if mentions_in(types_of(each)) & self._touched]

    def prelude(self, text: str, wanted: frozenset[str] | None = None) -> str:
        """C text of what stays and `text` may use, or of the types that are wanted, without what is replaced."""
        keys = self._known.named_in(text) if wanted is None else wanted
        told = [each.type for each in self._known.ordered if each.key in keys or each.key in self._anew]
        forwards = [line for each in told if (line := _forward(each, self._anew))]
        early = [declared(each.type) for each in self._early if each.key in keys]
        return "".join([*forwards, *early]) + self._known.constants_for(text)

    def reread(self, text: str, replaced: Iterable[str] = ()) -> tuple[dict[str, Type], dict[str, Signature]]:
        """The types, and the signatures, that use one that has changed, with `text` in place of what it replaces.

        What they need besides comes along. Signatures named in `replaced` are not looked at. `DeclarationError`:
        something made of the new types makes no sense any more; it is named.
        """
        signatures = [each for each in self._signatures if each.name not in set(replaced)]
        if not self._touched - set(self._anew) and not signatures:
            return {}, {}
        named = frozenset().union(*(mentions_in(types_of(each)) for each in signatures))
        wanted = self._known.named_in(text) | self._known.with_named(self._touched | named)
        pieces = [("", self.prelude(text, wanted)), ("", text.rstrip() + "\n;\n")]
        pieces += [(title_of(each.type), declared(each.type)) for each in self._late]
        pieces += [(each.name, f"{prototype(each)}\n") for each in signatures]
        found = headers.parse("".join(piece for _, piece in pieces))
        if found.problems:
            raise _misfit(found.problems, pieces)
        types = dict(found.types())
        fresh = {each.name: each for each in found.functions}
        return (
            {name: types[name] for name in (*self._known.types, *types) if name in types},
            {each.name: _renewed(each, fresh[each.name]) for each in signatures},
        )


def title_of(of: Type) -> str:
    """A named type in the words of its declaration: `struct Point`, `typedef SP_HANDLE`."""
    if isinstance(of, Alias):
        return f"typedef {of.name}"
    return f"enum {of.name}" if isinstance(of, Enumeration) else _head(of) if isinstance(of, Struct) else ""


def users(name: str, known: KnownTypes, signatures: Iterable[Signature]) -> list[str]:
    """What mentions the type `name`, in words: `struct SpInfo`, `sp_get_info`."""
    own = {name, f"{TAG}{name}"}
    made = [title_of(each.type) for each in known.ordered if each.key not in own and each.mentions & own]
    return made + [each.name for each in signatures if mentions_in(types_of(each)) & own]


def _forward(of: Type, anew: Mapping[str, str]) -> str:
    """The line that tells C of a struct or union in advance; "" for what it can't be told of."""
    if not is_record(of):
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
