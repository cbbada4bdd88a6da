"""Which requests and answers of a connection lie in shared memory, and where. The client's end."""

from __future__ import annotations

import struct
from collections.abc import Container
from contextlib import suppress

from . import payloads
from .channel import Channel
from .frames import BULK, KEPT, MAX_PAYLOAD, Frame, Kind, WireError, too_long
from .segments import NewFile, Segment, SegmentPool


class SharedPayloads:
    """`expected` has the numbers of the requests whose answers are still wanted.

    `held` are the segments that went with a request or were given for its answer; `answered` is the one with an answer
    that nobody has fetched yet. Both by the number of the request.
    """

    def __init__(self, channel: Channel, new_file: NewFile, expected: Container[int]) -> None:
        self.pool = SegmentPool(channel, new_file)
        self.held: dict[int, list[Segment]] = {}
        self.answered: dict[int, Segment] = {}
        self._channel = channel
        self._expected = expected

    def place(
        self, number: int, protocol: int, packed: bytes | payloads.Packed, deadline: float | None
    ) -> tuple[bytes, int, int]:
        """The payload of a request, its segment and flags; a small one just offers a segment for the answer.

        `ValueError`: it is more than a 32-bit process can hold. `WireError`: the host is gone. `DeadlineError`: it does
        not read.
        """
        if isinstance(packed, bytes):
            offered = self.pool.take_idle()
            if offered is None:
                return packed, 0, 0
            self.held[number] = [offered]
            return packed, offered.number, 0
        if packed.total > MAX_PAYLOAD:
            raise too_long(packed.total)
        try:
            segment = self.pool.take(packed.total, deadline=deadline)
        except WireError:
            raise
        except (OSError, ValueError, OverflowError):  # there is no memory to share
            return packed.within(protocol), 0, 0
        self.held[number] = [segment]
        try:
            return packed.copy_to(segment.memory), segment.number, BULK
        except ValueError:
            raise WireError("the shared memory went with the host") from None

    def take_back(self, number: int) -> None:
        """The request was not sent."""
        for segment in self.held.pop(number, ()):
            self.pool.release(segment)

    def settle(self, frame: Frame) -> None:
        """An answer has come: take back the segments of the request, but for one in which an expected answer lies."""
        number = frame.number
        for segment in self.held.pop(number, ()):
            if frame.flags & BULK and segment.number == frame.segment:
                self.answered[number] = segment
                if number in self._expected or self.answered.pop(number, None) is None:
                    continue
            if frame.flags & KEPT:
                self.pool.drop(segment)
            else:
                self.pool.release(segment)

    def read(self, frame: Frame) -> object:
        """The value of an answer that lies in shared memory.

        `TypeError`: it can't be unpickled here. `WireError`: its memory went with the host, or was never shared.
        """
        segment = self.answered.pop(frame.number, None)
        if segment is None:
            raise WireError("the answer lies in memory that is not shared")
        views: list[memoryview] = []
        try:
            (start, size), *beside = payloads.places(frame.payload)
            views += self.pool.lend(segment, beside)
            return payloads.unpack(segment.memory[start : start + size], views)
        except (ValueError, struct.error) as error:
            raise WireError(f"the answer is not where it should be: {error}") from error
        finally:
            if not views:
                self.pool.release(segment)

    def forget(self, number: int) -> None:
        """Nobody will fetch the answer."""
        segment = self.answered.pop(number, None)
        if segment is not None:
            self.pool.release(segment)

    def grant(self, frame: Frame) -> None:
        """Give the host a segment for the answer to the parent, or number 0 when there is no memory for it."""
        size = min(int.from_bytes(frame.payload, "little"), MAX_PAYLOAD)  # the host can't hold more
        try:
            segment = self.pool.take(size, answers=frame.number)
            self.held.setdefault(frame.parent, []).append(segment)
        except (OSError, ValueError, OverflowError):
            with suppress(WireError):
                self._channel.send(Kind.SEGMENT, frame.number)
