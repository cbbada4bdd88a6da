# ruff: noqa: N999 - PyInstaller finds a hook by this name
"""PyInstaller runs this when it freezes a program that imports Probe32: the 32-bit host goes along."""

from __future__ import annotations

from types import CodeType
from typing import Any

from PyInstaller.config import CONF  # type: ignore[import-not-found,import-untyped,unused-ignore]
from PyInstaller.utils.hooks import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    collect_dynamic_libs,
)

from probe32.errors import HostError
from probe32.launch import bundle, frozen
from probe32.resources import resource

# Only type checkers come to the line in `probe32` that imports it, and it brings a C parser of 80 MB; see `hook`.
# Without the doctor, which brings a disassembler, an application without a `Library` says in general why a DLL did not
# load.
excludedimports = ["probe32.library", "probe32.doctor"]


def hook(hook_api: Any) -> None:
    """Add the host, and for a program that mentions `Library` what that needs; PyInstaller calls this once."""
    try:
        made = bundle(CONF["workpath"])
    except HostError as error:
        raise SystemExit(f"Probe32 cannot be frozen. {error} {error.hint}") from error
    hook_api.add_datas([(str(made), frozen.FOLDER)])
    users = hook_api.graph.get_code_using("probe32").values()
    if any("Library" in _names(code) for code in users):
        hook_api.add_imports("probe32.library", "probe32.doctor")
    elif hook_api.graph.find_node("probe32.library") is None:
        return
    hook_api.add_binaries(collect_dynamic_libs("clang"))
    hook_api.add_datas([(str(resource("headers")), "probe32/_resources/headers")])


def _names(code: CodeType) -> set[str]:
    """The names in a module's code, in its functions too."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return {*code.co_names}.union(*map(_names, inner))
