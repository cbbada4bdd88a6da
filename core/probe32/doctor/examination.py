"""Walks through all that a DLL needs, as Windows' loader would, without loading anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import FileError, ImageError
from ..pe import Links
from ..pe.facts import Import
from . import words
from .assemblies import assemblies_of, files_of, find_assembly
from .findings import Kind, Node, Problem
from .forwarders import follow
from .search import Search, file_name, is_api_set

_DOTNET_LOADER = "mscoree.dll"


@dataclass(frozen=True)
class _Place:
    """A DLL on the way: the `names` that led to it, what assemblies provide there, whether it comes late."""

    names: tuple[str, ...]
    provided: Mapping[str, Path] = field(default_factory=dict)
    delayed: bool = False

    def to(self, needed: Import) -> _Place:
        names = (*self.names, file_name(needed.dll))
        return replace(self, names=names, delayed=self.delayed or needed.delay)


class Examination:
    """Collects the problems of one DLL and of what it depends on."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._seen: dict[Path, Node] = {}
        self._missing: set[str] = set()
        self._late: list[tuple[Node, Import, _Place]] = []
        self.problems: list[Problem] = []

    def of_root(self, links: Links) -> Node:
        """The tree below the DLL that is to be loaded."""
        name = links.path.name
        if links.machine != "x86":
            self.problems.append(words.wrong_machine([name], links, delayed=False))
            return Node(name, links.path, Kind.BITNESS.value)
        if not links.is_dll:  # Windows binds none of its imports
            self.problems.append(words.program(name, driver=links.native))
            return Node(name, links.path, Kind.PROGRAM.value)
        if name.lower() in self._search.places.disabled:
            self._note_missing(_Place((name,)))
        root = self._of_file(links.path, _Place((name,)))
        # What comes late comes last here too: then it is known what is needed at once.
        while self._late:
            node, needed, place = self._late.pop(0)
            node.needs.append(self._of_import(needed, place))
        if links.dotnet:
            self.problems.append(words.dotnet(name))
            if self._search.find(_DOTNET_LOADER) is None:  # Windows loads it also for an assembly that does not ask
                self._note_missing(_Place((name, _DOTNET_LOADER)))
        self._check_own_exports(links)
        return root

    def _of_import(self, needed: Import, importer: _Place) -> Node:
        place = importer.to(needed)
        node = self._found(needed, place)
        node.delay = needed.delay
        return node

    def _found(self, needed: Import, place: _Place) -> Node:
        dll = place.names[-1]
        if is_api_set(needed.dll):
            return Node(dll, None, "api set")
        file = self._find(dll, place)
        if file is None:
            self._note_missing(place)
            return Node(dll, None, Kind.MISSING.value)
        known = self._seen.get(file)
        node = Node(dll, file, "seen" if known.needs else known.status) if known else self._of_file(file, place)
        if node.status in ("ok", "windows", "seen") and not self._exported(needed, file, place):
            node.status = Kind.FUNCTION.value
        return node

    def _find(self, dll: str, place: _Place) -> Path | None:
        return place.provided.get(dll.lower()) or self._search.find(dll)

    def _of_file(self, file: Path, place: _Place) -> Node:
        node = self._seen[file] = Node(place.names[-1], file, "ok")
        try:
            links = self._search.links(file)
            if links.machine != "x86":
                self.problems.append(words.wrong_machine(place.names, links, delayed=place.delayed))
                node.status = Kind.BITNESS.value
            elif len(place.names) > 1 and self._search.is_windows(file):
                node.status = "windows"
                self._check_windows(links, place)
            else:
                self._add_needs(node, links, place)
        except FileError as error:
            self.problems.append(words.damaged(place.names, str(error), error.hint, delayed=place.delayed))
            node.status = Kind.IMAGE.value
        return node

    def _add_needs(self, node: Node, links: Links, place: _Place) -> None:
        imports = links.imports  # before anything is noted: it may be damaged
        inner = replace(place, provided={**place.provided, **self._assemblies(links, place)})
        for needed in imports:
            if needed.delay:
                self._late.append((node, needed, inner))
            else:
                node.needs.append(self._of_import(needed, inner))

    def _assemblies(self, links: Links, place: _Place) -> Mapping[str, Path]:
        """The DLLs of the assemblies that the manifest names."""
        provided: dict[str, Path] = {}
        folders = (links.path.parent, *self._search.places.host)
        for each in assemblies_of(links.manifest):
            found = find_assembly(each, self._search.places.assemblies, folders)
            if found is not None:
                provided |= files_of(found)
            elif not each.name.lower().startswith("microsoft.windows."):
                self.problems.append(words.no_assembly(place.names, each, delayed=place.delayed))
        return provided

    def _check_windows(self, links: Links, place: _Place) -> None:
        """Parts of Windows fit each other; what is switched off may be missing all the same."""
        for needed in links.imports:
            if not needed.delay and not is_api_set(needed.dll):
                inner = place.to(needed)
                file = self._search.find(inner.names[-1])
                if file is None:
                    self._note_missing(inner)
                elif file not in self._seen:
                    self._of_file(file, inner)

    def _note_missing(self, place: _Place) -> None:
        dll = place.names[-1]
        if dll.lower() not in self._missing:
            self._missing.add(dll.lower())
            fix = self._search.places.disabled.get(dll.lower())
            if fix is not None:
                self.problems.append(words.disabled(place.names, fix, delayed=place.delayed))
            else:
                folder = self._search.nearby(dll)
                self.problems.append(words.missing(place.names, folder, delayed=place.delayed))

    def _exported(self, needed: Import, file: Path, place: _Place) -> bool:
        """Whether the file has all that is taken from it; notes what is not."""
        absent = []
        led_away = False
        for symbol in needed.names:
            ending = follow(self._search, lambda dll: self._find(dll, place), file, symbol)
            if ending and ending.trail:
                led_away = True
                self.problems.append(
                    words.forwarded(place.names, symbol, ending.trail, ending.end, delayed=place.delayed)
                )
            elif ending:
                absent.append(symbol)
        if absent:
            windows = self._search.is_windows(file)
            self.problems.append(words.no_functions(place.names, absent, file, windows=windows, delayed=place.delayed))
        return not absent and not led_away

    def _check_own_exports(self, links: Links) -> None:
        """Exports that lead to DLLs that are not there: the DLL loads, and they can't be called."""
        lost: dict[str, list[str]] = {}
        try:
            forwarders = links.forwarders
        except ImageError as error:  # which Windows notices when a function is asked for
            self.problems.append(Problem(Kind.EXPORT, links.path.name, str(error), error.hint))
            return
        for symbol, forwarder in forwarders.items():
            dll = file_name(forwarder.rpartition(".")[0])
            if not is_api_set(dll) and self._search.find(dll) is None:
                lost.setdefault(dll, []).append(symbol)
        for dll, symbols in lost.items():
            named = [each for each in symbols if not each.startswith("#")]
            self.problems.append(words.own_export(links.path.name, named or symbols, dll))
