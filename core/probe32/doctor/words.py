"""The sentences of the problems, and what to do about each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..pe import Links
from .assemblies import Assembly
from .findings import Kind, Problem
from .forwarders import CIRCLE
from .runtimes import assembly_hint, product_hint
from .search import file_name

_NAMED = 3
_LATER = " It is loaded at the first call of it only, so the rest works without."


def chain(names: Sequence[str]) -> str:
    """`a.dll needs b.dll, which needs c.dll`."""
    first, *rest = names
    return first + "".join(f"{', which' if index else ''} needs {name}" for index, name in enumerate(rest))


def missing(names: Sequence[str], folder: Path | None, *, delayed: bool) -> Problem:
    """The last of a chain is not there; `folder` has one that is not looked at."""
    dll = names[-1]
    what = f"{chain(names)}, which is not found."
    fix = add_folder(folder) if folder else product_hint(dll) or _get(dll, names[0])
    return Problem(*_delayed(Kind.MISSING, dll, what, delayed), fix, folder)


def disabled(names: Sequence[str], fix: str, *, delayed: bool) -> Problem:
    """The last of a chain is one that the host is started without, here."""
    what = f"{chain(names)}, and" if len(names) > 1 else f"This is {names[0]}:"
    what = f"{what} the host is started without that."
    return Problem(*_delayed(Kind.MISSING, names[-1], what, delayed), fix, only_here=True)


def add_folder(folder: Path) -> str:
    """How the folder comes into the search."""
    return f"Add the folder {folder}, which has it: --search on the command line, search=[...] of Library."


def wrong_machine(names: Sequence[str], links: Links, *, delayed: bool) -> Problem:
    """The last of a chain is for another processor."""
    kind = f"a {links.bitness}-bit library for {links.machine}"
    if len(names) == 1:
        what = f"{names[0]} is {kind}; the 32-bit host, which is an x86 process, can't load it."
        fix = "Ask the vendor for the x86 build."
        if links.machine == "x64":
            fix += " 64-bit Python can load this one directly."
        return Problem(Kind.BITNESS, names[0], what, fix)
    what = f"{chain(names)}, and the one that is found, {links.path}, is {kind}."
    fix = product_hint(names[-1]) or f"Replace it by the x86 build of {names[-1]}."
    return Problem(*_delayed(Kind.BITNESS, names[-1], what, delayed), fix)


def damaged(names: Sequence[str], message: str, hint: str, *, delayed: bool = False) -> Problem:
    """The last of a chain can't be read."""
    if len(names) == 1:
        return Problem(Kind.IMAGE, names[0], message, hint)
    what = f"{chain(names)}, which can't be loaded: {message}"
    fix = f"Replace it by the 32-bit {names[-1]} that the vendor delivers."
    return Problem(*_delayed(Kind.IMAGE, names[-1], what, delayed), fix)


def no_functions(
    names: Sequence[str], symbols: Sequence[str], file: Path, *, windows: bool, stand_in: str, delayed: bool
) -> Problem:
    """The DLL that was found for the last of a chain does not export what its importer takes from it.

    `windows`: it is a part of Windows, or of the `stand_in` for Windows, where there is one here.
    """
    they = "them" if len(symbols) > 1 else "it"
    what = f"{names[-2]} needs {_listed(symbols)} of {names[-1]}, and {file} does not export {they}."
    if windows and stand_in:
        fix = f"{stand_in} lacks {they}. Windows has {they}, unless {names[-2]} was made for a newer one."
    elif windows:
        fix = "It was made for a newer Windows: ask the vendor which release it needs."
    else:
        fix = f"Use the version of {names[-1]} that the vendor delivers with {names[-2]}."
    only_here = windows and bool(stand_in)
    return Problem(*_delayed(Kind.FUNCTION, names[-1], what, delayed), fix, only_here=only_here)


def forwarded(names: Sequence[str], symbol: str, trail: Sequence[str], end: str, *, delayed: bool) -> Problem:
    """An export leads on and on, to `end`."""
    what = f"{names[-2]} needs {_symbol(symbol)} of {names[-1]}, which leads to {' and on to '.join(trail)}, {end}."
    involved = sorted({names[-1], *map(_dll_of, trail)})
    fix = f"Use {' and '.join(involved)} of one release, as the vendor delivers them."
    kind = Kind.CIRCLE if end == CIRCLE else Kind.FORWARDER
    return Problem(*_delayed(kind, names[-1], what, delayed), fix)


def own_export(dll: str, symbols: Sequence[str], target: str) -> Problem:
    """Exports of the DLL itself whose code is in a DLL that is not found."""
    what = f"{_listed(symbols)} of {dll} can't be called: the code is in {target}, which is not found."
    return Problem(Kind.EXPORT, target, what, product_hint(target) or _get(target, dll))


def no_assembly(names: Sequence[str], assembly: Assembly, *, delayed: bool) -> Problem:
    """The manifest of the last of a chain names an assembly that is not installed."""
    what = f"{chain(names)}, which" if len(names) > 1 else names[0]
    what = f"{what} needs the side-by-side assembly {assembly}, which is not installed."
    return Problem(*_delayed(Kind.ASSEMBLY, names[-1], what, delayed), assembly_hint(assembly.name))


def program(dll: str, *, driver: bool) -> Problem:
    """A file that was not made to be loaded by another program."""
    if driver:
        what = f"{dll} is a driver, which runs inside Windows' kernel; nothing in it can be called from a program."
        return Problem(
            Kind.PROGRAM, dll, what, "Look for the DLL that the vendor gives programs to talk to the driver."
        )
    what = f"{dll} is a program, not a DLL: Windows maps it, but does not prepare it to be called."
    return Problem(Kind.PROGRAM, dll, what, "Give the DLL that does the program's work, or start it as a program.")


def dotnet(dll: str) -> Problem:
    """An assembly of .NET has no functions that could be called by their names."""
    what = f"{dll} is a .NET assembly: its methods are no exports."
    return Problem(Kind.DOTNET, dll, what, "Load it with the library type 'net' (Server32, LoadLibrary).")


def _delayed(kind: Kind, dll: str, what: str, delayed: bool) -> tuple[Kind, str, str]:
    return (Kind.DELAYED, dll, what + _LATER) if delayed else (kind, dll, what)


def _get(dll: str, root: str) -> str:
    return f"Get the 32-bit {dll} from the vendor and put it beside {root}, or add the folder that has it."


def _listed(symbols: Sequence[str]) -> str:
    named = [_symbol(each) for each in symbols[:_NAMED]]
    if len(symbols) > _NAMED:
        return f"{', '.join(named)} and {len(symbols) - _NAMED} more functions"
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _symbol(symbol: str) -> str:
    return f"ordinal {symbol[1:]}" if symbol.startswith("#") else symbol


def _dll_of(target: str) -> str:
    return file_name(target.rpartition(".")[0])
