"""Answers one client's requests, in order, on the main thread, because many DLLs demand to be called from one."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import CallError
from ..wire.channel import Channel
from ..wire.frames import Frame, Kind, WireError
from ..wire.messages import Failure, Request, pack, pack_failure, unpack, unpack_failure, unpack_request
from .inbox import Inbox

if TYPE_CHECKING:
    from ..server32 import Server32
    from .standard_streams import CapturedOutput

_OWN_FRAMES = 2
"""Frames of this module between a request and the server class; nobody wants to read them."""


class Service:
    """The host's end of the conversation about one server object."""

    def __init__(self, server: Server32, channel: Channel, output: CapturedOutput, protocol: int) -> None:
        self._server = server
        self._channel = channel
        self._output = output
        self._protocol = protocol
        self._inbox = Inbox(channel)
        self._calling_back = threading.Lock()
        self._number = 0
        server.attach(self)

    def run(self) -> None:
        """Serve until the client says SHUTDOWN or is gone."""
        while (frame := self._inbox.next_request()).kind is Kind.REQUEST:
            self._number = frame.number
            try:
                self._answer(frame)
            except WireError:
                break
        self._leave()

    def call_back(self, key: int, arguments: tuple[object, ...]) -> object:
        """Ask the client, while its request is open, to call its function number `key`. From any thread.

        `CallError`: the function raised, or the client is gone.
        """
        with self._calling_back:
            try:
                answer = self._inbox.exchange(self._number, pack((key, arguments), self._protocol))
            except WireError as error:
                raise CallError(f"The client is gone: {error}.") from None
        if answer.kind is Kind.CALLBACK_REPLY:
            return unpack(answer.payload)
        failure = unpack_failure(answer.payload)
        raise CallError(f"{failure.name}: {failure.value}", hint=failure.hint)

    def flush_output(self) -> None:
        """Send on what the DLL has printed so far."""
        self._output.flush()

    def _answer(self, frame: Frame) -> None:
        try:
            reply = Kind.REPLY, pack(self._value(unpack_request(frame.payload)), self._protocol)
        except Exception as error:
            reply = Kind.ERROR, pack_failure(Failure.of(error, _OWN_FRAMES), self._protocol)
        self._channel.send(reply[0], frame.number, reply[1])

    def _value(self, request: Request) -> object:
        if request.name.startswith("_"):
            raise AttributeError(
                f"{request.name!r} is private to {type(self._server).__name__}; it cannot be requested"
            )
        attribute = getattr(self._server, request.name)
        if callable(attribute):
            return attribute(*request.args, **request.kwargs)
        if request.args or request.kwargs:
            raise TypeError(f"{request.name!r} is an attribute, not a method: it takes no arguments")
        return attribute

    def _leave(self) -> None:
        try:
            self._server.shutdown_handler()
        except Exception as error:
            os.write(2, Failure.of(error).traceback.encode("utf-8", "backslashreplace"))
        self._output.close()
        with suppress(WireError):  # perhaps nobody is left to tell
            self._channel.send(Kind.GOODBYE)
        self._inbox.leave()
