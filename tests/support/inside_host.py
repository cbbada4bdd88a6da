"""Runs a piece of Python inside a 32-bit host and brings back what it returned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from probe32.launch import Host, kill, to_host_path
from probe32.launch.host import close_streams, read_available, start_module

_FRAME = """
import json

def main(arguments):
    value = job(*arguments[1:])
    with open(arguments[0], "w", encoding="utf-8") as file:
        json.dump(value, file)

"""
_TIMEOUT_S = 90.0


@dataclass(frozen=True)
class Finished:
    """How a job ended: `value` is what `job()` returned, None when it did not return."""

    value: Any
    status: int
    complaints: str


def run_inside(host: Host, folder: Path, job: str, arguments: Sequence[str] = ()) -> Finished:
    """Run `job`, the source text of a function `job(*arguments)` that returns what JSON can carry.

    The text becomes a module of a package named `probe32` in the empty `folder`.
    """
    package = folder / "probe32"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "job.py").write_text(_FRAME + job, encoding="utf-8")
    result = folder / "result.json"
    process = start_module(host, package, "probe32.job", [to_host_path(result), *arguments])
    try:
        status = process.wait(_TIMEOUT_S)
        complaints = read_available(process).decode(errors="replace")
        value = json.loads(result.read_text("utf-8")) if result.exists() else None
        return Finished(value, status, complaints)
    finally:
        kill(process)
        close_streams(process)
