"""C text, pasted or from header files, to the types and signatures of `probe32.abi`.

libclang reads the text as Microsoft's compiler for x86 would; no compiler and no SDK are needed. Windows' basic types,
calling conventions and SAL marks are known without an include. Every function here may be called from any thread.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from ..abi.signatures import Signature
from ..errors import DeclarationError, FileError
from . import messages
from .declarations import Class, Declarations, Method, Problem
from .decoding import decoded
from .messages import error
from .names import TAG, declared_names
from .reader import read
from .reader_process import OnWait, ignored
from .translation import Source
from .type_names import parse_type

__all__ = [
    "TAG",
    "Class",
    "Declarations",
    "Method",
    "OnWait",
    "Problem",
    "declared_names",
    "error",
    "ignored",
    "parse",
    "parse_file",
    "parse_prototype",
    "parse_type",
    "require",
]

_NOTHING: Mapping[str, str] = MappingProxyType({})
_CPLUSPLUS_FILES = frozenset((".hpp", ".hh", ".hxx", ".h++", ".tpp", ".cpp", ".cxx", ".cc"))
_EXAMPLE = 'Write one as it would stand in a header, e.g. "int add(int a, int b);".'


def parse(
    text: str,
    *,
    prelude: str = "",
    filename: str = "prototype",
    include_dirs: Sequence[str | os.PathLike[str]] = (),
    defines: Mapping[str, str] = _NOTHING,
    language: str = "",
    on_wait: OnWait = ignored,
) -> Declarations:
    """What `text` declares. `prelude` is C text that stands before it and whose types it may use.

    `language` is `c` or `c++`; without it C++ is read where the text has `extern "C"` and is no C.
    Never fails for bad C: what was not understood, or cannot be called, is in `problems`, everything else is there.
    A long text is read by another process (`LONG` in `extent.py`); `on_wait` is called meanwhile, in this thread, and
    what it raises ends the reading.
    """
    source = _source(text, prelude, filename, include_dirs, defines)
    return read(replace(source, language=language), on_wait)[0]


def parse_file(
    path: str | os.PathLike[str],
    *,
    include_dirs: Sequence[str | os.PathLike[str]] = (),
    defines: Mapping[str, str] = _NOTHING,
    language: str = "",
    on_wait: OnWait = ignored,
) -> Declarations:
    """What a header file and the files that it includes declare, our stand-ins for Windows' headers left out.

    `language` is `c` or `c++`; without it the file's ending tells (`.hpp`), or whether it makes more sense as C++.
    A long one is read by another process, as `parse` says. `FileError`: the file cannot be read.
    """
    file = Path(path)
    folders = tuple(os.fspath(each) for each in include_dirs)
    known = language or ("c++" if file.suffix.lower() in _CPLUSPLUS_FILES else "")
    source = Source(_read(file), str(file.absolute()), "", folders, defines, "", known, is_header=True)
    return read(source, on_wait)[0]


def require(text: str, *, prelude: str = "") -> Declarations:
    """What `text` declares, all of it usable. `DeclarationError` for the first problem, with its line and column."""
    if not text.strip():
        raise DeclarationError("The text is empty.", hint=_EXAMPLE)
    found, _ = read(_source(text, prelude), ignored)
    _check(found)
    return found


def parse_prototype(text: str, *, prelude: str = "") -> Signature:
    """The one function that `text` declares; types may be defined in front of it, or in `prelude`.

    A missing semicolon at the end is forgiven. `DeclarationError`: no function, several, or C that is wrong.
    """
    if not text.strip():
        raise DeclarationError("The prototype is empty.", hint=_EXAMPLE)
    found, place = read(_source(text, prelude), ignored)
    _check(found)
    if not found.functions:
        raise DeclarationError("The text declares no function.", hint=_EXAMPLE)
    if place is not None:
        first, second = (each.name for each in found.functions[:2])
        raise DeclarationError(
            f"The text declares more than one function: {first} and {second}.",
            hint="Give one prototype at a time.",
            line=place.line,
            column=place.column,
            source=place.source,
        )
    return found.functions[0]


def _source(
    text: str,
    prelude: str,
    filename: str = "prototype",
    include_dirs: Sequence[str | os.PathLike[str]] = (),
    defines: Mapping[str, str] = _NOTHING,
) -> Source:
    # The added semicolon stands on a line of its own: the text may end in a comment or a directive.
    return Source(text, filename, prelude, tuple(os.fspath(each) for each in include_dirs), defines, end="\n;\n")


def _check(found: Declarations) -> None:
    for problem in found.problems:
        raise messages.error(problem)


def _read(path: Path) -> str:
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise FileError(f"{path} is a device or a pipe, not a header file.", hint="Give the path of a header.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.", hint="Check the path of the header.") from None
    except IsADirectoryError:
        raise FileError(f"{path} is a folder, not a header file.", hint="Name one of the files in it.") from None
    except OSError as error:
        reason = error.strerror or error
        raise FileError(f"The header {path} cannot be read: {reason}.", hint="Check its permissions.") from error
    return decoded(content)
