"""Calls of a library that are sent in one message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..abi.calls import CallRequest, CallResult
from ..abi.places import UsedPointer
from ..abi.pointers import HostLife
from ..abi.results import typed
from .client import LibraryClient
from .journal import CallJournal


@dataclass(frozen=True)
class PreparedCall:
    """A call whose arguments have been checked; `used` are the pointers among them."""

    request: CallRequest
    used: tuple[UsedPointer, ...]


class CallBatch:
    """The first of `calls`, and as many more as the host begins in one message: what they gave, in order.

    `failure` is what the call after them raised, if it failed.
    """

    def __init__(self, calls: Sequence[PreparedCall]) -> None:
        self.calls = calls
        self.failure: Exception | None = None
        self._made: list[CallResult] = []
        self._life: HostLife | None = None

    @property
    def next_name(self) -> str:
        """The function of the first call that has given nothing."""
        return self.calls[len(self._made)].request.signature.name

    def send_first(self, client: LibraryClient, seconds: float | None) -> None:
        """Make the first call alone."""
        self._life = client.life
        self._made = [client.call(self.calls[0].request, seconds)]

    def send(
        self,
        client: LibraryClient,
        seconds: float | None,
        journal: CallJournal,
        usable: Callable[[PreparedCall], bool],
    ) -> None:
        """Make the calls before the first whose pointers aren't `usable`; raises what one of them does."""
        requests = [each.request for each in takewhile(usable, self.calls)]
        self._life = client.life
        journal.clear()
        try:
            self._made = client.call_many(requests, seconds, journal)
        except Exception:
            self._made = journal.results()
            raise

    def noted_results(self) -> list[CallResult]:
        """What the calls gave, as people see it; what they freed is known from now on. To be asked for once."""
        if self._life is None:
            return []
        requests = [each.request for each in self.calls[: len(self._made)]]
        for each in requests:
            self._life.note_call(each.signature.name, each.arguments)
        pairs = zip(self._made, requests, strict=True)
        return [typed(done, each.signature, self._life) for done, each in pairs]
