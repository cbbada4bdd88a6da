"""A DLL's facts, beside what `pefile.PE(path)` reads of the same file."""

from __future__ import annotations

from pathlib import Path

import pefile  # type: ignore[import-untyped]
from proofs.compared_images import images_at_hand

from probe32.pe import Image, read_image

from .racing import Contender, race
from .rows import Row, compared
from .session import Session, UnmeasurableError


def beside_pefile(_session: Session) -> list[Row]:
    """A small DLL, a middling one and the largest at hand. `UnmeasurableError`: Wine's DLLs are not installed."""
    files = sorted((each for each in images_at_hand() if each.suffix == ".dll"), key=lambda each: each.stat().st_size)
    if not files:
        raise UnmeasurableError("there are no DLLs of Wine's or MinGW's")
    chosen = {"small": files[len(files) // 10], "middling": files[len(files) // 2], "largest": files[-1]}
    return [_row(size, file) for size, file in chosen.items()]


def _row(size: str, file: Path) -> Row:
    contenders = {
        "ours": Contender(lambda _: read_image(file), lambda _, answer: isinstance(answer, Image)),
        "pefile": Contender(lambda _: pefile.PE(str(file)), lambda _, answer: isinstance(answer, pefile.PE)),
    }
    samples = race(contenders, 5)
    what = f"`{file.name}` read, {file.stat().st_size / 1e6:.1f} MB"
    return compared(f"open-{size}", what, samples["ours"], "`pefile.PE(path)`", samples["pefile"])
