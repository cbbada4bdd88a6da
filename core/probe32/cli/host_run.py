"""`probe32 host run`: msl-loadlib's server command line, on the 32-bit host and with this terminal's streams."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..client.folders import absolute, for_host, path_entries
from ..client.server_module import find_server
from ..host.configuration import Configuration
from ..launch import find_host
from ..launch.console import run_here
from .parsing import Parser, restored

NAME = "run"
_DESCRIPTION = """\
Makes the server class of a module in the 32-bit Python. Without a port it only tells whether that works. With --port
it serves one client there, which has to prove that it knows the secret: at least 32 hexadecimal digits in the
environment variable PROBE32_SECRET. Lists are separated by semicolons."""


def add_parser(actions: argparse._SubParsersAction[Parser]) -> None:
    """Add the action to `probe32 host`."""
    parser = actions.add_parser(
        NAME, help="run a server class, or a console", description=_DESCRIPTION, allow_abbrev=False
    )
    parser.set_defaults(action=NAME)
    parser.add_argument(
        "-m", "--module", default="", metavar="NAME", help="the module of the server class, or its file"
    )
    parser.add_argument(
        "-H", "--host", default="127.0.0.1", metavar="ADDRESS", help="where to serve (default: 127.0.0.1)"
    )
    parser.add_argument(
        "-p", "--port", type=_port, default=0, metavar="PORT", help="the TCP port to serve one client at"
    )
    for short, name, help in (
        ("-s", "--append-sys-path", "folders for the host's sys.path"),
        ("-e", "--append-environ-path", "folders for the host's PATH"),
        ("-d", "--add-dll-directory", "folders for the host's os.add_dll_directory"),
    ):
        parser.add_argument(short, name, type=_folders, default=[], metavar="DIR;…", help=help)
    parser.add_argument(
        "-k",
        "--kwargs",
        type=_kwargs,
        default={},
        metavar="A=1;B=2",
        help="for the server class; or JSON, for any text",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("-v", "--version", action="store_true", help="show the host's Python")
    what.add_argument(
        "-i", "--interactive", action="store_true", help="open an interactive console of the host's Python"
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")


def run(options: argparse.Namespace) -> int:
    """Start the host, and let it talk; its exit status."""
    action = "version" if options.version else "interactive" if options.interactive else "serve"
    return run_here(find_host(), action, _configuration(options))


def _configuration(options: argparse.Namespace) -> Configuration:
    given, here = options.append_sys_path, str(Path.cwd())
    server = find_server(options.module, [*given, here])
    return Configuration(
        module=server.name,
        modules=tuple((name, *for_host([folder])) for name, folder in server.modules),
        host=options.host,
        port=options.port,
        kwargs=options.kwargs,
        sys_path=for_host([*server.folders, *given, here]),
        environ_path=for_host(path_entries([here, *options.append_environ_path])),
        dll_directories=for_host(options.add_dll_directory),
    )


def _folders(text: str) -> list[str]:
    return absolute([each for each in restored(text).split(";") if each])


def _port(text: str) -> int:
    number = restored(text)
    if not number.isdecimal() or not 0 < int(number) < 65536:
        raise argparse.ArgumentTypeError(f"{number!r} is no TCP port, 1 to 65535")
    return int(number)


def _kwargs(text: str) -> dict[str, str]:
    """Keyword values, as text as `Client64` passes them: a JSON object, or NAME=VALUE pairs between semicolons."""
    written = restored(text).strip()
    if not written.startswith("{"):
        pairs = (each.partition("=") for each in written.split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}
    try:
        return {name: str(value) for name, value in json.loads(written).items()}
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written!r} is no JSON object ({error})") from None
