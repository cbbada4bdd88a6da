"""Bytes that no honest peer sends: random ones, frames of any content, and honest conversations with a mutation."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable

from hypothesis import strategies as st

from probe32.wire.frames import HEADER, Kind

_SMALL = st.integers(0, 4)
_NUMBERS = _SMALL | st.integers(0, 2**32 - 1)
_SEGMENTS = _SMALL | st.integers(0, 2**16 - 1)
_KINDS = st.sampled_from([int(each) for each in Kind]) | st.integers(0, 255)
_FLAGS = st.sampled_from([0, 0, 0, 1, 2, 4, 7, 255])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=20) | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
_NAMES = st.sampled_from(["add", "echo", "fail", "ping", "where", "read_memory", "_private", "lib", ""])
_ASKED: st.SearchStrategy[tuple[object, ...]] = st.tuples(
    _NAMES, st.tuples(_VALUES, _VALUES) | st.just((1, 2)), st.just({})
)
_TOLD = st.fixed_dictionaries({"name": st.sampled_from(["/dev/null", "/none", "Z:\\dev\\null", ""]), "size": _NUMBERS})
_PICKLED = st.one_of(
    _ASKED,
    st.tuples(_NAMES, st.lists(st.tuples(_VALUES, _VALUES), max_size=3)),
    st.lists(_ASKED, max_size=3),
    st.tuples(_NAMES, st.tuples(_VALUES)),
    _TOLD,
    _VALUES,
).map(lambda value: pickle.dumps(value, 5))
_TABLES = st.lists(st.tuples(_NUMBERS, _NUMBERS), max_size=3).map(
    lambda places: b"".join(struct.pack("<II", *each) for each in places)
)
PAYLOADS = st.one_of(st.just(b""), st.binary(max_size=80), _PICKLED, _TABLES)

_FRAMES = st.builds(
    lambda kind, flags, segment, number, parent, payload, lie: (
        HEADER.pack(kind, flags, segment, number, parent, len(payload) if lie is None else lie) + payload
    ),
    _KINDS,
    _FLAGS,
    _SEGMENTS,
    _NUMBERS,
    _NUMBERS,
    PAYLOADS,
    st.none() | st.none() | st.none() | _NUMBERS,
)
"""Whole frames, of which some lie about their length."""


def _damaged(data: bytes, at: int, how: int, what: bytes) -> bytes:
    """Some bytes changed, taken out, put in, sent twice, or the end cut off."""
    at %= len(data) + 1
    rest: Callable[[], bytes] = (
        lambda: what + data[at + len(what) :],
        lambda: data[at + len(what) :],
        lambda: what + data[at:],
        lambda: data[max(0, at - 20) :],
        lambda: b"",
    )[how % 5]
    return data[:at] + rest()


def _honest(kind: Kind, number: int, payload: bytes) -> bytes:
    return HEADER.pack(kind, 0, 0, number, 0, len(payload)) + payload


_ANSWERS = [_honest(Kind.REPLY, number, pickle.dumps(number)) for number in (1, 2, 3)]
_REQUESTS = [_honest(Kind.REQUEST, number, pickle.dumps(("echo", (number,), {}))) for number in (1, 2, 3)]
_HONEST = st.lists(st.sampled_from([*_ANSWERS, *_REQUESTS]), min_size=1, max_size=4).map(b"".join)
_MUTATED = st.builds(_damaged, _HONEST, st.integers(0, 120), st.integers(0, 4), st.binary(max_size=8))
_ANY_FRAMES = st.lists(_FRAMES, max_size=5).map(b"".join)
_LATER = st.builds(lambda honest, rest: honest + rest, _HONEST, _ANY_FRAMES | _MUTATED | st.binary(max_size=60))

GARBAGE = st.one_of(st.binary(max_size=300), _ANY_FRAMES, _MUTATED, _LATER)
"""What one end may be sent before the other end closes."""

STRANGERS = st.one_of(
    GARBAGE,
    st.builds(_honest, st.just(Kind.PROOF), st.just(0), st.binary(max_size=300)),
    st.builds(_honest, st.just(Kind.WELCOME), st.just(0), st.binary(max_size=300)),
    st.builds(_honest, st.just(Kind.CHALLENGE), st.just(0), st.binary(max_size=300)),
)
"""What a stranger may say who was asked to prove himself."""
