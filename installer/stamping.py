"""Makes an MSI say the same of itself each time it is built from the same parts."""

from __future__ import annotations

import struct
import uuid
from datetime import datetime, timezone
from pathlib import Path

from .errors import BuildError

_FORMAT = uuid.UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9").bytes_le
"""What a summary information stream calls itself ([MS-OLEPS] 2.21, "SummaryInformation")."""
_PACKAGE_CODE, _CREATED, _SAVED = 9, 12, 13
_TEXT, _TIME = 30, 64  # VT_LPSTR, VT_FILETIME
_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)


def stamp(msi: Path, package_code: uuid.UUID, moment: datetime) -> None:
    """Put a package code and a date in place of those that the builder has made up, in the file itself.

    Windows takes two files with one package code for the same one, so it has to follow from the content. `BuildError`:
    there is no summary information, or not the one that Windows Installer documents.
    """
    content = bytearray(msi.read_bytes())
    code = f"{{{str(package_code).upper()}}}".encode()
    ticks = int((moment - _EPOCH).total_seconds()) * 10_000_000
    place = content.find(_FORMAT)
    if place < 0:
        raise BuildError(f"{msi} has no summary information.")
    while place >= 0:  # more than once where a builder has written it again, and the first one is not in use any more
        section = place + 16 + 4 - 48  # the header is 48 bytes long, and its last field is where the section begins
        section += struct.unpack_from("<I", content, place + 16)[0]
        values = _values(content, section)
        _replace(content, values[_PACKAGE_CODE], struct.pack("<II", _TEXT, len(code) + 1) + code)
        for each in (_CREATED, _SAVED):
            _replace(content, values[each], struct.pack("<IQ", _TIME, ticks))
        place = content.find(_FORMAT, place + 1)
    msi.write_bytes(content)


def _values(content: bytearray, section: int) -> dict[int, int]:
    """Where the section's values are, by their numbers."""
    count = struct.unpack_from("<I", content, section + 4)[0]
    pairs = (struct.unpack_from("<II", content, section + 8 + 8 * at) for at in range(count))
    return {number: section + offset for number, offset in pairs}


def _replace(content: bytearray, place: int, value: bytes) -> None:
    known = struct.unpack_from("<I", content, place)[0] == struct.unpack_from("<I", value)[0]
    if not known:
        raise BuildError("The summary information has a value of another type than Windows Installer documents.")
    content[place : place + len(value)] = value
