"""Compiles start scripts with the very Python that will run them, so that the byte code fits."""

from __future__ import annotations

import base64
import marshal
import os
import sys


def main(arguments: list[str]) -> None:
    """Write into the file named first one line for each source file named after it, and one with Python's version.

    A source file's line is its code object, marshalled, in base64.
    """
    target, *sources = arguments
    lines = []
    for path in sources:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - the host need not import pathlib
            code = compile(file.read(), os.path.basename(path), "exec", dont_inherit=True)  # noqa: PTH119
        lines.append(base64.b64encode(marshal.dumps(code)).decode("ascii"))
    with open(target, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("\n".join([*lines, sys.version.split()[0]]))
