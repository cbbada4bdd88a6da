"""What the decoration of an exported name tells: the plain name, the calling convention, sometimes the prototype.

Source: Microsoft, "Decorated names" (the C part: "Format of a C decorated name"). On x86 a C function is decorated
`_f@8` when it is __stdcall and `@f@8` when it is __fastcall, with the bytes of all arguments; MinGW leaves the leading
underscore of the former out. A C++ name carries the whole type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..abi.types import Convention
from .cplusplus import Demangled, demangle
from .facts import Confidence, ConventionGuess

_C_DECORATION = re.compile(r"(?P<lead>[_@]?)(?P<name>[^@?][^@]*)@(?P<vector>@?)(?P<bytes>\d{1,4})")
_CONVENTIONS = {each.keyword: each for each in Convention}


_BORLAND = re.compile(r"@(?P<path>\w+(?:@\w*)*)\$(?:b(?P<special>\w+)\$)?x?q(?P<convention>q[rs])?(?P<types>\w.*)")
"""`@Unit@Name$qqri`: Borland's C++ and Delphi; `q` alone is __cdecl, `qqs` __stdcall, `qqr` their own __fastcall."""


@dataclass(frozen=True)
class NameReading:
    """What a name says; `variable`: it is that of a C++ variable or of a table which the compiler made."""

    guess: ConventionGuess
    undecorated: str | None = None
    prototype: str | None = None
    variable: bool = False


def read_name(name: str | None, bitness: int = 32) -> NameReading:
    """Read the decoration of an export's name (None: exported by ordinal only)."""
    if name is None:
        return _silent("It has no name, only an ordinal.")
    decorated = _C_DECORATION.fullmatch(name) if bitness == 32 else None
    if decorated and int(decorated["bytes"]) % 4 == 0:
        return _c_function(decorated)
    mangled = demangle(name)
    if mangled:
        return _cplusplus(mangled, bitness)
    if borland := _BORLAND.fullmatch(name):
        return _borland(borland)
    if bitness == 64:
        return _silent("64-bit code has one calling convention only.")
    if name.startswith("_"):
        return _underscored()
    if name.startswith("?"):
        return _silent("The name looks like a C++ name of Microsoft's compiler, but it cannot be read.")
    return _silent("The name is not decorated.")


def _silent(evidence: str) -> NameReading:
    return NameReading(ConventionGuess(evidence=(evidence,)))


def _underscored() -> NameReading:
    # Borland's compilers export __cdecl functions so, and the C runtime's own names start so: cdecl both.
    evidence = "The name has a leading underscore and no @number, as __cdecl functions often have."
    return NameReading(ConventionGuess(Convention.CDECL, None, (evidence,), Confidence.LOW))


def _borland(found: re.Match[str]) -> NameReading:
    """The path of the name; its parameters are not read, for there is no library that does so."""
    words = {"ctr": "constructor", "dtr": "destructor"}
    parts = [*found["path"].strip("@").split("@"), words.get(found["special"] or "", found["special"])]
    undecorated = "::".join(filter(None, parts))
    told = "The name is one of Borland's C++ or Delphi, whose coded parameters no library at hand can read"
    if found["convention"] == "qr":
        evidence = f"{told}. It says __fastcall, and Borland's takes arguments in EAX, EDX, ECX: it can't be called."
        return NameReading(ConventionGuess(evidence=(evidence,)), undecorated)
    convention = Convention.STDCALL if found["convention"] else Convention.CDECL
    guess = ConventionGuess(convention, None, (f"{told}. It says {convention.keyword}.",), Confidence.MEDIUM)
    return NameReading(guess, undecorated)


def _c_function(found: re.Match[str]) -> NameReading:
    size = int(found["bytes"])
    if found["vector"]:
        evidence = f"The name ends in @@{size}: __vectorcall, with {size} bytes of arguments."
        return NameReading(ConventionGuess(None, size, (evidence,)), found["name"])
    if found["lead"] == "@":
        evidence = f"The name is decorated as @name@{size}: __fastcall, with {size} bytes of arguments."
        # Two of them may be in registers, unless they are 64-bit, floating-point or structs: the name does not tell.
        guess = ConventionGuess(
            Convention.FASTCALL, None if size else 0, (evidence,), Confidence.HIGH, argument_bytes=size
        )
        return NameReading(guess, found["name"])
    evidence = f"The name is decorated as {found['lead']}name@{size}: __stdcall, with {size} bytes of arguments."
    guess = ConventionGuess(Convention.STDCALL, size, (evidence,), Confidence.HIGH)
    mangled = demangle(found["lead"] + found["name"])
    return NameReading(guess, mangled.name if mangled else found["name"])


def _cplusplus(mangled: Demangled, bitness: int) -> NameReading:
    if mangled.variable:
        guess = ConventionGuess(evidence=("The C++ name is that of a variable.",))
    elif bitness == 64:
        guess = ConventionGuess(evidence=("64-bit code has one calling convention only.",))
    elif not mangled.keyword:
        guess = ConventionGuess(evidence=("The C++ name tells its parameters, not its calling convention.",))
    else:
        guess = _stated(mangled)
    return NameReading(guess, mangled.name, mangled.prototype, mangled.variable)


def _stated(mangled: Demangled) -> ConventionGuess:
    evidence = f"The C++ name says {mangled.keyword}: {mangled.prototype}"
    guess = _CONVENTIONS.get(mangled.keyword)
    confidence = Confidence.HIGH if guess else Confidence.LOW
    return ConventionGuess(guess, mangled.stack_bytes, (evidence,), confidence)
