"""A program with a client, to be killed. It says on standard output what it is doing, a line each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from .arena import DeadlyClient


def say(text: object) -> None:
    print(text, flush=True)


def wait() -> None:
    """Until the end."""
    sys.stdin.read()


def _idle(client: DeadlyClient) -> None:
    say("there")
    wait()


def _in_call(client: DeadlyClient) -> None:
    client.request32("call_after", client.callback(lambda: say("there")), "loop")


def _in_locked_call(client: DeadlyClient) -> None:
    client.request32("call_locked_after", client.callback(lambda: say("there")), "sleep_for_ever")


def _in_callback(client: DeadlyClient) -> None:
    def function() -> None:
        say("there")
        wait()

    client.request32("call_after", client.callback(function), "loop")


def _ended_badly(client: DeadlyClient) -> None:
    client.request32("load", "hang_on_unload.dll")
    _idle(client)


DOINGS: dict[str, Callable[[DeadlyClient], None]] = {
    "idle": _idle,
    "call": _in_call,
    "worker": _in_call,
    "locked": _in_locked_call,
    "callback": _in_callback,
    "unload": _ended_badly,
}

if __name__ == "__main__":
    doing, folder, port = sys.argv[1:]
    options = {"workers": 2} if doing == "worker" else {}
    say("starting")
    made = DeadlyClient(Path(folder), port=int(port), **options)
    say(made.host_pid)
    DOINGS[doing](made)
