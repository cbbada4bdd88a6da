"""Types of demangled C++ names, written as C that `headers` understands.

References become pointers, classes `struct`s that nothing is known of, enumerations `int`; what a C function cannot
take or give, such as a class by value, is refused with the reason.
"""

from __future__ import annotations

import re

from .cplusplus import outlined
from .identifiers import identifier

_CONVENTION = re.compile(r"\s*(?P<keyword>__\w+)\b\s*")
_CALLABLE = {"__cdecl", "__stdcall", "__fastcall", "__thiscall"}
_PLAIN = {"void", "bool", "char", "short", "int", "long", "float", "double", "wchar_t", "signed", "unsigned"}
_OTHER_NAMES = {
    "__int64": "long long", "char8_t": "unsigned char", "char16_t": "unsigned short", "char32_t": "unsigned int",
    "std::nullptr_t": "void *", "nullptr_t": "void *", "decltype(nullptr)": "void *",
}  # fmt: skip
_RECORDS = {"class", "struct", "union"}
_DROPPED = {"volatile", "__restrict", "__unaligned", "__ptr64"}


class InexpressibleError(Exception):
    """C has no such type; `str()` says why, for the end of a sentence."""


def declared(text: str, name: str, *, long_double: str) -> str:
    """The C declaration of `name` with a C++ type; `name` may be a whole function, then the type is its result.

    `long_double` is what that type is called, "" where C cannot express it. `InexpressibleError`: see there.
    """
    opening = outlined(text).find("(")
    if opening < 0:
        return _simple(text, name, long_double)
    closing = closing_parenthesis(text, opening)
    inner, suffix = text[opening + 1 : closing], text[closing + 1 :].strip()
    if suffix.startswith("("):
        suffix = f"({parameters(suffix[1 : closing_parenthesis(suffix, 0)], long_double=long_double)})"
    elif not suffix.startswith("["):
        raise InexpressibleError(f"{text} is no type that C has")
    return _simple(text[:opening].strip(), f"({_inner(inner, name, long_double)}){suffix}", long_double)


def parameters(text: str, *, long_double: str, names: bool = False) -> str:
    """A list of parameter types as C, with names `arg1`, `arg2` if asked for."""
    given = split(text)
    if given in ([""], ["void"]):
        return "void"
    found = []
    for number, each in enumerate(given, 1):
        if each == "...":
            found.append(each)
            continue
        try:
            found.append(declared(each, f"arg{number}" if names else "", long_double=long_double).rstrip())
        except InexpressibleError as error:
            if not names:
                raise
            raise InexpressibleError(f"parameter {number} is {error}") from None
    if found == ["..."]:
        raise InexpressibleError("all its parameters are variable (...), and C needs a first one")
    return ", ".join(found)


def split(text: str) -> list[str]:
    """The parts between commas that stand outside all brackets."""
    masked, depth, start, parts = outlined(text), 0, 0, []
    for place, each in enumerate(masked):
        depth += (each in "([{") - (each in ")]}")
        if each == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]


def closing_parenthesis(text: str, opening: int) -> int:
    """Where the parenthesis ends that begins at `opening`."""
    depth = 0
    for place, each in enumerate(outlined(text)[opening:], opening):
        depth += (each == "(") - (each == ")")
        if depth == 0:
            return place
    raise InexpressibleError(f"{text} is not understood")


def _inner(text: str, name: str, long_double: str) -> str:
    """What stands in the parentheses of `int (__stdcall *)(int)`: convention, stars, perhaps more of the same."""
    convention = _CONVENTION.match(text)
    keyword = ""
    if convention:
        keyword, text = convention["keyword"], text[convention.end() :]
        if keyword not in _CALLABLE:
            raise InexpressibleError(f"a {keyword} function")
    if "::*" in text:
        raise InexpressibleError("a pointer to a member of a class")
    masked = outlined(text)
    opening = masked.find("(")
    stars = _stars(text if opening < 0 else text[:opening])
    if opening >= 0:
        name = declared(f"void {text[opening:]}", name, long_double=long_double).removeprefix("void ").strip()
    return f"{keyword} {stars}{name}".strip()


def _simple(text: str, name: str, long_double: str) -> str:
    """`class A const &` as `const struct A *name`."""
    if "::*" in text:
        raise InexpressibleError("a pointer to a member of a class")
    masked = outlined(text)
    end = next((place for place, each in enumerate(masked) if each in "*&"), len(text))
    base = _base(text[:end].strip(), long_double, by_value=end == len(text))
    stars = _stars(text[end:])
    if stars and base.endswith("*"):
        return f"{base}{stars}{name}"
    return f"{base} {stars}{name}" if not base.endswith("*") else f"{base}{name}"


def _base(text: str, long_double: str, *, by_value: bool) -> str:
    """The type in front of all stars: `const struct A`, `unsigned long long`."""
    words = _words(text)
    const = "const " if "const" in words else ""
    kept = [each for each in words if each != "const" and each not in _DROPPED]
    if kept[:1] == ["enum"]:
        return f"{const}int"
    if kept == ["long", "double"]:
        if not long_double:
            raise InexpressibleError("a long double of 12 bytes")
        return f"{const}{long_double}"
    if all(each in _PLAIN or each in _OTHER_NAMES for each in kept) and kept:
        return const + " ".join(_OTHER_NAMES.get(each, each) for each in kept)
    record = kept[0] if kept[:1] and kept[0] in _RECORDS else ""
    name = " ".join(kept[1:] if record else kept)
    if by_value:
        what = f"{record} {name}" if record else f"{name} (a class or an enumeration)"
        raise InexpressibleError(f"{what} by value, and the name does not tell what is in it")
    if not identifier(name):
        raise InexpressibleError(f"{text or 'a type'}, which C does not have")
    return f"{const}{'union' if record == 'union' else 'struct'} {identifier(name)}"


def _words(text: str) -> list[str]:
    """Split at the spaces that stand outside templates and quotes."""
    masked = outlined(text)
    words, start = [], 0
    for place, each in enumerate(f"{masked} "):
        if each == " ":
            words.append(text[start:place])
            start = place + 1
    return [each for each in words if each]


def _stars(text: str) -> str:
    """`*const &` as `*const *`: a reference is an address too."""
    words = re.findall(r"\*|&&?|\bconst\b", text)
    return "".join("*" if each in ("*", "&", "&&") else "const " for each in words)
