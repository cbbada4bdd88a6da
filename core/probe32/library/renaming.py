"""Types under another name, wherever they are used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .. import headers
from ..abi.declare import declare_types
from ..abi.parts import with_parts, with_types
from ..abi.signatures import Signature
from ..abi.types import Alias, Enumeration, Opaque, Struct, Type
from ..errors import DeclarationError

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def renamed(of: Type, name: str, new: str) -> Type:
    """`of`, in which everything called `name` is called `new`: a struct and the typedef of its name alike."""
    of = with_parts(of, lambda each: renamed(each, name, new))
    if isinstance(of, Opaque):
        union = "union " if of.name.startswith("union ") else ""
        return replace(of, name=union + new) if of.name.removeprefix("union ") == name else of
    return replace(of, name=new) if isinstance(of, (Enumeration, Alias, Struct)) and of.name == name else of


def renamed_in(signature: Signature, name: str, new: str) -> Signature:
    """The signature with the type `name` called `new`; its own name and those of its parameters stay."""
    return with_types(signature, lambda each: renamed(each, name, new))


def check_name(name: str, types: Mapping[str, Type]) -> None:
    """`DeclarationError`: `name`, which one of `types` has, is no name that C allows for it."""
    if not _IDENTIFIER.fullmatch(name):
        raise DeclarationError(
            f"{name!r} cannot be the name of a type.", hint="Use letters, digits and _, and begin with a letter."
        )
    if problems := headers.parse(declare_types(types)).problems:
        raise DeclarationError(
            f"{name!r} cannot be the name of a type here: {problems[0].message}", hint="Choose another name."
        )
