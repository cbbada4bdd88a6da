"""What a person sees and what tables show touch no file and no runtime: controllers do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app" / "probe32_app"
SEEN = sorted(each for layer in ("models", "views", "widgets", "delegates") for each in (APP / layer).rglob("*.py"))
ON_DISK = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "stat", "exists", "is_file", "is_dir", "iterdir"),
    *("glob", "rglob", "mkdir", "unlink", "rename", "touch", "resolve"),
}
"""Methods of `pathlib.Path` that ask the disk."""
MODULES = {"shutil", "tempfile", "subprocess", "socket", "mmap"}


def disk_calls(tree: ast.AST) -> Iterator[str]:
    """The calls that reach the disk; what comes with the program, `resource(...)`, may be read."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            yield f"line {node.lineno}: open"
        if isinstance(node.func, ast.Attribute) and _reaches_disk(node.func):
            yield f"line {node.lineno}: {node.func.attr}"


def _reaches_disk(function: ast.Attribute) -> bool:
    of_os = isinstance(function.value, ast.Name) and function.value.id == "os"
    return of_os or (function.attr in ON_DISK and not _is_resource(function.value))


def _is_resource(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "resource"


def imported(tree: ast.AST) -> set[str]:
    """The top-level names of all absolute imports."""
    plain = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    return {each.partition(".")[0] for each in plain | froms}


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.relative_to(APP).as_posix())
def test_touches_no_disk(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(disk_calls(tree)) == []
    assert imported(tree) & MODULES == set()


def test_the_rule_would_see_a_file_being_read() -> None:
    tree = ast.parse("size = Path(text).stat().st_size\nwith open(name) as file: pass\nresource('a').read_text()")
    assert sorted(disk_calls(tree)) == ["line 1: stat", "line 2: open"]
