"""Fingerprints of a file, by which people look it up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import ordlookup  # type: ignore[import-untyped]

from .facts import Import

_ENDINGS = (".dll", ".ocx", ".sys")


@dataclass(frozen=True)
class Hashes:
    """In hexadecimal. `imphash` is that of the imported names ("" without imports), as malware databases have it.

    `authenticode` is the SHA-256 that a signature of today would hold ("" where the file can't be signed).
    """

    md5: str
    sha1: str
    sha256: str
    imphash: str
    authenticode: str


def file_hashes(content: bytes, imports: Sequence[Import], authenticode: str) -> Hashes:
    """All of them: 100 MB take about 0.7 s."""
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return Hashes(md5, sha1, hashlib.sha256(content).hexdigest(), imphash(imports), authenticode)


def imphash(imports: Sequence[Import]) -> str:
    """MD5 of the names imported at load time, `kernel32.sleep,...`, as Mandiant defined it and pefile computes it."""
    words = [
        f"{_stem(each.dll)}.{_symbol(each.dll, name)}".lower()
        for each in imports
        if not each.delay
        for name in each.names
    ]
    return hashlib.md5(",".join(words).encode(), usedforsecurity=False).hexdigest() if words else ""


def _stem(dll: str) -> str:
    name = dll.lower()
    return name[:-4] if name.endswith(_ENDINGS) else name


def _symbol(dll: str, name: str) -> str:
    """The name; that of an ordinal where it never changes (OLEAUT32, WS2_32)."""
    if not name.startswith("#"):
        return name
    known: str = ordlookup.ordLookup(dll.lower().encode(), int(name[1:]), make_name=True).decode()
    return known
