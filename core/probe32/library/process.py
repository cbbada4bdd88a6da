"""The 32-bit process of one library: started when it is needed, ended when it hangs, replaced after it died."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeVar

from ..abi.places import UsedPointer
from ..abi.pointers import HostLife
from ..client.output import OnOutput, Output
from ..client_errors import ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from ..errors import CallError, CallStoppedError, HostDiedError, ImageError, LoadError
from ..pe.facts import Image
from ..recording.player import Player
from .client import LibraryClient
from .failure import ended_call, failed_call
from .nested_calls import NestedCalls
from .playing_client import PlayingClient


class HostState(str, Enum):
    """What the 32-bit host of a library is doing.

    `STOPPED`: there is none. `STARTING`: it is not ready yet. `READY`: it waits for a call. `BUSY`: a call is under
    way. `DEAD`: it ended unasked; the next call starts another one.
    """

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    DEAD = "dead"


OnHostState = Callable[[HostState, str], None]

Answer = TypeVar("Answer")


class LibraryProcess:
    """Lets requests be made of the process, one after the other, whichever threads they come from.

    `on_state` is told each change of `state` with one sentence, from the thread that causes it. `search` are folders
    that the next host searches for what the DLL needs. `ended_by` is what the last host died of, until another one
    runs; None after an end on purpose. `player` stands in for all hosts.
    """

    def __init__(
        self,
        image: Image,
        start_timeout: float,
        on_state: OnHostState | None,
        on_output: OnOutput | None,
        player: Player | None = None,
    ) -> None:
        self.state = HostState.STOPPED
        self._image = image
        self._start_timeout = start_timeout
        self.on_output = on_output
        self._player = player
        self.on_state = on_state
        self.ended_by: CallError | None = None
        self.search: tuple[Path, ...] = ()
        self._client: LibraryClient | None = None
        self._calling = threading.RLock()
        self._open = NestedCalls()
        self._stopping = False
        self._lives = 0

    @property
    def description(self) -> str:
        """The Python and the process number; "" when none runs."""
        return self._client.description if self._client else ""

    @property
    def output(self) -> tuple[Output, ...]:
        """What the host that runs now has printed."""
        return self._client.output if self._client else ()

    @property
    def hosts_started(self) -> int:
        """How many hosts there have been, the one that runs now included."""
        return self._lives

    @property
    def life(self) -> HostLife | None:
        """The life of the host that runs now; None when none does."""
        client = self._client
        if client is not None and not client.running:
            client.life.over = True
        return None if client is None or client.life.over else client.life

    def require(self, used: Sequence[UsedPointer]) -> None:
        """`StalePointerError`: one of the pointers does not belong to the host that runs now, or was freed."""
        for path, pointer in used:
            pointer.require(self.life, self._image.path.name, path)

    def ask(self, name: str, ask: Callable[[LibraryClient, float | None], Answer], timeout: float | None) -> Answer:
        """Let `ask` make one request of the client within the seconds that it is given; raises what a call does."""
        with self._calling:
            client = self._open.client(name, self._running_client)
            if client.stopped or self._stopping:
                raise CallStoppedError(f"{name} was stopped before it began.")
            seconds = self._open.seconds(timeout)
            self._tell_calling(name)
            self._open.enter(name, client, seconds)
            try:
                answer = ask(client, seconds)
            except BaseException as error:
                if client.ended_by is not None:  # a call from within a callback of this one has found that
                    raise client.ended_by  # noqa: B904 - it has a cause of its own
                raise self._failed(self._open.name, client, error) from error.__cause__
            else:
                self._tell_done()
                return answer
            finally:
                self._open.leave()

    def start(self) -> None:
        """Start the process and load the DLL, if that is not done."""
        with self._calling:
            self._running_client()

    def stop(self) -> None:
        """End the process at once. A call under way, or the start, raises `CallStoppedError`."""
        self._stopping = True
        client = self._client
        if client is not None:
            client.stopped = True
            client.kill()
        with self._calling:  # the call under way has noticed
            self._stopping = False
            self._drop(self._client, HostState.STOPPED, "Stopped")

    def close(self) -> None:
        """End the process, politely when no call is under way. Repeatable."""
        if self.state in (HostState.STARTING, HostState.BUSY):
            self.stop()
        with self._calling:
            client, self._client = self._client, None
            if client is not None:
                client.life.over = True
                client.shutdown_server32(kill_timeout=2)
        self._tell(HostState.STOPPED, "Closed")

    def _running_client(self) -> LibraryClient:
        if self._client is not None and self.life is not None:
            return self._client
        if self._image.bitness != 32:
            raise ImageError(
                f"{self._image.path.name} is a {self._image.bitness}-bit library ({self._image.machine}); "
                f"the 32-bit host cannot load it.",
                hint="Open it in 64-bit Python directly, or ask the vendor for the x86 build.",
            )
        self._tell(HostState.STARTING, "Starting the 32-bit host")
        try:
            self._lives += 1
            self._client = self._new_client(HostLife(self._image.path.name, self._lives))
            self._client.open(self._image.path, self._start_timeout, self.on_output, self.search)
            self._client.on_end(_unless_forgotten(self, self._client))
        except BaseException as error:
            if self._stopping:
                raise CallStoppedError(f"The start of the host for {self._image.path.name} was stopped.") from None
            refusal = error.__cause__ if isinstance(error, ConnectionTimeoutError) else None
            if isinstance(refusal, LoadError):
                self._tell(HostState.DEAD, str(refusal))
                raise refusal from None
            self._tell(HostState.DEAD, str(error))
            raise
        self.ended_by = None
        self._tell(HostState.READY, self._client.description)
        return self._client

    def _new_client(self, life: HostLife) -> LibraryClient:
        return LibraryClient(life) if self._player is None else PlayingClient(life, self._player)

    def ended_while_idle(self, client: LibraryClient) -> None:
        """Notice that a host has ended although nobody called it. In the thread that waits for its end."""
        if not self._calling.acquire(blocking=False):
            return  # whoever calls, starts or ends it notices by itself
        try:
            if client is self._client and not client.life.over and not client.stopped:
                client.life.over = True
                self.ended_by = client.death()
                self._tell(HostState.DEAD, str(self.ended_by))
        finally:
            self._calling.release()

    def _failed(self, name: str, client: LibraryClient, error: BaseException) -> BaseException:
        """The error of a failed call in our own words, after the host's state has been brought up to date."""
        if isinstance(error, Server32Error):
            self._tell_done()
            return failed_call(name, error)
        if isinstance(error, (ResponseTimeoutError, HostDiedError)):
            client.kill()
            client.ended_by = ended_call(name, error, client.stopped)
            self.ended_by = None if client.stopped else client.ended_by
            self._drop(client, HostState.STOPPED if client.stopped else HostState.DEAD, f"The host ended during {name}")
            return client.ended_by
        if not isinstance(error, Exception):  # Ctrl+C: the function would run on in the host
            self._drop(client, HostState.STOPPED, "Interrupted")
            client.ended_by = error
        else:
            self._tell_done()
        return error

    def _drop(self, client: LibraryClient | None, state: HostState, detail: str) -> None:
        """End a client's host. What another one runs meanwhile is left alone."""
        if client is not None:
            client.life.over = True
            client.kill()
        if client is self._client:
            self._client = None
            self._tell(state, detail)

    def _tell_done(self) -> None:
        """A call has returned: from a callback's the one around it is still under way."""
        if outer := self._open.outer:
            self._tell_calling(outer)
        elif self.on_state is None:
            self.state = HostState.READY
        else:
            self._tell(HostState.READY, self.description)

    def _tell_calling(self, name: str) -> None:
        if self.on_state is None:
            self.state = HostState.BUSY
        else:
            self._tell(HostState.BUSY, f"Calling {name}")

    def _tell(self, state: HostState, detail: str) -> None:
        self.state = state
        if self.on_state is not None:
            self.on_state(state, detail)


def _unless_forgotten(host: LibraryProcess, client: LibraryClient) -> Callable[[], None]:
    """What is called at the end of a client's process, which must keep neither of the two alive."""
    told, of = weakref.ref(host), weakref.ref(client)

    def _on_end() -> None:
        its_host, its_client = told(), of()
        if its_host is not None and its_client is not None:
            its_host.ended_while_idle(its_client)

    return _on_end
