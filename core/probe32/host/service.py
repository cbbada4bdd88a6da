"""Answers one client's requests about one server object.

They are answered in order, on the main thread, because many DLLs demand to be called from one; or on the worker threads
that the server class asks for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import CallError
from ..server32 import release
from ..wire import payloads
from ..wire.frames import BULK, KEPT, Frame, Kind, WireError
from ..wire.messages import Failure
from ..wire.payloads import only_numbers, pack_one, pack_quickly, unpack
from .remote_function import RemoteFunction, current_request
from .shared_memory import Lease, places_in

if TYPE_CHECKING:
    from ..server32 import Server32
    from .fault_recorder import FaultRecorder
    from .inbox import Inbox


_REQUEST, _MANY, _BATCH, _REPLY, _ERROR = Kind.REQUEST, Kind.MANY, Kind.BATCH, Kind.REPLY, Kind.ERROR


class Service:
    """The host's end of the conversation about one server object."""

    def __init__(self, server: Server32, inbox: Inbox, protocol: int, recorder: FaultRecorder) -> None:
        self._server = server
        self._inbox = inbox
        self._protocol = protocol
        self._recorder = recorder
        self._open: dict[int, None] = {}
        RemoteFunction.call_back = self.call_back

    def run(self) -> None:
        """Serve until the client says SHUTDOWN or is gone."""
        workers = getattr(type(self._server), "workers", 0)
        if isinstance(workers, int) and workers > 0:
            self._run_with_workers(workers)
        else:
            while (frame := self._inbox.next_request()) is not None:
                self._answer(frame)
        self._leave()

    def call_back(self, key: int, arguments: tuple[object, ...], keywords: dict[str, object]) -> object:
        """Ask the client to call its function number `key`. From any thread; requests it makes meanwhile are served.

        A thread of the DLL's own belongs to no request: it asks during the one that was begun last.
        `CallError`: the function raised, no request is open, or the client is gone.
        """
        payload = payloads.pack((key, arguments, keywords), self._protocol)
        request = current_request.number or next(reversed(list(self._open)), 0)
        if not request:
            raise CallError("The client can be called only while it waits for the answer to a request.")
        try:
            answer = self._inbox.exchange(Kind.CALLBACK, request, payload, self._answer)
        except WireError as error:
            raise CallError(f"The client is gone: {error}.") from None
        value: Any = payloads.unpack(answer.payload)
        if answer.kind is Kind.CALLBACK_REPLY:
            return value
        failure = Failure(*value)
        raise CallError(f"{failure.name}: {failure.value}", hint=failure.hint)

    def _run_with_workers(self, count: int) -> None:
        from concurrent.futures import ThreadPoolExecutor  # rarely wanted, and every import delays the start

        workers = ThreadPoolExecutor(count, "worker")
        while (frame := self._inbox.next_request()) is not None:
            workers.submit(self._answer, frame)
        ending = threading.Thread(target=workers.shutdown, daemon=True)
        ending.start()
        self._inbox.wait_for(ending)

    def _answer(self, frame: Frame) -> None:
        number = frame.number
        outer, current_request.number = current_request.number, number
        self._open[number] = None
        try:
            if frame.kind is _REQUEST and not frame.flags:
                self._answer_call(frame)
            else:
                self._answer_any(frame)
            self._recorder.forget()  # whatever it has seen did no harm
        except WireError:
            pass  # the client is gone, which the next request will tell
        finally:
            current_request.number = outer
            del self._open[number]

    def _answer_call(self, frame: Frame) -> None:
        """A single call whose arguments are in the frame, as nearly always: nothing is done for it that others need."""
        kind = _REPLY
        reply: bytes | payloads.Packed
        try:
            asked: Any = unpack(frame.payload)
            reply = pack_one(self._one(*asked), self._protocol)
        except BaseException as error:  # sys.exit() too: only the client ends this process
            kind, reply = _ERROR, self._packed_failure(error)
        if type(reply) is bytes:
            self._inbox.channel.send(kind, frame.number, reply)
        else:
            self._send(kind, frame, reply, None)

    def _answer_any(self, frame: Frame) -> None:
        kind = frame.kind
        lease: Lease | None = None
        reply: bytes | payloads.Packed
        try:
            asked: Any
            if frame.flags & BULK:
                asked, lease = self._opened(frame)
            else:
                asked = unpack(frame.payload)
            value = self._batch(asked) if kind is _BATCH else self._many(*asked) if kind is _MANY else self._one(*asked)
            del asked
            reply = self._packed_batch(value) if kind is _BATCH else pack_quickly(value, self._protocol, (value,))
            kind = _REPLY
            del value  # which may hold views of the request's segment
        except BaseException as error:
            kind, reply = _ERROR, self._packed_failure(error)
        self._send(kind, frame, reply, lease)

    def _opened(self, frame: Frame) -> tuple[Any, Lease]:
        segment = self._inbox.segments.get(frame.segment)
        (start, size), *beside = payloads.places(frame.payload)
        lease = Lease(segment, beside)
        with memoryview(segment) as memory, memory[start : start + size] as stream:
            return unpack(stream, lease.views), lease

    def _send(self, kind: Kind, frame: Frame, reply: bytes | payloads.Packed, lease: Lease | None) -> None:
        number, flags = 0, 0
        if not isinstance(reply, bytes):
            left = b"" if lease is None else self._left_in_place(frame.segment, reply, lease)
            number = frame.segment if left else self._room_for(reply, frame, lease)
            if left:
                reply, flags = left, BULK
            elif number:
                with memoryview(self._inbox.segments.get(number)) as memory:
                    reply = reply.copy_to(memory)
                flags = BULK
            else:
                kind, reply = self._in_the_frame(kind, reply)
        if lease is not None and not lease.ended():
            flags |= KEPT
        self._inbox.channel.send(kind, frame.number, reply, flags=flags, segment=number)

    def _left_in_place(self, number: int, reply: payloads.Packed, lease: Lease) -> bytes:
        """The payload for a reply that lies in the request's segment, as when a method fills a buffer and returns it.

        b"" when it does not, or when others still use that memory, which then stays theirs.
        """
        segment = self._inbox.segments.get(number)
        places = places_in(segment, reply.buffers)
        if not places:
            return b""
        reply.buffers.clear()  # so that the lease tells whether anybody else has them
        with memoryview(segment) as memory:
            left = reply.leave_in(memory, places) if lease.ended() else b""
        if not left:
            reply.buffers += lease.lend(places)
        return left

    def _room_for(self, reply: payloads.Packed, frame: Frame, lease: Lease | None) -> int:
        """The number of a segment for the reply, that of the request if nobody uses it any more; 0 if there is none."""
        in_use = lease is not None and not lease.ended()
        if not in_use and self._inbox.segments.size(frame.segment) >= reply.total:
            return frame.segment
        return self._granted(frame.number, reply.total)

    def _in_the_frame(self, kind: Kind, reply: payloads.Packed) -> tuple[Kind, bytes]:
        """The answer without shared memory; or that it is too large for this process to copy."""
        size = reply.total
        try:
            return kind, reply.within(self._protocol)
        except MemoryError:
            error = MemoryError(f"a 32-bit process has no room for a copy of {size:,} bytes; return them in parts")
            return _ERROR, self._packed_failure(error)

    def _granted(self, request: int, size: int) -> int:
        """The number of a segment for a reply of that size; 0 when there is no room for it."""
        if size > 0xFFFF_FFFF:
            return 0
        answer = self._inbox.exchange(Kind.SEGMENT_WANTED, request, size.to_bytes(4, "little"), self._answer)
        return answer.segment if self._inbox.segments.size(answer.segment) else 0

    def _one(self, name: str, args: Any, kwargs: Any) -> object:
        if name[:1] == "_":
            raise _private(name)
        member = getattr(self._server, name)
        if callable(member):
            return member(*args, **kwargs)
        if args or kwargs:
            raise TypeError(f"{name!r} is an attribute, not a method: it takes no arguments")
        return member

    def _many(self, name: str, many: list[tuple[object, ...]]) -> list[object]:
        call = self._method(name)
        values: list[object] = []
        try:
            for args in many:
                values.append(call(*args))
        except BaseException as error:
            raise _OneOfManyError(len(values)) from error
        return values

    def _batch(self, runs: list[tuple[Any, ...]]) -> tuple[list[object], dict[int, tuple[object, ...]]]:
        values: list[object] = []
        failures: dict[int, tuple[object, ...]] = {}
        for name, kwargs, many in runs:
            method = self._method(name)
            call = partial(method, **kwargs) if kwargs else method
            for args in many:
                try:
                    values.append(call(*args))
                except BaseException as error:
                    failures[len(values)] = tuple(self._failure(error))
                    values.append(None)
        return values, failures

    def _method(self, name: str) -> Callable[..., object]:
        """What a call of that name calls: the method itself, which is looked up once; else what looks every time."""
        if name[:1] != "_" and callable(getattr(type(self._server), name, None)):  # a property is not callable
            # A class has more than its instances have: `mro`.
            method: Callable[..., object] | None = getattr(self._server, name, None)
            if callable(method):
                return method
        return lambda *args, **kwargs: self._one(name, args, kwargs)

    def _packed_batch(self, done: Any) -> bytes | payloads.Packed:
        """The answer of a batch; a value that can't travel fails its own call alone."""
        values, failures = done
        parts = () if only_numbers(values) else values
        try:
            return pack_quickly(done, self._protocol, parts)
        except TypeError:
            for place, value in enumerate(values):
                try:
                    payloads.pack(value, self._protocol)
                except TypeError as error:
                    values[place], failures[place] = None, tuple(self._failure(error))
            return pack_quickly(done, self._protocol, values)

    def _packed_failure(self, error: BaseException) -> bytes:
        if isinstance(error, _OneOfManyError) and error.__cause__ is not None:
            failure = self._failure(error.__cause__)._replace(call=error.index)
        else:
            failure = self._failure(error)
        return payloads.pack(tuple(failure), self._protocol)

    def _failure(self, error: BaseException) -> Failure:
        return Failure.of(error, hidden=__file__)._replace(fault=self._recorder.behind(error))

    def _leave(self) -> None:
        try:
            self._server.shutdown_handler()
        except Exception as error:
            os.write(2, Failure.of(error).traceback.encode("utf-8", "backslashreplace"))
        release(self._server)
        self._inbox.leave()


class _OneOfManyError(Exception):
    """Its cause was raised by the call of that index."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def _private(name: str) -> AttributeError:
    return AttributeError(f"{name!r} is private to the server class; it cannot be requested")
