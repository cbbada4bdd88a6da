"""On what the measurements were made."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import probe32
from probe32.launch import Host


def facts(host: Host, date: str) -> dict[str, str]:
    """What the table needs to be understood later."""
    return {"date": date, "version": probe32.__version__, "machine": description(host)}


def description(host: Host) -> str:
    """System, processor, memory, Wine and both Pythons, in a line."""
    parts = (_system(), _processor(), _memory(), _wine())
    pythons = f"Python {platform.python_version()} calling Python {host.python} ({host.kind}, 32-bit)"
    return ", ".join(filter(None, (*parts, pythons)))


def _system() -> str:
    if sys.platform == "win32":
        return f"Windows {platform.version()}"
    return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())


def _processor() -> str:
    return f"{os.cpu_count()} x {platform.machine()} cores"


def _memory() -> str:
    if sys.platform == "win32":
        return ""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GiB of memory"


def _wine() -> str:
    if sys.platform == "win32":
        return ""
    said = subprocess.run(["wine", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return said.split()[0].replace("wine-", "Wine ")


def ticks(pid: int) -> int:
    """The processor time that a process has used so far, in ticks of 10 ms (Linux: `/proc/PID/stat`)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
