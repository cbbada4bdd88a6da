"""A prototype to begin with, from all that is known of an export."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .abi.types import Convention
from .pe import c_prototype, is_mangled
from .pe.facts import ConventionGuess, Export, ExportKind


@dataclass(frozen=True)
class Suggestion:
    """C text for an export, in `text`; "" for data.

    `remarks` say what is open; `told`: the export's name carries all of it.
    """

    text: str
    remarks: tuple[str, ...] = ()
    told: bool = False


def suggest(export: Export, guess: ConventionGuess, name: str = "") -> Suggestion:
    """The prototype in the export's C++ name, else one `int` for each word that it takes by its name and code.

    `guess` is `Library.evidence`, `name` what the function is to be called, by default `Export.plain_name`.
    """
    if export.kind is ExportKind.DATA:
        return Suggestion("")
    name = name or export.plain_name
    found = c_prototype(export, guess, name)
    if found and found.text:
        return Suggestion(found.text, found.remarks, told=(export.name or "").startswith("?"))
    parameters = ", ".join(f"int arg{number}" for number in range(1, guess.words + 1)) or "void"
    keyword = "" if guess.guess in (None, Convention.CDECL) else f"{guess.guess.keyword} " if guess.guess else ""
    result = "double" if guess.float_result else "int"
    return Suggestion(f"{result} {keyword}{name}({parameters});", found.remarks if found else ())


def name_among(export: Export, exports: Iterable[Export]) -> str:
    """`Export.plain_name`, with a number behind it when an overload before this export has that name already."""
    name = _readable(export)
    alike = [each for each in _candidates(export, exports) if name is not None and _readable(each) == name]
    identity = (export.ordinal, export.name)
    place = next((place for place, each in enumerate(alike, 1) if (each.ordinal, each.name) == identity), 1)
    return export.plain_name if place == 1 else f"{export.plain_name}_{place}"


def _candidates(export: Export, exports: Iterable[Export]) -> Iterable[Export]:
    """Those whose readable name can be that of `export`, found without reading most of them.

    Names that are no identifiers, or C++ names, may be decorated. Those of overloads begin alike, however they are
    mangled: what stands literally in one stands in all.
    """
    known = {export.name, export.undecorated}
    words = [each for each in re.findall(r"\w+", _readable(export) or "") if each in (export.name or "")]
    word = max(words, key=len, default="")
    for each in exports:
        name = each.name or ""
        if name in known or (word in name and (is_mangled(name) or not name.isidentifier())):
            yield each


def _readable(export: Export) -> str | None:
    return export.undecorated or export.name
