"""From the memory of a stack to the calls that led there.

x86 keeps no record of calls but the return addresses on the stack. Functions that keep a frame (EBP leads to the
caller's EBP, and above that is the return address) make a chain. Optimised functions and our own machine code keep
none: there a word counts as return address when the instruction before it calls the function that was left last. A call
through a register or a table tells no function; such a word counts where the chain is broken, and may be left over
from an earlier call.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from ..postmortem import Place
from .process_memory import Region, place_of, read_memory, region_at

CALLING = ("_ctypes", "libffi", "python")
"""Modules through which Python calls a DLL, as their file names begin."""

_MOST = 12
_LONGEST_FUNCTION = 1 << 16
_LONGEST_CALL = 7
_ANY = -1
"""The target of a call that does not name it."""


def places(addresses: Iterable[int], after: Place | None = None, end: tuple[str, ...] = CALLING) -> tuple[Place, ...]:
    """The innermost of the `addresses` in each module that control came through, 12 at most.

    The module of `after` is left out, and everything from the first module on whose file name begins as one of `end`.
    Windows' modules call one another to and fro before a window is shown; who called them shall be among those told.
    """
    found = {after.module: after} if after else {}
    for place in map(place_of, addresses):
        if place.module.rpartition("\\")[2].lower().startswith(end) or len(found) == _MOST:
            break
        found.setdefault(place.module, place)
    return tuple(found.values())[1 if after else 0 :]


def return_addresses(eip: int, esp: int, ebp: int, stack: bytes) -> Iterator[int]:
    """The return addresses in `stack`, the memory from `esp` upwards, innermost first."""
    words = struct.unpack(f"<{len(stack) // 4}I", stack[: len(stack) // 4 * 4])
    code = _Code()
    at, inside = 0, eip
    while at < len(words):
        frame = _frame(ebp - esp, at, words, code)
        between = range(at, len(words) if frame is None else frame)
        slot = next((each for each in between if code.returns(words[each], inside, frame is None or not each)), None)
        if slot is None:
            if frame is None:
                return
            slot, ebp = frame + 1, words[frame]
        inside = words[slot]
        at = slot + 1
        yield inside


def _frame(distance: int, at: int, words: tuple[int, ...], code: _Code) -> int | None:
    """The index of the word that EBP leads to, if that is a frame."""
    index, misaligned = divmod(distance, 4)
    if misaligned or not at <= index < len(words) - 1 or code.target(words[index + 1]) is None:
        return None
    return index


class _Code:
    """The modules' code, as far as it has been asked for."""

    def __init__(self) -> None:
        self._regions: list[Region] = []

    def returns(self, address: int, inside: int, guess: bool) -> bool:
        """Whether the address follows a call of the function around `inside`, or, to `guess`, of any function."""
        target = self.target(address)
        if target is None or target == _ANY:
            return guess and target == _ANY
        for _ in range(4):
            code = _bytes(target, 6)
            if code[:2] == b"\xff\x25":  # an import's jump
                target = _word(int.from_bytes(code[2:], "little"))
            elif code[:1] == b"\xe9":
                target = _relative(target + 5, code[1:5])
        return target <= inside < target + _LONGEST_FUNCTION

    def target(self, address: int) -> int | None:
        """What the call instruction before the address calls, `_ANY` if it does not tell; None: there is none."""
        region = self._region(address)
        if region is None or not region.is_code or address - _LONGEST_CALL < region.address:
            return None
        before = _bytes(address - _LONGEST_CALL, _LONGEST_CALL)
        if before[-5:-4] == b"\xe8":
            return _relative(address, before[-4:])
        if before[-6:-4] == b"\xff\x15":
            return _word(int.from_bytes(before[-4:], "little"))
        return _ANY if any(_is_indirect_call(before[-length:]) for length in range(2, 8)) else None

    def _region(self, address: int) -> Region | None:
        for region in self._regions:
            if region.address <= address < region.end:
                return region
        found = region_at(address)
        if found is not None:
            self._regions.append(found)
        return found


def _bytes(address: int, size: int) -> bytes:
    try:
        return read_memory(address, size)
    except ValueError:
        return bytes(size)


def _word(address: int) -> int:
    return int.from_bytes(_bytes(address, 4), "little")


def _relative(address: int, distance: bytes) -> int:
    return address + int.from_bytes(distance, "little") & 0xFFFFFFFF


def _is_indirect_call(code: bytes) -> bool:
    """Whether the bytes are one `FF /2` (Intel, volume 2, "CALL"), with its ModRM, SIB and displacement bytes."""
    if code[0] != 0xFF or code[1] & 0x38 != 0x10:
        return False
    mode, operand = code[1] >> 6, code[1] & 7
    if mode == 3:
        return len(code) == 2
    index = operand == 4
    displacement = (4 if operand == 5 or (index and code[2:] and code[2] & 7 == 5) else 0, 1, 4)[mode]
    return len(code) == 2 + index + displacement
