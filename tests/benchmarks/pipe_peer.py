"""A bare echo over pipes in the same 32-bit host: no frames, no threads, no deadlines."""

from __future__ import annotations

import os
from pathlib import Path
from pickle import dumps, loads
from types import TracebackType
from typing import Any

from probe32.launch import Host, kill
from probe32.launch.host import close_streams, start_module

_INSIDE = Path(__file__).with_name("inside")


class PipeEcho:
    """A host that does for a small request the pickle work that has to be done, and nothing else."""

    def __init__(self, host: Host) -> None:
        self._process = start_module(host, _INSIDE, f"{_INSIDE.name}.echo", [])
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()

    def request(self, name: str, *args: object) -> Any:
        """Send a request and wait for the answer: the sum of `args`."""
        os.write(self._to, dumps((name, args, {}), 5))
        return loads(os.read(self._from, 65536))

    def __enter__(self) -> PipeEcho:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        kill(self._process)
        close_streams(self._process)
