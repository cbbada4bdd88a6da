"""What the memory of the 32-bit process consists of, as plain values."""

from __future__ import annotations

from typing import NamedTuple


class MemoryRegion(NamedTuple):
    """Pages in a row that are alike.

    `address` and `size` are in bytes. `state` is "committed" (there), "reserved" or "free"; `kind` is "image" (of a DLL
    or program), "mapped" (a file), "private" or "". `protection` is `rwx` with a dash for what is not allowed; touching
    a `guarded` page raises an exception once. `module` is the file that an image was loaded from, as the host names it,
    and `offset` how far into the loaded image the region begins; "" and 0 for other memory.
    """

    address: int
    size: int
    state: str
    protection: str
    kind: str = ""
    guarded: bool = False
    module: str = ""
    offset: int = 0

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + self.size

    @property
    def readable(self) -> bool:
        """Whether it can be read without consequences."""
        return self.protection[0] == "r" and not self.guarded

    @property
    def writable(self) -> bool:
        """Whether it can be written without consequences."""
        return self.protection[1] == "w" and not self.guarded
