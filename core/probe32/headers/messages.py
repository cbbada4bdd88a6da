"""Clang's complaints in words that say what is missing and what to do about it."""

from __future__ import annotations

import re
from functools import lru_cache

from ..errors import DeclarationError
from . import libclang
from .declarations import Problem
from .decoding import decoded
from .expansion import defused
from .translation import HIDDEN, Translation, is_prelude
from .vendor_macros import Assumption

_CPLUSPLUS = frozenset(
    (
        "class",
        "namespace",
        "template",
        "typename",
        "virtual",
        "public",
        "private",
        "protected",
        "operator",
        "using",
        "std",
    )
)
_CPLUSPLUS_HINT = "This is C++. Declare it as C does: functions, structs and pointers, no classes or references."
_SEMICOLON = "Every declaration ends with a semicolon."
_COMMAS = "Parameters have a type and a name each and are separated by commas."

_READABLE: tuple[tuple[str, str, str], ...] = (
    (
        r"unknown type name '(.+)'; did you mean '(.+)'\?",
        "Unknown type name '{0}'.",
        "Did you mean '{1}'? Otherwise define it first, e.g. typedef int {0}; or include the vendor's header.",
    ),
    (
        r"unknown type name '(.+)'",
        "Unknown type name '{0}'.",
        "Define it first, e.g. typedef int {0}; or include the vendor's header.",
    ),
    (
        r"must use '(\w+)' tag to refer to type '(.+)'",
        "The type '{1}' needs the word {0} before it.",
        "Write {0} {1}, or define it as a type: typedef {0} {1} {1};",
    ),
    (r"expected ';' after top level declarator", "A ';' is missing here.", _SEMICOLON),
    (r"expected ';' (?:after|at end of) (.+)", "A ';' is missing after the {0}.", _SEMICOLON),
    (r"expected '(.)'", "A '{0}' is missing here.", _COMMAS),
    (r"expected parameter declarator", "A parameter is missing here.", _COMMAS),
    (
        r"expected identifier or '\('",
        "A name is missing here.",
        "A prototype is a type, a name and parameters: int f(int a);",
    ),
    (r"expected identifier", "A name is missing here.", ""),
    (
        r"type specifier missing, defaults to 'int'.*|a type specifier is required for all declarations",
        "A type is missing here.",
        "Write the type first, e.g. int; void for a function without a result.",
    ),
    (
        r"a parameter list without types is only allowed in a function definition",
        "The parameters have no types.",
        "Give each a type and a name: int f(int a, int b); The old style of K&R is not understood.",
    ),
    (
        r"expected function body after function declarator",
        "A ';' is missing after the parameters.",
        "Parameters stand within the parentheses: int f(int a, int b); The old style of K&R is not understood.",
    ),
    (
        r"'(.+)' file not found(?: with .*)?",
        "The included file '{0}' was not found.",
        "Give its folder as an include folder (-I), or define the types that you need from it yourself.",
    ),
    (
        r"(?:typedef )?redefinition (?:of|with different types) ?(.*)",
        "This is already defined, and differently: {0}.",
        "Remove one of the definitions, or use another name.",
    ),
    (
        r"conflicting types for '(.+)'",
        "'{0}' is declared twice, and differently.",
        "Remove one of the declarations.",
    ),
    (
        r"C does not support default arguments",
        "Parameters of C functions have no default values.",
        "Remove the = and the value.",
    ),
    (
        r"argument may not have 'void' type",
        "A parameter cannot be void.",
        "Write void alone, or void *name for an address.",
    ),
    (
        r"(?:field|variable|array) has incomplete (?:element )?type '(.+)'",
        "The content of '{0}' is unknown here.",
        "Define it first, or use a pointer to it.",
    ),
    (
        r"implicit instantiation of undefined template '(.+)'",
        "The content of '{0}' is unknown here.",
        "It belongs to C++'s own library, which every compiler has its own of; C cannot pass it.",
    ),
    (r"use of undeclared identifier '(.+)'", "'{0}' is unknown.", "Define it first, e.g. #define {0} 16"),
    (r"unterminated /\* comment", "This comment has no end.", "End it with */"),
    (
        r"#include nested too deeply",
        "The includes lead back to themselves here.",
        "Begin the file with #pragma once, so that it is read once only.",
    ),
    (
        r"bracket nesting level exceeded maximum of (\d+)",
        "Brackets are nested deeper than {0} here.",
        "",
    ),
    (r"unterminated conditional directive", "This #if has no #endif.", "Add #endif at the end."),
    (r"extraneous closing brace.*", "This '}}' closes nothing.", "Remove it."),
)
_COMPILED = tuple((re.compile(pattern), message, hint) for pattern, message, hint in _READABLE)


def problems(translation: Translation) -> list[Problem]:
    """All that clang did not understand, one for each place, and the macros that it must not see."""
    found: dict[tuple[str, int, int], Problem] = {}
    name = translation.source.filename
    for macro, line in defused(translation.source.text)[1]:
        message = f"The macro {macro} is left out: what it stands for grows beyond all bounds."
        found[name, line, 1] = Problem(message, name, line, 1, decoded(translation.line_of(name, line)))
    for each in translation.errors():
        problem = _problem(translation, each)
        found.setdefault((problem.file, problem.line, problem.column), problem)
    return list(found.values())


def notes(translation: Translation) -> list[Problem]:
    """The macros that were assumed, each at its first place."""
    return [_note(translation, *found) for found in translation.arrangement.assumed.values()]


def _note(translation: Translation, found: Assumption, file: str) -> Problem:
    name = found.macro.partition("(")[0]
    meaning = f"stands for {found.value}" if found.value else "stands for nothing"
    if "(" in found.macro and found.value:
        meaning = "stands for the type in its parentheses"
    return Problem(
        f"{name} is defined nowhere. It is taken for a macro of the vendor's that {meaning}.",
        file,
        found.line,
        found.column,
        decoded(translation.line_of(file, found.line)),
        f"If that is wrong, define it yourself: -D {name}=..., or give the folder of the header that does (-I).",
    )


def at(translation: Translation, location: libclang.Location, message: str, hint: str = "") -> Problem:
    """A problem of our own finding at a place of the text."""
    file, line, column, source = _place(translation, location)
    return Problem(message, file, line, column, source, hint)


def error(problem: Problem) -> DeclarationError:
    """The problem as an exception; one in an included file names that file."""
    return DeclarationError(
        problem.message, hint=problem.hint, line=problem.line, column=problem.column, source=problem.source
    )


def _problem(translation: Translation, each: libclang.Diagnostic) -> Problem:
    file, line, column, source = _place(translation, each.location)
    message, hint = _readable(each.spelling.replace(HIDDEN, ""))
    if _is_cplusplus(each.spelling, source[column - 1 :] if column else ""):
        hint = _CPLUSPLUS_HINT
    return Problem(message, file, line, column, source, hint)


def _readable(spelling: str) -> tuple[str, str]:
    for pattern, message, hint in _COMPILED:
        match = pattern.fullmatch(spelling)
        if match:
            words = [each or "" for each in match.groups()]
            return message.format(*words), hint.format(*words)
    return f"{spelling[:1].upper()}{spelling[1:].rstrip('.')}.", ""


def _is_cplusplus(spelling: str, rest: str) -> bool:
    named = re.fullmatch(r"unknown type name '(\w+)'", spelling)
    return bool(named and named[1] in _CPLUSPLUS) or (spelling == "expected ')'" and rest.startswith("&"))


def _place(translation: Translation, location: libclang.Location) -> tuple[str, int, int, str]:
    """File, line, column in characters, and the line's text. A place behind the person's text moves to its end."""
    name = location.file.name if location.file else translation.source.filename
    line, column = location.line, location.column
    if name == translation.source.filename:
        line, column = _within(translation.source.text, line, column)
    raw = translation.line_of(name, line)
    source = raw.decode("utf-8", errors="replace")
    before = raw[: max(0, column - 1)].decode("utf-8", errors="replace")
    return "prelude" if is_prelude(name) else name, line, len(before) + 1 if column else 0, source


def _within(text: str, line: int, column: int) -> tuple[int, int]:
    last, end = _end(text)
    return (line, column) if line <= last else (last, end)


@lru_cache(maxsize=4)
def _end(text: str) -> tuple[int, int]:
    """The last line that holds anything, and the column behind its end, in bytes."""
    kept = text.rstrip()
    return kept.count("\n") + 1, len(kept[kept.rfind("\n") + 1 :].encode("utf-8")) + 1
