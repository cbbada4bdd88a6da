"""Compiles modules of a package into one file, with the very Python that will run them."""

from __future__ import annotations

import marshal
import os


def main(arguments: list[str]) -> None:
    """Write into the file named first the byte code of the package in the folder named second.

    The other arguments name its modules, as paths below that folder. The file is the marshalled dict that `boot.py`
    reads: the module's full name to that path, whether it is a package, and its marshalled code. It is good wherever
    the folder is later.
    """
    target, folder, *paths = arguments
    collected = {}
    for path in paths:
        with open(f"{folder}\\{path}", "rb") as file:  # noqa: PTH123 - the host need not import pathlib
            code = compile(file.read(), path, "exec", dont_inherit=True)
        names = [os.path.basename(folder), *path.removesuffix(".py").split("\\")]  # noqa: PTH119
        is_package = names[-1] == "__init__"
        collected[".".join(names[:-1] if is_package else names)] = path, is_package, marshal.dumps(code)
    with open(target, "wb") as file:  # noqa: PTH123
        marshal.dump(collected, file)
