"""Lets a job inside the host (`inside_host.run_inside`) import Probe32's own modules."""

from __future__ import annotations

from probe32.launch import to_host_path
from probe32.launch.host import PACKAGE

IMPORTABLE = f"import probe32\nprobe32.__path__.append({to_host_path(PACKAGE)!r})\n"
"""The beginning of such a job's text."""
