"""An argument for a `...` as a person types it, and as texts keep it: `(type)value`, as on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count, takewhile

from probe32.abi.signatures import Signature
from probe32.abi.varargs import cast_of

TYPES = (
    "int",
    "unsigned int",
    "long long",
    "double",
    "const char *",
    "const wchar_t *",
    "void *",
    "_Out_ int *",
    "_Out_ double *",
)
"""What is offered; any other type of C can be typed."""
_NAME = re.compile(r"argument_(\d+)")
_NUMBER = re.compile(r"[+-]?(\d+|0[xXbB][0-9a-fA-F]+)")
_FLOAT = re.compile(r"[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class ExtraArgument:
    """Its C type, with marks such as `_Out_`, and the text of its value."""

    type: str
    text: str = ""

    def __str__(self) -> str:
        return f"({self.type}){self.text}"


def is_output(of: str) -> bool:
    """Whether a type has the mark of a pure output, which is given no value."""
    return of.strip().startswith("_Out_")


def read_extra(text: str) -> ExtraArgument:
    """The argument that `(type)value` is; a text without a type is what C would take it for."""
    if (found := cast_of(text)) is not None:
        return ExtraArgument(*found)
    kind = "int" if _NUMBER.fullmatch(text) else "double" if _FLOAT.fullmatch(text) else "const char *"
    return ExtraArgument("void *" if text == "null" else kind, text)


def extra_names(texts: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Those of a call's arguments that were given to a `...`, in their order: no parameters are called that."""
    named = set(known)
    found = {int(match[1]): each for each in texts if each not in named and (match := _NAME.fullmatch(each))}
    return [found[number] for number in sorted(found)]


def extra_texts(texts: Mapping[str, str], signature: Signature) -> list[str]:
    """What the `...` of a function is given, of the texts of all arguments."""
    if not signature.variadic:
        return []
    names = (f"argument_{number}" for number in count(len(signature.parameters) + 1))
    return [texts[name] for name in takewhile(texts.__contains__, names)]
