"""The command line's grammar: what argparse lacks for values that begin with a minus, and for errors as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from ..call_text.command_line import NEGATIVE
from ..errors import ExitCode, Probe32Error

_MINUS = "\0"
"""Stands before a value that begins with a minus; no argument of a process can contain it."""


class UsageError(Probe32Error):
    """The command line itself is wrong."""

    kind = "usage"
    exit_code = ExitCode.USAGE


class Parser(argparse.ArgumentParser):
    """Raises `UsageError` instead of ending the process, and takes options before, between and after positionals."""

    _between = False

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        sentence = message[:1].upper() + message[1:]
        raise UsageError(restored(f"{sentence}."), hint=f"Usage: {usage}\n{self.prog} --help explains it.")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse's; a command's positionals may be separated by options."""
        if self._subparsers is not None or self._between:
            return super().parse_known_args(args, namespace)
        self._between = True
        try:
            options, unknown = super().parse_known_intermixed_args(args, namespace)
        finally:
            self._between = False
        if unknown:  # told here, where the usage is the command's own
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return options, unknown


def protected(arguments: Sequence[str]) -> list[str]:
    """The arguments with negative numbers marked, so that argparse takes none of them for an option."""
    return [f"{_MINUS}{each}" if NEGATIVE.match(each) else each for each in arguments]


def restored(text: str) -> str:
    """A value as it was given."""
    return text.replace(_MINUS, "")


def restore(options: argparse.Namespace) -> None:
    """Give every value back its form as it was given."""
    for name, value in vars(options).items():
        if isinstance(value, str):
            setattr(options, name, restored(value))
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            setattr(options, name, [restored(each) for each in value])


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        value = float(restored(text))
    except ValueError:
        value = 0.0
    if not value > 0:
        raise argparse.ArgumentTypeError(f"{restored(text)!r} is no number of seconds above 0")
    return value


def definition(text: str) -> tuple[str, str]:
    """`NAME=VALUE`, or `NAME` alone for the value 1, as compilers have it."""
    name, _, value = restored(text).partition("=")
    if not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{restored(text)!r} is no NAME or NAME=VALUE")
    return name, value if "=" in text else "1"


def add_header_options(parser: argparse.ArgumentParser) -> None:
    """`--header`, `-I`, `-D`: a C header, and what it needs."""
    parser.add_argument("--header", metavar="H", help="a C header to take types and functions from")
    add_include_options(parser)


def add_include_options(parser: argparse.ArgumentParser) -> None:
    """`-I` and `-D`: what a C header needs."""
    parser.add_argument(
        "-I", dest="include_dirs", metavar="DIR", action="append", default=[], help="where #include looks"
    )
    parser.add_argument(
        "-D", dest="defines", metavar="NAME=VALUE", type=definition, action="append", default=[], help="a macro"
    )
    parser.add_argument("-x", dest="language", choices=("c", "c++"), default="", help="the header's language")


def add_search_option(parser: argparse.ArgumentParser) -> None:
    """`--search`: where the DLLs are that the DLL needs."""
    parser.add_argument(
        "--search", metavar="DIR", action="append", default=[], help="a folder to search for what the DLL needs, too"
    )


def add_encoding_option(parser: argparse.ArgumentParser) -> None:
    """`--encoding`: that of `char *` text."""
    parser.add_argument("--encoding", metavar="NAME", default="utf-8", help="of char * text (default: utf-8)")
