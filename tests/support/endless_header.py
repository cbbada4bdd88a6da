"""A header that nobody reads to its end."""

from __future__ import annotations

from pathlib import Path

from probe32.headers import extent

AGAIN = """
#if __INCLUDE_LEVEL__ < 60
#include "again.h"
#include "again.h"
#endif
"""
"""What includes itself twice, 60 times deep."""


def endless_header(folder: Path) -> Path:
    """A header in `folder`, so long that another process reads it, which then has 2 to the 60 files to read."""
    (folder / "again.h").write_text(AGAIN, "utf-8")
    header = folder / "endless.h"
    header.write_text(f'/*{" " * extent.LONG}*/\n#include "again.h"\nint never(void);\n', "utf-8")
    return header
