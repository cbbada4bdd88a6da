"""The 32-bit host of one library, as the session uses it: makes calls, singly and many in a message."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ..abi.calls import CallRequest, CallResult, functions_in
from ..abi.places import UsedPointer
from ..abi.results import typed
from ..errors import StalePointerError
from .batch import CallBatch, PreparedCall
from .client import LibraryClient
from .journal import CallJournal
from .made_call import MadeCall, OnCall
from .requests import LibraryRequests

logger = logging.getLogger(__name__)


class LibraryHost(LibraryRequests):
    """Runs the calls of one DLL, one after the other, whichever threads they come from.

    `on_call` is told each call that has ended, from its thread.
    """

    on_call: OnCall | None = None
    _journal: CallJournal | None = None

    def call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer] = ()) -> CallResult:
        """Make one call with the pointers `used`, `Library.call` says what is raised.

        `timeout` is in seconds, None waits for ever. From within a callback the DLL is called while it waits for it,
        within the deadline of the call under way.
        """
        self.require(used)  # before a host is started in vain
        if self.recorder is None:
            return self._call(request, timeout, used)
        with self._calling, self.recorder.call(request, used) as recorded:
            done = self._call(recorded.request, timeout, used)
            recorded.done(done)
            return done

    def _call(self, request: CallRequest, timeout: float | None, used: Sequence[UsedPointer]) -> CallResult:
        def make(client: LibraryClient, seconds: float | None) -> CallResult:
            self.require(used)  # it may be another host than a moment ago
            done = client.call(request, seconds, used)
            client.life.note_call(request.signature.name, request.arguments)
            return typed(done, request.signature, client.life)

        if self.on_call is None:
            return self.ask(request.signature.name, make, timeout)
        with self._calling:
            try:
                done = self.ask(request.signature.name, make, timeout)
            except BaseException as error:
                self._tell_call(request, None, error)
                raise
            self._tell_call(request, done, None)
            return done

    def call_many(
        self, calls: Sequence[PreparedCall], timeout: float | None
    ) -> tuple[list[CallResult], Exception | None]:
        """Make the first of these calls, and as many more as go along with it in one message.

        What they gave, in order; and what the call after them raised, if it failed. `timeout` is for each call. Calls
        that are answered from a recording, or whose callbacks are recorded, are made one by one.
        """
        if self._player is not None or self._is_heard(calls):
            try:
                return [self.call(calls[0].request, timeout, calls[0].used)], None
            except Exception as error:
                return [], error
        batch = CallBatch(calls)
        with self._calling:
            try:
                self.require(calls[0].used)  # before a host is started in vain
                self.ask(batch.next_name, lambda client, seconds: self._send(batch, client, seconds), timeout)
            except Exception as error:
                batch.failure = error
            results = batch.noted_results()
            if self.recorder is not None:
                self.recorder.note_calls([(each.request, each.used) for each in calls], results, batch.failure)
            if self.on_call is not None:
                self._tell_batch(batch, results)
        return results, batch.failure

    def close(self) -> None:
        """End the process, politely when no call is under way. Repeatable."""
        super().close()
        with self._calling:
            if self._journal is not None:
                self._journal.close()
                self._journal = None

    def _is_heard(self, calls: Sequence[PreparedCall]) -> bool:
        """Whether what a callback among the arguments is asked goes into a recording."""
        return self.recorder is not None and any(functions_in([each.request.arguments for each in calls]))

    def _send(self, batch: CallBatch, client: LibraryClient, seconds: float | None) -> None:
        self.require(batch.calls[0].used)  # it may be another host than a moment ago
        if self._open.outer:  # the journal is that of a batch under way
            batch.send_first(client, seconds)
            return
        if self._journal is None:
            self._journal = CallJournal()
        try:
            batch.send(client, seconds, self._journal, self._can_use)
        except Exception:
            self._open.name = batch.next_name
            raise

    def _can_use(self, call: PreparedCall) -> bool:
        try:
            self.require(call.used)
        except StalePointerError:
            return False
        return True

    def _tell_batch(self, batch: CallBatch, results: Sequence[CallResult]) -> None:
        for call, done in zip(batch.calls, results, strict=False):
            self._tell_call(call.request, done, None)
        if batch.failure is not None:
            self._tell_call(batch.calls[len(results)].request, None, batch.failure)

    def _tell_call(self, request: CallRequest, done: CallResult | None, error: BaseException | None) -> None:
        """Tell who keeps a record of calls; what that raises is logged."""
        client = self._client
        number = client.last_number if client is not None else 0
        made = MadeCall(request.export, request.signature, request.arguments, done, error, number, self._lives)
        try:
            if self.on_call is not None:
                self.on_call(made)
        except Exception:
            logger.exception("The listener for calls raised")
