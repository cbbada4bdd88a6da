"""The decorations of one image's exports, read one by one when somebody asks for what they tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .budget import MOST_READABLE
from .cplusplus import is_mangled, most_text
from .decoration import NameReading, read_name
from .facts import ConventionGuess, Export, ExportKind

_TOO_MUCH = NameReading(ConventionGuess(evidence=("The C++ name was not read: the others had too much text.",)))


class NameReadings:
    """Reads names until the C++ ones among them have cost too much; any thread may ask."""

    def __init__(self, bitness: int) -> None:
        self._bitness = bitness
        self._left = MOST_READABLE
        self._unread: set[str] = set()

    def read(self, export: Export) -> dict[str, object]:
        """The fields of an export that its name decides, in the light of what is known of it."""
        reading = self._reading(export.name)
        kind = vars(export).get("kind") or (ExportKind.DATA if reading.variable else ExportKind.FUNCTION)
        guess = reading.guess
        if kind is ExportKind.FORWARD:
            guess = replace(guess, evidence=(*guess.evidence, f"The code is in {export.forwarder}."))
        elif kind is ExportKind.DATA:
            guess = ConventionGuess(evidence=("It is data, not a function.",))
        return {
            "kind": kind,
            "undecorated": reading.undecorated,
            "convention": guess,
            "prototype": reading.prototype,
        }

    def notes(self, exports: Iterable[Export]) -> tuple[str, ...]:
        """Read all of them; what could not be read, in a sentence."""
        for each in exports:
            each.convention  # noqa: B018 - it is read by being asked for
        if not self._unread:
            return ()
        return (f"{len(self._unread):,} of its C++ names are not shown in readable form: too much text.",)

    def _reading(self, name: str | None) -> NameReading:
        if self._left < 0 and name and is_mangled(name):
            self._unread.add(name)
            return _TOO_MUCH
        reading = read_name(name, self._bitness)
        # Time grows with the square of the text; a name that could not be read may have cost as much as a long one.
        length = len(reading.prototype or reading.undecorated or "")
        self._left -= length**2 // 128 or most_text(name or "")
        return reading
