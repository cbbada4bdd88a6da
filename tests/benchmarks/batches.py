"""Many calls in one request, against the same loop where no wire is."""

from __future__ import annotations

from .racing import Contender, race
from .rows import Goal, Row, compared
from .session import BenchClient, Session

CALLS = 1000
_EXPECTED = [i + 2 for i in range(CALLS)]


def against_loop(session: Session) -> list[Row]:
    """Each call of a batch, in both notations, against the loop inside the host; and that loop against bare ctypes."""
    with session.client() as client:
        arguments = [(i, 2) for i in range(CALLS)]
        contenders = {
            "many": Contender(lambda _: client.request32_many("add", arguments), _is_right),
            "batch": Contender(lambda _: _batched(client), _is_right),
            "loop": Contender(lambda _: client.request32("loop", CALLS), seconds=_told),
            "ctypes": Contender(lambda _: client.request32("bare_loop", CALLS), seconds=_told),
        }
        samples = {
            name: sample.divided(CALLS) for name, sample in race(contenders, session.times(100), warm_up=3).items()
        }
    what, loop = f"each of {CALLS:,} calls of one", "the same loop inside the host"
    goal = Goal("within", 2)
    return [
        compared("batch-many", f"{what} `request32_many`", samples["many"], loop, samples["loop"], goal),
        compared("batch", f"{what} `batch`", samples["batch"], loop, samples["loop"], goal),
        compared("host-loop", "call inside the host, through the server class", samples["loop"], "ctypes alone",
                 samples["ctypes"]),
    ]  # fmt: skip


def _batched(client: BenchClient) -> list[object]:
    with client.batch() as batch:
        waiting = [batch.add(i, 2) for i in range(CALLS)]
    return [each.result() for each in waiting]


def _is_right(_: int, answers: object) -> bool:
    return answers == _EXPECTED


def _told(answer: object) -> float:
    assert isinstance(answer, float)
    return answer
