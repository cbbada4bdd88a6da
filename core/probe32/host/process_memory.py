"""What this process's memory holds, asked from Windows, so that no address can harm.

32-bit Windows only. Any thread, also while another one is inside a DLL or holds the loader's lock: nothing here takes
that. Call `prepare` first, from a thread that may.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any, NamedTuple

from ..abi.regions import MemoryRegion
from ..postmortem import Place
from ..wire.black_box import plain_path

_THIS_PROCESS = -1
_MEM_COMMIT = 0x1000
_MEM_IMAGE = 0x1000000
_STATES = {0x1000: "committed", 0x2000: "reserved", 0x10000: "free"}
_KINDS = {0x20000: "private", 0x40000: "mapped", _MEM_IMAGE: "image"}
_PAGE_NOACCESS, _PAGE_GUARD, _EXECUTABLE, _WRITABLE = 0x01, 0x100, 0xF0, 0xCC
_PROTECTIONS = {0x01: "---", 0x02: "r--", 0x04: "rw-", 0x08: "rw-", 0x10: "--x", 0x20: "r-x", 0x40: "rwx", 0x80: "rwx"}
"""Microsoft, "Memory protection constants"; memory that is copied when it is written counts as writable."""
_LIMIT = 1 << 32
_LONGEST_PATH = 1024
_REGION = struct.Struct("<7I")


class Region(NamedTuple):
    """Pages in a row that are alike: MEMORY_BASIC_INFORMATION (Microsoft, VirtualQuery)."""

    address: int
    allocation: int
    allocation_protection: int
    size: int
    state: int
    protection: int
    kind: int

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + self.size

    @property
    def readable(self) -> bool:
        """Whether it can be read without consequences: a guard page would lose its guard."""
        return self.state == _MEM_COMMIT and not self.protection & (_PAGE_NOACCESS | _PAGE_GUARD)

    @property
    def writable(self) -> bool:
        """Whether it can be written without consequences."""
        return self.readable and bool(self.protection & _WRITABLE)

    @property
    def module(self) -> int:
        """The base address of the DLL or program that it belongs to; 0: none."""
        return self.allocation if self.kind == _MEM_IMAGE else 0

    @property
    def is_code(self) -> bool:
        """Whether it holds instructions of a module."""
        return bool(self.module and self.readable and self.protection & _EXECUTABLE)


class _Functions:
    """Windows' functions, looked up in advance: looking one up takes the loader's lock."""

    def __init__(self) -> None:
        kernel32 = quick_library("kernel32")
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        self.query = declare(kernel32.VirtualQuery, size, pointer, pointer, size)
        self.read = declare(kernel32.ReadProcessMemory, ctypes.c_int, pointer, pointer, pointer, size, pointer)
        self.write = declare(kernel32.WriteProcessMemory, ctypes.c_int, pointer, pointer, pointer, size, pointer)
        self.mapped_file = declare(
            kernel32.K32GetMappedFileNameW, ctypes.c_uint32, pointer, pointer, pointer, ctypes.c_uint32
        )


def quick_library(name: str) -> Any:
    """A library of Windows whose functions are quick: Python's other threads wait meanwhile, as with `ctypes.PyDLL`.

    Else every one of the many calls would cost a turn in the queue for the interpreter's lock.
    """
    stdcall, keep_the_lock = 0x0, 0x4

    class Quick(ctypes.WinDLL):  # type: ignore[name-defined,misc,unused-ignore]
        _func_flags_ = stdcall | keep_the_lock

    return Quick(name)


def declare(function: Any, result: Any, *arguments: Any) -> Any:
    """The function, with its types."""
    function.restype, function.argtypes = result, arguments
    return function


@cache
def _functions() -> _Functions:
    return _Functions()


def prepare() -> None:
    """Look up what the other functions need. Quick, repeatable."""
    _functions()


def region_at(address: int) -> Region | None:
    """The region around an address; None: outside of what a process has."""
    buffer = ctypes.create_string_buffer(_REGION.size)
    got = _functions().query(address, buffer, len(buffer))
    return Region._make(_REGION.unpack(buffer.raw)) if got else None


def place_of(address: int) -> Place:
    """The module, by the path that the kernel knows, and the offset; or the bare address."""
    region = region_at(address)
    name = _module_file(region.module) if region is not None and region.module else ""
    return Place(name, address - region.module) if region is not None and name else Place("", address)


@cache
def made_by_gnu(address: int) -> bool:
    """Whether GNU's linker made the module that the function belongs to: it writes its own version, 2, into the header.

    (PE specification, "Optional Header Standard Fields": MajorLinkerVersion.) Microsoft's linker is at 6 or more.
    """
    region = region_at(address)
    if region is None or not region.module:
        return False
    header = int.from_bytes(ctypes.string_at(region.module + 0x3C, 4), "little")
    return ctypes.string_at(region.module + header + 26, 1) == b"\2"


def _module_file(base: int) -> str:
    path = ctypes.create_unicode_buffer(_LONGEST_PATH)
    length = _functions().mapped_file(_THIS_PROCESS, base, path, _LONGEST_PATH)
    return plain_path(ctypes.wstring_at(path, length))


def regions(first: int = 0, end: int = _LIMIT) -> list[MemoryRegion]:
    """What the memory from the address `first` up to `end` consists of, whole regions."""
    found: list[MemoryRegion] = []
    files: dict[int, str] = {}
    at = first
    while at < end and (region := region_at(at)) is not None:
        base = region.module
        if base and base not in files:
            files[base] = _module_file(base)
        found.append(_described(region, files.get(base, "")))
        at = region.end
    return found


def _described(region: Region, module: str) -> MemoryRegion:
    guarded = bool(region.protection & _PAGE_GUARD)
    protection = _PROTECTIONS.get(region.protection & 0xFF, "---") if region.state == _MEM_COMMIT else "---"
    kind, offset = _KINDS.get(region.kind, ""), region.address - region.allocation if region.module else 0
    return MemoryRegion(
        region.address, region.size, _STATES.get(region.state, ""), protection, kind, guarded, module, offset
    )


def read_memory(address: int, size: int) -> bytes:
    """`size` bytes at `address`. Never faults.

    `ValueError`: the range is no range of 32-bit addresses, or not all of it can be read, and how much can.
    """
    _require_range(address, size)
    readable = _extent(address, size, writable=False)
    buffer = ctypes.create_string_buffer(readable) if readable == size else None
    if buffer is None or (size and not _functions().read(_THIS_PROCESS, address, buffer, size, None)):
        raise _refused(address, size, "read", 0 if buffer else readable)
    return buffer.raw


def is_readable(address: int, size: int) -> bool:
    """Whether `size` bytes at `address` can be read without consequences."""
    return address >= 0 and address + size <= _LIMIT and _extent(address, size, writable=False) == size


def write_memory(address: int, data: bytes) -> None:
    """Put `data` at `address`. Never faults, and never touches what is not meant to be written.

    `ValueError`: the range is no range of 32-bit addresses, or not all of it can be written, and how much can.
    """
    size = len(data)
    _require_range(address, size)
    writable = _extent(address, size, writable=True)
    if writable < size or (size and not _functions().write(_THIS_PROCESS, address, data, size, None)):
        raise _refused(address, size, "written", writable if writable < size else 0)


def _refused(address: int, size: int, done: str, possible: int) -> ValueError:
    first = f"; only the first {possible:,} can" if possible else ""
    return ValueError(f"the bytes from 0x{address:08X} to 0x{address + size:08X} can't be {done}{first}")


def _require_range(address: int, size: int) -> None:
    if address < 0 or size < 0 or address + size > _LIMIT:
        raise ValueError(f"{size} bytes at {address:#x} are not within the 4 GiB of a 32-bit process")


def _extent(address: int, size: int, *, writable: bool) -> int:
    """How many of the `size` bytes can be read, or written, before the first that can't."""
    at, end = address, address + size
    while at < end:
        region = region_at(at)
        if region is None or not (region.writable if writable else region.readable):
            break
        at = region.end
    return min(at, end) - address
