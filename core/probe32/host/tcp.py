"""Serving over TCP: one peer, which has to prove that it knows the secret, and then nobody else."""

from __future__ import annotations

import socket
import time

from ..wire.authentication import prove_as_host
from ..wire.channel import Channel
from ..wire.frames import DeadlineError, WireError
from ..wire.sockets import SocketStream
from .configuration import Configuration
from .startup import StartupError

_PATIENCE_WITH_STRANGERS = 2.0
"""Seconds that a TCP peer has for proving itself, before the next one is heard."""


def listen(configuration: Configuration) -> socket.socket:
    """A socket that listens at the address asked for. `StartupError`: the address can't be had."""
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


def accept(listener: socket.socket, secret: bytes) -> Channel:
    """The channel to the first peer that proves itself. Others are turned away without a word."""
    with listener:
        while True:
            connected, _ = listener.accept()
            connected.settimeout(_PATIENCE_WITH_STRANGERS)
            channel = Channel(SocketStream(connected))
            try:
                prove_as_host(channel, secret, time.monotonic() + _PATIENCE_WITH_STRANGERS)
            except (WireError, DeadlineError):
                channel.close()
                continue
            connected.settimeout(None)
            return channel
