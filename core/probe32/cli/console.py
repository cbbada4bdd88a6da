"""What goes to the terminal: text for people, or one JSON document for programs."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ..errors import DeclarationError, Probe32Error

_NARROWEST = 8
"""Columns below which a table's last column is not cut any further."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def prepare_streams() -> None:
    """Make characters that the terminal's encoding lacks come out as `?` rather than as an error.

    A stream that whoever started us has closed takes everything and keeps nothing.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def is_interactive() -> bool:
    """Whether a person can be asked: standard input and output are a terminal."""
    return all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout))


def confirmed(question: str) -> bool:
    """Whether a person at the terminal says yes; anything else, and the end of the input, is no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def show_text(text: str) -> None:
    """A line, or several, for people."""
    print(text)


def show_json(document: object) -> None:
    """The one JSON document of a command, in ASCII: no console or pipe can damage it."""
    print(json.dumps(document, indent=2))


def show_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Aligned columns; on a terminal the last one is cut to its width."""
    lines = [[("" if cell is None else str(cell)) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(header))]
    for line in lines:
        text = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        print(_cut(text, sum(widths[:-1]) + 2 * len(widths[:-1]) + _NARROWEST))


def show_pairs(pairs: Sequence[tuple[str, str]]) -> None:
    """Names and values, the values aligned; the lines of a long value stand below each other."""
    width = max((len(name) for name, _ in pairs), default=0)
    for name, value in pairs:
        indented = value.replace("\n", "\n" + " " * (width + 2))
        print(f"{name.ljust(width)}  {indented}".rstrip())


def _cut(text: str, least: int) -> str:
    if not sys.stdout.isatty():
        return text
    width = max(shutil.get_terminal_size().columns, least)
    return text if len(text) <= width else text[: width - 1] + "…"


def show_error(error: Probe32Error, as_json: bool) -> None:
    """What failed, on what, and what to do: as JSON on standard output, else as text on standard error."""
    if as_json:
        show_json({"error": {"kind": error.kind, "message": str(error), "hint": error.hint}})
        return
    _say_aside(f"probe32: {error}")
    pointed = error.pointed() if isinstance(error, DeclarationError) else ""
    for line in pointed.splitlines():
        _say_aside(f"    {line}")
    for line in error.hint.splitlines():
        _say_aside(f"  {line}")


def show_warning(text: str) -> None:
    """Something that does not stop the command; on standard error, so that it never stands in JSON."""
    _say_aside(f"probe32: warning: {text}")


def show_note(text: str) -> None:
    """Something about a command whose standard output is another program's; on standard error."""
    _say_aside(f"probe32: {text}")


def _say_aside(line: str) -> None:
    """On standard error, and behind what was printed before also where both go to one file or pipe."""
    with suppress(OSError):  # the reader has gone; closing the stream tells that
        sys.stdout.flush()
    print(line, file=sys.stderr)


def reader_has_gone(error: BaseException) -> bool:
    """Whether what read our output has ended; Windows' C runtime calls that EINVAL."""
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL and not error.filename
    )


def is_of_output(error: BaseException) -> bool:
    """Whether standard output could not be written: its reader has gone, or its disk is full."""
    full = isinstance(error, OSError) and error.errno in _FULL and not error.filename
    return full or reader_has_gone(error)


def close_quietly() -> None:
    """Forget what could not be written: the reader of standard output is gone (`probe32 exports x.dll | head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
