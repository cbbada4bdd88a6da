"""The bytes of a file, or a readable reason why there are none."""

from __future__ import annotations

import os
import stat
from io import BytesIO
from pathlib import Path

from ..errors import FileError
from .progress import OnProgress, Reading, ignored

_MOST_BYTES = 400 << 20
"""A fifth of what a 32-bit process has room for."""

_PIECE = 1 << 20


def read_content(path: Path, on_progress: OnProgress = ignored) -> bytes:
    """Everything in a regular file. `FileError`: missing, a folder, a device, huge, not allowed, unreadable, empty."""
    try:
        found = os.stat(path)  # noqa: PTH116 - Path.stat on Python 3.10 lets ValueError pass too
        _require_regular(path, found.st_mode)
        _require_size(path, found.st_size)
        content = _whole(path, found.st_size, on_progress)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not content:
        raise FileError(f"{path} is empty: it has 0 bytes.", hint="Copy or download the file again.")
    return content


def _whole(path: Path, size: int, on_progress: OnProgress) -> bytes:
    """The content, piece by piece: a share far away gives a few megabytes in a second."""
    content, done = BytesIO(), 0  # whose value is not copied, as that of a list of pieces would be
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(_PIECE):
            done += content.write(piece)
            on_progress(Reading.BYTES, done, max(size, done))
    return content.getvalue()


def _require_size(path: Path, size: int) -> None:
    if size > _MOST_BYTES:
        raise FileError(
            f"{path} has {size:,} bytes, more than the {_MOST_BYTES:,} that are read.",
            hint="Give the DLL itself, not an installer or a disk image.",
        )


def _require_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileError(f"{path} is a folder, not a DLL.", hint="Give the path of a DLL inside the folder.")
    if not stat.S_ISREG(mode):
        raise FileError(f"{path} is a device or a pipe, not a DLL.", hint="Give the path of a DLL.")


def _unreadable(path: Path, error: OSError | ValueError) -> FileError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return FileError(
            f"Cannot find {path}: there is no such file.",
            hint="Check the spelling of the path; a relative one starts at the working folder.",
        )
    if isinstance(error, PermissionError):
        return FileError(
            f"Not allowed to read {path}.",
            hint="Ask its owner for read permission, or copy the file to a folder of your own.",
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return FileError(
        f"Cannot read {str(path)!r}: {reason}.", hint="Check the path and the disk or share that it is on."
    )
