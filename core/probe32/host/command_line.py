"""The host by hand: what `probe32 host run` lets the 32-bit Python do, its streams being a person's.

The task comes as base64 of a `Configuration` in the command line, where nobody's shell can change it. The secret for
TCP comes in the environment: anybody may read a command line.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..errors import ExitCode
from .configuration import Configuration
from .startup import StartupError, make_server, prepare_environment

if TYPE_CHECKING:
    from ..server32 import Server32
    from ..wire.channel import Channel

SECRET_VARIABLE = "PROBE32_SECRET"
_SHORTEST_SECRET = 32
"""Hexadecimal digits: 128 bits can't be guessed."""


def main(arguments: Sequence[str]) -> None:
    """Do what the first argument says ("version", "interactive", "serve") and end the process.

    The exit status is 5 when a server could not be made; the reason is on standard error then.
    """
    action, packed = arguments
    _use_plain_text()
    try:
        status = _ACTIONS[action](Configuration(**json.loads(base64.urlsafe_b64decode(packed))))
    except StartupError as error:
        hint = "".join(f"\n  {line}" for line in error.hint.splitlines())
        sys.stderr.write(f"probe32: {error}{hint}\n")
        status = int(ExitCode.HOST)
    except KeyboardInterrupt:
        status = 130  # what shells report for Ctrl+C
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # no destructor of a vendor's DLL may keep a finished host alive


def _use_plain_text() -> None:
    """UTF-8, line by line and with plain line ends, when a program reads or Wine stands between; consoles stay."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and not stream.isatty():
            stream.reconfigure(  # type: ignore[union-attr]
                encoding="utf-8", errors="backslashreplace", newline="\n", line_buffering=True
            )


def _show_version(configuration: Configuration) -> int:
    sys.stdout.write(f"Python {sys.version}\n")
    return 0


def _interact(configuration: Configuration) -> int:
    """An interactive console, with the folders of `configuration`, until its input ends or `exit()`."""
    prepare_environment(configuration)
    from code import InteractiveConsole

    banner = f"Python {sys.version} on {sys.platform}\nThe 32-bit Python of Probe32. exit() leaves it."
    # The frozen Python has no `exit` by itself.
    names = {"__name__": "__console__", "__doc__": None, "exit": sys.exit, "quit": sys.exit}
    try:
        InteractiveConsole(names).interact(banner, exitmsg="")
    except SystemExit as ended:
        if isinstance(ended.code, str):
            sys.stderr.write(f"{ended.code}\n")
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _serve(configuration: Configuration) -> int:
    """Make the server; with a port, serve one client there, else say that it can be made."""
    accept = _listening(configuration) if configuration.port else None
    prepare_environment(configuration)
    server = make_server(configuration)
    what = f"{type(server).__name__} in {configuration.module}"
    if accept is None:
        library = getattr(server, "path", None)
        loaded = f" It loaded {library}." if library else ""
        sys.stdout.write(f"{what} can be made.{loaded}\n")
        server.shutdown_handler()
    else:
        sys.stdout.write(f"{what} serves one client at {configuration.host}:{configuration.port}.\n")
        _converse(server, accept(), configuration.protocol)
    return 0


def _listening(configuration: Configuration) -> Callable[[], Channel]:
    """What waits for the client at the address. `StartupError`: there is no good secret, or the address is taken."""
    from .tcp import accept, listen

    secret = os.environ.pop(SECRET_VARIABLE, "")
    if not re.fullmatch(f"([0-9A-Fa-f]{{2}}){{{_SHORTEST_SECRET // 2},}}", secret):
        raise StartupError(
            f"Serving at a port needs a secret, and {SECRET_VARIABLE} in the environment "
            + ("is not set." if not secret else f"is none: at least {_SHORTEST_SECRET} hexadecimal digits, in pairs."),
            hint='Make one with: python -c "import secrets; print(secrets.token_hex(32))"',
        )
    listener = listen(configuration)
    return lambda: accept(listener, bytes.fromhex(secret))


def _converse(server: Server32, channel: Channel, protocol: int) -> None:
    """Answer the client until it says SHUTDOWN or is gone; what is printed stays here."""
    import ctypes
    import msvcrt

    from ..wire.black_box import SIZE
    from ..wire.frames import Kind
    from .fault_recorder import FaultRecorder
    from .inbox import Inbox
    from .inquiries import Inquiries
    from .service import Service

    library = getattr(server, "path", None)
    ready = {"lib32_path": None if library is None else str(library), "python": sys.version, "pid": os.getpid()}
    box = ctypes.create_string_buffer(SIZE)  # the client can't read it: it learns of faults from answers alone
    stderr = msvcrt.get_osfhandle(2)  # type: ignore[attr-defined,unused-ignore]
    inbox = Inbox(channel, Inquiries(channel, protocol).answer)
    service = Service(server, inbox, protocol, FaultRecorder(ctypes.addressof(box), stderr))
    channel.send(Kind.READY, payload=json.dumps(ready).encode())
    service.run()


_ACTIONS: dict[str, Callable[[Configuration], int]] = {
    "version": _show_version,
    "interactive": _interact,
    "serve": _serve,
}
