"""The pointers and handles that the calls of this session have returned, for fields that want one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from probe32.abi.calls import CallResult
from probe32.abi.pointers import RemotePointer, conflict
from probe32.abi.render import c_type
from probe32.abi.signatures import Parameter
from probe32.abi.types import Pointer, Type, resolve, takes_address

from ..translating import tr

LIMIT = 100


@dataclass(frozen=True)
class Shelved:
    """A pointer and where it came from: `sp_open`, `find_first · info.next`."""

    pointer: RemotePointer
    source: str

    @property
    def text(self) -> str:
        """The address as a field takes it."""
        return f"0x{int(self.pointer):08x}"

    @property
    def words(self) -> str:
        """What it is."""
        return tr("{type} from {source}").format(type=c_type(self.pointer.type), source=self.source)


class PointerShelf:
    """Keeps the last `LIMIT` pointers, newest first; the same address counts once."""

    def __init__(self) -> None:
        self._shelved: dict[int, Shelved] = {}

    def note(self, function: str, result: CallResult) -> None:
        """Keep every pointer in what a call of `function` gave."""
        places = [(function, result.result), *((f"{function} · {name}", each) for name, each in result.outputs.items())]
        for source, value in places:
            for path, pointer in _pointers(value, source):
                self._shelved.pop(int(pointer), None)
                self._shelved[int(pointer)] = Shelved(pointer, path)
        for address in list(self._shelved)[:-LIMIT]:
            del self._shelved[address]

    def usable(self, wanted: Type | None = None) -> list[Shelved]:
        """Those that can be used now, newest first; only what can be meant where `wanted` is declared."""
        alive = [each for each in reversed(self._shelved.values()) if each.pointer.usable]
        return [each for each in alive if wanted is None or not conflict(each.pointer.type, wanted)]

    def known(self, value: object) -> object:
        """The pointer that a typed address stands for, so that a use after the host's end is noticed; or `value`."""
        found = self._shelved.get(value) if isinstance(value, int) and not isinstance(value, bool) else None
        return found.pointer if found else value

    def given(self, value: object, parameter: Parameter) -> object:
        """As `known`, for an argument; a number that is no address stays one, also where it looks like a pointer's."""
        kind = resolve(parameter.type)
        is_address = isinstance(kind, Pointer) and takes_address(kind.target, parameter.size is not None)
        return self.known(value) if is_address else value

    def renew(self, renewed: Mapping[RemotePointer, RemotePointer]) -> dict[str, str]:
        """Put pointers of a new host in the place of those that they stand for; the new texts by the old ones."""
        texts = {}
        for old, new in renewed.items():
            before = self._shelved.pop(int(old), None)
            made = Shelved(new, before.source if before else new.origin)
            self._shelved.pop(int(new), None)
            self._shelved[int(new)] = made
            texts[f"0x{int(old):08x}"] = made.text
        return texts

    def clear(self) -> None:
        """Another library is open now."""
        self._shelved.clear()


def _pointers(value: object, path: str) -> Iterator[tuple[str, RemotePointer]]:
    if isinstance(value, RemotePointer):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _pointers(each, f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for at, each in enumerate(value[:LIMIT]):
            yield from _pointers(each, f"{path}[{at}]")
