"""One call of the past: everything needed to make it again, and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from .readable import duration_text

KEPT_ELEMENTS = 20_000
"""A call with more numbers or characters than that is kept without its values: only what the table shows."""


@dataclass(frozen=True)
class HistoryEntry:
    """A call.

    `arguments` are the texts of the form, `values` the same as JSON (`probe32.json_values`), in the order of the
    inputs; `result` and `outputs` are JSON too. They are left out, and `cut` is true, where they are too long to keep;
    `incomplete` says that the texts were, too, so that the call can't be made again.
    `call` is which host of the library made it, counted from 1, and the number of its request there; zeros: none that
    is alive. `outcome` is one line. `hint` says what to do after a failure. `declarations` are the types that
    `prototype` needs.
    """

    when: datetime
    ordinal: int
    export: str
    function: str
    prototype: str
    declarations: str
    arguments: dict[str, str]
    outcome: str
    failed: bool = False
    values: tuple[object, ...] = ()
    result: object = None
    outputs: Mapping[str, object] = field(default_factory=dict)
    last_error: int = 0
    duration_us: float | None = None
    warnings: tuple[str, ...] = ()
    hint: str = ""
    deadline: str = ""
    cut: bool = False
    pinned: bool = False
    incomplete: bool = False
    call: tuple[int, int] = (0, 0)

    @property
    def time(self) -> str:
        """When it was made, on the clock."""
        return f"{self.when:%H:%M:%S}"

    @property
    def duration(self) -> str:
        """How long the function took; "" when it did not come back."""
        return "" if self.duration_us is None else duration_text(self.duration_us)

    @property
    def arguments_text(self) -> str:
        """The arguments on one line."""
        return ", ".join(f"{name} = {text}" for name, text in self.arguments.items())

    def matches(self, words: str) -> bool:
        """Whether all of these words stand somewhere in what the table shows, in any case."""
        text = f"{self.time} {self.function} {self.arguments_text} {self.outcome} {' '.join(self.warnings)}".lower()
        return all(each in text for each in words.lower().split())


def entry_to_json(entry: HistoryEntry) -> dict[str, Any]:
    """The entry as JSON."""
    found = asdict(entry)
    del found["call"]  # the host will have gone
    return {**found, "when": entry.when.isoformat(timespec="milliseconds"), "outputs": dict(entry.outputs)}


def entry_from_json(found: Mapping[str, Any]) -> HistoryEntry:
    """What `entry_to_json` gave. `ValueError`, `TypeError`, `KeyError`: it is none."""
    known = {name: value for name, value in found.items() if name in HistoryEntry.__dataclass_fields__}
    known["when"] = datetime.fromisoformat(found["when"])
    known["arguments"] = {str(name): str(text) for name, text in found["arguments"].items()}
    for name in ("values", "warnings"):
        known[name] = tuple(found.get(name, ()))
    return HistoryEntry(**known)


def is_long(value: object) -> bool:
    """Whether a value has more than `KEPT_ELEMENTS` numbers or characters."""
    return _elements(value, KEPT_ELEMENTS) > KEPT_ELEMENTS


def _elements(value: object, most: int) -> int:
    """The number of elements, or any number above `most` when there are more."""
    if isinstance(value, (str, bytes)):
        return len(value)
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    count = max(len(inside), 1)
    if count > most:
        return count
    for each in inside:
        if isinstance(each, (str, bytes, list, tuple, Mapping)):
            count += _elements(each, most - count)
            if count > most:
                break
    return count
