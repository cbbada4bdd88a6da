"""The main program of the 32-bit process: one client, one server object, until either is gone."""

from __future__ import annotations

import ctypes
import os
import pickle
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..wire import black_box
from ..wire.channel import Channel
from ..wire.frames import Kind, WireError
from .configuration import Configuration
from .fault_recorder import FaultRecorder
from .guard import Guard
from .inbox import Inbox, end_process
from .inquiries import Inquiries
from .no_dialogs import silence_error_boxes
from .service import Service
from .shared_memory import map_file, open_file
from .standard_streams import capture, take_over, unbuffer_runtimes
from .startup import StartupError, make_server, prepare_environment

if TYPE_CHECKING:
    from ..postmortem import Fault
    from ..server32 import Server32


def main(arguments: Sequence[str] = ()) -> None:
    """Serve the client that started this process, and end the process.

    `arguments` is empty: the task arrives as a CONFIGURE frame on standard input.
    """
    control = take_over()
    try:
        configuration = Configuration(**pickle.loads(control.receive().payload))
        capture(configuration.files["stdout"], configuration.files["stderr"])
        status = _serve(configuration, control)
    except WireError:
        status = 1  # the client is gone before it said anything
    sys.stderr.flush()
    os._exit(status)  # no destructor of a vendor's DLL may keep a finished host alive


def _serve(configuration: Configuration, control: Channel) -> int:
    file = configuration.files["black_box"]
    box = map_file(file, black_box.SIZE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(box))
    guard = Guard(file, address)
    try:
        channel = _channel(configuration, control)
    except StartupError as error:
        return _failed(control, error)
    silence_error_boxes()
    recorder = FaultRecorder(address, _debug_output(configuration))
    inbox = Inbox(channel, Inquiries(channel, configuration.protocol).answer, guard)
    try:
        prepare_environment(configuration)
        server = make_server(configuration)
    except StartupError as error:
        return _failed(channel, error, recorder.behind(error.__context__))
    unbuffer_runtimes()
    silence_error_boxes()  # the library may have brought a runtime of its own
    service = Service(server, inbox, configuration.protocol, recorder)
    channel.send(Kind.READY, payload=pickle.dumps(_description(server), 2))
    service.run()
    if inbox.gone:
        end_process()  # nobody would notice that a DLL waits for ever when it is told of the end
    return 0


def _channel(configuration: Configuration, control: Channel) -> Channel:
    """Where requests come from. `StartupError`: the address can't be had."""
    if not configuration.port:
        return control
    from . import tcp  # sockets and cryptography delay the start; pipes need neither

    listener = tcp.listen(configuration)
    control.send(Kind.LISTENING)
    return tcp.accept(listener, bytes.fromhex(configuration.secret))


def _debug_output(configuration: Configuration) -> int:
    """The handle of the client's file for what DLLs say to a debugger; it stays open."""
    import msvcrt

    handle: int = msvcrt.get_osfhandle(  # type: ignore[attr-defined,unused-ignore]
        open_file(configuration.files["debug"])
    )
    return handle


def _failed(channel: Channel, error: StartupError, fault: Fault | None = None) -> int:
    said = {"message": str(error), "hint": error.hint, "load": error.load, "fault": fault}
    said |= {"code": error.code, "path": error.path}
    channel.send(Kind.FAILED, payload=pickle.dumps(said, 2))
    return 1


def _description(server: Server32) -> dict[str, object]:
    library = getattr(server, "path", None)
    return {"lib32_path": None if library is None else str(library), "python": sys.version, "pid": os.getpid()}
