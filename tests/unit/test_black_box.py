"""The layout of the black box, which two processes and machine code agree on."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probe32.postmortem import Fault, Place
from probe32.wire import black_box

DLL = "Z:\\vendor's\\ünï.dll"


def a_box(
    *,
    code: int = 0xC0000005,
    parameters: tuple[int, ...] = (1, 0x10),
    recorded: int = 1,
    taken: int = 0,
    kind: int = 0x1000000,
    path: str = DLL,
) -> bytes:
    """What the machine code leaves behind, written by the offsets in the documentation of the layout."""
    data = bytearray(4096)
    struct.pack_into("<4I", data, 0, 0x31463233, 0, recorded, taken)
    struct.pack_into("<4I", data, 16, code, 0x10001234, 77, len(parameters))
    struct.pack_into(f"<{len(parameters)}I", data, 32, *parameters)
    struct.pack_into("<2I", data, 40, 0x22FE00, 0x22FE40)
    struct.pack_into("<7I", data, 48, 0x10001000, 0x10000000, 0x80, 0x2000, 0x1000, 0x20, kind)
    struct.pack_into("<I", data, 76, 8)
    data[80:88] = b"stack up"
    text = path.encode("utf-16-le")
    struct.pack_into("<HHI", data, 1984, len(text), len(text) + 2, 0xDEAD)
    data[1992 : 1992 + len(text)] = text
    return bytes(data)


def test_a_fault_says_what_was_tried_and_where() -> None:
    fault = black_box.read(memoryview(a_box()))
    assert fault == Fault(0xC0000005, 0x10001234, Place(DLL, 0x1234), "writing 0x00000010")
    assert str(fault) == "access violation writing 0x00000010 (0xC0000005) at ünï.dll+0x1234"


def test_all_there_is_to_know() -> None:
    record = black_box.read_record(a_box())
    assert record is not None
    assert (record.thread, record.base, record.esp, record.ebp) == (77, 0x10000000, 0x22FE00, 0x22FE40)
    assert (record.parameters, record.stack) == ((1, 0x10), b"stack up")


@pytest.mark.parametrize(
    "parameters, access",
    [
        ((0, 4), "reading 0x00000004"),
        ((8, 0), "executing 0x00000000"),
        ((5, 1), "accessing 0x00000001"),
        ((0,), ""),
        ((), ""),
    ],
)
def test_the_kinds_of_access(parameters: tuple[int, ...], access: str) -> None:
    fault = black_box.read(a_box(parameters=parameters))
    assert fault is not None
    assert fault.access == access


def test_other_exceptions_have_no_access() -> None:
    fault = black_box.read(a_box(code=0xE06D7363, parameters=(1, 2)))
    assert fault is not None
    assert (fault.name, fault.access) == ("C++ exception", "")


@pytest.mark.parametrize("changed", [{"kind": 0x20000}, {"path": ""}], ids=["heap", "no name"])
def test_outside_of_a_module_the_address_remains(changed: dict[str, object]) -> None:
    fault = black_box.read(a_box(**changed))  # type: ignore[arg-type]
    assert fault is not None
    assert fault.place == Place("", 0x10001234)
    assert str(fault).endswith("at 0x10001234")


def test_wines_spelling_of_a_path_is_made_plain() -> None:
    fault = black_box.read(a_box(path=f"\\??\\{DLL}"))
    assert fault is not None
    assert fault.place.module == DLL


@pytest.mark.parametrize(
    "data",
    [b"", bytes(4096), a_box()[:4095], b"\0" + a_box()[1:], a_box(recorded=3, taken=3)],
    ids=["empty", "unused", "cut short", "of another layout", "known to the host"],
)
def test_nothing_to_tell(data: bytes) -> None:
    assert black_box.read(data) is None


@given(st.integers(0, 1 << 64))
def test_no_bytes_make_it_fail(seed: int) -> None:
    noise = random.Random(seed).randbytes(4092)
    assert str(black_box.read(struct.pack("<I", black_box.SIGNATURE) + noise))
