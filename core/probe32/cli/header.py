"""`probe32 header H`: what a C header declares, and how it agrees with a DLL."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from .. import headers
from ..abi.render import c_type, prototype
from ..abi.types import Enumeration, Struct
from ..declaration_list import function_entry, types_entries
from ..headers import Class, Declarations, Problem
from ..library import Library
from ..pe.facts import Export
from ..reconciliation import Match, Reconciliation
from . import console
from .parsing import Parser, add_include_options


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("header", help="show what a C header declares", allow_abbrev=False)
    parser.add_argument("header", metavar="H")
    parser.add_argument("--dll", metavar="DLL", help="compare the header with what this DLL exports")
    add_include_options(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the declarations of `options.header`. `DeclarationError`: it holds problems and nothing else."""
    found, compared = _read(options)
    if found.problems and not _holds_anything(found):
        raise headers.error(found.problems[0])
    if options.json:
        console.show_json(_document(found, compared))
        return 0
    for each in (*found.notes, *found.problems):
        console.show_warning(each.text)
    _show(found)
    if options.dll:
        _show_reconciliation(compared)
    return 0


def _read(options: argparse.Namespace) -> tuple[Declarations, Reconciliation]:
    path, folders, defines = options.header, options.include_dirs, dict(options.defines)
    if not options.dll:
        found = headers.parse_file(path, include_dirs=folders, defines=defines, language=options.language)
        return found, Reconciliation()
    with Library(options.dll) as library:
        read = library.preview(path, folders, defines, language=options.language)
    return read.declarations, read.reconciliation


def _holds_anything(found: Declarations) -> bool:
    return any((found.functions, found.structs, found.enums, found.typedefs, found.constants, found.classes))


def _document(found: Declarations, compared: Reconciliation) -> dict[str, object]:
    return {
        "functions": [function_entry(each) for each in found.functions],
        **types_entries(found),
        "classes": [_class(each) for each in found.classes],
        "reconciliation": {
            "matched": [_match(each) for each in compared.matched],
            "only_in_header": [{"name": each.name, "prototype": prototype(each)} for each in compared.only_in_header],
            "only_in_dll": [_export(each) for each in compared.only_in_dll],
            "mismatched": [_match(each) for each in compared.mismatched],
        },
        "problems": [_problem(each) for each in found.problems],
        "notes": [_problem(each) for each in found.notes],
    }


def _class(of: Class) -> dict[str, object]:
    return {
        "name": of.name,
        "size": of.size,
        "align": of.align,
        "methods": [
            {"name": each.name, "prototype": each.prototype, "access": each.access, "mangled": each.mangled}
            for each in of.methods
        ],
    }


def _match(match: Match) -> dict[str, object]:
    return {
        "name": match.name,
        "export": match.export.name,
        "ordinal": match.export.ordinal,
        "how": match.how.value,
        "aliases": list(match.aliases),
        "prototype": prototype(match.signature),
        "message": match.sentence,
    }


def _export(export: Export) -> dict[str, object]:
    return {"name": export.name, "ordinal": export.ordinal}


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _show(found: Declarations) -> None:
    _show_section("functions", [prototype(each) for each in found.functions])
    _show_section("structs", [line for each in found.structs for line in _layout(each)], len(found.structs))
    _show_section("classes", [line for each in found.classes for line in _methods(each)], len(found.classes))
    _show_section("enums", [_members(each) for each in found.enums])
    _show_section("typedefs", [f"typedef {c_type(each.target, each.name)};" for each in found.typedefs])
    _show_section("constants", [f"{name} = {value!r}" for name, value in found.constants.items()])


def _show_section(title: str, lines: list[str], count: int | None = None) -> None:
    if not lines:
        return
    console.show_text(f"{title}: {len(lines) if count is None else count}")
    for each in lines:
        console.show_text(f"  {each}")


def _layout(struct: Struct) -> Iterator[str]:
    yield f"{'union' if struct.union else 'struct'} {struct.name}: {struct.size} bytes, aligned to {struct.align}"
    for each in struct.fields:
        bits = "" if each.bits is None else f" : {each.bits}"
        yield f"  {each.offset:6}  {c_type(each.type, each.name)}{bits}"


def _methods(of: Class) -> Iterator[str]:
    yield f"class {of.name}: {of.size} bytes, aligned to {of.align}"
    for each in of.methods:
        yield f"  {each.access}: {each.prototype};"


def _members(of: Enumeration) -> str:
    return f"enum {of.name}: " + ", ".join(f"{name} = {value}" for name, value in of.members)


def _show_reconciliation(compared: Reconciliation) -> None:
    _show_section("matched", [_matched(each) for each in compared.matched])
    _show_section("mismatched", [each.sentence for each in compared.mismatched])
    _show_section("only in the header", [prototype(each) for each in compared.only_in_header])
    _show_section("only in the DLL", [each.symbol for each in compared.only_in_dll])


def _matched(match: Match) -> str:
    aliases = f" (also {', '.join(match.aliases)})" if match.aliases else ""
    other = "" if match.export.name == match.name else f" as {match.export.symbol}"
    return f"{match.name}{other}{aliases}{'. ' if match.sentence else ''}{match.sentence}"
