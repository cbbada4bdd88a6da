"""Bytes as they are typed into a field: `hex:00 1F`, text, a JSON list."""

from __future__ import annotations

import json

from probe32.abi.text import HEX

from ..translating import tr_count
from .typed_text import typed_text


def buffer_bytes(text: str) -> bytes | None:
    """What a text stands for; None for addresses, files and what makes no sense."""
    if text.startswith(HEX):
        try:
            return bytes.fromhex(text[len(HEX) :].replace(",", " "))
        except ValueError:
            return None
    if text.startswith("["):
        try:
            return bytes(json.loads(text))
        except (ValueError, TypeError):
            return None
    if not text or text.startswith("@") or text.lstrip("+-")[:1].isdigit():
        return None
    return typed_text(text).encode()


def hex_spelling(data: bytes) -> str:
    """The bytes as hexadecimal digits."""
    return f"{HEX}{data.hex(' ').upper()}"


def text_spelling(data: bytes) -> str | None:
    """The bytes as text, in JSON quotes; None when they are none."""
    try:
        return json.dumps(data.decode("utf-8"), ensure_ascii=False)
    except UnicodeDecodeError:
        return None


def size_text(size: int) -> str:
    """`5 bytes`, `1.5 kB`, `100.0 MB`."""
    if size < 1000:
        return tr_count("{count} byte", "{count} bytes", size).format(count=size)
    return f"{size / 1e3:.1f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
