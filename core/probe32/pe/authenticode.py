"""The digest that an Authenticode signature is about, and the signatures that a file carries.

Source: Microsoft, "Windows Authenticode Portable Executable Signature Format" (2008), "Calculating the PE Image Hash",
and PE specification, "The Attribute Certificate Table".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from .container import Container

_CHECKSUM = 64
"""Where the checksum stands in the optional header; signing changes it."""
_SIGNED_DATA = 2
"""WIN_CERT_TYPE_PKCS_SIGNED_DATA."""
_MOST_TABLES = 32
_LARGEST = 8 << 20
"""Bytes of one signature; hashes of the pages of a file of 100 MB take 0.8 MB."""

ALGORITHMS = ("md5", "sha1", "sha256", "sha384", "sha512")


@dataclass(frozen=True)
class CertificateTable:
    """The PKCS #7 messages in the table of attribute certificates; `problem` says what is wrong with the table."""

    messages: tuple[bytes, ...] = ()
    problem: str = ""


def certificate_table(container: Container) -> CertificateTable:
    """What is embedded in the file; nothing for a file that is not signed, or signed in a catalog of Windows."""
    directory = container.directory("SECURITY")
    if directory is None or not directory.size:
        return CertificateTable()
    content, start, end = container.content, directory.rva, directory.rva + directory.size
    if end > len(content) or start % 8:
        return CertificateTable(problem="The table of signatures leads outside the file.")
    messages: list[bytes] = []
    problem = "" if end >= len(content) - 7 else "Something follows the table of signatures, which Windows refuses."
    while start + 8 <= end and len(messages) < _MOST_TABLES:
        length, _, kind = unpack_from("<IHH", content, start)
        if length < 8 or start + length > end:
            return CertificateTable(tuple(messages), "The table of signatures is damaged.")
        if kind == _SIGNED_DATA and length <= _LARGEST:
            messages.append(content[start + 8 : start + length])
        start += -(-length // 8) * 8
    return CertificateTable(tuple(messages), problem)


def authenticode_digest(container: Container, algorithm: str) -> bytes | None:
    """The digest of what a signature covers: all but the checksum, the table's entry, and the table itself.

    None where the specification gives none: sections overlap or lie outside the file, or `algorithm` is none of
    `ALGORITHMS`. A file whose length is no multiple of 8 counts as filled up with zeros, as it will be when signed.
    """
    parts = _parts(container)
    if algorithm not in ALGORITHMS or parts is None:
        return None
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for each in parts:
        digest.update(each)
    return digest.digest()


def _parts(container: Container) -> list[memoryview] | None:
    content = memoryview(container.content)
    optional = container.pe.OPTIONAL_HEADER.get_file_offset()
    entry = optional + (128 if container.bitness == 32 else 144)
    headers = container.pe.OPTIONAL_HEADER.SizeOfHeaders
    directory = container.directory("SECURITY")
    table = directory.size if directory else 0
    if not entry + 8 <= headers <= len(content):
        return None
    parts = [content[: optional + _CHECKSUM], content[optional + _CHECKSUM + 4 : entry], content[entry + 8 : headers]]
    hashed = headers
    for start, size in sorted(_bodies(container)):
        if start < hashed:
            return None
        parts.append(content[start : start + size])
        hashed += size
    rest = len(content) - table
    if hashed > rest:
        return None
    parts.append(content[hashed:rest])
    parts.append(memoryview(bytes(-rest % 8)))
    return parts


def _bodies(container: Container) -> Iterator[tuple[int, int]]:
    """Where each section is in the file; those without content are left out, as the specification says."""
    for each in container.pe.sections:
        if each.SizeOfRawData and each.PointerToRawData:
            yield each.PointerToRawData, each.SizeOfRawData
