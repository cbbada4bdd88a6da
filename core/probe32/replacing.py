"""Files that are replaced in one step: whoever reads one finds all of the old or all of the new, whatever happens."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Let `file` hold `content`, which is on the disk afterwards. `OSError`: it still holds what it held before."""
    replace_files({file: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Let each file hold its content. `OSError`: no file has changed, as far as there was not enough room for all."""
    # The temporary files lie in the same folders: os.replace is one step within a file system only.
    written: dict[Path, Path] = {}
    try:
        for file, content in contents.items():
            written[file] = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
            _write(written[file], content, file)
        for file, temporary in written.items():
            temporary.replace(file)
    except BaseException:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise


def _write(temporary: Path, content: bytes, like: Path) -> None:
    if like.exists() and not like.is_file():
        raise OSError(errno.EINVAL, "it is a folder or a device", str(like))
    with temporary.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if like.exists():
        temporary.chmod(like.stat().st_mode & 0o777)
