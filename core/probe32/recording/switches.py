"""Which libraries and clients of this process are recorded, and which are answered from a recording.

`PROBE32_RECORD=FILE` records what the program does; `PROBE32_REPLAY=FILE` answers it from there, with no DLL, no
Windows and no Wine, by order, or with `PROBE32_REPLAY_BY=arguments` by arguments. No code changes for that.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..client.requests import Requests
from ..errors import ReplayError
from ..pe.decoration import read_name
from ..pe.facts import Export, ExportKind, Image
from .client_tape import ClientPlayer, ClientRecorder
from .document import Recording, Session
from .player import By, Player, by_of
from .recorder import LibraryRecorder
from .storage import load, save

RECORD = "PROBE32_RECORD"
REPLAY = "PROBE32_REPLAY"
REPLAY_BY = "PROBE32_REPLAY_BY"

_lock = threading.Lock()
_written: dict[str, Recording] = {}
_saved: dict[str, list[int]] = {}
_played: dict[str, _Replay] = {}


class _Replay:
    """A recording that answers, and how often each of its sessions was taken."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._sessions = load(file).sessions
        self._taken = [0] * len(self._sessions)

    def take(self, name: str, client: str | None, by: By) -> Player:
        """Answers of the next session of a library, or of a client's class, that was taken least often."""
        found = [
            index
            for index, each in enumerate(self._sessions)
            if each.name.lower() == name.lower() and (bool(each.client) is (client is not None))
            if not client or each.client == client
        ]
        if not found:
            known = ", ".join(dict.fromkeys(each.client or each.name for each in self._sessions)) or "nothing"
            raise ReplayError(
                f"{self._file} holds no recording of {client or name}.", hint=f"It is a recording of {known}."
            )
        index = min(found, key=lambda each: self._taken[each])
        self._taken[index] += 1
        return Player(self._sessions[index], self._file, by)


@contextmanager
def replaying(file: str | os.PathLike[str], by: str = "order") -> Iterator[None]:
    """Within the block, each `Library` and `Client64` that is made answers from the recording in `file`.

    `by` is "order" or "arguments". Processes that are started within the block do the same. `FileError`: the file is no
    recording. `ArgumentError`: there is no such `by`.
    """
    path = os.path.abspath(file)  # noqa: PTH100 - links are kept
    settings = {REPLAY: path, REPLAY_BY: by_of(by).value}
    before = {name: os.environ.get(name) for name in settings}
    fresh = _Replay(path)
    with _lock:
        outer, _played[path] = _played.get(path), fresh
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        with _lock:
            del _played[path]
            if outer is not None:
                _played[path] = outer


def player_for_library(path: str | os.PathLike[str]) -> Player | None:
    """Who answers for a DLL; None when nothing is replayed. `ReplayError`: the recording has nothing of that DLL."""
    return _player(Path(path).name, None)


def player_for_client(server: str, client: str) -> ClientPlayer | None:
    """Who answers for a client of this class; None when nothing is replayed."""
    found = _player(server, client)
    return ClientPlayer(found) if found else None


def recorder_for_library(image: Image, encoding: str) -> LibraryRecorder | None:
    """Who records a library; None when nothing is recorded."""
    recording = _recording()
    if recording is None:
        return None
    made = LibraryRecorder(image, encoding)
    recording.sessions.append(made.session)
    return made


def recorded_client(server: str, client: str, requests: Requests) -> Requests:
    """Who makes the requests of a client: `requests` themselves when nothing is recorded."""
    recording = _recording()
    if recording is None:
        return requests
    made = ClientRecorder(Session(server, client), requests)
    recording.sessions.append(made.session)
    return made


def save_recordings() -> None:
    """Write what `PROBE32_RECORD` has recorded so far. `FileError`: that is not possible."""
    with _lock:
        written = list(_written.items())
    for file, recording in written:
        sizes = [len(each.entries) for each in recording.sessions]
        if _saved.get(file) != sizes:
            save(recording, file)
            _saved[file] = sizes


def image_of(player: Player, path: str | os.PathLike[str]) -> Image:
    """The facts of a DLL as far as its recording knows them, for where the file itself is not."""
    session = player.session
    exports = tuple(_export(symbol, ordinal) for symbol, ordinal in session.exports.items())
    return Image(
        path=Path(os.path.abspath(path)),  # noqa: PTH100 - as pe.read_image
        machine="x86" if session.bitness == 32 else "x64",
        bitness=session.bitness,
        subsystem="",
        timestamp=None,
        sha256=session.sha256,
        version={"FileVersion": session.version} if session.version else {},
        imports=(),
        exports=tuple(sorted(exports, key=lambda each: each.ordinal)),
        dotnet=False,
        com=False,
        notes=("The file is not here; its recording stands in for it.",),
    )


def _export(symbol: str, ordinal: int) -> Export:
    name = None if symbol == f"#{ordinal}" else symbol
    read = read_name(name)
    return Export(ordinal, name, 0, ExportKind.FUNCTION, None, read.undecorated, read.guess, read.prototype)


def _player(name: str, client: str | None) -> Player | None:
    file = os.environ.get(REPLAY, "")
    if not file:
        return None
    by = by_of(os.environ.get(REPLAY_BY) or By.ORDER.value)
    with _lock:
        if file not in _played:
            _played[file] = _Replay(file)
        return _played[file].take(name, client, by)


def _recording() -> Recording | None:
    file = os.environ.get(RECORD, "")
    if not file or os.environ.get(REPLAY):
        return None
    file = os.path.abspath(file)  # noqa: PTH100 - the working folder may be another one at the end
    with _lock:
        if not _written:
            atexit.register(save_recordings)
        return _written.setdefault(file, Recording())
