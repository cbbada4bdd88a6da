"""How much is read of one file, so that a file made to keep a reader busy cannot do so.

Tables may claim billions of entries, and any number of entries may lead to the same text. What a budget leaves out is
said in `Image.notes`. The largest DLL of Wine's exports 6,000 names.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_NAMES = 0x20000
"""Entries of one table of names: twice as many as there are ordinals."""


MOST_READABLE = 10_000_000
"""What C++ names in readable form may cost, 78 for 100 characters."""


@dataclass
class Budget:
    """`text` counts the characters of names."""

    names: int = MOST_NAMES
    text: int = 8 << 20

    def take_name(self, size: int) -> bool:
        """Whether one more name of so many characters is read; it is counted."""
        self.names -= 1
        self.text -= size
        return not self.spent

    @property
    def spent(self) -> bool:
        """Whether there is nothing left for another name."""
        return self.names < 0 or self.text < 0
