"""Where proofs happen: the tests' Wine prefix, and a folder of their own for temporary files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.surroundings import clean_surroundings

_VARIABLES = ("TMPDIR", "TEMP", "TMP")


@contextmanager
def proving() -> Iterator[list[str]]:
    """As `benchmarks.surroundings.clean_surroundings`; programs that are started here share the temporary folder."""
    with clean_surroundings() as left:
        before = {name: os.environ.get(name) for name in _VARIABLES}
        os.environ.update(dict.fromkeys(_VARIABLES, tempfile.gettempdir()))
        try:
            yield left
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
