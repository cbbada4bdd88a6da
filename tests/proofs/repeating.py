"""Lets hosts die again and again under one client, and looks at what the client tells and does next."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from probe32.errors import Probe32Error

from .arena import Arena, UnprovableError, free_port
from .deaths import Death, Scene
from .leftovers import Steady, watched
from .rows import Row, places_of

Restart = Literal["manual", "auto"]
TOKEN = "what the set-up call has left"


def repeated(arena: Arena, kind: str, death: Death, restart: Restart, transport: str, times: int) -> Row:
    """One client whose hosts die `times` times in the same way."""
    row = Row(kind, restart if transport == "pipes" else f"{restart}, TCP")
    if death.display and not arena.has_display:
        row.note = "left out: no display, and no Xvfb"
        return row
    try:
        with watched(row.left):
            _repeat(arena, death, restart, free_port() if transport == "tcp" else 0, row, times)
    except UnprovableError as reason:
        row.note = f"left out: {reason}"
    except Exception as error:
        row.unusable.append(f"the client could not be made or ended: {_told(error)}")
    return row


def _repeat(arena: Arena, death: Death, restart: Restart, port: int, row: Row, times: int) -> None:
    steady = Steady()
    with arena.client(restart=restart, port=port) as client:
        with client.set_up():
            client.request32("remember", TOKEN)
        scene = Scene(arena, client)
        while row.times < times:
            row.times += 1
            _struck(scene, death, row)
            revive = client.restart if restart == "manual" and not death.survived else None
            if not _goes_on(scene, row, revive):
                client.restart()  # a new chance for the next repetition
            row.left += steady.look()


def _struck(scene: Scene, death: Death, row: Row) -> None:
    """Let it happen once, and compare what the client tells with what it should."""
    try:
        answer = death.strike(scene)
    except (Probe32Error, OSError) as error:
        row.note_error(error)
        row.wrong += wrong_in(error, death)
    except UnprovableError:
        raise
    except Exception as error:
        row.note_error(error)
        row.wrong.append(f"not an error of Probe32's: {_told(error)}")
    else:
        if not death.silent or scene.client.is_manual:
            row.wrong.append(f"nothing was raised; the answer was {answer!r}")
        else:
            row.told["nothing"] += 1


def wrong_in(error: BaseException, death: Death) -> list[str]:
    """What the error does not tell, or tells wrongly."""
    wrong = []
    if not isinstance(error, death.told):
        wrong.append(f"it is no {death.told[0].__name__}: {_told(error)}")
    code = getattr(error, "code", None)
    if death.codes and code not in death.codes:
        wrong.append(f"the code is {code}: {_told(error)}")
    modules = [place.module.rpartition("\\")[2].lower() for place in places_of(error)]
    if death.module and death.module not in modules:
        wrong.append(f"{death.module} is not among the places {modules}: {_told(error)}")
    if death.calls and not getattr(error, "last_calls", ()):
        wrong.append(f"the last requests are missing: {_told(error)}")
    return wrong


def _goes_on(scene: Scene, row: Row, revive: Callable[[], None] | None) -> bool:
    """Whether the next call works, and how soon."""
    start = time.perf_counter()
    try:
        if revive is not None:
            revive()
        answer = scene.client.request32("recall")
    except Exception as error:
        row.unusable.append(_told(error))
        return False
    row.seconds.append(time.perf_counter() - start)
    if answer != TOKEN:
        row.unusable.append(f"the set-up call was not repeated: {answer!r}")
    return True


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
