"""A frozen application (PyInstaller, cx_Freeze): where its files are, and the folder `probe32-host` among them.

Frozen, Probe32 is byte code in an archive, which the 32-bit host, another Python, cannot import. The folder holds what
it needs instead: the host itself, and the sources that it imports. `bundle` makes it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from .. import __version__
from ..errors import HostError

FOLDER = "probe32-host"
NAME = "bundle.json"
BYTECODE = "bytecode"
SOURCES = "probe32"
"""The folder of the sources below `FOLDER`: the host names the package by its folder."""

PACKAGE = Path(__file__).resolve().parents[1]
"""The running package; frozen, it may be a place inside an archive."""

SHIPPED = PACKAGE.with_name(FOLDER)
"""Where an installer puts the host, and what it imports as byte code: beside the package, whose folder it must not be
in, because the host takes modules from there."""

_SCHEMA = 1
_START_PROGRAM_VARIABLES = ("_PYI_", "_MEIPASS2")
REMEDY = (
    f'Freeze the application where Probe32 and its host are installed: PyInstaller then takes "{FOLDER}" along by '
    f"itself; for cx_Freeze make it with: probe32 host bundle DIR, and include it. Or put it beside the executable."
)


def is_frozen() -> bool:
    """Whether this program was frozen; PyInstaller, cx_Freeze and py2exe say so in `sys.frozen`."""
    return bool(getattr(sys, "frozen", False))


def folders() -> list[Path]:
    """Where this frozen application may have its files: beside itself, in cx_Freeze's `lib`, in PyInstaller's folder
    of contents (one-file: of what it has unpacked), in the working directory. Empty when it is not frozen.
    """
    if not is_frozen():
        return []
    home = Path(sys.executable).resolve().parent
    contents = Path(getattr(sys, "_MEIPASS", home)).resolve()
    return list(dict.fromkeys((home, home / "lib", contents, Path.cwd())))


def find_bundle() -> Path | None:
    """The first `probe32-host` in the application's folders; `HostError` when another Probe32 made it."""
    for folder in folders():
        bundle = folder / FOLDER
        if (bundle / NAME).is_file():
            _check(bundle / NAME)
            return bundle
    return None


def package() -> Path:
    """The folder of the package whose sources the host imports.

    `HostError`: this application was frozen without them.
    """
    bundle = find_bundle()
    if bundle is not None:
        return bundle / SOURCES
    if not (PACKAGE / "host" / "entry.py").is_file():
        raise missing()
    return PACKAGE


def missing() -> HostError:
    """What to raise when the application lacks what `bundle` makes.

    Here the message says everything: who sees it sees the traceback of an application, which shows no `hint`.
    """
    looked = "".join(f"\n  {folder}" for folder in folders())
    return HostError(f'Cannot find "{FOLDER}", the 32-bit host of this application. Looked in:{looked}\n{REMEDY}')


def folder_with_source(module: str, search: Iterable[str]) -> str:
    """The first folder of `search`, or of this application, that holds the source of a module with a dotted name.

    `HostError`: none does.
    """
    places = [*search, *map(str, folders())]
    for place in places:
        path = Path(place, *module.split("."))
        if path.with_name(f"{path.name}.py").is_file() or (path / "__init__.py").is_file():
            return place
    file = "/".join(module.split(".")) + ".py"
    looked = "".join(f"\n  {place}" for place in dict.fromkeys(places))
    raise HostError(
        f"Cannot find {file}, the source of the module with the server class. Looked in:{looked}\n"
        f'Include the file itself: pyinstaller --add-data "{file}:{PurePosixPath(file).parent}", or cx_Freeze\'s '
        "include_files. The byte code in the application is for another Python than the 32-bit one."
    )


def write_mark(bundle: Path) -> None:
    """Say in a finished bundle which Probe32 made it."""
    mark = {"schema": _SCHEMA, "probe32": __version__}
    (bundle / NAME).write_text(json.dumps(mark) + "\n", encoding="utf-8")


def outside(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment as it was before this application's start program changed it for the application alone.

    PyInstaller's passes variables on to its own kind, which the host is, and lets programs load the application's
    libraries first (its manual, "Launching External Programs from the Frozen Application"); cx_Freeze's puts the
    application's folders into `PATH`, where the host would find 64-bit DLLs.
    """
    kept = {name: value for name, value in variables.items() if not name.startswith(_START_PROGRAM_VARIABLES)}
    if not is_frozen():
        return kept
    if "PATH" in kept:
        own = {os.path.normcase(entry) for entry in sys.path}
        entries = kept["PATH"].split(os.pathsep)
        kept["PATH"] = os.pathsep.join(entry for entry in entries if os.path.normcase(entry) not in own)
    if hasattr(sys, "_MEIPASS") and sys.platform != "win32":
        before = kept.pop("LD_LIBRARY_PATH_ORIG", None)
        kept.pop("LD_LIBRARY_PATH", None)
        return kept if before is None else kept | {"LD_LIBRARY_PATH": before}
    return kept


def _check(path: Path) -> None:
    try:
        mark = json.loads(path.read_text(encoding="utf-8"))
        found, schema = mark["probe32"], mark["schema"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise HostError(f"Cannot read {path}: {error}.\n{REMEDY}") from error
    if (found, schema) != (__version__, _SCHEMA):
        raise HostError(
            f"{path.parent} was made by Probe32 {found}, and this application holds Probe32 {__version__}.\n"
            f"Make it anew with Probe32 {__version__}: probe32 host bundle DIR"
        )
