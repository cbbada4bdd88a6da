"""Which of Probe32's own modules the 32-bit host imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_ROOTS = ("host", "compat", "launch/inside", "server32.py", "client64.py", "com_info.py")
_LAUNCHER = "launch"
_CLIENTS_ALONE = (_LAUNCHER, "doctor", "recording")


def host_sources(package: Path) -> list[Path]:
    """The files, relative to the folder `package`, sorted: the roots, and whatever they import, also in functions.

    The roots are what runs in the host, and what a server's module may import there; one with both sides in it imports
    `client64`, too. The launcher, the doctor and recordings are not followed: only the client comes to the lines that
    import them.
    """
    found: set[Path] = set()
    elsewhere = [package / name for name in _CLIENTS_ALONE]
    pending = [file for root in _ROOTS for file in _modules(package / root)]
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            pending += _initialisers(path, package)
            pending += (each for each in _imported(path) if each.parent not in elsewhere)
    return sorted(path.relative_to(package) for path in found)


def _modules(root: Path) -> Iterator[Path]:
    return root.rglob("*.py") if root.is_dir() else iter([root])


def _initialisers(path: Path, package: Path) -> Iterator[Path]:
    """The `__init__.py` of each package that the module is in."""
    inside = [parent for parent in path.parents if parent.is_relative_to(package) and parent.name != _LAUNCHER]
    return (parent / "__init__.py" for parent in inside)


def _imported(path: Path) -> Iterator[Path]:
    """The files of the modules that the relative imports in a file name."""
    imports = _RelativeImports()
    imports.visit(ast.parse(path.read_text(encoding="utf-8")))
    for level, names in imports.found:
        module = path.parents[level - 1].joinpath(*names)
        for file in (module.with_name(f"{module.name}.py"), module / "__init__.py"):
            if file.is_file():
                yield file


class _RelativeImports(ast.NodeVisitor):
    """Collects what may be a module: level and names, with and without the last name, which may be a function."""

    def __init__(self) -> None:
        self.found: list[tuple[int, list[str]]] = []

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Note a relative import."""
        if node.level:
            module = node.module.split(".") if node.module else []
            self.found += [(node.level, module), *((node.level, [*module, alias.name]) for alias in node.names)]

    def visit_If(self, node: ast.If) -> None:
        """Leave out what only type checkers read."""
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.generic_visit(node)
