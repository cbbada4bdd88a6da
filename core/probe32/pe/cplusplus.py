"""Mangled C++ names: Microsoft's (`?f@@YAHH@Z`, with result and convention) and Itanium's (`_Z1fi`, with neither)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pydemumble  # type: ignore[import-untyped]

_KEYWORDS = "cdecl|stdcall|fastcall|thiscall|vectorcall|clrcall|pascal|regcall|eabi|swift_1|swift_2"
# A pointer to a function has its star right behind the keyword; the function that the name is for has its name there.
_FUNCTION = re.compile(
    rf"(?P<keyword>__(?:{_KEYWORDS})) "
    r"(?P<name>(?:[^\s()*&,]*::)?operator\b[^(]*(?:\(\))?|[^\s()*&,]+)\("
)
_SIMPLE_NAME = re.compile(r"\?(?P<parts>[A-Za-z_$][\w$]*(?:@[A-Za-z_$][\w$]*)*)@@")
_BRACKET = re.compile(r"([<>`'])")
_OPERATOR = re.compile(r"\boperator(?:<=>|<<=?|>>=?|->\*?|[<>]=?)")
_FOUR_BYTES = {"bool", "char", "short", "int", "long", "wchar_t", "float", "char8_t", "char16_t", "char32_t"}
_NOT_IN_REGISTERS = {"float"}
_EIGHT_BYTES = {"__int64", "double", "long long", "long double"}
_QUALIFIERS = re.compile(r"\b(?:const|volatile|signed|unsigned)\b")


_MOST_MANGLED = 1024
"""Of 31,000 C++ names in Wine's and MinGW's DLLs the longest has 228. The demangler's stack and time have an end."""

_MOST_TEXT = 1 << 19
"""What `most_text` may be; of the 31,000 C++ names in Wine's and MinGW's DLLs, none comes to a quarter of it."""

_MOST_READABLE = 8192
"""Characters of a readable name."""

_REFERENCE = {"?": re.compile(r"\d"), "_": re.compile(r"[ST][\dA-Z]*_")}


@dataclass(frozen=True)
class Demangled:
    """A C++ name in readable form.

    `name` is qualified and has no parameters; `keyword` is the convention (`__cdecl`) or ""; `stack_bytes` counts the
    arguments on the stack where all their sizes are known, a hidden `this` included; `prototype` is the declaration.
    """

    name: str
    keyword: str = ""
    prototype: str | None = None
    stack_bytes: int | None = None
    variable: bool = False


def is_mangled(name: str) -> bool:
    """Whether a name looks like a C++ name of Microsoft's or the Itanium kind."""
    return name.startswith(("?", "_Z", "__Z"))


def demangle(mangled: str) -> Demangled | None:
    """What a mangled name says; None when it is not mangled, or not in a way that is known."""
    if not is_mangled(mangled):
        return None
    text = demangled_text(mangled)
    if not text:
        return None
    return _microsoft(mangled, text) if mangled.startswith("?") else _itanium(text)


def demangled_text(mangled: str) -> str:
    """A mangled name as C++ text; "" when it is not mangled, not in a way that is known, or excessive."""
    if not most_text(mangled):
        return ""
    text = str(pydemumble.demangle(mangled))
    return text if len(text) <= _MOST_READABLE else ""


def most_text(mangled: str) -> int:
    """How long the readable form may become: every reference to an earlier part may double it. 0: it is not read."""
    if not is_mangled(mangled) or len(mangled) > _MOST_MANGLED:
        return 0
    text = len(mangled) << len(_REFERENCE[mangled[0]].findall(mangled))
    return text if text <= _MOST_TEXT else 0


def function_in(text: str) -> tuple[str, str, int, int] | None:
    """The function in Microsoft's C++ text: convention, qualified name, where they begin, where the parameters do."""
    found = _FUNCTION.search(outlined(text))
    if found is None:
        return None
    start, end = found.span("name")
    return found["keyword"], text[start:end], found.start(), end


def _microsoft(mangled: str, text: str) -> Demangled:
    masked = outlined(text)
    function = _FUNCTION.search(masked)
    if function is None:
        return _variable(mangled, text, masked)
    start, end = function.span("name")
    return Demangled(text[start:end], function["keyword"], text, _stack_bytes(masked, function))


def _variable(mangled: str, text: str, masked: str) -> Demangled:
    simple = _SIMPLE_NAME.match(mangled)
    if simple:
        return Demangled("::".join(reversed(simple["parts"].split("@"))), prototype=text, variable=True)
    # A table of the compiler's may say which base class it is for, in braces.
    end = masked.index("{") if "{" in masked else len(masked)
    name = text[masked.rfind(" ", 0, end) + 1 : end].lstrip("*&") if "(" not in masked else text
    return Demangled(name, prototype=None if "`" in text else text, variable=True)


def _itanium(text: str) -> Demangled:
    masked = outlined(text.replace("(anonymous namespace)", "`anonymous namespace'"))
    if " for " in masked:
        return Demangled(text, variable=True)
    operator = masked.find("operator")
    opening = masked.find("(", operator + len("operator()") if operator >= 0 else 0)
    if opening < 0:
        return Demangled(text)
    # Templates carry a result type in front.
    start = 0 if operator >= 0 else masked.rfind(" ", 0, opening) + 1
    return Demangled(text[start:opening])


def outlined(text: str) -> str:
    """The same text with an underscore for every character inside <...> and `...', so that places stay the same."""
    if "<" not in text and "`" not in text:
        return text
    text = _OPERATOR.sub(lambda found: "operator".ljust(len(found[0]), "_"), text)
    depth = 0
    masked = []
    for each in _BRACKET.split(text):
        depth += each in ("<", "`")
        masked.append("_" * len(each) if depth else each)
        depth -= depth > 0 and each in (">", "'")
    return "".join(masked)


def _stack_bytes(masked: str, function: re.Match[str]) -> int | None:
    result = masked[: function.start()].strip()
    if re.search(r"\b(?:class|struct|union)\b", result) and not result.endswith(("*", "&")):
        return None  # it may come back through a hidden address, depending on what it is
    parameters = _parameters(masked[function.end() :])
    if function["keyword"] == "__fastcall":
        parameters = _outside_registers(parameters)
    sizes = [_size(each) for each in parameters]
    member = re.match(r"(?:public|protected|private): (?!static)", masked)
    if member and function["keyword"] in ("__cdecl", "__stdcall"):
        sizes.append(4)
    return None if None in sizes else sum(filter(None, sizes))


def _outside_registers(parameters: list[str]) -> list[str]:
    """All but the first two that ECX and EDX take: whole numbers and addresses of 4 bytes at most."""
    fitting = [index for index, each in enumerate(parameters) if each not in _NOT_IN_REGISTERS and _size(each) == 4]
    return [each for index, each in enumerate(parameters) if index not in fitting[:2]]


def _parameters(text: str) -> list[str]:
    """The parameter types in `int, char *(...)) const`, up to the parenthesis that closes the list."""
    simple, closed, _ = text.partition(")")
    if closed and "(" not in simple:
        return [part.strip() for part in simple.split(",")]
    depth = 0
    parts = [""]
    for each in text:
        if depth == 0 and each == ")":
            break
        depth += (each == "(") - (each == ")")
        if depth == 0 and each == ",":
            parts.append("")
        else:
            parts[-1] += each
    return [part.strip() for part in parts]


def _size(parameter: str) -> int | None:
    """Bytes on the stack, rounded up to 4; None when the text does not tell."""
    if "::*" in parameter or parameter == "...":
        return None
    if "*" in parameter or "&" in parameter:
        return 4
    plain = " ".join(_QUALIFIERS.sub("", parameter).split())
    if plain == "void":
        return 0
    if plain in _FOUR_BYTES or plain.startswith("enum ") or (not plain and parameter):
        return 4
    return 8 if plain in _EIGHT_BYTES else None
