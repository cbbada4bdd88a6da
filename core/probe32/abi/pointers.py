"""Addresses in the 32-bit host as values that know where they come from.

The wire and the host deal in plain numbers; the client makes these of what a call returns, and takes them apart again.
"""

from __future__ import annotations

import operator
from typing import SupportsIndex
from weakref import WeakValueDictionary

from ..errors import StalePointerError
from .render import c_type
from .types import Alias, Opaque, Pointer, Struct, Type, Void, resolve

_ANYTHING = frozenset({"PVOID", "LPVOID", "LPCVOID", "HANDLE", "HGDIOBJ"})
"""Windows' names of `void *` for which it takes handles of many kinds itself."""


class HostLife:
    """One run of a library's 32-bit host, from its start to its end: as long as its addresses mean something.

    `library` is the name of the DLL's file, `generation` counts the hosts of one `Library` from 1. `over` is true once
    the host is known to have ended.
    """

    def __init__(self, library: str, generation: int = 1) -> None:
        self.library = library
        self.generation = generation
        self.over = False
        self._blocks: WeakValueDictionary[tuple[int, str], _Block] = WeakValueDictionary()
        self._freeing: set[str] = set()

    def pointer(self, address: int, of: Type, origin: str = "", freed_by: str = "") -> RemotePointer:
        """What the function `origin` gave: the address, or a handle that is a number, as the C type `of`.

        `freed_by` names the function that frees it. An address that comes again stands for the same memory, unless
        that was freed, as it evidently was when another function frees what is there now.
        """
        key = address, "" if isinstance(resolve(of), Pointer) else freed_by
        block = self._blocks.get(key)
        others = block is not None and freed_by and block.freed_by not in ("", freed_by)
        if block is None or block.ended_by or others:
            self._blocks[key] = block = _Block(origin, freed_by)
        block.freed_by = block.freed_by or freed_by
        if freed_by:
            self._freeing.add(freed_by)
        return RemotePointer._of(address, of, self, block)

    def frees(self, function: str) -> bool:
        """Whether it is known that `function` frees what others have given."""
        return function in self._freeing

    def note_call(self, function: str, arguments: tuple[object, ...]) -> None:
        """`function` has returned: if it is one that frees, those of its arguments that it frees are gone."""
        if function not in self._freeing:
            return
        for each in arguments:
            value = each[0] if isinstance(each, list) and len(each) == 1 else each
            if not isinstance(value, int):
                continue
            for key in ((int(value), ""), (int(value), function)):
                block = self._blocks.get(key)
                if block is not None and block.freed_by == function:
                    block.ended_by = function


class _Block:
    """Memory, or what a handle stands for, as all pointers to it see it."""

    def __init__(self, origin: str, freed_by: str) -> None:
        self.origin = origin
        self.freed_by = freed_by
        self.ended_by = ""


class RemotePointer(int):
    """An address in the 32-bit host, or a handle, as a call returned it: a whole number that knows what it is.

    `type` is its C type, `life` the run of the host that it belongs to, `origin` the function that gave it, `freed_by`
    the function that frees it ("" when no signature says). Used after that host has ended, or after it was freed, it
    raises `StalePointerError` before anything is sent; `int(pointer)` is the bare number, for which nothing is checked.

    `pointer + n` and `pointer - n` count bytes, as numbers do, and stay tied to the host and the memory; their type is
    `void *`. The difference of two is a plain number, and so is the outcome of all other arithmetic. Pickled, it is a
    plain number.
    """

    type: Type
    life: HostLife
    _block: _Block

    @classmethod
    def _of(cls, address: int, of: Type, life: HostLife, block: _Block) -> RemotePointer:
        made = cls(address)
        made.type, made.life, made._block = of, life, block
        return made

    @property
    def origin(self) -> str:
        """The function that gave it; "" when it is not known."""
        return self._block.origin

    @property
    def freed_by(self) -> str:
        """The function that frees it; "" when no signature says."""
        return self._block.freed_by

    @property
    def generation(self) -> int:
        """Which of its library's hosts it belongs to, counted from 1."""
        return self.life.generation

    @property
    def usable(self) -> bool:
        """Whether its host is not known to have ended, and it was not freed."""
        return not self.life.over and not self._block.ended_by

    def require(self, life: HostLife | None, library: str, name: str) -> None:
        """`StalePointerError` unless it can be used now, as `name`, in `life`, which None says there is none of.

        `library` is the file name of the DLL that it is used with.
        """
        what = f"{name!r} is {self._described()}"
        again = f"Call {self.origin} again, and use what it gives then." if self.origin else "Get a new one."
        if self.life is not life and not self.life.over:
            told = (
                f"{what} from the host of another library, {self.life.library}; in that of {library} it means nothing"
            )
            raise StalePointerError(f"{told}.", hint="Use it with the library that it came from.", parameter=name)
        if self.life is not life:
            told = f"{what} from a host that has ended since; what it led to is lost"
            raise StalePointerError(f"{told}.", hint=again, parameter=name)
        if ended_by := self._block.ended_by:
            hint = f"{again} If {ended_by} did not free it, pass int(pointer)."
            raise StalePointerError(f"{what}, which was freed by {ended_by}.", hint=hint, parameter=name)

    def _described(self) -> str:
        giver = f" that {self.origin} gave" if self.origin else ""
        return f"the {c_type(self.type)} 0x{int(self):08X}{giver}"

    def __add__(self, other: SupportsIndex) -> RemotePointer:
        return self._moved(operator.index(other))

    __radd__ = __add__

    def __sub__(self, other: SupportsIndex) -> int:
        if isinstance(other, RemotePointer):
            return int(self) - int(other)
        return self._moved(-operator.index(other))

    def _moved(self, distance: int) -> RemotePointer:
        return RemotePointer._of(int(self) + distance, Pointer(Void()), self.life, self._block)

    def __copy__(self) -> RemotePointer:
        return self

    def __deepcopy__(self, _: object) -> RemotePointer:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return int, (int(self),)

    def __repr__(self) -> str:
        return f"<{c_type(self.type)} 0x{int(self):08X}>"


def conflict(given: Type, wanted: Type) -> bool:
    """Whether a pointer of the type `given` can't be meant where `wanted` is declared: two different named handles.

    `void *`, under any of Windows' names, fits everything, and so does what has no name of its own, such as `double *`;
    a handle that is a typedef of another one fits where that is wanted, and the other way round.
    """
    if given is wanted:
        return False
    if (one := _record(given)) and (other := _record(wanted)):
        return one != other
    first, second = _names(given), _names(wanted)
    if not first or not second:
        return False
    return first[-len(second) :] != second and second[-len(first) :] != first


def is_content(given: Type, wanted: Type) -> bool:
    """Whether a pointer or handle of the type `given` is what a pointer `wanted` shall lead to, and not the address.

    So a `struct node *` given for a `struct node **`, which the function may change.
    """
    kind = resolve(wanted)
    target = resolve(kind.target) if isinstance(kind, Pointer) else Void()
    if isinstance(target, (Void, Opaque, Struct)) or depth(given) >= depth(wanted):
        return False
    return not _is_bare(given) or _is_bare(target)


def _is_bare(of: Type) -> bool:
    """Whether it is `void *` itself."""
    return isinstance(of, Pointer) and isinstance(resolve(of.target), Void)


def depth(of: Type) -> int:
    """How many pointers one behind the other a type is: 2 for `void **`."""
    of = resolve(of)
    return 1 + depth(of.target) if isinstance(of, Pointer) else 0


def _record(of: Type) -> str:
    """The name of the struct or union that a pointer leads to; "" when it leads to none, or to one without a name."""
    of = resolve(of)
    target = resolve(of.target) if isinstance(of, Pointer) else of
    return target.name.removeprefix("union ") if isinstance(target, (Struct, Opaque)) else ""


def _names(of: Type) -> tuple[str, ...]:
    """What a handle is called, from its own name to those that it is a typedef of; () for what may lead anywhere."""
    if record := _record(of):
        return (record,)
    kind = resolve(of)
    if not isinstance(kind, Pointer) or not isinstance(resolve(kind.target), Void):
        return ()
    found = []
    while isinstance(of, Alias):
        found.append(of.name)
        of = of.target
    return tuple(each for each in found if each not in _ANYTHING)
