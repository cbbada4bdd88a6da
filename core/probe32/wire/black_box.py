"""The black box: 4 KiB of memory that host and client share, with the last native exception of the host.

Machine code in the host writes it (`host.fault_recorder`) and nothing erases it when the host dies, so that the client
can tell what happened. The layout is that of 32-bit Windows, little-endian, and frozen: a change takes another
signature.

    offset  size
    0       4     signature: the host has prepared the box
    4       4     busy: not 0 while a thread writes
    8       4     recorded: how many exceptions were recorded
    12      4     taken: the value of `recorded` up to which the host knows about them
    16      4     NTSTATUS code
    20      4     address of the instruction
    24      4     thread id
    28      4     number of parameters
    32      8     the first two parameters; access violation: 0 reading, 1 writing, 8 executing, and the data's address
    40      8     ESP, EBP
    48      28    MEMORY_BASIC_INFORMATION of the instruction's address
    76      4     number of bytes of the stack
    80      1904  the stack from ESP upwards
    1984    2112  UNICODE_STRING (8 bytes: length in bytes, room, pointer), then the text: file of the module, as the
                  kernel spells it
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from ..postmortem import Fault, Place

SIZE = 4096
SIGNATURE = 0x31463233
STACK_ROOM = 1904

_NUMBERS = struct.Struct("<20I")
_STACK = 80
_NAME = struct.Struct("<HHI")
_NAME_AT = 1984
_MEM_IMAGE = 0x1000000
_ACCESS_VIOLATION, _IN_PAGE_ERROR = 0xC0000005, 0xC0000006
_ACCESS = {0: "reading", 1: "writing", 8: "executing"}


class Record(NamedTuple):
    """Everything that the box tells about an exception.

    `base` and `path` are those of the module that holds the address: 0 and "" if none does. `path` is as the kernel
    spells it: with `\\Device\\...` in place of a drive. `stack` is memory from `esp` upwards, when it happened.
    """

    code: int
    address: int
    thread: int
    parameters: tuple[int, ...]
    esp: int
    ebp: int
    base: int
    path: str
    stack: bytes

    @property
    def access(self) -> str:
        """What an access violation tried, as "writing 0x00000010"; "" for other exceptions."""
        if self.code not in (_ACCESS_VIOLATION, _IN_PAGE_ERROR) or len(self.parameters) < 2:
            return ""
        kind, address = self.parameters
        return f"{_ACCESS.get(kind, 'accessing')} 0x{address:08X}"

    @property
    def place(self) -> Place:
        """Where the instruction is."""
        return Place(self.path, self.address - self.base) if self.path else Place("", self.address)

    def fault(self) -> Fault:
        """What a person wants to know of it."""
        return Fault(self.code, self.address, self.place, self.access)


def read(data: bytes | memoryview) -> Fault | None:
    """The last exception in a box that its host has not learnt of, None if there is none. Never raises."""
    record = read_record(data)
    return record.fault() if record else None


def read_record(data: bytes | memoryview) -> Record | None:
    """Like `read`, with all there is."""
    if len(data) < SIZE:
        return None
    signature, _, recorded, taken, code, address, thread, count, *rest = _NUMBERS.unpack_from(data)
    if signature != SIGNATURE or recorded == taken:
        return None
    parameters = tuple(rest[: min(count, 2)])
    esp, ebp, _, base, _, _, _, _, kind, stack_size = rest[2:]
    path = _path(data) if kind == _MEM_IMAGE else ""
    stack = bytes(data[_STACK : _STACK + min(stack_size, STACK_ROOM)])
    return Record(code, address, thread, parameters, esp, ebp, base if path else 0, path, stack)


def plain_path(path: str) -> str:
    r"""A path without the kernel's mark for "any device" (`\??\C:\...`), which Wine leaves in."""
    return path.removeprefix("\\??\\")


def _path(data: bytes | memoryview) -> str:
    length = min(_NAME.unpack_from(data, _NAME_AT)[0], SIZE - _NAME_AT - _NAME.size)
    start = _NAME_AT + _NAME.size
    return plain_path(bytes(data[start : start + length]).decode("utf-16-le", "replace"))
