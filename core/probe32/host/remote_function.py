"""A function of the client's, as the server's methods and the DLL's callbacks see it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..errors import CallError

CallBack = Callable[[int, "tuple[object, ...]", "dict[str, object]"], object]


class _CurrentRequest(threading.local):
    number = 0


current_request = _CurrentRequest()
"""Its `number` is that of the request which this thread answers; 0 in a thread of the DLL's own."""


class RemoteFunction:
    """Stands for the client's function number `key`, wherever it is in the arguments of a request.

    In the host it can be called like the function itself, from any thread, while the request is open. `CallError`: the
    function raised, or the client is gone.
    """

    call_back: CallBack | None = None
    """How this process asks its client; set in the host."""

    def __init__(self, key: int) -> None:
        self.key = key

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Call the function in the client's process, and return what it returned."""
        ask = RemoteFunction.call_back
        if ask is None:
            raise CallError("A reference to a function is for the server: only there it can be called.")
        return ask(self.key, args, kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RemoteFunction) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[object, ...]:
        return RemoteFunction, (self.key,)

    def __repr__(self) -> str:
        return f"<the client's function {self.key}>"
