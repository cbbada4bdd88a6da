"""Walks through all that a DLL needs, as Windows' loader would, without loading anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
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
        self._missing: dict[str, Problem] = {}
        self._noted: list[tuple[tuple[str, ...], Problem]] = []
        self._late: list[tuple[Node, Import, _Place]] = []
        self.problems: list[Problem] = []

    def of_root(self, links: Links) -> Node:
        """The tree below the DLL that is to be loaded."""
        name = links.path.name
        if links.machine != "x86":
            return self._refused(links, Kind.BITNESS, words.wrong_machine([name], links, delayed=False))
        if not links.is_dll:  # Windows binds none of its imports
            return self._refused(links, Kind.PROGRAM, words.program(name, driver=links.native))
        if name.lower() in self._search.places.disabled:
            self._note_missing(_Place((name,)))
        place = _Place((name,))
        root = self._of_file(links.path, place)
        # What comes late comes last here too: then it is known what is needed at once.
        while self._late:
            node, needed, place = self._late.pop(0)
            node.needs.append(self._of_import(needed, place))
        if links.dotnet:
            self._note(place, words.dotnet(name))
            if self._search.find(_DOTNET_LOADER) is None:  # Windows loads it also for an assembly that does not ask
                self._note_missing(_Place((name, _DOTNET_LOADER)))
        root.needs += self._of_own_exports(links, place)
        root.problems += [problem for names, problem in self._noted if names == place.names]
        root.why = self._search.why(name, links.path)
        return root

    def _refused(self, links: Links, kind: Kind, problem: Problem) -> Node:
        """The tree of a DLL that is not even looked into."""
        self.problems.append(problem)
        return self._described(Node(links.path.name, links.path, kind.value, problems=[problem]))

    def _note(self, place: _Place, problem: Problem) -> Problem:
        self.problems.append(problem)
        self._noted.append((place.names, problem))
        return problem

    def _of_import(self, needed: Import, importer: _Place) -> Node:
        place, before = importer.to(needed), len(self._noted)
        node = self._found(needed, place)
        node.delay = needed.delay
        node.taken = needed.names
        # What Windows' own DLLs need is not shown, so what is wrong with it is told here.
        depth = len(place.names) if node.status == "windows" else None
        node.problems += [each for names, each in self._noted[before:] if names[:depth] == place.names]
        if node.status == Kind.MISSING.value and not node.problems:
            node.problems.append(self._missing[node.dll.lower()])
        return self._described(node)

    def _described(self, node: Node) -> Node:
        """With what the file says of itself, and why it is this one."""
        if node.path is not None:
            node.why = self._search.why(node.dll, node.path)
            with suppress(FileError):
                links = self._search.links(node.path)
                node.bitness, node.version = links.bitness, links.version
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
        if node.status in ("ok", "windows", "seen"):
            node.absent = self._absent(needed, file, place)
            node.status = Kind.FUNCTION.value if node.absent else node.status
        return node

    def _find(self, dll: str, place: _Place) -> Path | None:
        return place.provided.get(dll.lower()) or self._search.find(dll)

    def _of_file(self, file: Path, place: _Place) -> Node:
        node = self._seen[file] = Node(place.names[-1], file, "ok")
        try:
            links = self._search.links(file)
            if links.machine != "x86":
                self._note(place, words.wrong_machine(place.names, links, delayed=place.delayed))
                node.status = Kind.BITNESS.value
            elif len(place.names) > 1 and self._search.is_windows(file):
                node.status = "windows"
                self._check_windows(links, place)
            else:
                self._add_needs(node, links, place)
        except FileError as error:
            self._note(place, words.damaged(place.names, str(error), error.hint, delayed=place.delayed))
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
                self._note(place, words.no_assembly(place.names, each, delayed=place.delayed))
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
            fix = self._search.places.disabled.get(dll.lower())
            if fix is not None:
                problem = words.disabled(place.names, fix, delayed=place.delayed)
            else:
                problem = words.missing(place.names, self._search.nearby(dll), delayed=place.delayed)
            self._missing[dll.lower()] = self._note(place, problem)

    def _absent(self, needed: Import, file: Path, place: _Place) -> tuple[str, ...]:
        """What is taken from the file and is not there; all of it is noted."""
        absent, astray = [], []
        for symbol in needed.names:
            ending = follow(self._search, lambda dll: self._find(dll, place), file, symbol)
            if ending and ending.trail:
                astray.append(symbol)
                self._note(place, words.forwarded(place.names, symbol, ending.trail, ending.end, delayed=place.delayed))
            elif ending:
                absent.append(symbol)
        if absent:
            windows, stand_in = self._search.is_windows(file), self._search.places.stand_in
            problem = words.no_functions(
                place.names, absent, file, windows=windows, stand_in=stand_in, delayed=place.delayed
            )
            self._note(place, problem)
        return (*absent, *astray)

    def _of_own_exports(self, links: Links, place: _Place) -> list[Node]:
        """The DLLs that its own exports lead on to. Where one is not there, it loads, and these can't be called."""
        try:
            forwarders = links.forwarders
        except ImageError as error:  # which Windows notices when a function is asked for
            self._note(place, Problem(Kind.EXPORT, links.path.name, str(error), error.hint))
            return []
        led: dict[str, list[tuple[str, str]]] = {}
        for symbol, forwarder in forwarders.items():
            dll, _, target = forwarder.rpartition(".")
            led.setdefault(file_name(dll), []).append((symbol, target))
        return [self._of_forward(links.path.name, dll, led[dll]) for dll in led]

    def _of_forward(self, root: str, dll: str, led: Sequence[tuple[str, str]]) -> Node:
        """Where exports lead: pairs of an export and of what it stands for there."""
        targets = tuple(dict.fromkeys(target for _, target in led))
        node = Node(dll, None, "api set", forward=True, taken=targets)
        if is_api_set(dll):
            return node
        node.path = self._search.find(dll)
        if node.path is None:
            symbols = [symbol for symbol, _ in led]
            named = [each for each in symbols if not each.startswith("#")]
            node.status, node.absent = Kind.EXPORT.value, targets
            node.problems = [words.own_export(root, named or symbols, dll)]
            self.problems += node.problems
        elif known := self._seen.get(node.path):
            node.status = "seen" if known.needs else known.status
        else:
            node.status = "ok"
            with suppress(FileError):
                node.status = "windows" if self._search.is_windows(node.path) else "ok"
        return self._described(node)
