"""Pausing and stopping a run from another thread."""

from __future__ import annotations

import threading


class Control:
    """What a run looks at between two calls. Any thread may use it.

    A call that hangs sees nothing of it: `Library.stop` ends that.
    """

    def __init__(self) -> None:
        self._may_go = threading.Event()
        self._may_go.set()
        self._stopped = False

    @property
    def paused(self) -> bool:
        """Whether the run waits, or is about to."""
        return not self._may_go.is_set()

    @property
    def stopped(self) -> bool:
        """Whether the run has ended or is about to."""
        return self._stopped

    def pause(self) -> None:
        """Make no further call until `resume` or `stop`."""
        if not self._stopped:
            self._may_go.clear()

    def resume(self) -> None:
        """Go on."""
        self._may_go.set()

    def stop(self) -> None:
        """Make no further call, except for clean-up steps."""
        self._stopped = True
        self._may_go.set()

    def wait(self) -> bool:
        """Wait while paused; false once the run is to end."""
        self._may_go.wait()
        return not self._stopped
