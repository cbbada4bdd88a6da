"""Bytes of C files as text."""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


def decoded(content: bytes) -> str:
    """The text: UTF-8, UTF-16 with its byte order mark, or else what Western Windows calls ANSI."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
