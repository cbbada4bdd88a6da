"""Values on their way through `wire.payloads`: packed here, and unpacked as the other process does it."""

from __future__ import annotations

import ctypes
import datetime
import itertools
import pickle
import sys
from array import array
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probe32.wire.payloads import LARGE, Packed, pack, pack_quickly, places, unpack

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
INTEGERS = "bBhHiIlLqQ"
FORMATS = [*INTEGERS, "f", "d", "?", "c", "n", "N"]


def crossed(value: object, protocol: int = 5, parts: tuple[object, ...] | None = None) -> Any:
    """The value at the other end, through a frame or through memory, as its size demands."""
    packed = pack_quickly(value, protocol, (value,) if parts is None else parts)
    if isinstance(packed, bytes):
        assert len(packed) < LARGE
        return unpack(packed)
    memory = memoryview(bytearray(packed.total))
    (start, size), *beside = places(packed.copy_to(memory))
    return unpack(memory[start : start + size], [memory[at : at + length] for at, length in beside])


def crossings(value: object, *parts: object) -> list[Any]:
    """The value at the other end, with each pickle protocol. In one test: each has its price here."""
    return [crossed(value, protocol, parts or None) for protocol in PROTOCOLS]


def same(value: object, *parts: object) -> bool:
    """Whether the value arrives equal and with its type, with each pickle protocol."""
    return all(type(got) is type(value) and got == value for got in crossings(value, *parts))


@pytest.mark.parametrize("kind", [bytes, bytearray])
def test_bytes_of_every_size_keep_their_type(kind: type) -> None:
    for size in (0, 1, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE + 7):
        assert same(kind(bytes(range(256)) * (size // 256 + 1))[:size]), size


def test_text() -> None:
    for text in ("", "ascii", "µ漢😀", "\0", "lone \ud800", "x" * LARGE, "漢" * LARGE):
        assert same(text), text[:10]


@pytest.mark.filterwarnings("ignore:The 'u' type code:DeprecationWarning")
def test_arrays_of_every_typecode() -> None:
    for typecode, count in itertools.product((*INTEGERS, "f", "d"), (0, 3, LARGE // 4)):
        value = array(typecode, [index % 100 for index in range(count)])
        assert same(value), (typecode, count)
        assert all(got.typecode == typecode for got in crossings(value))
    assert same(array("u", "grüße"))


def test_views_of_every_format() -> None:
    for code, count in itertools.product(FORMATS, (0, 1, 3, LARGE // 4)):
        item = memoryview(bytes(8)).cast(code).itemsize
        value = memoryview(bytes(index & 1 for index in range(item * count))).cast(code)
        for got in crossings(value):
            assert type(got) is memoryview
            assert (got.shape, got.itemsize, got.tobytes()) == (value.shape, value.itemsize, value.tobytes()), code
            assert got.tolist() == value.tolist(), code


@pytest.mark.parametrize("shape", [(6,), (2, 3), (1, 2, 3), (6, 1, 1)])
def test_views_keep_their_shape(shape: tuple[int, ...]) -> None:
    value = memoryview(array("i", range(6))).cast("B").cast("i", shape)
    for got in crossings(value):
        assert (got.shape, got.tolist()) == (shape, value.tolist())


def test_a_large_view_keeps_its_shape() -> None:
    value = memoryview(array("d", range(LARGE))).cast("B").cast("d", (64, LARGE // 64))
    for got in crossings(value):
        assert (got.shape, got.format, got == value) == ((64, LARGE // 64), "d", True)


def test_a_view_without_dimensions() -> None:
    value = memoryview(b"\x05\0\0\0").cast("i", ())
    for got in crossings(value, value):
        assert (got.shape, got[()]) == ((), 5)


@pytest.mark.parametrize("count", [10, 3 * LARGE])
@pytest.mark.parametrize("step", [2, -1, -3])
def test_a_view_with_gaps_arrives_without_them(count: int, step: int) -> None:
    value = memoryview(array("H", [index % 1000 for index in range(count)]))[::step]
    for got in crossings(value):
        assert got.c_contiguous
        assert got.tolist() == value.tolist()


@pytest.mark.parametrize("size", [1, LARGE])
def test_every_view_arrives_writable_and_the_original_stays(size: int) -> None:
    original = bytes(size)
    for got in crossings(memoryview(original)):
        assert not got.readonly
        got[0] = 9
    assert original[0] == 0


def test_a_view_is_a_copy_of_what_was_there_when_it_was_sent() -> None:
    source = bytearray(b"a" * LARGE)
    packed = pack_quickly(memoryview(source), 5, ())
    assert isinstance(packed, Packed)
    memory = memoryview(bytearray(packed.total))
    (start, size), (at, length) = places(packed.copy_to(memory))
    source[0] = 0
    got: Any = unpack(memory[start : start + size], [memory[at : at + length]])
    assert got[0] == ord("a")


class Record(ctypes.Structure):
    _fields_ = (("x", ctypes.c_int),)


def test_a_format_that_means_nothing_elsewhere_is_refused_by_name() -> None:
    for odd in (ctypes.c_int32.__ctype_be__(5), Record(5)):
        with pytest.raises(TypeError, match=r"memoryview cannot travel.*have the format '.*'; convert them"):
            crossed(memoryview(odd))


def test_buffers_inside_containers() -> None:
    big = bytes(LARGE)
    value = {
        "list": [big, bytearray(big), array("h", range(1000))],
        "tuple": (memoryview(big), memoryview(b"small")),
        "deep": {1: [({"x": big},)]},
        "text": "x" * LARGE,
    }
    for got in crossings(value):
        assert got == value
        assert type(got["list"][1]) is bytearray


def test_one_object_twice_is_one_object_again() -> None:
    big = bytearray(LARGE)
    assert all(got[0] is got[1] for got in crossings([big, big, "x"]))


def test_a_value_that_holds_itself() -> None:
    value: list[Any] = [bytes(LARGE)]
    value.append(value)
    assert all(got[1] is got for got in crossings(value))


def test_an_empty_view_beside_a_large_one() -> None:
    for got in crossings([memoryview(b""), memoryview(bytes(LARGE))]):
        assert [each.nbytes for each in got] == [0, LARGE]


def test_buffers_beside_the_pickle_lie_aligned() -> None:
    """Double precision numbers, and the vector instructions of a DLL, demand it."""
    packed = pack_quickly([memoryview(bytes(LARGE + 1)), memoryview(bytes(LARGE))], 5, ())
    assert isinstance(packed, Packed)
    memory = memoryview(bytearray(packed.total))
    pickled, *beside = places(packed.copy_to(memory))
    assert len(beside) == 2
    assert all(at % 64 == 0 for at, _ in beside)
    assert pickled[1] < 500


def test_large_parts_are_not_copied_before_they_are_where_they_belong() -> None:
    big = bytes(LARGE)
    packed = pack_quickly(("name", (big,), {}), 5, (big,))
    assert isinstance(packed, Packed)
    assert any(each is big for each in packed._chunks)


def test_a_large_value_without_a_hint_goes_through_memory_too() -> None:
    value = [bytes(1000)] * 3 + [bytes(LARGE)]
    for protocol in PROTOCOLS:
        assert isinstance(pack_quickly(value, protocol, ()), Packed)
        assert crossed(value, protocol, ()) == value


def test_without_memory_everything_goes_into_the_frame() -> None:
    value = [memoryview(array("d", range(LARGE))), bytes(LARGE), array("i", range(LARGE))]
    for protocol in PROTOCOLS:
        packed = pack_quickly(value, protocol, ())
        assert isinstance(packed, Packed)
        got: Any = unpack(packed.within(protocol))
        assert got == value
        assert not got[0].readonly


def test_other_values_as_pickle_has_them() -> None:
    for value in (None, True, 2**70, -1.5, 1j, Decimal("1.10"), datetime.date(2026, 1, 2), frozenset({1}), range(5)):
        assert same(value), value


class ndarray(ctypes.c_double * 6):  # type: ignore[misc] # noqa: N801
    """Has what counts of numpy's class of this name: its module, a `dtype`, and the buffer protocol."""

    class dtype:  # noqa: N801
        hasobject = False


ndarray.__module__ = "numpy"


def test_what_looks_like_a_numpy_array_arrives_as_a_view() -> None:
    numbers = ndarray(0, 1, 2, 3, 4, 5)
    for got in crossings([numbers, {"within": numbers}]):
        for each in (got[0], got[1]["within"]):
            assert (type(each), each.format, each.tolist()) == (memoryview, "d", [0, 1, 2, 3, 4, 5])


@pytest.mark.parametrize(
    "value, told",
    [
        (lambda: None, "a function cannot travel"),
        (sys, "a module cannot travel"),
        ([lambda: None], "a function cannot travel"),
        ((bytes(LARGE), lambda: None), "a function cannot travel"),
    ],
    ids=["function", "module", "within", "beside something large"],
)
def test_what_cannot_travel_is_named(value: object, told: str) -> None:
    for protocol in PROTOCOLS:
        with pytest.raises(TypeError, match=told):
            pack(value, protocol)
        with pytest.raises(TypeError, match=told):
            pack_quickly(value, protocol, (value,))


def test_an_object_that_fails_while_it_is_pickled_is_named() -> None:
    class Stubborn:
        def __reduce__(self) -> str:
            raise ZeroDivisionError("no way")

    with pytest.raises(TypeError, match="a Stubborn cannot travel between the processes: no way"):
        pack_quickly(Stubborn(), 5, ())


def test_a_value_too_deep_to_pickle_is_an_ordinary_error() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(TypeError, match="a list cannot travel"):
        pack_quickly(value, 5, ())
    while value:
        value = value.pop()


def test_what_cannot_be_read_is_an_ordinary_error() -> None:
    for payload in (b"", b"\x80", b"nonsense", b"\x80\x05.", b"\x80\x05cno_such\nName\n."):
        with pytest.raises(TypeError, match="the 64-bit process cannot read what arrived"):
            unpack(payload)


BUFFERS = st.one_of(
    st.binary(max_size=50),
    st.integers(LARGE - 2, LARGE + 2).map(bytes),
    st.binary(max_size=50).map(bytearray),
    st.lists(st.integers(-(2**31), 2**31 - 1)).map(lambda numbers: array("i", numbers)),
    st.lists(st.floats(allow_nan=False)).map(lambda numbers: memoryview(array("d", numbers))),
    st.integers(LARGE - 2, LARGE + 2).map(lambda size: memoryview(bytes(size))),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), BUFFERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=5), inner, max_size=4),
    ),
    max_leaves=8,
)


@settings(max_examples=100)
@given(VALUES, st.sampled_from(PROTOCOLS))
def test_whatever_it_is_it_arrives_equal(value: object, protocol: int) -> None:
    assert crossed(value, protocol) == value
    assert unpack(pack(value, protocol)) == value
