"""What a person does in the pictures of the guide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from probe32_app.bootstrap import Application


def choose(parts: Application, name: str) -> None:
    """Put an export into focus."""
    library = parts.session.library
    assert library is not None
    parts.window.workspace.exports.select(library.functions[name].export.ordinal)


async def make(parts: Application, name: str, /, **arguments: str) -> None:
    """Call a function with these arguments."""
    choose(parts, name)
    parts.window.workspace.call.set_texts(arguments)
    await parts.calls.call()


async def until(condition: Callable[[], bool]) -> None:
    """Let the application run until something is there."""
    while not condition():
        await asyncio.sleep(0.05)
