"""The main program of the 32-bit process: one client, one server object, until either is gone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from ..wire.channel import Channel
from ..wire.frames import Kind, WireError
from .configuration import Configuration
from .service import Service
from .standard_streams import CapturedOutput, take_over
from .startup import StartupError, make_server, prepare_environment


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
    listener = None
    try:
        if configuration.port:
            from . import tcp  # sockets and cryptography delay the start; pipes need neither

            listener = tcp.listen(configuration)
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
    channel = tcp.accept(listener, bytes.fromhex(configuration.secret)) if listener else control
    Service(server, channel, output, configuration.protocol).run()
    return 0
