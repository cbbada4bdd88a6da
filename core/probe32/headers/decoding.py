"""Bytes of C files as text."""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


def decoded(content: bytes) -> str:
    """The text: UTF-8, UTF-16, or else what Western Windows calls ANSI."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    odd = content[1:0x1000:2]
    if odd and odd.count(0) > 0.4 * len(odd) > content[:0x1000:2].count(0):
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
