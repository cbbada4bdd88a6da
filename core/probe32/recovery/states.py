"""Everything that was declared for a DLL at several moments, as JSON values and back.

What two moments have in common is written, and read, once: most edits change one signature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..abi.declare import declare_constants, declare_types
from ..abi.render import prototype
from ..errors import Probe32Error
from ..library import Library
from ..library.definitions import Definitions, Function


def encode_states(states: Sequence[Definitions]) -> dict[str, Any]:
    """JSON values for `restored_states`; functions at addresses, which no other process knows, are left out."""
    texts: list[str] = []
    encoded = []
    before: Definitions | None = None
    for state in states:
        if before is None or (before.types, before.constants) != (state.types, state.constants):
            texts.append(declare_types(dict(state.types)) + declare_constants(dict(state.constants)))
        functions = [[each.export.key, _text(each)] for each in state.functions.values() if each.address is None]
        encoded.append({"types": len(texts) - 1, "functions": functions})
        before = state
    return {"types": texts, "states": encoded}


def restored_states(library: Library, encoded: Mapping[str, Any]) -> list[Definitions]:
    """The states again, for a library on the same DLL; the library declares the last of them afterwards.

    What the DLL no longer has, or what can't be read, is left out. `KeyError`, `TypeError`, `IndexError`: these are
    none of `encode_states`.
    """
    known: dict[tuple[int, str | int, str], Function] = {}
    states: list[Definitions] = []
    for each in encoded["states"]:
        number = each["types"]
        if not states or encoded["states"][len(states) - 1]["types"] != number:
            _declare_types(library, str(encoded["types"][number]))
        types, constants = library.definitions.types, library.definitions.constants
        functions: dict[str, Function] = {}
        for symbol, text in each["functions"]:
            made = known.get((number, symbol, text)) or _function(library, symbol, text)
            if made is not None:
                known[number, symbol, text] = made
                functions[made.signature.name] = made
        states.append(Definitions.of(types, constants, functions))
        library.restore(states[-1])
    return states


def _declare_types(library: Library, text: str) -> None:
    library.restore(Definitions.of({}, {}, {}))
    try:
        if text.strip():
            library.define(text)
    except Probe32Error:
        library.restore(Definitions.of({}, {}, {}))


def _function(library: Library, symbol: str | int, text: str) -> Function | None:
    try:
        return library.define(text, export=symbol)[0]
    except Probe32Error:
        return None


def _text(function: Function) -> str:
    return prototype(function.signature, comments=True)
