"""How much text there is to read, that of the files included among it."""

from __future__ import annotations

import re
from pathlib import Path

from . import sdk
from .decoding import decoded
from .translation import Source

LONG = 100_000
"""Characters from which a text is long: clang and the walk over its tree take 2 ms of processor time for a thousand
(time `parse_file` of generated structs and prototypes), another process takes 100 ms to start."""

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]', re.MULTILINE)


def is_long(source: Source) -> bool:
    """Whether there is so much to read that it is noticed. Our stand-ins for Windows' headers do not count."""
    windows = sdk.folder(source.filename, source.include_dirs)
    folders = [*map(Path, source.include_dirs), *([windows] if windows else [])]
    found = len(source.text)
    pending, seen = [(source.text, Path(source.filename).parent)], set[Path]()
    while pending and found < LONG:
        text, own = pending.pop()
        for name in _INCLUDE.findall(text):
            file = next((each / name for each in (own, *folders) if (each / name).is_file()), None)
            if file is not None and file not in seen:
                seen.add(file)
                found += file.stat().st_size
                if found >= LONG:
                    break
                pending.append((decoded(file.read_bytes()), file.parent))
    return found >= LONG
