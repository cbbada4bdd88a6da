"""On what the measurements were made. Nothing here tells which machine it was."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from probe32.launch import Host

_GOVERNOR = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")


def described(host: Host) -> dict[str, str]:
    """What a reader needs to judge the figures by, a line each; what can't be told is left out."""
    lines = {
        "system": _system(),
        "processor": _processor(),
        "cores": _cores(),
        "frequency governor": _governor(),
        "memory": _memory(),
        "Wine": _wine(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}",
        "32-bit Python": f"{host.python}, {host.kind}",
        "load at the start": _load(),
    }
    return {name: text for name, text in lines.items() if text}


def ticks(pid: int) -> int:
    """The processor time that a process has used so far, in ticks of 10 ms (Linux: `/proc/PID/stat`)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _system() -> str:
    if sys.platform == "win32":
        return f"Windows {platform.version()}"
    kernel = re.match(r"\d+\.\d+", platform.release())  # what follows may name who runs the machine
    name = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{name}, {platform.system()} {kernel[0] if kernel else ''}".rstrip()


def _processor() -> str:
    if sys.platform == "win32":
        return platform.processor()
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8", "replace"), re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _cores() -> str:
    if sys.platform == "win32":
        return str(os.cpu_count())
    return f"{len(os.sched_getaffinity(0))} used of {os.cpu_count()}"


def _governor() -> str:
    """How the system chooses the processor's frequency (Linux)."""
    return _GOVERNOR.read_text("ascii").strip() if _GOVERNOR.is_file() else "not told"


def _memory() -> str:
    if sys.platform == "win32":
        return ""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GiB"


def _wine() -> str:
    if sys.platform == "win32":
        return ""
    said = subprocess.run(["wine", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return said.split()[0].removeprefix("wine-")


def _load() -> str:
    """Programs that wanted to run in the last minute, on average (Linux)."""
    return "" if sys.platform == "win32" else f"{os.getloadavg()[0]:.1f} programs, on average over a minute"
