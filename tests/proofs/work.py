"""Kinds of requests whose answers can be checked, and a client for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from probe32 import Client64, Server32Error
from probe32.launch import to_host_path
from probe32.resources import resource

SERVER = Path(__file__).with_name("servers") / "busy_server.py"
_LARGE = 1 << 16
"""Bytes from which a payload goes through shared memory."""


class BusyClient(Client64):
    """Asks the server whose answers depend on the question."""

    def __init__(self, **options: Any) -> None:
        super().__init__(SERVER, dll=to_host_path(resource("sample", "sample.dll")), timeout=60, **options)

        self.doubled = self.callback(lambda value: self.request32("add", value, value))
        """The client's function that asks the host meanwhile; one, because a client keeps them as long as it lives."""

    @property
    def host_pid(self) -> int:
        """The number of the host's process."""
        return self._keeper().session.process.pid


Job = Callable[[BusyClient, Random, int], bool]
"""Asks something, whose number is given, and tells whether the answer is right."""


def _add(client: BusyClient, chance: Random, number: int) -> bool:
    b = chance.randrange(1_000_000)
    return bool(client.request32("add", number, b) == number + b)


def _echo(client: BusyClient, chance: Random, number: int) -> bool:
    value = {"number": number, "text": "µ" * chance.randrange(2000), "list": [number] * chance.randrange(100)}
    return bool(client.request32("echo", number, value) == (number, value))


def _large(client: BusyClient, chance: Random, number: int) -> bool:
    data = chance.randbytes(1000) * chance.randrange(_LARGE // 1000, 1500)
    return bool(client.request32("turned", data) == data[::-1])


def _view(client: BusyClient, chance: Random, number: int) -> bool:
    """The answer stays in shared memory while it is used."""
    data = chance.randbytes(1000) * chance.randrange(_LARGE // 1000, 500)
    mark, view = client.request32("echo", number, memoryview(data))
    return mark == number and isinstance(view, memoryview) and view == data


def _fail(client: BusyClient, chance: Random, number: int) -> bool:
    text = f"{number} {chance.random()}"
    try:
        client.request32("fail", text)
    except Server32Error as error:
        return (error.name, error.value) == ("ValueError", text)
    return False


def _batch(client: BusyClient, chance: Random, number: int) -> bool:
    count = chance.randrange(1, 30)
    with client.batch() as batch:
        sums = [batch.add(number, each) for each in range(count)]
        failed = batch.fail(str(number))
    try:
        failed.result()
    except Server32Error as error:
        return error.value == str(number) and [each.result() for each in sums] == [number + i for i in range(count)]
    return False


def _many(client: BusyClient, chance: Random, number: int) -> bool:
    count = chance.randrange(1, 100)
    return client.request32_many("add", [(number, each) for each in range(count)]) == [number + i for i in range(count)]


def _ask(client: BusyClient, chance: Random, number: int) -> bool:
    """The host calls back, and the function asks the host meanwhile."""
    return bool(client.request32("ask", client.doubled, number) == 2 * number + 1)


def _say(client: BusyClient, chance: Random, number: int) -> bool:
    text = "x" * chance.randrange(500)
    return bool(client.request32("say", text) == len(text))


JOBS: dict[str, tuple[Job, int]] = {
    "add": (_add, 800),
    "echo": (_echo, 80),
    "large": (_large, 20),
    "view": (_view, 10),
    "fail": (_fail, 40),
    "batch": (_batch, 10),
    "many": (_many, 10),
    "ask": (_ask, 10),
    "say": (_say, 20),
}
"""Each with its share of a thousand."""


def drawn(chance: Random, without: str = "") -> str:
    """One of the jobs, but for one."""
    shares = {name: share for name, (_, share) in JOBS.items() if name != without}
    return chance.choices(list(shares), list(shares.values()))[0]
