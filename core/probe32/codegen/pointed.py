"""Structs that the DLL owns: which of a wrapper's functions and members give the address of one."""

from __future__ import annotations

from collections.abc import Iterable

from ..abi.signatures import Signature
from ..abi.types import Opaque, Pointer, Struct, Type, resolve
from .passing import element_of
from .windows_types import Guid


def pointed_struct(of: Type, structs: Iterable[Struct]) -> Struct | None:
    """The one of `structs` that an address of this type leads to; None when it leads to anything else.

    A struct that is named within itself has no inside there, and is known by its name.
    """
    kind = resolve(of)
    target = resolve(kind.target) if isinstance(kind, Pointer) else None
    if isinstance(target, Opaque):
        return next((each for each in structs if each.name and _tag(each) == target.name), None)
    return target if isinstance(target, Struct) and not isinstance(target, Guid) and target in structs else None


def gives_structs(signatures: Iterable[Signature], structs: Iterable[Struct]) -> bool:
    """Whether a function, or a member of a struct, gives the address of a struct."""
    known = list(structs)
    given = [of for each in signatures for of in (each.result, *(element_of(output.type) for output in each.outputs))]
    given += [each.type for struct in known for each in struct.fields]
    return any(pointed_struct(each, known) for each in given)


def _tag(struct: Struct) -> str:
    return f"{'union ' if struct.union else ''}{struct.name}"
