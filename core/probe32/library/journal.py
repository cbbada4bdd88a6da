"""The client's end of the journal: the results that a batch of calls gave, also when its host has died since."""

from __future__ import annotations

import mmap
import os
import pickle
import weakref

from .. import launch
from ..abi.calls import CallResult
from ..wire.journal import SIZE, Journal


class CallJournal:
    """One for all hosts of a library, one after the other; `name` is the path by which a host opens it. `OSError`."""

    def __init__(self) -> None:
        descriptor, self.name = launch.new_file(SIZE)
        self._release = weakref.finalize(self, os.close, descriptor)
        self._memory = mmap.mmap(descriptor, SIZE)
        self._journal = Journal(self._memory)

    def clear(self) -> None:
        """Forget the batch before."""
        self._journal.clear()

    def results(self) -> list[CallResult]:
        """What the calls of the last batch gave, as far as they have returned, in plain values."""
        return [CallResult(*pickle.loads(each)) for each in self._journal.records()]

    def close(self) -> None:
        """Release it. Repeatable."""
        self._memory.close()
        self._release()
