"""Which compiler, linker and C runtime made an image: hints, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .container import Container
from .debug_data import DebugData, read_debug_data
from .facts import Import
from .memory import readable
from .rich_header import RichEntry, read_rich_header

_SEARCHED = 16 << 20
"""Bytes of a file in which marks are looked for."""
_MOST_IDENTS = 16

_IDENT = re.compile(
    rb"(?:GCC: \([^\0\n]{1,80}\) [^\0\n]{1,60}|clang version [^\0\n]{1,80}|rustc version [^\0\n]{1,80})"
)
_GO = re.compile(rb"\xff Go buildinf:|Go build ID: \"")
_DELPHI = re.compile(rb"Embarcadero Delphi for Win32 compiler version [\d.]+ \([\d.]+\)")
_RUNTIMES = (
    (re.compile(r"msvcrt\.dll"), "msvcrt.dll, which is part of Windows"),
    (re.compile(r"ucrtbased?\.dll|api-ms-win-crt-.*"), "the Universal C Runtime"),
    (re.compile(r"vcruntime140.*d\.dll"), "the debug runtime of Visual C++ 2015 to 2022, which may not be passed on"),
    (re.compile(r"vcruntime140.*\.dll|msvcp140.*\.dll"), "the runtime of Visual C++ 2015 to 2022"),
    (re.compile(r"msvc[rp]120d?\.dll"), "the runtime of Visual C++ 2013"),
    (re.compile(r"msvc[rp]110d?\.dll"), "the runtime of Visual C++ 2012"),
    (re.compile(r"msvc[rp]100d?\.dll"), "the runtime of Visual C++ 2010"),
    (re.compile(r"msvc[rp]90d?\.dll"), "the runtime of Visual C++ 2008"),
    (re.compile(r"msvc[rp]80d?\.dll"), "the runtime of Visual C++ 2005"),
    (re.compile(r"msvc[rp]7[01]d?\.dll"), "the runtime of Visual Studio .NET"),
    (re.compile(r"msvcp60\.dll"), "the C++ runtime of Visual C++ 6"),
    (re.compile(r"mfc\d+u?d?\.dll"), "Microsoft Foundation Classes"),
    (re.compile(r"libgcc_s.*|libstdc\+\+.*|libgfortran.*|libwinpthread.*"), "MinGW's runtime"),
    (re.compile(r"cyg(win1|gcc_s).*"), "Cygwin"),
    (re.compile(r"cc\d{4,5}(mt)?\.dll|borlndmm\.dll|rtl\d+\.bpl|vcl\d+\.bpl"), "Borland's runtime"),
    (re.compile(r"msvbvm(50|60)\.dll"), "Visual Basic's runtime"),
    (re.compile(r"libifcoremd\.dll|libmmd\.dll"), "Intel's runtime"),
    (re.compile(r"mscoree\.dll"), ".NET"),
)


@dataclass(frozen=True)
class Hint:
    """What an image was probably made with, and what says so."""

    product: str
    reason: str


@dataclass(frozen=True)
class Toolchain:
    """`linker` is the version in the header (MinGW's is that of GNU ld), `rich` what Microsoft's linker was given,
    `idents` what compilers wrote of themselves, `runtimes` the runtimes that it imports.
    """

    linker: str
    hints: tuple[Hint, ...]
    rich: tuple[RichEntry, ...]
    idents: tuple[str, ...]
    runtimes: tuple[str, ...]
    debug: DebugData


def read_toolchain(container: Container, imports: Sequence[Import]) -> Toolchain:
    """Look at the headers, the imports, the debug data and the first 16 MB of the content."""
    headers = container.pe.OPTIONAL_HEADER
    rich = read_rich_header(container.content)
    idents = _idents(container.content)
    dlls = [each.dll.lower() for each in imports]
    runtimes = [words for pattern, words in _RUNTIMES if any(pattern.fullmatch(dll) for dll in dlls)]
    hints = [*_made_by(container, rich, idents, dlls), *_marks(container, dlls)]
    return Toolchain(
        linker=f"{headers.MajorLinkerVersion}.{headers.MinorLinkerVersion:02}",
        hints=tuple(dict.fromkeys(hints)),
        rich=rich,
        idents=idents,
        runtimes=tuple(runtimes),
        debug=read_debug_data(container),
    )


def _idents(content: bytes) -> tuple[str, ...]:
    """Each once, in the order of the file."""
    found: dict[str, None] = {}
    for each in _IDENT.finditer(content, 0, _SEARCHED):
        found[readable(each[0].strip())] = None
        if len(found) == _MOST_IDENTS:
            break
    return tuple(found)


def _made_by(
    container: Container, rich: Sequence[RichEntry], idents: Sequence[str], dlls: Sequence[str]
) -> Iterator[Hint]:
    compilers = [each for each in rich if "compiler" in each.product]
    if compilers:
        newest = max(compilers, key=lambda each: (each.tool >= 0xFD, each.tool if each.tool < 0xFD else each.build))
        words = newest.product.partition(", ")[2]
        yield Hint(words or newest.product, f"the Rich header names its {newest.product.partition(',')[0]}")
    elif rich:
        yield Hint("Microsoft's linker", "it wrote a Rich header")
    gcc = next((each for each in idents if each.startswith("GCC")), "")
    if gcc:
        windows = any("crt" in each for each in dlls)
        yield Hint("GCC of MinGW" if windows else "GCC", f"it says {gcc!r}")
    for each in idents:
        if not each.startswith("GCC"):
            yield Hint("Rust" if each.startswith("rustc") else "Clang", f"it says {each!r}")


def _marks(container: Container, dlls: Sequence[str]) -> Iterator[Hint]:
    content = container.content
    delphi = _DELPHI.search(content, 0, _SEARCHED)
    names = {each.Name.rstrip(b"\0") for each in container.pe.sections}
    if delphi:
        yield Hint("Delphi", f"it says {readable(delphi[0])!r}")
    elif content.find(b"SOFTWARE\\Borland\\Delphi", 0, _SEARCHED) >= 0:
        yield Hint("Delphi", "it names Delphi's key of the registry")
    elif content.find(b"Borland C++ - Copyright", 0, _SEARCHED) >= 0:
        yield Hint("Borland C++", "its runtime says so")
    elif {b"CODE", b"DATA"} <= names:
        yield Hint("Delphi or Borland C++", "its sections are called CODE and DATA")
    if any(each.startswith("msvbvm") for each in dlls):
        yield Hint("Visual Basic 5 or 6", "it imports Visual Basic's runtime")
    if container.directory("COM_DESCRIPTOR") is not None:
        yield Hint(".NET", "it has a .NET header")
    if _GO.search(content, 0, _SEARCHED):
        yield Hint("Go", "it carries Go's build information")
    if content.find(b"/rustc/", 0, _SEARCHED) >= 0 or content.find(b"\\rustc\\", 0, _SEARCHED) >= 0:
        yield Hint("Rust", "it names source files of Rust's library")
    if {b"UPX0", b"UPX1"} & names:
        yield Hint("packed with UPX", "its sections are called UPX0 and UPX1")
    if b".winzip" in names or b"_winzip_" in names:
        yield Hint("a self-extracting archive", "a section is called so")
