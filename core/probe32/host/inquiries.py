"""What the client may ask at any time, also while a call runs: answered by whichever thread reads the question."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

from ..abi.regions import MemoryRegion
from ..postmortem import Hang
from ..wire import payloads
from ..wire.channel import Channel
from ..wire.frames import Frame, Kind, WireError
from ..wire.messages import Failure


class Inquiries:
    """Answers INQUIRY frames about this process: the public methods are the questions. Make it on the main thread."""

    def __init__(self, channel: Channel, protocol: int) -> None:
        from . import whereabouts  # Windows only

        self._channel = channel
        self._protocol = protocol
        self._main_thread = threading.get_native_id()
        whereabouts.prepare()

    def answer(self, frame: Frame) -> None:
        """Answer one question; nothing here waits for a lock that a hanging call may hold."""
        try:
            asked: Any = payloads.unpack(frame.payload)
            name, args = asked
            reply = Kind.REPLY, payloads.pack(getattr(self, name)(*args), self._protocol)
        except Exception as error:
            reply = Kind.ERROR, payloads.pack(tuple(Failure.of(error, hidden=__file__)), self._protocol)
        with suppress(WireError):  # nobody is left to tell
            self._channel.send(reply[0], frame.number, reply[1])

    def ping(self) -> None:
        """Nothing: the answer itself is the news."""

    def where(self) -> Hang:
        """Where the main thread is now, and which windows this process shows.

        Nowhere when the main thread itself reads this question: then it is in no DLL.
        """
        from . import whereabouts, windows_shown

        if threading.get_native_id() == self._main_thread:  # who suspends himself sleeps for ever
            return Hang((), windows_shown.texts())
        return whereabouts.where(self._main_thread)

    def read_memory(self, address: int, size: int) -> bytes:
        """A copy of `size` bytes from `address`. `ValueError`: a part of them can't be read."""
        from .process_memory import read_memory

        return read_memory(address, size)

    def write_memory(self, address: int, data: bytes) -> None:
        """Put `data` at `address`. `ValueError`: a part of the memory there can't be written."""
        from .process_memory import write_memory

        write_memory(address, data)

    def regions(self, first: int, end: int) -> list[MemoryRegion]:
        """What the memory from the address `first` up to `end` consists of."""
        from .process_memory import regions

        return regions(first, end)
