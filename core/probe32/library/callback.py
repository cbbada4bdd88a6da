"""What `Library.callback` returns."""

from __future__ import annotations

from collections.abc import Callable

from ..abi.pointers import RemotePointer

RELEASED = "Callback.release"
"""What ends a callback, in messages."""


class Callback(RemotePointer):
    """The address of a native function in the 32-bit host that calls a Python function of this process, called `name`.

    It is valid until `release`, or until the host ends, also when this object is forgotten. As a context manager it is
    released at the end of the block.
    """

    name: str
    _release: Callable[[RemotePointer], None]

    @classmethod
    def of(cls, pointer: RemotePointer, name: str, release: Callable[[RemotePointer], None]) -> Callback:
        """A pointer to a native function, `name` for people, that `release` ends."""
        made = cls._of(int(pointer), pointer.type, pointer.life, pointer._block)
        assert isinstance(made, Callback)
        made.name = name
        made._release = release
        return made

    def release(self) -> None:
        """Call the function no more; the DLL should have forgotten the address by then. Repeatable, from any thread.

        A DLL that calls there all the same is given `on_error`, and the next call raises `CallError`.
        """
        if self.usable:
            self._release(self)

    def __enter__(self) -> Callback:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def __repr__(self) -> str:
        return f"<Callback {self.name} at 0x{int(self):08X}>"
