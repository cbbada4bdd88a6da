"""A function of the client's, as the server's methods and the DLL's callbacks see it."""

from __future__ import annotations

import threading
from collections.abc import Callable

CallBack = Callable[[int, "tuple[object, ...]"], object]


class _CurrentRequest(threading.local):
    number = 0


current_request = _CurrentRequest()
"""Its `number` is that of the request which this thread answers; 0 in a thread of the DLL's own."""


class RemoteFunction:
    """Stands for the client's function number `key` in the arguments of a request.

    In the host it can be called, like the function itself, while the request is open. `CallError`: it raised there.
    """

    def __init__(self, key: int, call_back: CallBack | None = None) -> None:
        self.key = key
        self._call_back = call_back

    def bound_to(self, call_back: CallBack) -> RemoteFunction:
        """The same, for calling."""
        return RemoteFunction(self.key, call_back)

    def __call__(self, *args: object) -> object:
        """Call the function in the client's process, and return what it returned."""
        assert self._call_back is not None, "only the host calls it"
        return self._call_back(self.key, args)

    def __reduce__(self) -> tuple[object, ...]:
        return RemoteFunction, (self.key,)

    def __repr__(self) -> str:
        return f"<the client's function {self.key}>"
