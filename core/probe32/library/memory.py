"""The memory of a library's host, as `Library` offers it: read, write, watch, allocate, free."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from .. import headers
from ..abi.calls import CallRequest, CallResult
from ..abi.places import UsedPointer
from ..abi.pointers import RemotePointer
from ..abi.render import c_type
from ..abi.results import typed_value
from ..abi.signatures import Parameter, Signature
from ..abi.types import Array, Character, FunctionType, Integer, Opaque, Pointer, Type, Void, resolve
from ..abi.values import check_value
from ..errors import AddressError, ArgumentError, DeclarationError
from .freeing import freeing
from .host import LibraryHost
from .memory_watch import MemoryWatch
from .remote_arena import RemoteArena
from .requests import ALLOCATED
from .signatures import LibrarySignatures

if TYPE_CHECKING:
    from ..abi.regions import MemoryRegion
    from ..pe.facts import Image
from ..pe.progress import OnProgress, ignored

TypeName = str | int | Type | type[str]
"""How memory is read: C's name of a type, a number of bytes, a type of `probe32.abi`, or `str` for text."""

_BYTE = Integer("unsigned char", 1, False)


class LibraryMemory(LibrarySignatures):
    """The part of `Library` that deals with memory.

    Addresses are what calls returned, or plain numbers. With a pointer whose host has ended, or which was freed, every
    method raises `StalePointerError`; `AddressError` says that there is no host, or no such memory. A host that ends or
    hangs meanwhile raises `HostDiedError` or `ResponseTimeoutError`.

    `read`, `write`, `region`, `memory_map` and watching work from any thread, also while a call runs.
    """

    encoding: str
    _host: LibraryHost

    def __init__(
        self, path: str | os.PathLike[str], image: Image | None = None, on_progress: OnProgress = ignored
    ) -> None:
        super().__init__(path, image, on_progress)
        self._named_types: dict[str, tuple[Mapping[str, Type], Type]] = {}

    @abstractmethod
    def call(self, name: str, *args: object, timeout: float | None = None) -> CallResult:
        """Call a function."""

    def read(self, address: int, of: TypeName | None = None) -> Any:
        """What is in the host's memory at `address`.

        `of` says how to read it: a number of bytes gives `bytes`; C's name of a type, such as `"double[16]"` or
        `"struct point"`, gives what a call would give; `str` gives the text up to the first zero, and so does
        `"wchar_t[]"`. Without it, a pointer is read as its own type says.

        `ArgumentError`: nothing says how to read it. `DeclarationError`: there is no such type.
        """
        self._host.require(_used(address))
        kind = self._type(address, of)
        arena = RemoteArena(self.encoding, self._host)
        if isinstance(kind, int):
            return arena.read(address, kind)
        value = arena.value(kind, address)
        life = self._host.life
        return value if life is None else typed_value(kind, value, life, "")

    def write(self, address: int, value: object, of: TypeName | None = None) -> None:
        """Put `value` at `address`, where the host's memory is meant to be written.

        Bytes, and all that has the buffer protocol, go as they are. For other values `of` is the type, as for `read`; a
        dictionary changes the members that it names, text for `str` gets a final zero. Members that are pointers take
        addresses and null: what they lead to needs memory that stays, see `allocate`.

        `ArgumentError`: the value does not fit. `AddressError` names how much could be written; nothing was.
        """
        self._host.require(_used(address))
        arena = RemoteArena(self.encoding, self._host)
        if of is None and (data := _buffer(value)) is not None:
            arena.write(address, data)
            return
        kind = self._type(address, of)
        kind = Array(_BYTE, kind) if isinstance(kind, int) else kind
        used: list[UsedPointer] = []
        checked = check_value(kind, value, "value", self.encoding, used)
        self._host.require(used)
        arena.write_value(kind, address, checked)

    def region(self, address: int) -> MemoryRegion:
        """The pages around `address` that are alike: state, protection, size, and the module they belong to.

        `AddressError`: no process of 32 bits has such an address, or no host runs. `StalePointerError`: see `read`.
        """
        self._host.require(_used(address))
        found: list[MemoryRegion] = self._host.inquire("regions", int(address), int(address) + 1)
        if not found:
            raise AddressError(f"{int(address):#x} is not among the addresses of the 32-bit process.")
        return found[0]

    def memory_map(self) -> tuple[MemoryRegion, ...]:
        """All regions of the host's memory, free ones too, by address."""
        return tuple(self._host.inquire("regions", 0, 1 << 32))

    def watch(self, address: int, of: TypeName | None = None) -> MemoryWatch:
        """A buffer at `address` whose changes are asked for: `changed()`, `wait_for_change(timeout)`.

        `of` gives its size, as for `read`. `ArgumentError`: it has none. Else as `read`.
        """
        kind = self._type(address, of)
        size = kind if isinstance(kind, int) else kind.size
        if not size:
            raise ArgumentError("There are no bytes to watch.", hint="Give their number.")
        return MemoryWatch(int(address), size, lambda: self._watched(address, size))

    def allocate(self, of: TypeName, value: object = None) -> RemotePointer:
        """Memory in the host that stays until `free`, or until the host ends: for what the DLL keeps after a call.

        `of` is its type or number of bytes, `value` what is put there, otherwise it is zero; what a pointer in the
        value leads to is allocated with it. `ArgumentError`: the value does not fit, or the host has no room.
        """
        kind = self._type(0, of)
        used: list[UsedPointer] = []
        array = Array(_BYTE, kind) if isinstance(kind, int) else kind
        if value is None and not array.size:
            raise ArgumentError("There are no bytes to allocate.", hint="Give their number, or a value.")
        checked = None if value is None else check_value(array, value, "value", self.encoding, used)
        if isinstance(checked, str) and isinstance(array, Array) and not array.count:
            checked += "\0"
        address, life = self._host.allocate(array, checked, self.encoding, used)
        return life.pointer(address, Pointer(Void() if isinstance(kind, int) else kind), "Library.allocate", ALLOCATED)

    def free(self, pointer: int) -> object:
        """Free what a pointer leads to, with the function that its signature names; return what that returned.

        `ArgumentError`: no signature names one (`_Freed_by_`). `DeclarationError`: the function can't be called.
        """
        used = _used(pointer)
        self._host.require(used)
        by = pointer.freed_by if isinstance(pointer, RemotePointer) else ALLOCATED
        if not by:
            raise ArgumentError(
                f"No signature says which function frees {pointer!r}.",
                hint="Call that function, or mark what gave the pointer with _Freed_by_(function).",
            )
        if by == ALLOCATED:
            self._host.free(int(pointer), used)
            return None
        if by in self.functions:
            return self.call(by, pointer).result
        how = freeing(by, self.image, self.functions)
        signature = Signature(by, Void(), (Parameter("memory", Pointer(Void())),), how.convention)
        request = CallRequest(how.export, signature, (int(pointer),), self.encoding, module=how.module)
        return self._host.call(request, None, used).result

    @contextmanager
    def owned(self, pointer: RemotePointer) -> Iterator[RemotePointer]:
        """`with lib.owned(lib.sp_open("SIM::1")) as handle:` frees the handle, `pointer`, at the end, if need be."""
        try:
            yield pointer
        finally:
            if pointer.usable and self._host.life is pointer.life:
                self.free(pointer)

    def _watched(self, address: int, size: int) -> bytes:
        self._host.require(_used(address))
        return RemoteArena(self.encoding, self._host).read(address, size)

    def _type(self, address: int, of: TypeName | None) -> Type | int:
        """The type, or the number of bytes."""
        if isinstance(of, str):
            return self._named_type(of)
        if of is str:
            return Array(Character(1), 0)
        if isinstance(of, int):
            if not 0 <= of < 1 << 32:
                raise ArgumentError(f"{of} is no number of bytes.", hint="Give one from 0 to 4 GB.", parameter="of")
            return int(of)
        if isinstance(of, type):
            raise ArgumentError(
                f"{of.__name__} is no type of C.", hint='Give one such as "double", a number of bytes, or str.'
            )
        if of is not None:
            return of
        target = self._target(address)
        if target is None:
            raise ArgumentError(
                f"Nothing says what {address!r} leads to.",
                hint='Give a type, such as "double[16]", or a number of bytes.',
            )
        return target

    def _named_type(self, text: str) -> Type:
        """The type that C text names, read anew when types have changed."""
        known = self._named_types.get(text)
        if known is None or known[0] != self.types:
            known = self._named_types[text] = (dict(self.types), headers.parse_type(text, prelude=self.source))
        if isinstance(resolve(known[1]), (Void, Opaque, FunctionType)):
            raise ArgumentError(
                f"The content of {c_type(known[1])} is unknown.", hint="Define it, or give a number of bytes."
            )
        return known[1]

    def _target(self, address: int) -> Type | None:
        """What a pointer leads to, as far as its type and the declarations tell."""
        kind = resolve(address.type) if isinstance(address, RemotePointer) else None
        if not isinstance(kind, Pointer):
            return None
        target = resolve(kind.target)
        if isinstance(target, Opaque):  # also a struct seen from within itself, where its content is not repeated
            with suppress(DeclarationError, ArgumentError):
                return self._named_type(c_type(target))
        return None if isinstance(target, (Void, Opaque, FunctionType)) else kind.target


def _used(address: object) -> tuple[UsedPointer, ...]:
    if not isinstance(address, int):
        raise ArgumentError(
            f"{address!r} is no address.", hint="Give a pointer that a call returned, or a number.", parameter="address"
        )
    return (UsedPointer("address", address),) if isinstance(address, RemotePointer) else ()


def _buffer(value: object) -> bytes | None:
    try:
        return bytes(memoryview(value).cast("B"))  # type: ignore[arg-type]
    except TypeError:
        return None
