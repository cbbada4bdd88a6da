"""What the client may ask at any time, also while a call runs: answered by whichever thread reads the question."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

from ..postmortem import Fault, Hang
from ..wire import payloads
from ..wire.channel import Channel
from ..wire.frames import Frame, Kind, WireError
from ..wire.messages import Failure
from .configuration import Configuration


class Inquiries:
    """Answers INQUIRY frames: `ping`, `where` (of the main thread), `read_memory`."""

    def __init__(self, channel: Channel, configuration: Configuration) -> None:
        self._channel = channel
        self._protocol = configuration.protocol
        self._main_thread = threading.get_native_id()

    def answer(self, frame: Frame) -> None:
        """Answer one question; it takes no lock that a hanging call may hold."""
        try:
            name, args = self._asked(frame)
            reply = Kind.REPLY, payloads.pack(getattr(self, name)(*args), self._protocol)
        except Exception as error:
            reply = Kind.ERROR, payloads.pack(tuple(Failure.of(error, hidden=__file__)), self._protocol)
        with suppress(WireError):  # nobody is left to tell
            self._channel.send(reply[0], frame.number, reply[1])

    def ping(self) -> None:
        """Nothing; the answer itself is the news."""

    def where(self) -> Hang:
        """Where the main thread is now, and which windows it shows."""
        return Hang()

    def read_memory(self, address: int, size: int) -> bytes:
        """A copy of `size` bytes from `address`. `ValueError`: a part of them can't be read."""
        raise NotImplementedError

    def take_fault(self) -> Fault | None:
        """The native fault that ctypes has just turned into an error."""
        return None

    def _asked(self, frame: Frame) -> Any:
        return payloads.unpack(frame.payload)
