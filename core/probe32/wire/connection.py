"""The client's end: one running host, its requests under way, its output, its death.

Three threads belong to a connection: one reads frames, one collects standard error, one waits for the process to end.
They hold no reference to the `Client64`, so that a forgotten client can be collected.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue

from ..errors import HostDiedError, LoadError
from .authentication import prove_as_client
from .channel import Channel
from .frames import Frame, Kind, WireError
from .sockets import SocketStream
from .streams import PipeStream

logger = logging.getLogger(__name__)

OnCallback = Callable[[bytes], tuple[Kind, bytes]]
"""Answers the payload of a CALLBACK frame with CALLBACK_REPLY or CALLBACK_ERROR and a payload."""


_DRAINING = 1.0
"""Seconds for reading what a dead host left in its pipes; on Windows a process that it started may hold them open."""


class DeadlineError(Exception):
    """The host did not answer in time."""


class StartFailedError(Exception):
    """The host says why it can't serve; `reason` is the error itself when the library could not be loaded."""

    def __init__(self, message: str, hint: str, load: bool) -> None:
        super().__init__(message)
        self.hint = hint
        self.reason = LoadError(message, hint=hint) if load else None


class Connection:
    """Frames to and from one host process.

    `kill` ends the process for certain and waits for it; it may be called from any thread and again.
    Any thread may `request`; each waits for its own answer.
    """

    def __init__(self, process: subprocess.Popen[bytes], kill: Callable[[subprocess.Popen[bytes]], None]) -> None:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        self.process = process
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.ended = threading.Event()
        self._kill = kill
        self._numbers = itertools.count(1)
        self._pending: dict[int, SimpleQueue[Frame | None]] = {}
        self._lock = threading.Lock()
        self._start_up: SimpleQueue[Frame | None] = SimpleQueue()
        self._control = Channel(PipeStream(_owned(process.stdout), _owned(process.stdin)))
        self._errors = PipeStream(_owned(process.stderr), None)
        self._requests = self._control
        self._readers = [_thread(self._read, self._control), _thread(self._collect_errors)]
        self._waiter = _thread(self._wait_for_end)

    def configure(self, configuration: Mapping[str, object], timeout: float) -> dict[str, object]:
        """Tell the host what to serve and return what it says of itself.

        `DeadlineError`: it was not ready within `timeout` seconds. `StartFailedError`: it says why it can't.
        `HostDiedError`: it ended without a word.
        """
        try:
            self._control.send(Kind.CONFIGURE, payload=json.dumps(configuration).encode())
            answer = self._start_up.get(timeout=timeout)
        except Empty:
            raise DeadlineError from None
        except WireError:
            self._waiter.join(timeout)
            answer = None
        if answer is None:
            raise HostDiedError("")
        if answer.kind is Kind.FAILED:
            raise StartFailedError(**json.loads(answer.payload))
        ready: dict[str, object] = json.loads(answer.payload)
        return ready

    def use_tcp(self, host: str, port: int, secret: bytes, timeout: float) -> None:
        """Send requests over TCP from now on. `OSError`: no connection, or the peer does not know the secret."""
        connected = socket.create_connection((host, port), timeout)
        channel = Channel(SocketStream(connected))
        try:
            prove_as_client(channel, secret)
        except BaseException:
            channel.close()
            raise
        connected.settimeout(None)
        self._requests = channel
        self._readers.append(_thread(self._read, channel))

    def request(self, payload: bytes, timeout: float | None, on_callback: OnCallback | None = None) -> Frame:
        """Send a request and wait for its REPLY or ERROR, answering callbacks in this thread meanwhile.

        `DeadlineError`: no answer within `timeout` seconds; a late one is thrown away. `HostDiedError`: the host
        ended before it answered.
        """
        number = next(self._numbers)
        inbox: SimpleQueue[Frame | None] = SimpleQueue()
        with self._lock:
            if self.ended.is_set():
                raise HostDiedError(self.describe_end())
            self._pending[number] = inbox
        try:
            self._requests.send(Kind.REQUEST, number, payload)
            return self._wait_for_answer(number, inbox, timeout, on_callback)
        except WireError:
            self._waiter.join()
            raise HostDiedError(self.describe_end()) from None
        finally:
            with self._lock:
                self._pending.pop(number, None)

    def shut_down(self, timeout: float) -> bool:
        """Ask the host to leave and wait for it; after `timeout` seconds kill it and return False."""
        with suppress(WireError):  # it is leaving already, or gone
            self._requests.send(Kind.SHUTDOWN)
        left = self.ended.wait(timeout)
        self.close()
        return left

    def close(self) -> None:
        """End the host if it still runs, and wait until every thread and descriptor is released. Repeatable.

        The collector may call this in one of our own threads, when a forgotten client is found there; it can't wait
        for itself, and ends soon after.
        """
        self._kill(self.process)
        if threading.current_thread() not in (self._waiter, *self._readers):
            self._waiter.join()

    def describe_end(self) -> str:
        """One sentence about how the host ended, with what it wrote last."""
        code = self.process.returncode
        status = "was killed" if code is not None and code < 0 else f"ended with exit code {_unsigned(code)}"
        last = self.stderr.decode("utf-8", "replace").strip()
        return f"The 32-bit host {status}." + (f" It wrote: {last}" if last else "")

    def _wait_for_answer(
        self, number: int, inbox: SimpleQueue[Frame | None], timeout: float | None, on_callback: OnCallback | None
    ) -> Frame:
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                frame = inbox.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
            except Empty:
                raise DeadlineError from None
            if frame is None:
                raise HostDiedError(self.describe_end())
            if frame.kind is not Kind.CALLBACK:
                return frame
            if on_callback is None:
                raise WireError("the host called back although nothing was given to call")
            kind, answer = on_callback(frame.payload)
            self._requests.send(kind, number, answer)

    def _read(self, channel: Channel) -> None:
        try:
            while True:
                self._deliver(channel.receive())
        except WireError as error:
            logger.debug("Host %d: %s", self.process.pid, error)

    def _deliver(self, frame: Frame) -> None:
        if frame.kind is Kind.OUTPUT:
            self.stdout += frame.payload
        elif frame.kind in (Kind.READY, Kind.FAILED):
            self._start_up.put(frame)
        elif inbox := self._pending.get(frame.number):
            inbox.put(frame)

    def _collect_errors(self) -> None:
        while data := self._errors.read(65536):
            self.stderr += data

    def _wait_for_end(self) -> None:
        self.process.wait()
        self._control.finish()
        self._errors.finish()
        for reader in self._readers:
            reader.join(_DRAINING)
        with self._lock:
            self.ended.set()
            waiting = [*self._pending.values(), self._start_up]
        for inbox in waiting:
            inbox.put(None)
        for channel in {self._requests, self._control}:
            channel.close()
        self._errors.close()


def _owned(pipe: object) -> int:
    """A descriptor of our own for the pipe, whose Python object is closed."""
    fd = os.dup(pipe.fileno())  # type: ignore[attr-defined]
    pipe.close()  # type: ignore[attr-defined]
    return fd


def _thread(target: Callable[..., None], *args: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=args, name=f"probe32-{target.__name__.strip('_')}", daemon=True)
    thread.start()
    return thread


def _unsigned(code: int | None) -> str:
    """Windows' exit codes as people look them up: 0xC0000005, not -1073741819."""
    if code is None or 0 <= code < 256:
        return str(code)
    return f"0x{code & 0xFFFFFFFF:08X}"
