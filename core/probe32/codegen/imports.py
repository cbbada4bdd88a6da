"""The import lines of a module, from the names that its text uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

from .folding import Group, fold

_STANDARD = {
    "argparse": "",
    "asyncio": "",
    "hashlib": "",
    "os": "",
    "re": "",
    "sys": "",
    "Awaitable": "collections.abc",
    "Callable": "collections.abc",
    "Iterable": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "dataclass": "dataclasses",
    "field": "dataclasses",
    "fields": "dataclasses",
    "is_dataclass": "dataclasses",
    "IntEnum": "enum",
    "IntFlag": "enum",
    "partial": "functools",
    "HTTPException": "http.client",
    "Path": "pathlib",
    "Any": "typing",
    "final": "typing",
    "NamedTuple": "typing",
    "TypeVar": "typing",
    "quote": "urllib.parse",
}
"""Where names of the standard library come from; "" for modules themselves."""


_RUNTIME = {"Client64", "Probe32Error"}


def imports(text: str, runtime: str, own: Mapping[str, str]) -> str:
    """The lines, in the order of formatters: the standard library, the runtime, the package's own modules.

    `runtime` is the module of `Client64`; `own` has the modules of the package's names, such as `.types`.
    """
    used = _used(text)
    modules = [f"import {name}" for name in sorted(used) if _STANDARD.get(name) == ""]
    standard = _from({name: _STANDARD[name] for name in used if _STANDARD.get(name)})
    third = from_line(runtime, sorted(_RUNTIME & used)) if _RUNTIME & used else []
    local = _from({name: own[name] for name in used if name in own})
    blocks = [[*modules, *standard], third, local]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _used(text: str) -> set[str]:
    """The names that a module reads and does not define."""
    tree = ast.parse(text)
    made = {node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    found: set[str] = set()
    rest: list[ast.AST] = [tree]
    while rest:  # as `ast.walk`, which takes three times as long
        node = rest.pop()
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                rest += [each for each in value if isinstance(each, ast.AST)]
            elif type(value) is ast.Name:
                found.add(value.id) if type(value.ctx) is ast.Load else None
            elif isinstance(value, ast.AST):
                rest.append(value)
        if type(node) is ast.Name and type(node.ctx) is ast.Load:
            found.add(node.id)
    return found - made


def _from(sources: Mapping[str, str]) -> list[str]:
    lines = []
    for module in sorted(set(sources.values())):
        names = sorted((name for name, source in sources.items() if source == module), key=order)
        lines += from_line(module, names)
    return lines


def from_line(module: str, names: Iterable[str]) -> list[str]:
    """`from module import names`, one name a line where they don't fit on one."""
    head = f"from {module} import "
    return fold(Group((head, ""), tuple(names), (f"{head}(", ")")), 0)


def order(name: str) -> tuple[int, list[tuple[int, str]], str]:
    """As sorters of imports have it: constants, classes, then the rest, whatever the case, numbers by their value."""
    return kind_of(name), natural(name.lower()), name


def kind_of(name: str) -> int:
    """0 for a constant, 1 for a class, 2 for all others, as their cases tell."""
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts numbers in names by their value."""
    return [(int(each), "") if each.isdecimal() else (-1, each) for each in re.split(r"(\d+)", text)]
