"""Real 32-bit hosts, and a client that talks nonsense."""

from __future__ import annotations

import pickle
import secrets
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from probe32.client.host_process import HostProcess
from probe32.host.configuration import Configuration
from probe32.launch import find_host, to_host_path
from probe32.resources import resource
from probe32.wire.authentication import SECRET_SIZE, prove_as_client
from probe32.wire.channel import Channel
from probe32.wire.frames import HEADER, Kind
from probe32.wire.sockets import SocketStream

from .arena import free_port
from .work import SERVER

STRANGERS = "host: strangers"
AT_ONE_PORT = 40
_START = 60.0
_SOON = 4.0
"""Seconds in which a host ends whose client is gone: a call may go on for a second."""
_CHALLENGE_SIZE = HEADER.size + SECRET_SIZE


def give_task(data: bytes) -> str:
    """A host whose task is nonsense ends."""
    with _host() as (process, _):
        with suppress(OSError):
            process.stream.write(data)
        return _ended(process)


def send_requests(data: bytes) -> str:
    """A host whose requests are nonsense ends with its client."""
    with _host() as (process, channel):
        _configure(channel, _task(process))
        assert channel.receive(time.monotonic() + _START).kind is Kind.READY
        with suppress(OSError):
            process.stream.write(data)
        return _ended(process)


def meet_strangers(sayings: Sequence[bytes]) -> Counter[str]:
    """Strangers at the port of a host are told a challenge at most; then its client is served all the same."""
    results: Counter[str] = Counter()
    secret, port = secrets.token_bytes(SECRET_SIZE), free_port()
    with _host() as (process, channel):
        _configure(channel, _task(process, port=port, secret=secret.hex()))
        assert channel.receive(time.monotonic() + _START).kind is Kind.LISTENING
        for data in sayings:
            results[_met(port, data)] += 1
        client = Channel(SocketStream(socket.create_connection(("127.0.0.1", port), _START)))
        prove_as_client(client, secret, time.monotonic() + _START)
        assert client.receive(time.monotonic() + _START).kind is Kind.READY
        client.close()
    return results


def _met(port: int, data: bytes) -> str:
    with socket.create_connection(("127.0.0.1", port), _START) as stranger:
        told = b""
        with suppress(ConnectionError):
            stranger.sendall(data)
            stranger.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while more := stranger.recv(65536):
                told += more
    if told and (len(told) != _CHALLENGE_SIZE or told[0] != Kind.CHALLENGE):
        raise AssertionError(f"a stranger was told {told!r}, after {data!r}")
    return "challenged" if told else "told nothing"


@contextmanager
def _host() -> Iterator[tuple[HostProcess, Channel]]:
    process = HostProcess(find_host(), None)
    try:
        yield process, Channel(process.stream)
    finally:
        process.kill()


def _configure(channel: Channel, task: Configuration) -> None:
    channel.send(Kind.CONFIGURE, payload=pickle.dumps(task.values(), 2))


def _task(process: HostProcess, port: int = 0, secret: str = "") -> Configuration:
    kwargs = {"dll": to_host_path(resource("sample", "sample.dll"))}
    folder = to_host_path(Path(SERVER).parent)
    return Configuration(
        SERVER.stem, port=port, secret=secret, kwargs=kwargs, modules=[(SERVER.stem, folder)], files=process.files
    )


def _ended(process: HostProcess) -> str:
    """Close the pipe to the host, and see how it ends."""
    process.stream.close()
    if not process.wait(_SOON):
        raise AssertionError("the host did not end with its client")
    fault = process.end().fault
    if fault is not None:
        raise AssertionError(f"the host died of {fault}")
    return f"ended with {process.end().exit_code}"
