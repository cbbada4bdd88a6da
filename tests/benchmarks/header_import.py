"""The largest header at hand: MinGW's whole windows.h, about 6,000 functions, 2,400 structs, 23,000 constants."""

from __future__ import annotations

from pathlib import Path

from probe32 import headers

from .racing import Contender, race
from .rows import Goal, Row, Value
from .session import Session, UnmeasurableError

_MINGW = Path("/usr/i686-w64-mingw32/include")
_MOST_SECONDS = 5


def windows_h(_session: Session) -> list[Row]:
    """From the file to types, signatures and constants. `UnmeasurableError`: MinGW's headers are not installed."""
    if not (_MINGW / "windows.h").is_file():
        raise UnmeasurableError(f"there is no {_MINGW / 'windows.h'}")
    contender = Contender(lambda _: headers.parse("#include <windows.h>", include_dirs=[_MINGW]), _is_whole)
    samples = race({"import": contender}, 3)
    taken = Value.median(samples["import"])
    return [Row("header-import", "MinGW's whole `windows.h` read", taken, goal=Goal("at most", _MOST_SECONDS))]


def _is_whole(_: int, answer: object) -> bool:
    return isinstance(answer, headers.Declarations) and len(answer.functions) > 6000 and len(answer.constants) > 20_000
