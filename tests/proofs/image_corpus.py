"""Mutated images of which each was the first to be answered in its way, with that answer; every test run reads them."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_images import exporting

from probe32.errors import FileError
from probe32.pe import CodeEvidence, read_image

from .fuzzed_images import mutated

FILE = Path(__file__).parents[1] / "fixtures" / "images" / "corpus.json"
_SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "sample.dll"
_GAP = 4
"""Equal bytes between two edits that are kept as one."""


@dataclass(frozen=True)
class Entry:
    """`original` with each of `edits`, an offset and bytes as hexadecimal, cut to `size`, is answered by `said`."""

    original: str
    edits: tuple[tuple[int, str], ...]
    size: int
    said: str

    def content(self) -> bytes:
        """The file."""
        content = bytearray(_ORIGINALS[self.original])
        for place, written in self.edits:
            content[place : place + len(written) // 2] = bytes.fromhex(written)
        return bytes(content[: self.size])


_ORIGINALS = {
    "sample": _SAMPLE.read_bytes(),
    "three names": exporting([b"f"] * 3).content(),
    "C++ names": exporting([b"?f@@YAHH@Z", b"_Z1fPFviES_", b"g@8"]).content(),
}


def entries() -> list[Entry]:
    """The corpus."""
    document: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return [Entry(**{**each, "edits": tuple((place, data) for place, data in each["edits"])}) for each in document]


def said_of(file: Path) -> str:
    """What comes of reading a file: the error, or a digest of the exports with their evidence, and the notes."""
    try:
        image = read_image(file)
    except FileError as error:
        return f"{type(error).__name__}: {error.message.replace(str(file), 'FILE')}"
    rows = [(each.ordinal, each.name, each.rva, each.kind.value, each.forwarder) for each in image.exports]
    code = CodeEvidence(file)
    for each in image.exports[:20]:
        code.guess(each)
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
    return " ".join((f"{len(rows)} exports, {digest}.", *image.notes))


def grow(cases: int, seed: int, folder: Path) -> int:
    """Add the mutated images among so many that are answered in a way of their own; how many these are."""
    known = entries() if FILE.exists() else []
    kinds = {_kind(each) for each in known}
    found = list(known)
    for entry in _tried(cases, seed, folder / "FILE"):
        if _kind(entry) not in kinds:
            kinds.add(_kind(entry))
            found.append(entry)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps([vars(each) for each in found], indent=1) + "\n", encoding="utf-8")
    return len(found) - len(known)


def _tried(cases: int, seed: int, file: Path) -> Iterator[Entry]:
    rng = random.Random(seed)
    for _ in range(cases):
        name = rng.choice(list(_ORIGINALS))
        content = mutated(rng, _ORIGINALS[name])
        file.write_bytes(content)
        yield Entry(name, tuple(_edits(_ORIGINALS[name], content)), len(content), said_of(file))


def _kind(entry: Entry) -> tuple[str, str]:
    """Of an error all but its numbers, of an image the number of its exports and the notes."""
    numbers = r"0x[0-9a-f]+|\d[\d,]*|'[^']*'" if "Error: " in entry.said else r", [0-9a-f]{16}"
    return entry.original, re.sub(numbers, "#", entry.said)


def _edits(before: bytes, after: bytes) -> Iterator[tuple[int, str]]:
    places = [place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new]
    while places:
        end = next((at for at in range(1, len(places)) if places[at] - places[at - 1] > _GAP), len(places))
        yield places[0], after[places[0] : places[end - 1] + 1].hex()
        places = places[end:]
