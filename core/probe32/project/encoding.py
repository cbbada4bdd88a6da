"""A project as JSON values: known fields in a fixed order, then unknown ones by name."""

from __future__ import annotations

from pathlib import Path

import probe32

from .document import SCHEMA, DllIdentity, Example, ImportedHeader, Project, ProjectFunction
from .places import portable
from .recipes import encode_sequence, encode_sweep
from .recorded_exports import encode_exports


def encode(project: Project, file: Path) -> dict[str, object]:
    """The document to be written to `file`; functions stand by name, then by ordinal, so that a diff stays small."""
    known = {
        "schema": SCHEMA,
        "written_by": f"Probe32 {probe32.__version__}",
        "dll": _dll(project.dll, file.parent),
        "encoding": project.encoding,
        "headers": [_header(each, file.parent) for each in project.headers],
        **({"search": [portable(each, file.parent) for each in project.search]} if project.search else {}),
        "types": project.types,
        "functions": [_function(each) for each in sorted(project.functions, key=_order)],
        "notes": project.notes,
        **({"sequences": [encode_sequence(each) for each in project.sequences]} if project.sequences else {}),
        **({"sweeps": [encode_sweep(each, file.parent) for each in project.sweeps]} if project.sweeps else {}),
    }
    return _with_unknown(known, project.unknown)


def _order(function: ProjectFunction) -> tuple[bool, int, str, str]:
    symbol = function.symbol
    ordinal = symbol if isinstance(symbol, int) else 0
    return isinstance(symbol, int), ordinal, function.export, function.prototype


def _dll(dll: DllIdentity, folder: Path) -> dict[str, object]:
    known: dict[str, object] = {
        "name": dll.name,
        "path": portable(str(dll.path), folder),
        "absolute_path": str(dll.path),
        "version": dll.version,
        "sha256": dll.sha256,
        "bitness": dll.bitness,
    }
    if dll.exports is not None:
        known["exports"] = _with_unknown(encode_exports(dll.exports), dll.unknown_exports)
    return _with_unknown(known, dll.unknown)


def _header(header: ImportedHeader, folder: Path) -> dict[str, object]:
    known: dict[str, object] = {"path": portable(header.path, folder)}
    if header.sha256:
        known["sha256"] = header.sha256
    return _with_unknown(known, header.unknown)


def _function(function: ProjectFunction) -> dict[str, object]:
    known: dict[str, object] = {"export": function.export, "prototype": function.prototype}
    if function.examples:
        known["examples"] = [_example(each) for each in function.examples]
    if function.errors:
        known["errors"] = function.errors
    if function.defaults:
        known["defaults"] = {name: function.defaults[name] for name in sorted(function.defaults)}
    if function.notes:
        known["notes"] = function.notes
    return _with_unknown(known, function.unknown)


def _example(example: Example) -> dict[str, object]:
    known: dict[str, object] = {
        "arguments": example.arguments,
        "result": example.result,
        "outputs": example.outputs,
    }
    if example.last_error:
        known["last_error"] = example.last_error
    if example.duration_us is not None:
        known["duration_us"] = example.duration_us
    if example.texts:
        known["texts"] = example.texts
    return _with_unknown(known, example.unknown)


def _with_unknown(known: dict[str, object], unknown: dict[str, object]) -> dict[str, object]:
    return known | {name: unknown[name] for name in sorted(unknown) if name not in known}
