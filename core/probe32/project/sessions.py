"""From a project to a session on its DLL, and back."""

from __future__ import annotations

from collections.abc import Collection

from ..abi.render import prototype
from ..library import Library
from ..pe.progress import OnProgress, ignored
from .document import Project, ProjectFunction
from .identity import identify


def from_library(library: Library, previous: Project | None = None) -> Project:
    """What the session `library` knows, as a document.

    What only a document knows (notes, examples, …) comes from `previous`.
    """
    known = {each.export: each for each in previous.functions} if previous else {}
    dll = identify(library.image)
    if previous:
        dll.unknown, dll.unknown_exports = previous.dll.unknown, previous.dll.unknown_exports
        dll.exports = previous.dll.exports if previous.dll.sha256 == dll.sha256 else None
    return Project(
        dll=dll,
        types=library.source,
        functions=[
            _updated(known.get(each.export.symbol), each.export.symbol, prototype(each.signature, comments=True))
            for each in library.functions.values()
            if each.address is None
        ],
        headers=previous.headers if previous else [],
        notes=previous.notes if previous else "",
        encoding=library.encoding,
        search=[str(each) for each in library.search_folders],
        sequences=list(previous.sequences) if previous else [],
        sweeps=list(previous.sweeps) if previous else [],
        unknown=previous.unknown if previous else {},
    )


def _updated(known: ProjectFunction | None, export: str, text: str) -> ProjectFunction:
    if known is None:
        return ProjectFunction(export, text)
    # Recorded calls are true of the prototype that they were made with only.
    examples = known.examples if known.prototype == text else []
    return ProjectFunction(export, text, examples, known.notes, known.unknown, known.defaults, known.errors)


def open_library(project: Project, without: Collection[str] = (), on_progress: OnProgress = ignored) -> Library:
    """A session on the project's DLL with its declarations; no host is started yet.

    `without` names exports whose signatures are left out, because the DLL no longer has them. `on_progress` is told how
    far the reading of the DLL is, as `pe.read_image` does.

    `FileError`, `ImageError`: the DLL cannot be read. `DeclarationError`: a declaration does not fit this DLL.
    """
    library = Library(project.dll.path, project.encoding, search=project.search, on_progress=on_progress)
    try:
        if project.types.strip():
            library.define(project.types)
        for each in project.functions:
            if each.export not in without:
                library.define(each.prototype, export=each.symbol)
    except BaseException:
        library.close()
        raise
    return library
