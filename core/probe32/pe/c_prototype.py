"""A C++ export's own prototype as C, ready to be called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..abi.types import Convention
from .c_types import InexpressibleError, closing_parenthesis, declared, parameters
from .cplusplus import demangled_text, function_in, outlined
from .facts import ConventionGuess, Export, ExportKind
from .identifiers import identifier

_ACCESS = re.compile(r"(?:public|protected|private): (?:(?P<kind>static|virtual) )?")
_METHOD = "It is a method: self is the address of the object."
_CONVENTIONS = {each.keyword for each in Convention}


@dataclass(frozen=True)
class CPrototype:
    """C text for a C++ name, None where C has none; `remarks` say why, or what the name leaves open."""

    text: str | None
    remarks: tuple[str, ...] = ()


def c_prototype(export: Export, guess: ConventionGuess, name: str = "") -> CPrototype | None:
    """The prototype that a mangled name carries, as C; None for names that carry none, and for what is no function.

    The function is called `name`, by default as `Export.plain_name`. A method takes its object as first parameter,
    `self`. `guess`, the evidence of name and code, tells what a name of GCC's does not: whether it is a method, and
    whether the result is a floating-point number.
    """
    name = name or export.plain_name
    if export.kind is ExportKind.DATA or export.name is None:
        return None
    text = demangled_text(export.name)
    if not text:
        return None
    try:
        if export.name.startswith("?"):
            return _microsoft(text, guess, name)
        return _itanium(export, text, guess, name)
    except InexpressibleError as error:
        return CPrototype(None, (f"C has no prototype for {export.undecorated or export.name}: {error}.",))


def _microsoft(text: str, guess: ConventionGuess, called: str) -> CPrototype | None:
    found = function_in(text)
    if found is None:
        return None
    keyword, name, start, opening = found
    if keyword not in _CONVENTIONS:
        raise InexpressibleError(f"it is a {keyword} function, which Probe32 cannot call")
    closing = closing_parenthesis(text, opening)
    access = _ACCESS.match(text)
    given = parameters(text[opening + 1 : closing], long_double="double", names=True)
    owner, last = _parted(name)
    rest = text[closing + 1 :]
    remarks: list[str] = []
    if access and access["kind"] != "static":
        given = _with_self(given, owner, const="const" in rest.partition(")")[0].split())
        remarks.append(_METHOD)
    if any("virtual bases" in each for each in guess.evidence):
        given += ", int most_derived"
        remarks.append("most_derived is 1, save when the constructor of a derived class calls.")
    outer = text[access.end() if access else 0 : start].strip()
    result = _enclosing(outer, rest) if outer else _unsaid_result(owner, last)
    return CPrototype(_complete(result, f"{keyword} {called}({given})", "double"), tuple(remarks))


def _complete(result: str, signature: str, long_double: str) -> str:
    try:
        return f"{declared(result, signature, long_double=long_double)};"
    except InexpressibleError as error:
        raise InexpressibleError(f"its result is {error}") from None


def _enclosing(outer: str, rest: str) -> str:
    """The type of a result that encloses the function: `int (__cdecl *` and `)(int)`."""
    return outer + rest[rest.index(")") :] if "(" in outlined(outer) and ")" in rest else outer


def _unsaid_result(owner: str, last: str) -> str:
    """That of a constructor, destructor or conversion."""
    if last.startswith("operator "):
        return last.removeprefix("operator ")
    return "void" if last.startswith("~") else f"class {owner} *"


def _parted(name: str) -> tuple[str, str]:
    """`a::B<c::d>::f` as (`a::B<c::d>`, `f`)."""
    place = outlined(name).rfind("::")
    return (name[:place], name[place + 2 :]) if place >= 0 else ("", name)


def _with_self(given: str, owner: str, *, const: bool = False) -> str:
    self = f"{'const ' * const}struct {identifier(owner)} *self"
    return self if given == "void" else f"{self}, {given}"


def _itanium(export: Export, text: str, guess: ConventionGuess, called: str) -> CPrototype | None:
    name = export.undecorated or ""
    start = text.find(name) if name else -1
    opening = text.find("(", start + len(name)) if start >= 0 else -1
    if opening < 0 or "thunk to" in text[:start]:
        return None
    closing = closing_parenthesis(text, opening)
    given = parameters(text[opening + 1 : closing], long_double="", names=True)
    owner, last = _parted(name)
    own = _parted(owner)[1].split("<")[0]
    constructor = bool(owner) and last.split("<")[0].lstrip("~") == own
    const = text[closing + 1 :].strip() == "const"
    member = bool(owner) and (constructor or const or "ecx" in guess.registers)
    convention = Convention.THISCALL if member else guess.guess or Convention.CDECL
    remarks: list[str] = []
    if member:
        given = _with_self(given, owner, const=const)
        remarks.append(_METHOD)
    result = text[:start].strip() or ("void" if constructor else "")
    if not result:
        result = "double" if guess.float_result else "int"
        remarks.append(f"The name does not tell the result: {result} is a guess.")
    keyword = "" if convention is Convention.CDECL else f"{convention.keyword} "
    signature = f"{keyword}{called}({given})"
    return CPrototype(_complete(result, signature, ""), tuple(remarks))
