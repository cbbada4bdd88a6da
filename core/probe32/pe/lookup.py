"""From what a person types to the export that is meant."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise

from ..errors import UnknownExportError
from .facts import Export, Image

_ORDINAL = re.compile(r"(?:#|ordinal_)(\d+)")


def find_export(image: Image, symbol: str | int) -> Export:
    """The export of `image` whose name, undecorated name, or ordinal (`3`, `"#3"`, `"ordinal_3"`) is `symbol`.

    An exact name goes before an undecorated one. `UnknownExportError`: there is none, or several that only differ in
    their decoration (overloads in C++); the hint names those that come near.
    """
    if isinstance(symbol, int):
        return _by_ordinal(image, symbol)
    for each in image.exports:
        if each.name == symbol:
            return each
    ordinal = _ORDINAL.fullmatch(symbol)
    if ordinal:
        return _by_ordinal(image, int(ordinal[1]))
    return _by_undecorated_name(image, symbol)


class Aliases:
    """Which exports share an address: a compiler keeps one copy of equal functions, a person gives two names."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self._symbols: dict[int, dict[str, None]] = defaultdict(dict)
        for each in exports:
            self._symbols[each.rva][each.symbol] = None

    def of(self, export: Export, most: int) -> tuple[list[str], int]:
        """The symbols of others at the address of an export, `most` of them, and how many there are beyond those."""
        shared = self._symbols.get(export.rva, ()) if export.rva else ()
        others = list(islice((each for each in shared if each != export.symbol), most))
        return others, max(len(shared) - 1 - len(others), 0)

    def words(self, export: Export, most: int) -> str:
        """`sept, sieben and 3 more`; "" where it is alone."""
        others, more = self.of(export, most)
        return ", ".join(others) + (f" and {more:,} more" if more and others else "")


def ordinal_gaps(exports: Sequence[Export]) -> tuple[tuple[int, int], ...]:
    """The ordinals between the first and the last that nothing is exported under: pairs of the first and the last."""
    used = sorted({each.ordinal for each in exports})
    return tuple((before + 1, after - 1) for before, after in pairwise(used) if after > before + 1)


def _by_ordinal(image: Image, ordinal: int) -> Export:
    for each in image.exports:
        if each.ordinal == ordinal:
            return each
    message = f"{image.path.name} exports nothing under the ordinal {ordinal}."
    raise UnknownExportError(message, hint=_range(image))


def _by_undecorated_name(image: Image, symbol: str) -> Export:
    found = [each for each in image.exports if symbol in (each.undecorated, each.plain_name)]
    if len({each.ordinal for each in found}) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"{each.name} (#{each.ordinal})" for each in found[:5])
        message = f"{image.path.name} exports {len(found)} functions that are called {symbol!r} without decoration."
        raise UnknownExportError(message, hint=f"Give the decorated name or the ordinal: {choices}.")
    raise UnknownExportError(f"{image.path.name} exports no {symbol!r}.", hint=_near(image, symbol))


def _range(image: Image) -> str:
    if not image.exports:
        return "It exports nothing at all."
    first, last = image.exports[0].ordinal, image.exports[-1].ordinal
    near = sorted({each.ordinal for each in image.exports})
    gaps = "" if len(near) == last - first + 1 else ", with gaps"
    return f"Its ordinals go from {first} to {last}{gaps}."


def _near(image: Image, symbol: str) -> str:
    if not image.exports:
        return "It exports nothing at all."
    spellings = {text.lower(): each for each in image.exports for text in _texts(each)}
    close = difflib.get_close_matches(symbol.lower(), spellings, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {_listed([spellings[text].symbol for text in close])}?"
    return "List what it exports with: probe32 exports."


def _texts(export: Export) -> Sequence[str]:
    return [text for text in (export.name, export.undecorated) if text]


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return " or ".join(filter(None, (", ".join(unique[:-1]), unique[-1])))
