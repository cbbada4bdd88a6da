"""Buffers that end where the memory ends: one byte further is an inaccessible page.

A block lies at the end of its pages, so that its last byte is the last of a page whatever its size is; the page behind
and the page before are reserved and never committed (Microsoft, VirtualAlloc: MEM_RESERVE), so touching them is an
access violation with the address. The 64 bytes before the block are filled and looked at after the call: who
writes there has written before the block.

Windows reserves in steps of 64 KiB, so small blocks share a step, and steps are used again; only what is larger than
one is given back at once. 32-bit Windows only. From any thread.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, NamedTuple

PAGE = 4096
_STEP = 16 * PAGE
_MEM_COMMIT, _MEM_RESERVE, _MEM_RELEASE, _PAGE_READWRITE = 0x1000, 0x2000, 0x8000, 0x04
_CANARY = bytes.fromhex("C3A5 5A3C") * 16
_FRONT = len(_CANARY)


class Slot(NamedTuple):
    """Pages in use: the accessible `memory`, at the address `start`; `pool` gets them back, None: Windows does."""

    start: int
    memory: memoryview
    pool: list[Slot] | None

    @property
    def end(self) -> int:
        """Where the inaccessible page behind begins."""
        return self.start + len(self.memory)


_small: list[Slot] = []
_medium: list[Slot] = []


def take(size: int, data: bytes = b"") -> Slot:
    """Pages whose last `size` bytes are `data` and zeros. `MemoryError`: the process has no room for them."""
    slot = _slot(size + _FRONT)
    _, memory, pool = slot
    block = len(memory) - size
    if pool is not None:
        memory[block - _FRONT :] = _CANARY + data.ljust(size, b"\0")
    else:  # fresh pages are zero
        memory[block - _FRONT : block] = _CANARY
        memory[block : block + len(data)] = data
    return slot


def front_is_whole(slot: Slot, size: int) -> bool:
    """Whether nobody has written before the last `size` bytes of the slot."""
    block = len(slot.memory) - size
    return slot.memory[block - _FRONT : block].tobytes() == _CANARY


def give_back(slot: Slot) -> None:
    """Nobody needs the slot's memory any more."""
    if slot.pool is None:
        _functions().VirtualFree(slot.start - PAGE, 0, _MEM_RELEASE)
    else:
        slot.pool.append(slot)


def _slot(size: int) -> Slot:
    if size > _STEP - 2 * PAGE:
        pages = -(-size // PAGE)
        return _committed(_reserved((pages + 2) * PAGE) + PAGE, pages, None)
    pool = _small if size <= PAGE else _medium
    while True:
        try:
            return pool.pop()
        except IndexError:
            pool.extend(_new_small() if pool is _small else _new_medium())


def _new_small() -> list[Slot]:
    start = _reserved(_STEP)
    return [_committed(start + at * PAGE, 1, _small) for at in range(1, _STEP // PAGE - 1, 2)]


def _new_medium() -> list[Slot]:
    return [_committed(_reserved(_STEP) + PAGE, _STEP // PAGE - 2, _medium)]


def _reserved(size: int) -> int:
    return _allocate(0, size, _MEM_RESERVE)


def _committed(start: int, pages: int, pool: list[Slot] | None) -> Slot:
    try:
        _allocate(start, pages * PAGE, _MEM_COMMIT)
    except MemoryError:
        if pool is None:
            _functions().VirtualFree(start - PAGE, 0, _MEM_RELEASE)
        raise
    memory = (ctypes.c_char * (pages * PAGE)).from_address(start)
    return Slot(start, memoryview(memory).cast("B"), pool)


def _allocate(start: int, size: int, how: int) -> int:
    if size > 0xFFFFFFFF:
        raise MemoryError
    address = _functions().VirtualAlloc(start, size, how, _PAGE_READWRITE)
    if not address:
        raise MemoryError
    return int(address)


@cache
def _functions() -> Any:
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    word, pointer = ctypes.c_uint32, ctypes.c_void_p
    kernel32.VirtualAlloc.restype, kernel32.VirtualAlloc.argtypes = pointer, (pointer, word, word, word)
    kernel32.VirtualFree.argtypes = (pointer, word, word)
    return kernel32
