"""Types and signatures as C text, which `headers` reads back as the same values."""

from __future__ import annotations

from collections.abc import Iterable

from .layout import arranged
from .signatures import Direction, Parameter, Signature, default_direction
from .types import (
    Alias,
    Array,
    Boolean,
    Character,
    Convention,
    Enumeration,
    Field,
    Float,
    FunctionType,
    Integer,
    Opaque,
    Pointer,
    Struct,
    Type,
    Void,
)

_WORD = {Direction.IN: "_In", Direction.OUT: "_Out", Direction.INOUT: "_Inout"}
_VERB = {Direction.IN: "_reads", Direction.OUT: "_writes", Direction.INOUT: "_updates"}
_INT = Integer("int", 4, True)


def c_type(of: Type, name: str = "") -> str:
    """How C spells a type, around a name if one is given: `DWORD`, `const char *`, `double values[4]`."""
    return _declare(of, name).rstrip()


def prototype(signature: Signature, *, comments: bool = False) -> str:
    """The declaration in one line, with SAL marks only where they differ from the defaults.

    `headers.parse_prototype` gives an equal signature, save that a convention which is not cdecl counts as stated, and
    that the comment is left out unless `comments` puts it in lines of its own in front.
    """
    stated = signature.stated or signature.convention is not Convention.CDECL
    keyword = f"{signature.convention.keyword} " if stated else ""
    parameters = _parameters(signature.parameters, variadic=signature.variadic)
    text = f"{_freed_by(signature.freed_by)}{_declare(signature.result, f'{keyword}{signature.name}({parameters})')};"
    return f"{_comment(signature.comment)}\n{text}" if comments and signature.comment else text


def declaration(of: Type) -> str:
    """The definition of a struct, union, enum or typedef, "" for any other type; types that it uses come before it.

    A layout that is not the compiler's own is forced with `#pragma pack` and, at last, by bit-fields without a name.
    """
    if isinstance(of, Alias):
        return f"typedef {c_type(of.target, of.name)};"
    if isinstance(of, Enumeration):
        members = ",\n".join(f"    {name} = {value}" for name, value in of.members)
        return f"{_enum_head(of)} {{\n{members}\n}};"
    return _struct(of) if isinstance(of, Struct) else ""


def _declare(of: Type, declarator: str, const: bool = False) -> str:
    """C's declarations read from the name outwards: what a type adds stands around `declarator`."""
    if isinstance(of, Pointer):
        inner = f"*const {declarator}" if const else f"*{declarator}"
        if isinstance(of.target, FunctionType):
            convention = of.target.convention
            inner = f"({'' if convention is Convention.CDECL else f'{convention.keyword} '}{inner})"
        elif isinstance(of.target, Array):
            inner = f"({inner})"
        return _declare(of.target, inner, of.const)
    if isinstance(of, Array):
        return _declare(of.element, f"{declarator}[{of.count or ''}]", const)
    if isinstance(of, FunctionType):
        return _declare(of.result, f"{declarator}({_parameters(of.parameters)})")
    base = f"const {_base(of)}" if const else _base(of)
    return f"{base} {declarator}" if declarator else base


def _base(of: Type) -> str:
    """The words that a declaration starts with."""
    if isinstance(of, (Integer, Character, Float, Alias)):
        return of.name
    if isinstance(of, Boolean):
        return "bool"
    if isinstance(of, Opaque):
        return _opaque(of)
    if isinstance(of, Enumeration):
        return _enum_head(of) if of.name else f"{_enum_head(of)} {{ {_inline_members(of)} }}"
    if isinstance(of, Struct):
        return _head(of) if of.name else f"{_head(of)} {{ {' '.join(_members(of))} }}"
    return "void"


def _opaque(of: Opaque) -> str:
    if not of.name:
        return "void"
    return of.name if of.name.startswith("union ") else f"struct {of.name}"


def _enum_head(of: Enumeration) -> str:
    underlying = "" if of.underlying == _INT else f" : {of.underlying.name}"
    return f"enum {of.name}".rstrip() + underlying


def _inline_members(of: Enumeration) -> str:
    return ", ".join(f"{name} = {value}" for name, value in of.members)


def _head(of: Struct) -> str:
    return f"{'union' if of.union else 'struct'} {of.name}".rstrip()


def _members(of: Struct) -> list[str]:
    return [f"{_member(each)};" for each in arranged(of).members]


def _member(each: Field) -> str:
    length = each.type.length if isinstance(each.type, Array) else ""
    text = f"_Field_size_({length}) {c_type(each.type, each.name)}" if length else c_type(each.type, each.name)
    return text if each.bits is None else f"{text}{' ' if not each.name else ''}: {each.bits}"


def _struct(of: Struct) -> str:
    found = arranged(of)
    aligned = f"__declspec(align({found.align})) " if found.align else ""
    keyword = "union" if of.union else "struct"
    members = "".join(f"    {each}\n" for each in _members(of))
    text = f"{keyword} {aligned}{of.name} {{\n{members}}};"
    return f"#pragma pack(push, {found.pack})\n{text}\n#pragma pack(pop)" if found.pack else text


def _parameters(parameters: Iterable[Parameter], *, variadic: bool = False) -> str:
    found = [_parameter(each) for each in parameters]
    if variadic:
        found.append("...")
    return ", ".join(found) or "void"


def _parameter(each: Parameter) -> str:
    count = _array_count(each)
    if count and isinstance(each.type, Pointer):
        return _declare(Array(each.type.target, count), each.name, each.type.const)
    return f"{_marks(each)}{_freed_by(each.freed_by)}{c_type(each.type, each.name)}"


def _array_count(each: Parameter) -> int:
    """The number in `int values[4]`, which says all there is to say about this parameter; else 0."""
    text = each.size.text if each.size and not each.size.in_bytes else ""
    marked = each.nullable or each.allocated or each.freed_by
    plain = each.direction is default_direction(each.type) and not marked
    element = each.type.target if isinstance(each.type, Pointer) else Void()
    if not plain or isinstance(element, (Void, FunctionType, Opaque)) or not text.isdecimal():
        return 0
    return int(text) if str(int(text)) == text else 0


def _freed_by(function: str) -> str:
    return f"_Freed_by_({function}) " if function else ""


def _marks(each: Parameter) -> str:
    optional = "opt_" if each.nullable else ""
    allocated = f"_Outptr_{optional} " if each.allocated else ""
    if each.size:
        unit = "_bytes" if each.size.in_bytes else ""
        return f"{allocated}{_WORD[each.direction]}{_VERB[each.direction]}{unit}_{optional}({each.size.text}) "
    if allocated:
        return allocated if each.direction is Direction.OUT else f"{allocated}{_WORD[each.direction]}_{optional} "
    if each.direction is default_direction(each.type) and not each.nullable:
        return ""
    return f"{_WORD[each.direction]}_{optional} "


def _comment(words: str) -> str:
    lines = words.replace("*/", "* /").split("\n")
    if len(lines) == 1:
        return f"/** {lines[0]} */"
    return "\n".join(["/**", *(f" * {each}".rstrip() for each in lines), " */"])
