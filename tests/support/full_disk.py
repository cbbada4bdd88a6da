"""A folder in which no more than a little can be written, and one that takes nothing at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SIZE = 256 << 10


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own with 256 KiB, where this user may mount one; else the folder as it is."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def no_room(folder: Path) -> Iterator[None]:
    """Within the block, files in the folder of a `small_disk` can't grow: the disk is full, or else a limit is set."""
    filler = folder / "filler"
    if folder.is_mount():
        with filler.open("wb") as stream:
            _fill(stream.fileno())
        yield
        filler.unlink()
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _fill(descriptor: int) -> None:
    block = b"x" * 4096
    try:
        while os.write(descriptor, block):
            pass
    except OSError:
        pass


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Within the block nothing in the folder of a `small_disk` can be changed, not even by root."""
    mounted = folder.is_mount()
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        folder.chmod(0o555)
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        folder.chmod(0o755)
