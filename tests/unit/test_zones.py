"""What runs inside the 32-bit host needs the standard library alone, of every Python from 3.10 on."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).resolve().parents[2] / "core"
PACKAGE = CORE / "probe32"
ZONE = sorted(
    {
        *(PACKAGE / name for name in ("__init__.py", "errors.py", "server32.py")),
        *(
            path
            for name in ("abi", "wire", "host", "compat", "launch/inside")
            for path in (PACKAGE / name).rglob("*.py")
        ),
    }
)
FROZEN = {"launch/inside/unfreeze.py": {"pyimod02_importers"}}
"""What a module takes from the frozen executable that it runs in, instead of the library."""


def identify(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """The top-level names of all absolute imports, in every branch and function."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("path", ZONE, ids=identify)
def test_imports_the_standard_library_only(path: Path) -> None:
    strangers = imported(ast.parse(path.read_text("utf-8"))) - sys.stdlib_module_names - {"probe32"}
    assert strangers == FROZEN.get(identify(path), set())


@pytest.mark.parametrize("path", ZONE, ids=identify)
def test_is_written_in_the_oldest_supported_python(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), feature_version=(3, 10))


LOAD = """
import sys
sys.path.insert(0, sys.argv[1])
import probe32.abi.calls, probe32.abi.values, probe32.errors, probe32.wire.connection
import probe32.server32, probe32.host.entry
own = {"probe32", "__main__", "sitecustomize"}  # the last in an embeddable Python, whose ._pth file says so
print(*sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - own))
print(*sorted(name for name in sys.modules if name.startswith("probe32")))
"""


def test_loads_without_any_installed_package() -> None:
    command = [sys.executable, "-I", "-S", "-c", LOAD, str(CORE)]
    strangers, ours = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert strangers == ""
    client_side = {"cli", "client", "client64", "codegen", "headers", "launch", "library", "pe", "project"}
    assert not {name.split(".")[1] for name in ours.split() if "." in name} & client_side
