"""What an image lets Windows do for its safety: the optional header's flags, and the load configuration.

Source: PE specification, "DLL Characteristics" and "The Load Configuration Structure".
"""

from __future__ import annotations

from dataclasses import dataclass

from .container import Container
from .memory import MissingDataError

_DYNAMIC_BASE, _HIGH_ENTROPY, _FORCE_INTEGRITY = 0x40, 0x20, 0x80
_NX_COMPATIBLE, _NO_SEH, _GUARD = 0x100, 0x400, 0x4000
_RELOCATIONS_STRIPPED = 1
_GUARDED = 0x100
"""IMAGE_GUARD_CF_INSTRUMENTED: the code checks its indirect calls."""


@dataclass(frozen=True)
class Security:
    """`aslr`: Windows may move it; `dep`: its data can't be run; `cfg`: indirect calls are checked.

    `safe_seh` is about exception handlers in 32-bit code: a table lists those that are allowed, or there are none;
    None for other processors. `cookie`: functions look whether their stack was overrun. `force_integrity`: Windows
    loads it only with a good signature.
    """

    aslr: bool
    high_entropy: bool
    dep: bool
    cfg: bool
    safe_seh: bool | None
    cookie: bool
    force_integrity: bool


def read_security(container: Container) -> Security:
    """The flags; a load configuration that leads nowhere counts as none."""
    flags = container.pe.OPTIONAL_HEADER.DllCharacteristics
    movable = not container.pe.FILE_HEADER.Characteristics & _RELOCATIONS_STRIPPED
    cookie, handlers, guard = _load_configuration(container)
    return Security(
        aslr=bool(flags & _DYNAMIC_BASE) and movable,
        high_entropy=bool(flags & _HIGH_ENTROPY) and container.bitness == 64,
        dep=bool(flags & _NX_COMPATIBLE),
        cfg=bool(flags & _GUARD) and bool(guard & _GUARDED),
        safe_seh=bool(flags & _NO_SEH or handlers) if container.machine == "x86" else None,
        cookie=bool(cookie),
        force_integrity=bool(flags & _FORCE_INTEGRITY),
    )


def _load_configuration(container: Container) -> tuple[int, int, int]:
    """The addresses of the stack's cookie and of the table of handlers, and the flags of the guard."""
    directory = container.directory("LOAD_CONFIG")
    if directory is None:
        return 0, 0, 0
    width = container.bitness // 8
    places = ((0x3C, 4), (0x40, 4), (0x58, 4)) if width == 4 else ((0x58, 8), (0x60, 8), (0x90, 4))
    try:
        (size,) = container.memory.integers(directory.rva, 1, 4)
        cookie, handlers, guard = (
            container.memory.integers(directory.rva + offset, 1, wide)[0] if offset + wide <= size else 0
            for offset, wide in places
        )
    except MissingDataError:
        return 0, 0, 0
    return cookie, handlers, guard
