"""What both ends read before they trust anybody: frames, and the proof of the secret."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable

from probe32.wire.authentication import SECRET_SIZE, prove_as_client, prove_as_host
from probe32.wire.channel import Channel
from probe32.wire.frames import HEADER, MAX_PAYLOAD, Kind, WireError
from probe32.wire.sockets import SocketStream
from probe32.wire.streams import pipe_stream

from .limits import limited_time

_PATIENCE = 5.0
_SECRET = b"s" * SECRET_SIZE
_CHALLENGE_SIZE = HEADER.size + SECRET_SIZE

_unpickled = threading.local()


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "pickle.find_class":
        _unpickled.names = [*getattr(_unpickled, "names", []), arguments]


sys.addaudithook(_watch)  # for good: Python can't take one back


def read_frames(data: bytes) -> str:
    """A channel yields the frames that are there, byte for byte, then the end; it keeps no more than it was sent."""
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    channel = Channel(pipe_stream(reading, None))
    expected = _frames(data)
    try:
        with limited_time(_PATIENCE):
            for each in expected:
                if tuple(channel.receive()) != each:
                    raise AssertionError("a frame was read wrongly")
            try:
                extra = channel.receive()
            except WireError as error:
                return "refused" if "larger" in str(error) or "unknown" in str(error) else "ended"
        raise AssertionError(f"one frame too many: {extra}")
    finally:
        channel.finish()
        channel.close()


def _frames(data: bytes) -> list[tuple[object, ...]]:
    """The same, read plainly."""
    found: list[tuple[object, ...]] = []
    while len(data) >= HEADER.size:
        kind, *fields, length = HEADER.unpack_from(data)
        if length > MAX_PAYLOAD or kind not in set(Kind) or len(data) < HEADER.size + length:
            break
        found.append((kind, *fields, data[HEADER.size : HEADER.size + length]))
        data = data[HEADER.size + length :]
    return found


def host_meets_stranger(data: bytes) -> str:
    """A host that was sent this answers with a challenge and nothing else, and unpickles nothing."""
    said = _met(prove_as_host, data)
    if len(said) != _CHALLENGE_SIZE or said[0] != Kind.CHALLENGE:
        raise AssertionError(f"the stranger was told {said!r}")
    return "turned away"


def client_meets_impostor(data: bytes) -> str:
    """A client that was sent this says a proof at most, and unpickles nothing."""
    said = _met(prove_as_client, data)
    if said and (len(said) != _CHALLENGE_SIZE + SECRET_SIZE or said[0] != Kind.PROOF):
        raise AssertionError(f"the impostor was told {said!r}")
    return "left after its proof" if said else "left"


def _met(prove: Callable[[Channel, bytes], None], data: bytes) -> bytes:
    """What a peer is told that sends `data`."""
    near, far = _connection()
    with far:
        far.sendall(data)
        far.shutdown(socket.SHUT_WR)
        channel = Channel(SocketStream(near))
        _unpickled.names = []
        try:
            with limited_time(_PATIENCE):
                prove(channel, _SECRET)
            raise AssertionError("somebody has proven to know the secret who does not")
        except WireError:
            pass
        finally:
            channel.close()
        if _unpickled.names:
            raise AssertionError(f"a stranger's pickle was read: {_unpickled.names}")
        return b"".join(iter(lambda: _received(far), b""))


def _received(connected: socket.socket) -> bytes:
    try:
        return connected.recv(65536)
    except ConnectionResetError:  # what he has said was not read to its end
        return b""


def _connection() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        far = socket.create_connection(listener.getsockname())
        return listener.accept()[0], far
