"""Where in the text a type is read, and the refusal of what Probe32 cannot pass."""

from __future__ import annotations

from typing import NamedTuple

from .libclang import Location


class InexpressibleError(Exception):
    """A type or a parameter that Probe32 cannot pass; the text is a sentence about it.

    `hint` says what to write instead; `location` is the place of what is refused, None for the whole declaration.
    """

    def __init__(self, reason: str, hint: str = "", location: Location | None = None) -> None:
        super().__init__(reason)
        self.hint = hint
        self.location = location

    def within(self, name: str, location: Location | None) -> InexpressibleError:
        """The same refusal as that of the parameter `name`."""
        return InexpressibleError(f"parameter {name!r}: {self}", self.hint, self.location or location)


class Place(NamedTuple):
    """Where a type stands: in which group of records (None: in none), and whether its own bytes are there.

    Behind a pointer `direct` is false: there a record of the same group is held as `Opaque`, or values would be cyclic.
    """

    group: int | None = None
    direct: bool = True

    def behind(self) -> Place:
        """The place that a pointer here leads to."""
        return Place(self.group, direct=False)


TOP = Place()
