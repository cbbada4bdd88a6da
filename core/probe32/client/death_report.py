"""Everything that is known of the end of a host, as text to send to whoever wrote the DLL."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime

import probe32

from ..errors import CallError
from ..pe.facts import Image

_OUTPUT_LINES = 30


def death_report(image: Image, error: CallError, output: Sequence[str] = (), when: datetime | None = None) -> str:
    """Plain text: the DLL, the fault with module and offset, the last calls, the last lines of `output`.

    `error` is `Library.ended_by`, or what a call raised.
    """
    version = image.release or "no version"
    fault, code = getattr(error, "fault", None), getattr(error, "host_exit_code", None)
    parts = [
        f"The 32-bit host of {image.path.name} ended, {when or datetime.now():%Y-%m-%d %H:%M:%S}",
        "",
        f"DLL          {image.path}",
        f"             {version}, SHA-256 {image.sha256}",
        f"Probe32      {probe32.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"What         {error}",
    ]
    if fault is not None:
        parts.append(f"Fault        {fault.name} {fault.access}".rstrip() + f", code 0x{fault.code:08X}")
        parts.append(f"Place        {fault.place}, address 0x{fault.address:08X}")
        parts += [f"called from  {each}" for each in fault.callers]
    if code is not None:
        parts.append(f"Exit code    {code if 0 <= code < 256 else f'0x{code & 0xFFFFFFFF:08X}'}")
    parts += _section("Last calls, the latest last", getattr(error, "last_calls", ()))
    parts += _section("Last output", output[-_OUTPUT_LINES:])
    return "\n".join(parts) + "\n"


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{title}:", *(f"  {each}" for each in lines)] if lines else []
