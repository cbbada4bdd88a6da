"""Files that are replaced in one step: whoever reads one finds all of the old or all of the new, whatever happens."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Let `file` hold `content`, which is on the disk afterwards. `OSError`: it still holds what it held before."""
    # The temporary file lies in the same folder: os.replace is one step within a file system only.
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
