"""The main program of the 32-bit process: one client, one server object, until either is gone."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Sequence

from ..wire.authentication import prove_as_host
from ..wire.channel import Channel
from ..wire.frames import Kind, WireError
from ..wire.streams import SocketStream
from .configuration import Configuration
from .service import Service
from .standard_streams import CapturedOutput, take_over
from .startup import StartupError, make_server, prepare_environment

_PATIENCE_WITH_STRANGERS = 2.0
"""Seconds that a TCP peer has for proving itself, before the next one is heard."""


def main(arguments: Sequence[str] = ()) -> None:
    """Serve the client that started this process, and end the process.

    `arguments` is empty: the task arrives as a CONFIGURE frame on standard input.
    """
    control, output = take_over()
    try:
        configuration = Configuration.from_json(control.receive().payload)
        status = _serve(configuration, control, output)
    except WireError:
        status = 1  # the client is gone before it said anything
    sys.stderr.flush()
    os._exit(status)  # no destructor of a vendor's DLL may keep a finished host alive


def _serve(configuration: Configuration, control: Channel, output: CapturedOutput) -> int:
    try:
        listener = _listen(configuration)
        prepare_environment(configuration)
        server = make_server(configuration)
    except StartupError as error:
        output.close()
        said = {"message": str(error), "hint": error.hint, "load": error.load}
        control.send(Kind.FAILED, payload=json.dumps(said).encode())
        return 1
    library = getattr(server, "path", None)
    ready = {"lib32_path": None if library is None else str(library), "python": sys.version, "pid": os.getpid()}
    control.send(Kind.READY, payload=json.dumps(ready).encode())
    channel = _accept(listener, bytes.fromhex(configuration.secret)) if listener else control
    Service(server, channel, output, configuration.protocol).run()
    return 0


def _listen(configuration: Configuration) -> socket.socket | None:
    """A listening socket when TCP was asked for. `StartupError`: the address can't be had."""
    if not configuration.port:
        return None
    family = socket.AF_INET6 if ":" in configuration.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        listener.bind((configuration.host, configuration.port))
        listener.listen(4)
    except OSError as error:
        listener.close()
        raise StartupError(
            f"Cannot serve at {configuration.host}:{configuration.port}: {error.strerror or error}. "
            f"Is the address in use? Choose another port, or port=0, which needs none."
        ) from None
    return listener


def _accept(listener: socket.socket, secret: bytes) -> Channel:
    """The channel to the first peer that proves itself. Others are turned away without a word."""
    with listener:
        while True:
            connected, _ = listener.accept()
            connected.settimeout(_PATIENCE_WITH_STRANGERS)
            channel = Channel(SocketStream(connected))
            try:
                prove_as_host(channel, secret)
            except WireError:
                channel.close()
                continue
            connected.settimeout(None)
            return channel
