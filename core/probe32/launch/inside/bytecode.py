"""Compiles a package with the very Python that will import it."""

from __future__ import annotations

import os
import py_compile


def main(arguments: list[str]) -> None:
    """Put byte code beside each module below the folder named; it counts for whatever date the module gets later.

    Tracebacks are to name no place of the machine that compiled: the import system puts in where the module is.
    """
    (package,) = arguments
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                py_compile.compile(os.path.join(folder, name), dfile=name, doraise=True, invalidation_mode=unchecked)  # noqa: PTH118 - the host need not import pathlib
