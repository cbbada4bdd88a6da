"""JSON values as a project: every field is checked, and a wrong one is named by place (`functions[2].prototype`)."""

from __future__ import annotations

from pathlib import Path

from ..drift import ExportFacts
from ..errors import FileError
from .document import SCHEMA, DllIdentity, Example, ImportedHeader, Project, ProjectFunction
from .fields import Fields
from .migrations import migrated
from .places import found_dll, located, name_in
from .recipes import decode_sequence, decode_sweep
from .recorded_exports import decode_exports


def decode(document: object, file: Path) -> Project:
    """The project that `file` holds as JSON values. `FileError`: no project, a newer schema, or a wrong field."""
    if not isinstance(document, dict):
        raise FileError(f"{file} is no Probe32 project: it holds no JSON object.", hint="Open a *.probe32 file.")
    fields = Fields(document, file, "")
    schema = _schema(fields)
    fields = Fields(migrated(document, schema), file, "")
    fields.take("schema", int)
    fields.take("written_by", str, "")
    return Project(
        dll=_dll(fields.child("dll"), file.parent),
        encoding=fields.take("encoding", str, "utf-8"),
        headers=[_header(each, file.parent) for each in fields.children("headers")],
        search=[located(each, file.parent) for each in fields.list_of("search", str)],
        types=fields.take("types", str, ""),
        functions=[_function(each) for each in fields.children("functions")],
        notes=fields.take("notes", str, ""),
        sequences=[decode_sequence(each) for each in fields.children("sequences")],
        sweeps=[decode_sweep(each) for each in fields.children("sweeps")],
        unknown=fields.rest(),
    )


def _schema(fields: Fields) -> int:
    if "schema" not in fields.values:
        raise FileError(f'{fields.file} is no Probe32 project: it has no "schema".', hint="Open a *.probe32 file.")
    schema = fields.take("schema", int, 0)
    if schema > SCHEMA:
        writer = fields.values.get("written_by") or "a newer Probe32"
        raise FileError(
            f"{fields.file} was written by {writer} (schema {schema}); this Probe32 reads up to schema {SCHEMA}.",
            hint="Update Probe32 to open it.",
        )
    if schema < 1:
        raise FileError(f'{fields.file} is no Probe32 project: "schema" is {schema}.', hint="Open a *.probe32 file.")
    return schema


def _dll(fields: Fields, folder: Path) -> DllIdentity:
    path = fields.take("path", str)
    absolute = fields.take("absolute_path", str, path)
    name = fields.take("name", str, name_in(path))
    sha256 = fields.take("sha256", str, "")
    exports = fields.child("exports") if "exports" in fields.values else None
    return DllIdentity(
        path=found_dll(folder, (path, absolute), name, sha256),
        name=name,
        version=fields.take("version", str, ""),
        sha256=sha256,
        bitness=fields.take("bitness", int, 32),
        exports=_exports(exports) if exports else None,
        unknown=fields.rest(),
        unknown_exports=exports.rest() if exports else {},
    )


def _header(fields: Fields, folder: Path) -> ImportedHeader:
    return ImportedHeader(
        path=located(fields.take("path", str), folder),
        sha256=fields.take("sha256", str, ""),
        unknown=fields.rest(),
    )


def _exports(fields: Fields) -> tuple[ExportFacts, ...]:
    return decode_exports(
        fields.mapping("ordinals", int),
        fields.mapping("forwarders", str),
        fields.list_of("data", str),
        fields.mapping("conventions", str),
        fields.mapping("stack_bytes", int),
    )


def _function(fields: Fields) -> ProjectFunction:
    return ProjectFunction(
        export=fields.take("export", str),
        prototype=fields.take("prototype", str),
        examples=[_example(each) for each in fields.children("examples")],
        notes=fields.take("notes", str, ""),
        defaults=fields.mapping("defaults", str),
        errors=fields.take("errors", str, ""),
        unknown=fields.rest(),
    )


def _example(fields: Fields) -> Example:
    return Example(
        arguments=fields.take("arguments", list, []),
        result=fields.anything("result"),
        outputs=fields.take("outputs", dict, {}),
        last_error=fields.take("last_error", int, 0),
        duration_us=fields.number("duration_us"),
        texts=fields.mapping("texts", str),
        unknown=fields.rest(),
    )
