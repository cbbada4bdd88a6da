"""What both processes use, read from `/proc` and, for Windows' handles, asked of the host."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from .arena import UnprovableError
from .work import BusyClient


@dataclass(frozen=True)
class Reading:
    """Memory in bytes: what is resident of each process, and the files in memory that the client shares."""

    client_memory: int
    host_memory: int
    shared_memory: int
    client_descriptors: int
    host_descriptors: int
    client_threads: int
    host_threads: int
    host_handles: int


def read(client: BusyClient) -> Reading:
    """What there is now. `UnprovableError`: there is no `/proc`."""
    if sys.platform == "win32":
        raise UnprovableError("memory is read from /proc")
    handles = client.request32("handles")
    mine, its = Path("/proc/self"), Path(f"/proc/{client.host_pid}")
    descriptors = list((mine / "fd").iterdir())
    return Reading(
        client_memory=_resident(mine),
        host_memory=_resident(its),
        shared_memory=sum(map(_in_memory, descriptors)),
        client_descriptors=len(descriptors),
        host_descriptors=len(list((its / "fd").iterdir())),
        client_threads=_field(mine, "Threads"),
        host_threads=_field(its, "Threads"),
        host_handles=int(handles),
    )


def _resident(process: Path) -> int:
    """Without what is shared with others, which the shared files are."""
    return (_field(process, "RssAnon") + _field(process, "RssFile")) * 1024


def _field(process: Path, name: str) -> int:
    lines = (process / "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


def _in_memory(descriptor: Path) -> int:
    """The bytes that a memory file really has; one that is open twice counts twice."""
    try:
        if "memfd:" not in str(descriptor.readlink()):
            return 0
        return descriptor.stat().st_blocks * 512
    except OSError:  # that of the folder itself
        return 0
