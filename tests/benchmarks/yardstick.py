"""A piece of work that is the same in every release and on every machine.

What has no rival is compared with the last release by how many times as long as this it takes; and how much this
varies within a run tells how noisy the machine was.
"""

from __future__ import annotations

import json

from .racing import Contender, race
from .samples import Sample

_NUMBERS = [number * 7919 % 10_007 for number in range(10_000)]
_ROUNDS = 5


def measured() -> Sample:
    """A few times: 10,000 numbers written as JSON, read and sorted. It takes some milliseconds."""
    return race({"yardstick": Contender(lambda _: _work(), lambda _, answer: answer == 10_006)}, _ROUNDS)["yardstick"]


def _work() -> int:
    numbers: list[int] = json.loads(json.dumps(_NUMBERS))
    return sorted(numbers)[-1]
