"""A host in plain values, for people and for JSON."""

from __future__ import annotations

from .host import ENTRY_MODULE, Host


def describe(host: Host) -> dict[str, str | list[str]]:
    """`executable`, `kind`, `python`, `sha256`, and `command`, the start of the command line that runs it."""
    return {
        "executable": str(host.executable),
        "kind": host.kind,
        "python": host.python,
        "sha256": host.sha256,
        "command": host.command(ENTRY_MODULE, []),
    }
