"""A function of the client's, as the server's methods and the DLL's callbacks see it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..errors import CallError

CallBack = Callable[[int, "tuple[object, ...]"], object]
"""Asks the client to call its function of that number."""


class _CurrentRequest(threading.local):
    number = 0


current_request = _CurrentRequest()
"""Its `number` is that of the request which this thread answers; 0 in a thread of the DLL's own."""

_client: list[CallBack] = []
"""The one client of this process; nobody in the client's own process."""


def answer_with(call_back: CallBack) -> None:
    """Who asks the client, from now on."""
    _client[:] = [call_back]


class RemoteFunction:
    """Stands for the client's function number `key` in the arguments of a request.

    In the host it can be called like the function itself, from any thread, while the request is open. `CallError`: the
    function raised, or the client is gone.
    """

    def __init__(self, key: int) -> None:
        self.key = key

    def __call__(self, *args: object) -> object:
        """Call the function in the client's process, and return what it returned."""
        if not _client:
            raise CallError("A function of the client's can be called in the 32-bit host only.")
        return _client[0](self.key, args)

    def __repr__(self) -> str:
        return f"<the client's function {self.key}>"
