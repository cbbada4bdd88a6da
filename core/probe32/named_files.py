"""Text files that a person names."""

from __future__ import annotations

import errno
from pathlib import Path


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. `OSError`: it can't be read, or is a device, which may have no end.

    `UnicodeDecodeError`: it is no UTF-8.
    """
    if path.is_char_device() or path.is_block_device():
        raise OSError(errno.EINVAL, "it is a device", str(path))
    return path.read_text(encoding="utf-8-sig")
