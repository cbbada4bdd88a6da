"""The largest header at hand: MinGW's whole windows.h, about 6,000 functions, 2,400 structs, 23,000 constants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from probe32 import headers
from probe32.headers import libclang
from probe32.headers.translation import LOCK, Source, translate

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import Session, UnmeasurableError

_MINGW = Path("/usr/i686-w64-mingw32/include")
_TEXT = "#include <windows.h>"
_MOST_SECONDS = 5


def windows_h(_session: Session) -> list[Row]:
    """MinGW's whole windows.h read, beside what libclang alone takes.

    `UnmeasurableError`: MinGW's headers are not installed.
    """
    if not (_MINGW / "windows.h").is_file():
        raise UnmeasurableError(f"there is no {_MINGW / 'windows.h'}")
    contenders = {
        "import": Contender(lambda _: headers.parse(_TEXT, include_dirs=[_MINGW]), _is_whole),
        "clang": Contender(_clang_alone()),
    }
    samples = race(contenders, 3)
    what, goal = "MinGW's whole `windows.h` read", Goal("at most", _MOST_SECONDS)
    return [compared("header-import", what, samples["import"], "libclang alone", samples["clang"], goal)]


def _clang_alone() -> Callable[[int], object]:
    """What parses the same text in the same way, and asks nothing about it."""
    with LOCK:
        found = translate(Source(_TEXT, "prototype", include_dirs=(str(_MINGW),)))
    source, arranged = found.source, found.arrangement

    def parse(_: int) -> object:
        with LOCK:
            arguments, files = arranged.arguments(source), arranged.files(source)
            return libclang.parse(source.filename, arguments, files, macros=True)

    return parse


def _is_whole(_: int, answer: object) -> bool:
    return isinstance(answer, headers.Declarations) and len(answer.functions) > 6000 and len(answer.constants) > 20_000
