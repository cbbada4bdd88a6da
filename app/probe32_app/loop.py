"""The gateway to qasync: asyncio's event loop on top of Qt's. No other module imports it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import qasync  # type: ignore[import-untyped]  # the package has no annotations
from PySide6.QtCore import QCoreApplication


def open_loop(application: QCoreApplication, *, running: bool = False) -> asyncio.AbstractEventLoop:
    """An event loop that lives in `application`'s thread.

    `running` says that somebody else spins Qt's loop (a test); then end with `stop()` and `close()`. Blocking work gets
    two threads of its own, because qasync would start ten of them.
    """
    loop = cast("asyncio.AbstractEventLoop", qasync.QEventLoop(application, already_running=running))
    loop.set_default_executor(ThreadPoolExecutor(max_workers=2, thread_name_prefix="probe32-work"))
    return loop
