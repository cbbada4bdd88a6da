"""How many requests were made of each kind, and what became of them."""

from __future__ import annotations

import threading
import traceback
from collections import Counter
from dataclasses import dataclass, field

from .rows import table


@dataclass
class Tally:
    """Counts by kind. Any thread may count; `examples` tell of the first few that went wrong."""

    made: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, right: bool) -> None:
        """A request was answered."""
        with self._lock:
            self.made[kind] += 1
            self.wrong[kind] += not right

    def note_error(self, kind: str) -> None:
        """A request raised the current exception, which it should not."""
        with self._lock:
            self.made[kind] += 1
            self.errors[kind] += 1
            if len(self.examples) < 5:
                self.examples.append(f"{kind}: {traceback.format_exc()}")

    @property
    def holds(self) -> bool:
        """Whether everything was right."""
        return not (self.wrong.total() or self.errors.total())

    def __str__(self) -> str:
        rows = [(kind, *map(str, self._counts(kind))) for kind in sorted(self.made)]
        totals = (each.total() for each in (self.made, self.errors, self.wrong))
        return table(("request", "made", "errors", "wrong"), [*rows, ("all", *map(str, totals))])

    def _counts(self, kind: str) -> tuple[int, int, int]:
        return self.made[kind], self.errors[kind], self.wrong[kind]
