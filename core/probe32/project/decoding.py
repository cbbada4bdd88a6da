"""JSON values as a project: every field is checked, and a wrong one is named by place (`functions[2].prototype`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from ..drift import ExportFacts
from ..errors import FileError
from .document import SCHEMA, DllIdentity, Example, ImportedHeader, Project, ProjectFunction
from .migrations import migrated
from .places import found_dll, located, name_in
from .recorded_exports import decode_exports

_T = TypeVar("_T")
_WORDS: dict[type, str] = {str: "text", int: "a whole number", list: "a list", dict: "an object"}


def decode(document: object, file: Path) -> Project:
    """The project that `file` holds as JSON values. `FileError`: no project, a newer schema, or a wrong field."""
    if not isinstance(document, dict):
        raise FileError(f"{file} is no Probe32 project: it holds no JSON object.", hint="Open a *.probe32 file.")
    fields = _Fields(document, file, "")
    schema = _schema(fields)
    fields = _Fields(migrated(document, schema), file, "")
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
        unknown=fields.rest(),
    )


def _schema(fields: _Fields) -> int:
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


def _dll(fields: _Fields, folder: Path) -> DllIdentity:
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


def _header(fields: _Fields, folder: Path) -> ImportedHeader:
    return ImportedHeader(
        path=located(fields.take("path", str), folder),
        sha256=fields.take("sha256", str, ""),
        unknown=fields.rest(),
    )


def _exports(fields: _Fields) -> tuple[ExportFacts, ...]:
    return decode_exports(
        fields.mapping("ordinals", int),
        fields.mapping("forwarders", str),
        fields.list_of("data", str),
        fields.mapping("conventions", str),
        fields.mapping("stack_bytes", int),
    )


def _function(fields: _Fields) -> ProjectFunction:
    return ProjectFunction(
        export=fields.take("export", str),
        prototype=fields.take("prototype", str),
        examples=[_example(each) for each in fields.children("examples")],
        notes=fields.take("notes", str, ""),
        defaults=fields.mapping("defaults", str),
        unknown=fields.rest(),
    )


def _example(fields: _Fields) -> Example:
    return Example(
        arguments=fields.take("arguments", list, []),
        result=fields.anything("result"),
        outputs=fields.take("outputs", dict, {}),
        last_error=fields.take("last_error", int, 0),
        duration_us=fields.number("duration_us"),
        unknown=fields.rest(),
    )


class _Fields:
    """The fields of one JSON object, taken one by one; what nobody took is unknown."""

    def __init__(self, values: Mapping[str, object], file: Path, place: str) -> None:
        self.values = values
        self.file = file
        self.place = place
        self.taken: set[str] = set()

    def take(self, name: str, kind: type[_T], default: _T | None = None) -> _T:
        self.taken.add(name)
        if name in self.values:
            return self._checked(self.values[name], kind, self._at(name))
        if default is None:
            raise FileError(f'{self.file}: "{self._at(name)}" is missing.', hint="Restore the file, or add the field.")
        return default

    def anything(self, name: str) -> object:
        self.taken.add(name)
        return self.values.get(name)

    def number(self, name: str) -> float | None:
        """A number, or None where there is none."""
        value = self.anything(name)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return None if value is None else float(value)
        raise self._mistaken(self._at(name), "a number")

    def child(self, name: str) -> _Fields:
        return _Fields(self.take(name, dict), self.file, self._at(name))

    def children(self, name: str) -> list[_Fields]:
        places = enumerate(self.list_of(name, dict))
        return [_Fields(each, self.file, f"{self._at(name)}[{index}]") for index, each in places]

    def list_of(self, name: str, kind: type[_T]) -> list[_T]:
        items = enumerate(self.take(name, list, []))
        return [self._checked(each, kind, f"{self._at(name)}[{index}]") for index, each in items]

    def mapping(self, name: str, kind: type[_T]) -> dict[str, _T]:
        items = self.take(name, dict, {}).items()
        return {key: self._checked(each, kind, f"{self._at(name)}.{key}") for key, each in items}

    def rest(self) -> dict[str, object]:
        return {name: value for name, value in self.values.items() if name not in self.taken}

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _checked(self, value: object, kind: type[_T], place: str) -> _T:
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise self._mistaken(place, _WORDS[kind])

    def _mistaken(self, place: str, wanted: str) -> FileError:
        return FileError(f'{self.file}: "{place}" must be {wanted}.', hint="Correct it, or restore the file.")
