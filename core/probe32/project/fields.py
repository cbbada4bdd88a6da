"""The fields of a JSON object: each is checked, and a wrong one is named by its place (`functions[2].prototype`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from ..errors import FileError

_T = TypeVar("_T")
_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


class Fields:
    """The fields of one JSON object, taken one by one; what nobody took is unknown."""

    def __init__(self, values: Mapping[str, object], file: Path, place: str) -> None:
        self.values = values
        self.file = file
        self.place = place
        self.taken: set[str] = set()

    def take(self, name: str, kind: type[_T], default: _T | None = None) -> _T:
        """The field of a kind; the default where there is none. `FileError`: it is another kind, or is missing."""
        self.taken.add(name)
        if name in self.values:
            return self._checked(self.values[name], kind, self._at(name))
        if default is None:
            raise FileError(f'{self.file}: "{self._at(name)}" is missing.', hint="Restore the file, or add the field.")
        return default

    def anything(self, name: str) -> object:
        """The field, whatever it is; None where there is none."""
        self.taken.add(name)
        return self.values.get(name)

    def number(self, name: str) -> float | None:
        """A number, or None where there is none."""
        value = self.anything(name)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return None if value is None else float(value)
        raise self._mistaken(self._at(name), "a number")

    def exact(self, name: str, default: float | None = None) -> float:
        """A number as it stands there: a whole one stays whole."""
        self.taken.add(name)
        value = self.values.get(name, default)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        raise self._mistaken(self._at(name), "a number")

    def mistaken(self, name: str, wanted: str) -> FileError:
        """The error for a field that is not what is wanted."""
        return self._mistaken(self._at(name), wanted)

    def child(self, name: str) -> Fields:
        """The fields of an object. `FileError`: there is none."""
        return Fields(self.take(name, dict), self.file, self._at(name))

    def children(self, name: str) -> list[Fields]:
        """The fields of each object of a list; none where there is no list. `FileError`: it is no such list."""
        places = enumerate(self.list_of(name, dict))
        return [Fields(each, self.file, f"{self._at(name)}[{index}]") for index, each in places]

    def list_of(self, name: str, kind: type[_T]) -> list[_T]:
        """A list of values of a kind; empty where there is none. `FileError`: it is no such list."""
        items = enumerate(self.take(name, list, []))
        return [self._checked(each, kind, f"{self._at(name)}[{index}]") for index, each in items]

    def mapping(self, name: str, kind: type[_T]) -> dict[str, _T]:
        """An object whose values are of a kind; empty where there is none. `FileError`: it is no such object."""
        items = self.take(name, dict, {}).items()
        return {key: self._checked(each, kind, f"{self._at(name)}.{key}") for key, each in items}

    def rest(self) -> dict[str, object]:
        """What nobody took."""
        return {name: value for name, value in self.values.items() if name not in self.taken}

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _checked(self, value: object, kind: type[_T], place: str) -> _T:
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise self._mistaken(place, _WORDS[kind])

    def _mistaken(self, place: str, wanted: str) -> FileError:
        return FileError(f'{self.file}: "{place}" must be {wanted}.', hint="Correct it, or restore the file.")
