"""Values on their way through a frame, or, when they are large, through memory that both processes share.

Pickle writes large bytes objects to its file as they are. Our file keeps references to them, and copies each once, to
where the other process reads it. What pickle can't take and what would be copied twice goes a way of its own:

- a memoryview, and a numpy array (the 32-bit side has no numpy), arrives as a memoryview of the same format and shape,
  which is writable; a large one lies in the shared memory itself;
- one of numpy's numbers arrives as Python's own;
- an `array.array` is taken from its memory.

Pickles are read only from a peer that was started by, or has proven itself to, this process.
"""

from __future__ import annotations

import pickle
import struct
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from pickle import dumps, loads
from typing import Any

TABLE = struct.Struct("<II")
"""Offset and bytes in the segment: first of the pickle, then of each buffer that lies beside it."""

LARGE = 1 << 16
"""Bytes from which a payload goes through shared memory (`dev.py bench` shows where that begins to pay)."""

_BITS = 64 if sys.maxsize > 2**32 else 32
_ALIGNMENT = 64
_LOOKED_INTO = 4
"""Containers within one another, the request itself among them, that are searched for what can't be pickled."""
_NUMBERS = frozenset({int, float, bool, type(None)})
_BUFFERS = frozenset({bytes, bytearray, array, str})
_SIGNED = {1: "b", 2: "h", 4: "i", 8: "q"}
_UNSIGNED = {1: "B", 2: "H", 4: "I", 8: "Q"}
_SAME_EVERYWHERE = frozenset("?cefd")


class Packed:
    """A pickle in pieces that have not been copied yet, and the buffers that go beside it."""

    def __init__(self, chunks: list[Any], size: int, buffers: list[memoryview]) -> None:
        self._chunks = chunks
        self.size = size
        self.buffers = buffers

    @property
    def total(self) -> int:
        """Bytes of shared memory that everything needs."""
        return self.size + sum(_aligned(each.nbytes) for each in self.buffers) + _ALIGNMENT

    def joined(self) -> bytes:
        """The pickle, for a frame, when there are no buffers beside it."""
        return b"".join(self._chunks)

    def within(self, protocol: int) -> bytes:
        """The pickle, for a frame, with the buffers in it."""
        return pack(pickle.loads(self.joined(), buffers=self.buffers), protocol) if self.buffers else self.joined()

    def leave_in(self, memory: memoryview, places: Sequence[tuple[int, int]]) -> bytes:
        """The buffers lie in `memory` already, at these places: put the pickle beside them. As `copy_to`.

        b"" when there is no room for it; then nothing has changed.
        """
        end = max(start + size for start, size in places)
        position = 0 if self.size <= min(start for start, _ in places) else _aligned(end)
        if position + self.size > memory.nbytes:
            return b""
        table = [TABLE.pack(position, self.size), *(TABLE.pack(*each) for each in places)]
        for chunk in self._chunks:
            position = _copy(chunk, memory, position)
        self._chunks.clear()
        self.buffers.clear()
        return b"".join(table)

    def copy_to(self, memory: memoryview) -> bytes:
        """Move everything to the shared memory; what is returned is the payload of the frame that tells of it.

        Afterwards this object refers to nothing any more.
        """
        position = 0
        for chunk in self._chunks:
            position = _copy(chunk, memory, position)
        places = [TABLE.pack(0, position)]
        for buffer in self.buffers:
            start = _aligned(position)
            position = _copy(buffer, memory, start)
            places.append(TABLE.pack(start, buffer.nbytes))
        self._chunks.clear()
        self.buffers.clear()
        return b"".join(places)


def pack(value: object, protocol: int) -> bytes:
    """Pickle `value` for a frame. Whatever pickle raises for it comes as `TypeError` naming its type."""
    try:
        return _pickled(value, protocol, None).joined()
    except Exception as error:
        raise _cannot_travel(value, error) from error


def pack_one(value: object, protocol: int) -> bytes | Packed:
    """`pack_quickly`, for a value that has no parts."""
    return dumps(value, protocol) if type(value) in _NUMBERS else pack_quickly(value, protocol, (value,))


def only_numbers(values: Iterable[object]) -> bool:
    """Whether none of many values needs a look: quicker than looking at each."""
    return _NUMBERS.issuperset(map(type, values))


def pack_quickly(value: object, protocol: int, parts: Iterable[object] | None) -> bytes | Packed:
    """Pickle `value` for a frame when it is small, for shared memory when it is large.

    `parts` are all that it is made of, or None; they tell early that it is large. One that is not told so is pickled
    twice. `TypeError`: it can't be pickled.
    """
    foreign = parts is None
    for each in parts or ():
        kind = type(each)
        if kind in _NUMBERS:
            continue
        if kind in _BUFFERS:
            if len(each) >= LARGE:  # type: ignore[arg-type]
                break
        elif kind is memoryview or _is_array(each):  # only we can pickle it
            break
        else:
            foreign = True
    else:
        try:
            data = dumps(value, protocol)
            # What mentions numpy may hold an array, which can't stay one.
            if len(data) < LARGE and not (foreign and b"numpy" in data):
                return data
        except Exception:
            pass  # there is a memoryview somewhere, perhaps
    try:
        packed = _pickled(value, protocol, [] if protocol >= 5 else None)
    except Exception as error:
        raise _cannot_travel(value, error) from error
    return packed if packed.buffers or packed.size >= LARGE else packed.joined()


def unpack(payload: bytes | memoryview, buffers: Sequence[memoryview] = ()) -> object:
    """Read a pickle of the trusted peer.

    `TypeError`: it holds something that this process does not know. `MemoryError`: there is no room for it.
    """
    try:
        return loads(payload, buffers=buffers) if buffers else loads(payload)
    except MemoryError:
        raise no_room() from None
    except Exception as error:
        raise TypeError(f"the {_BITS}-bit process cannot read what arrived: {error}") from error


def no_room() -> MemoryError:
    """The error for a payload that this process can't hold, with a text: Python's own has none."""
    return MemoryError(f"a {_BITS}-bit process has no room for a payload of that size; send it in parts")


def places(table: bytes) -> list[tuple[int, int]]:
    """Where in the segment the pickle and its buffers are: offset and bytes of each."""
    return list(TABLE.iter_unpack(table))


def _pickled(value: object, protocol: int, beside: list[memoryview] | None) -> Packed:
    pieces = _Pieces()

    def keep(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if beside is None or raw.nbytes < LARGE:
            return True  # within the pickle
        beside.append(raw)
        return False

    pickler = _Pickler(pieces, protocol, buffer_callback=keep if beside is not None else None)
    pickler.dump(value)
    return Packed(pieces.chunks, pieces.size, [] if beside is None else beside)


class _Pieces:
    """What pickle writes, without copying the large parts."""

    def __init__(self) -> None:
        self.chunks: list[Any] = []
        self.size = 0

    def write(self, data: Any) -> None:
        self.chunks.append(data)
        self.size += len(data) if isinstance(data, bytes) else memoryview(data).nbytes


class _Pickler(pickle.Pickler):
    def __init__(
        self, file: _Pieces, protocol: int, *, buffer_callback: Callable[[pickle.PickleBuffer], bool] | None
    ) -> None:
        super().__init__(file, protocol, buffer_callback=buffer_callback)
        self._protocol = protocol

    def reducer_override(self, value: Any) -> Any:
        """How buffers travel; for everything else what pickle does by itself. Never asked for bytes and the like."""
        kind = type(value)
        if kind is memoryview:
            return _reduced_view(value, self._protocol)
        if kind is array and self._protocol >= 5:
            return _reduced_array(value)
        if kind.__module__ != "numpy":
            return NotImplemented
        if _is_array(value):
            return NotImplemented if value.dtype.hasobject else _reduced_view(memoryview(value), self._protocol)
        return _reduced_number(value)


def _is_array(value: object) -> bool:
    kind = type(value)
    return kind.__module__ == "numpy" and kind.__name__ == "ndarray"


def _reduced_number(value: Any) -> Any:
    """One of numpy's scalars, such as a float64, as Python's own."""
    plain = value.item() if hasattr(value, "item") else value
    return NotImplemented if type(plain).__module__ == "numpy" else (_itself, (plain,))


def _itself(value: object) -> object:
    return value


def _reduced_view(view: memoryview, protocol: int) -> tuple[object, ...]:
    shape = view.shape
    code = _portable(view)
    if protocol < 5 or not view.c_contiguous or not view.nbytes:
        return _view, (view.tobytes(), code, shape)
    return _view, (pickle.PickleBuffer(view), code, shape)


def _portable(view: memoryview) -> str:
    """The format with the same item size on both sides: `l` has 8 bytes in Linux' 64-bit Python and 4 on Windows."""
    code = view.format.lstrip("@=<") if sys.byteorder == "little" else view.format
    if code in _SAME_EVERYWHERE:
        return code
    if code in ("l", "q", "i", "h", "b", "n"):
        return _SIGNED[view.itemsize]
    if code in ("L", "Q", "I", "H", "B", "N", "P"):
        return _UNSIGNED[view.itemsize]
    raise TypeError(f"its items have the format {view.format!r}; convert them to numbers, or pass bytes")


def _view(data: Any, code: str, shape: tuple[int, ...]) -> memoryview:
    """The other end of `_reduced_view`: a writable memoryview."""
    if isinstance(data, memoryview) and data.readonly:  # as it was where it comes from; a part of a segment need not be
        part = memoryview(data.obj)
        data = bytearray(data) if part.readonly or part.nbytes != data.nbytes else part
    flat: Any = memoryview(bytearray(data) if isinstance(data, bytes) else data).cast("B")
    if 0 in shape:  # memoryview knows no shape without items
        flat = flat.cast(code)
    elif (code, len(shape)) != ("B", 1):
        flat = flat.cast(code, shape)
    return memoryview(flat)


def _reduced_array(value: array[Any]) -> tuple[object, ...]:
    reduced: Any = value[:0].__reduce_ex__(5)
    rebuild, (kind, typecode, machine_format, _) = reduced[:2]
    data = pickle.PickleBuffer(memoryview(value).toreadonly()) if value else b""
    return _array, (rebuild, kind, typecode, machine_format, data)


def _array(rebuild: Callable[..., array[Any]], kind: type, typecode: str, machine_format: int, data: Any) -> array[Any]:
    """The other end of `_reduced_array`: the standard library knows how item sizes differ between machines."""
    return rebuild(kind, typecode, machine_format, bytes(data))


def _copy(chunk: Any, memory: memoryview, position: int) -> int:
    size = len(chunk) if isinstance(chunk, bytes) else memoryview(chunk).nbytes
    memory[position : position + size] = chunk if isinstance(chunk, bytes) else memoryview(chunk).cast("B")
    return position + size


def _aligned(position: int) -> int:
    return -(-position // _ALIGNMENT) * _ALIGNMENT


def _cannot_travel(value: object, error: Exception) -> TypeError:
    return TypeError(f"a {type(_culprit(value, error)).__name__} cannot travel between the processes: {error}")


def _culprit(value: object, error: Exception, depth: int = _LOOKED_INTO) -> object:
    """What within a value can't be pickled, as far as a few tuples, lists and dictionaries lead to it."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    for each in parts if depth and not isinstance(error, RecursionError) else ():
        try:
            _pickled(each, pickle.HIGHEST_PROTOCOL, None)
        except Exception as inner:
            return _culprit(each, inner, depth - 1)
    return value
