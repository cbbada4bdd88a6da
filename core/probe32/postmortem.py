"""What is known about a native fault, or about a call that does not return: where in which module.

Standard library only: the host finds these facts, the client shows them.
"""

from __future__ import annotations

from typing import NamedTuple

_NAMES = {
    0x80000001: "guard page touched",
    0x80000002: "misaligned data",
    0x80000003: "breakpoint",
    0x80000004: "single step",
    0xC0000005: "access violation",
    0xC0000006: "in-page error",
    0xC000001D: "illegal instruction",
    0xC0000025: "noncontinuable exception",
    0xC000008E: "floating-point division by zero",
    0xC0000094: "integer division by zero",
    0xC0000095: "integer overflow",
    0xC0000096: "privileged instruction",
    0xC00000FD: "stack overflow",
    0xC0000374: "heap corruption",
    0xC0000409: "stack buffer overrun",
    0xC0000417: "invalid parameter of a C runtime function",
    0xE06D7363: "C++ exception",
}
"""Exception codes (Microsoft, [MS-ERREF] 2.3.1 NTSTATUS; 0xE06D7363: Visual C++)."""


_TOLD = 4
"""How many of the modules on the way are put into words."""


class Place(NamedTuple):
    """An address in the host: `offset` bytes into the file `module`, or the bare address where `module` is ""."""

    module: str
    offset: int

    def __str__(self) -> str:
        name = self.module.replace("/", "\\").rpartition("\\")[2]
        return f"{name}+0x{self.offset:X}" if name else f"0x{self.offset:08X}"


class Fault(NamedTuple):
    """The processor refused an instruction, or somebody raised a native exception: `code` is the NTSTATUS.

    `address` is where the instruction is, in the host's memory, and `place` the same in terms of a module. `access` is
    what an access violation tried, as "writing 0x00000010"; `callers` is the way there, innermost first, as far as it
    is known.
    """

    code: int
    address: int
    place: Place
    access: str = ""
    callers: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """What the code means, as "access violation"; hexadecimal where it has no common name."""
        return _NAMES.get(self.code, f"native exception 0x{self.code:08X}")

    def __str__(self) -> str:
        what = f"{self.name} {self.access}" if self.access else self.name
        return f"{what} (0x{self.code:08X}) at {_called_from(self.place, *self.callers)}"


class Hang(NamedTuple):
    """Where a call that lasts is: the innermost `places` first, and the titles and texts of `windows` it shows."""

    places: tuple[Place, ...] = ()
    windows: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f"it shows a window: {' / '.join(self.windows)}" if self.windows else ""
        at = f"it is at {_called_from(*self.places)}" if self.places else ""
        return "; ".join(filter(None, (shown, at)))


def _called_from(*places: Place) -> str:
    """The innermost places and the outermost, which is the DLL that was called."""
    told = [*map(str, places)] if len(places) <= _TOLD else [*map(str, places[: _TOLD - 1]), f"… {places[-1]}"]
    return ", called from ".join(told)
