"""Compiles start scripts with the very Python that will run them, so that the byte code fits."""

from __future__ import annotations

import base64
import marshal
import os
import sys


def main(arguments: list[str]) -> None:
    """Write one line for each source file named: its code object, marshalled, in base64."""
    for path in arguments:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - the host need not import pathlib
            code = compile(file.read(), os.path.basename(path), "exec", dont_inherit=True)  # noqa: PTH119
        sys.stdout.write(base64.b64encode(marshal.dumps(code)).decode("ascii") + "\n")
    sys.stdout.write(sys.version.split()[0] + "\n")
    sys.stdout.flush()
