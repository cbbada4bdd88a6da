"""numpy's arrays and numbers on their way to a process that has no numpy."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from probe32.wire.payloads import LARGE, Packed, pack_quickly, places, unpack

numpy: Any = pytest.importorskip("numpy", reason="numpy does not run under Wine 8")

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def crossed(value: object, protocol: int = 5) -> Any:
    """The value at the other end; what went there did not mention numpy."""
    packed = pack_quickly(("name", (value,), {}), protocol, (value,))
    if isinstance(packed, bytes):
        assert b"numpy" not in packed
        return unpack(packed)[1][0]  # type: ignore[index]
    memory = memoryview(bytearray(packed.total))
    (start, size), *beside = places(packed.copy_to(memory))
    assert b"numpy" not in bytes(memory[start : start + size])
    got: Any = unpack(memory[start : start + size], [memory[at : at + length] for at, length in beside])
    return got[1][0]


def test_arrays_of_every_number_arrive_as_views() -> None:
    for code in "bBhHiIlLqQ?fd":
        for count in (0, 3, LARGE):
            value = numpy.ones(count, code)
            for protocol in PROTOCOLS:
                got = crossed(value, protocol)
                assert (type(got), got.itemsize, got.shape) == (memoryview, value.itemsize, (count,)), code
                assert numpy.array_equal(numpy.asarray(got), value)
                assert not got.readonly


def test_shapes_and_layouts() -> None:
    matrix = numpy.arange(6.0).reshape(2, 3)
    for value in (matrix, numpy.asfortranarray(matrix), matrix[:, ::2], matrix.T, numpy.array(5.0), matrix[:0]):
        for protocol in PROTOCOLS:
            got = numpy.asarray(crossed(value, protocol))
            assert got.tolist() == value.tolist()
            assert got.shape == value.shape or not value.size  # a view knows no shape without items
    assert crossed(numpy.broadcast_to(numpy.arange(3), (2, 3))).tolist() == [[0, 1, 2], [0, 1, 2]]


def test_a_large_array_is_not_copied_before_it_is_where_it_belongs() -> None:
    value = numpy.arange(LARGE)
    packed = pack_quickly(value, 5, (value,))
    assert isinstance(packed, Packed)
    assert numpy.shares_memory(numpy.asarray(packed.buffers[0]), value)


def test_arrays_inside_containers() -> None:
    got = crossed({"a": [numpy.arange(3), (numpy.arange(LARGE), 1)]})
    assert got["a"][0].tolist() == [0, 1, 2]
    assert got["a"][1][0].nbytes == numpy.arange(LARGE).nbytes


def test_numbers_arrive_as_pythons_own() -> None:
    for value, plain in (
        (numpy.float64(1.5), 1.5),
        (numpy.float32(0.5), 0.5),
        (numpy.int32(-5), -5),
        (numpy.uint64(2**64 - 1), 2**64 - 1),
        (numpy.bool_(True), True),
        (numpy.complex128(1j), 1j),
        (numpy.str_("text"), "text"),
        (numpy.bytes_(b"bytes"), b"bytes"),
    ):
        for protocol in PROTOCOLS:
            for got in (crossed(value, protocol), crossed([value], protocol)[0]):
                assert (type(got), got) == (type(plain), plain)


@pytest.mark.parametrize("code", ["F", "D", "g", "S2", "U2", "M8[s]", ">i4", "i4,f8"])
def test_items_that_are_no_numbers_there_are_refused_here(code: str) -> None:
    with pytest.raises(TypeError, match="cannot travel between the processes"):
        crossed(numpy.zeros(3, code))
