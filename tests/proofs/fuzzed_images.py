"""Images with some of their bytes changed: reading them gives an image or an error of ours, soon and in little room."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from made_images import exporting, with_resource

from probe32.errors import FileError
from probe32.image_info import info_document
from probe32.image_outline import outline
from probe32.pe import CodeEvidence, read_details, read_image

from .compared_images import images_at_hand
from .limits import limited_memory, limited_time

_SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "sample.dll"
_FIXTURES = Path(__file__).parents[1] / "fixtures" / "images"
_LIBRARY = _FIXTURES / "instrument.tlb"
_MANIFEST = b'<assembly><assemblyIdentity name="a" version="1.0.0.0"/><file name="a.dll"/></assembly>'
_MOST_BYTES = 60_000
"""Of the real files that are mutated: small ones are read more often."""

_ROOM = 500 << 20
_MOST_SECONDS = 2.0
_PATIENCE = 60.0
"""Seconds until a case counts as a hang, on a machine that does something else too."""

_WRITTEN = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x1000)


@dataclass
class Outcome:
    """What came of the cases, and what should not have."""

    cases: int = 0
    slowest: float = 0.0
    results: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def attacked(cases: int, seed: int) -> Outcome:
    """Read so many mutated images."""
    rng = random.Random(seed)
    originals = _originals()
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder, limited_memory(_ROOM):
        path = Path(folder, "mutated.dll")
        for _ in range(cases):
            content = mutated(rng, rng.choice(originals))
            path.write_bytes(content)
            _attack(path, content, outcome)
    return outcome


def _attack(path: Path, content: bytes, outcome: Outcome) -> None:
    outcome.cases += 1
    start = time.process_time()
    try:
        with limited_time(_PATIENCE):
            outcome.results[_read(path)] += 1
    except Exception as error:
        outcome.problems.append(f"{type(error).__name__}: {error}, kept as {_kept(content)}")
    seconds = time.process_time() - start
    outcome.slowest = max(outcome.slowest, seconds)
    if seconds > _MOST_SECONDS:
        outcome.problems.append(f"it took {seconds:.1f} s, kept as {_kept(content)}")


def _read(path: Path) -> str:
    try:
        image = read_image(path)
    except FileError as error:
        if path.name not in error.message or not error.hint:
            raise AssertionError(f"an error says too little: {error.message}") from error
        return "refused"
    code = CodeEvidence(path)
    for each in image.exports[:5]:
        code.guess(each)
    details = read_details(path)
    json.dumps(info_document(details))
    outline(details)
    return "read with notes" if image.notes else "read"


def mutated(rng: random.Random, original: bytes) -> bytes:
    """Numbers written over it, mostly into the headers and tables; sometimes cut, or a piece moved."""
    content = bytearray(original)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        place = rng.randrange(min(len(content), rng.choice((0x200, 0x400, len(content)))))
        number = rng.choice((rng.choice(_WRITTEN), rng.getrandbits(32), rng.randrange(0x1000, 0x20000)))
        size = rng.choice((1, 2, 4))
        content[place : place + size] = (number & ((1 << 8 * size) - 1)).to_bytes(size, "little")
    if rng.random() < 0.1:
        del content[rng.randrange(len(content)) :]
    if rng.random() < 0.1 and content:
        start, to = rng.randrange(len(content)), rng.randrange(len(content))
        piece = content[start : start + rng.randrange(1, 256)]
        content[to : to + len(piece)] = piece
    return bytes(content)


def _originals() -> list[bytes]:
    made = [exporting([b"f"] * 3).content(), exporting([b"?f@@YAHH@Z", b"_Z1fPFviES_", b"g@8"]).content()]
    made += [with_resource(24, 2, _MANIFEST).content(), with_resource("TYPELIB", 1, _LIBRARY.read_bytes()).content()]
    told = [(_FIXTURES / name).read_bytes() for name in ("instrument.dll", "signed.dll")]
    small = [file for file in images_at_hand() if file.stat().st_size <= _MOST_BYTES]
    return [_SAMPLE.read_bytes(), *made, *told * 3, *(file.read_bytes() for file in small[::8])]


def _kept(content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix="mutated-", suffix=".dll", delete=False) as file:
        file.write(content)
    return Path(file.name)
