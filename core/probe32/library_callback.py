"""What `Library.callback` returns."""

from __future__ import annotations

from collections.abc import Callable

from .abi.types import FunctionType


class Callback(int):
    """The address of a native function in the 32-bit host that calls a Python function of this process.

    It is valid until `release`, or until the host ends, also when this object is forgotten. As a context manager it is
    released at the end of the block.
    """

    name: str
    type: FunctionType

    def __new__(cls, address: int, name: str, of: FunctionType, release: Callable[[], None]) -> Callback:
        """A number that knows what it is the address of."""
        made = super().__new__(cls, address)
        made.name = name
        made.type = of
        made._release = release
        return made

    def release(self) -> None:
        """Call the function no more; the DLL should have forgotten the address by then. Repeatable, from any thread.

        A DLL that calls there all the same is given `on_error`, and the next call raises `CallError`.
        """
        self._release()

    def __enter__(self) -> Callback:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def __repr__(self) -> str:
        return f"<Callback {self.name} at 0x{int(self):08X}>"

    _release: Callable[[], None]
