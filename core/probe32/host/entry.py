"""The main program of the 32-bit process: one client, one server object, until either is gone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..wire.channel import Channel
from ..wire.frames import Kind, WireError
from .configuration import Configuration
from .inbox import Inbox
from .inquiries import Inquiries
from .service import Service
from .standard_streams import capture, take_over, unbuffer_runtimes
from .startup import StartupError, make_server, prepare_environment

if TYPE_CHECKING:
    from ..server32 import Server32


def main(arguments: Sequence[str] = ()) -> None:
    """Serve the client that started this process, and end the process.

    `arguments` is empty: the task arrives as a CONFIGURE frame on standard input.
    """
    control = take_over()
    try:
        configuration = Configuration.from_json(control.receive().payload)
        capture(configuration.files["stdout"], configuration.files["stderr"])
        status = _serve(configuration, control)
    except WireError:
        status = 1  # the client is gone before it said anything
    sys.stderr.flush()
    os._exit(status)  # no destructor of a vendor's DLL may keep a finished host alive


def _serve(configuration: Configuration, control: Channel) -> int:
    try:
        channel = _channel(configuration, control)
    except StartupError as error:
        return _failed(control, error)
    inquiries = Inquiries(channel, configuration)
    inbox = Inbox(channel, inquiries.answer)
    try:
        prepare_environment(configuration)
        server = make_server(configuration)
    except StartupError as error:
        return _failed(channel, error)
    unbuffer_runtimes()
    service = Service(server, inbox, configuration.protocol, inquiries.take_fault)
    channel.send(Kind.READY, payload=json.dumps(_description(server)).encode())
    service.run()
    return 0


def _channel(configuration: Configuration, control: Channel) -> Channel:
    """Where requests come from. `StartupError`: the address can't be had."""
    if not configuration.port:
        return control
    from . import tcp  # sockets and cryptography delay the start; pipes need neither

    listener = tcp.listen(configuration)
    control.send(Kind.LISTENING)
    return tcp.accept(listener, bytes.fromhex(configuration.secret))


def _failed(channel: Channel, error: StartupError) -> int:
    said = {"message": str(error), "hint": error.hint, "load": error.load}
    channel.send(Kind.FAILED, payload=json.dumps(said).encode())
    return 1


def _description(server: Server32) -> dict[str, object]:
    library = getattr(server, "path", None)
    return {"lib32_path": None if library is None else str(library), "python": sys.version, "pid": os.getpid()}
