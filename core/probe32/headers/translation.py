"""C text through libclang: the basic names, then the text, and second tries where those two clash."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..resources import resource
from . import libclang, notation, sdk
from .decoding import decoded
from .expansion import defused
from .vendor_macros import Assumption, assumed

LOCK = threading.RLock()
"""Held while anything of libclang is used: its index and its trees belong to one thread at a time."""

HIDDEN = "probe32_hidden_"
"""Put before a basic name (`DWORD`) that the text defines differently; no one sees it."""

_PRELUDE = "probe32_prelude.h"
_HIDING = "probe32_hiding.h"
_ATTEMPTS = 12
_WORD = re.compile(rb"[A-Za-z_]\w*")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")
_UNKNOWN = re.compile(r"(?:unknown type name|use of undeclared identifier) '(\w+)'")
_NOT_FOUND = re.compile(r"'(.+)' file not found")
_FOUND_BESIDE = re.compile(r"'.+' file not found with <angled> include; use .quotes. instead")
"""An error to clang, which then takes the file of that name beside the header: as vendors mean it."""
_EXTERN_C = re.compile(r'\bextern\s*"C"')
_COMMON = (
    "--target=i686-pc-windows-msvc",
    "-fms-extensions",
    "-fms-compatibility",
    "-nostdinc",
    "-fno-builtin",
    "-fparse-all-comments",
    "-ferror-limit=0",
    "-w",
    "-D_X86_=1",  # Windows' headers ask for it, and leave it to the compiler or to windows.h
)
_MINGW = ("-U_MSC_VER", "-fgnuc-version=12.2", "-D__MINGW32__=1")
"""What MinGW's headers expect of their compiler; with Microsoft's marks they take ways that nobody tests."""


@dataclass(frozen=True)
class Source:
    """What to parse: `text` under the name `filename`, after the types of `prelude`; `end` is added behind the text.

    `language` is `c` or `c++`, "" to find out; in a header file C++ is tried wherever C makes no sense.
    """

    text: str
    filename: str
    prelude: str = ""
    include_dirs: tuple[str, ...] = ()
    defines: Mapping[str, str] = field(default_factory=dict)
    end: str = ""
    language: str = ""
    is_header: bool = False

    @property
    def wants_macros(self) -> bool:
        """Whether the text can define macros, which cost time to record."""
        return "#" in self.text


@dataclass(frozen=True)
class Translation:
    """One parse: clang's tree of `source`, and what had to be arranged for it."""

    source: Source
    unit: libclang.TranslationUnit
    arrangement: Arrangement

    def is_own(self, cursor: libclang.Cursor) -> bool:
        """Whether a declaration is in the text or in a file that it includes, not in our stubs or in the prelude."""
        return not libclang.is_in_stub(cursor) and cursor.location.file is not None

    def errors(self) -> list[libclang.Diagnostic]:
        """What clang did not understand."""
        found = [each for each in self.unit.diagnostics if each.severity >= libclang.ERROR]
        return [each for each in found if not _FOUND_BESIDE.fullmatch(each.spelling)]

    def line_of(self, name: str, line: int) -> bytes:
        """A line of the file `name`, without its end; empty when it cannot be read."""
        lines = _lines(self.source, name)
        return lines[line - 1].rstrip(b"\r") if 0 < line <= len(lines) else b""


@dataclass
class Arrangement:
    """How a text is given to clang: its language, basic names to hide, files found under other spellings, macros.

    `whole` stands for all of windows.h in front, for a text that leaves its include to others. `assumed` holds macros
    that the text uses and that nobody defines, with the file where each stands first.
    """

    language: str = "c"
    whole: bool = False
    hidden: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)
    assumed: dict[str, tuple[Assumption, str]] = field(default_factory=dict)

    def arguments(self, source: Source) -> list[str]:
        """Clang's command line."""
        stubs = str(stub_folder())
        standard = "-std=gnu17" if self.language == "c" else "-std=gnu++17"
        found = ["-x", self.language, standard, *_COMMON]
        windows = sdk.folder(source.filename, source.include_dirs)
        if windows is not None and sdk.is_mingw(windows):
            found += _MINGW
        found += [f"-I{each}" for each in source.include_dirs]
        found += [f"-I{windows}"] if windows is not None and str(windows) not in source.include_dirs else []
        found += ["-isystem", stubs]
        guessed = {each.macro: each.value for each, _ in self.assumed.values()}
        defines = {**notation.word_marks(source.text), **guessed, **source.defines}
        found += [f"-D{name}={value}" for name, value in defines.items()]
        # By their bare names they are found as system headers, which the walk over the tree skips quickly.
        base = self._base() if windows is None else "probe32_spellings.h"
        found += ["-include", _HIDING if self.hidden else base]
        found += ["-include", "windows.h"] if windows is not None and self.whole else []
        if source.prelude:
            found += ["-include", _PRELUDE]
        return found

    def _base(self) -> str:
        return "windows.h" if self.whole else "probe32_base.h"

    def files(self, source: Source, trailer: str = "") -> list[tuple[str, str]]:
        """What clang shall find in place of files on disk."""
        found = [(source.filename, notation.with_sal(defused(source.text)[0]) + source.end + trailer)]
        if source.prelude:
            found.append((str(stub_folder() / _PRELUDE), notation.with_sal(source.prelude)))
        if self.hidden:
            found.append((str(stub_folder() / _HIDING), _hiding(self.hidden, self._base())))
        return [*found, *((name, f'#include "{actual}"\n') for name, actual in self.spellings.items())]

    def improve(self, translation: Translation) -> bool:
        """Take from the errors what a next try can do better; false when there is nothing new."""
        errors = translation.errors()
        before = self._extent()
        for error in errors:
            self._hide_clash(translation, error)
            self._find_file(translation.source, error)
        self.whole = self.whole or any(map(_misses_windows, errors))
        if self._extent() == before:  # what is found by now may tell what a word is
            for error in errors:
                self._assume_macro(translation, error)
        return self._extent() > before

    def _extent(self) -> int:
        return len(self.hidden) + len(self.spellings) + len(self.assumed) + self.whole

    def _hide_clash(self, translation: Translation, error: libclang.Diagnostic) -> None:
        if any(_is_clash(note) for note in error.children):
            name = error.location.file.name if error.location.file else ""
            line = translation.line_of(name, error.location.line)
            word = _WORD.match(line, error.location.column - 1)
            if word:
                self.hidden.add(word[0].decode())
                if is_prelude(name):
                    _hidden_from(translation.source.prelude).add(word[0].decode())

    def _assume_macro(self, translation: Translation, error: libclang.Diagnostic) -> None:
        name = error.location.file.name if error.location.file else ""
        if not name or _is_stub(name):
            return
        number = error.location.line
        raw = translation.line_of(name, number)
        column = len(decoded(raw[: error.location.column - 1])) + 1
        before = decoded(translation.line_of(name, number - 1))
        found = assumed(error.spelling, before, decoded(raw), number, column)
        if found:
            self.assumed.setdefault(found.macro, (found, name))

    def _find_file(self, source: Source, error: libclang.Diagnostic) -> None:
        # Windows finds <Windows.h> whatever its letters' case; other systems need help.
        missing = _NOT_FOUND.fullmatch(error.spelling)
        if not missing or not error.location.file:
            return
        wanted = missing[1].replace("\\", "/")
        folders = [Path(error.location.file.name).parent, *map(Path, source.include_dirs), stub_folder()]
        for folder in folders:
            actual = _same_but_case(folder, wanted)
            if actual and actual != folder / wanted:
                self.spellings.setdefault(str(folder / wanted), actual.resolve().as_posix())
                return


def translate(source: Source) -> Translation:
    """Parse a text; hold `LOCK`. Never fails for what the text says: see `Translation.errors`."""
    hidden = set(_hidden_from(source.prelude))
    best = _attempt(source, Arrangement(language=source.language or "c", hidden=hidden))
    if not source.language and best.errors() and (source.is_header or _EXTERN_C.search(source.text)):
        other = _attempt(source, Arrangement(language="c++"))
        best = other if len(other.errors()) < len(best.errors()) else best
    return best


def again(translation: Translation, trailer: str) -> libclang.TranslationUnit:
    """The same text once more with `trailer` at its end; hold `LOCK`."""
    source, arrangement = translation.source, translation.arrangement
    return libclang.parse(
        source.filename, arrangement.arguments(source), arrangement.files(source, trailer), macros=False
    )


def _attempt(source: Source, arrangement: Arrangement) -> Translation:
    for _ in range(_ATTEMPTS):
        unit = libclang.parse(
            source.filename, arrangement.arguments(source), arrangement.files(source), macros=source.wants_macros
        )
        translation = Translation(source, unit, arrangement)
        if not arrangement.improve(translation):
            break
    return translation


@lru_cache(maxsize=1)
def stub_folder() -> Path:
    """Where our stand-ins for Windows' and C's headers are."""
    return resource("headers").resolve()


@lru_cache(maxsize=4096)
def _is_stub(name: str) -> bool:
    path = Path(name)
    return path.is_relative_to(stub_folder()) and path.name != _PRELUDE


def _misses_windows(error: libclang.Diagnostic) -> bool:
    """Whether a type is unknown that our windows.h would bring."""
    missing = _UNKNOWN.match(error.spelling)
    return missing is not None and missing[1] in _stub_words()


@lru_cache(maxsize=1)
def _stub_words() -> frozenset[str]:
    texts = (each.read_text("utf-8") for each in sorted(stub_folder().rglob("*.h")))
    return frozenset(word for text in texts for word in _CAPITALS.findall(text))


def _is_clash(note: libclang.Diagnostic) -> bool:
    """Whether a note leads from an error to the definition of a basic name."""
    previous = note.spelling.startswith(("previous definition", "previous declaration", "previous use"))
    return previous and note.location.file is not None and _is_stub(note.location.file.name)


def is_prelude(name: str) -> bool:
    """Whether a file is the text of earlier declarations."""
    return Path(name) == stub_folder() / _PRELUDE


@lru_cache(maxsize=16)
def _hidden_from(prelude: str) -> set[str]:
    """The basic names that a prelude is known to define differently, one set for each of the last preludes.

    A prelude comes again with the next text; what was learnt from it spares a second try.
    """
    return set()


def _hiding(names: set[str], base: str) -> str:
    ordered = sorted(names)
    return "\n".join(
        [
            *(f"#define {name} {HIDDEN}{name}" for name in ordered),
            f"#include <{base}>",
            *(f"#undef {name}" for name in ordered),
            "",
        ]
    )


def _same_but_case(folder: Path, wanted: str) -> Path | None:
    here = folder
    for part in wanted.split("/"):
        if part in ("..", "."):
            here = here / part
            continue
        matches = [each for each in _entries(here) if each.name.lower() == part.lower()]
        if not matches:
            return None
        here = matches[0]
    return here if here.is_file() else None


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _lines(source: Source, name: str) -> tuple[bytes, ...]:
    if name == source.filename:
        return _split(source.text)
    if is_prelude(name):
        return _split(source.prelude)
    try:
        status = Path(name).stat()
        return _lines_of_file(name, status.st_mtime_ns, status.st_size)
    except OSError:
        return ()


@lru_cache(maxsize=16)
def _lines_of_file(name: str, _changed: int, _size: int) -> tuple[bytes, ...]:
    return tuple(Path(name).read_bytes().split(b"\n"))


@lru_cache(maxsize=4)
def _split(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode("utf-8").split(b"\n"))
