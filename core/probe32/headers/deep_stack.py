"""Runs a function on a thread with a large stack: clang goes down a long sum or a deep type step by step.

On a stack of the usual 8 MiB (1 MiB on Windows) it ends the process on an expression of some thousand operators;
measured, 512 MiB are enough for 100,000. Only what is used of them takes memory.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

_STACK_SIZES = (512 << 20, 255 << 20, 64 << 20)
"""In bytes. On Windows CPython takes less than 256 MiB only, and refuses more with ValueError (its `thread_nt.h`)."""

_STARTING = threading.Lock()

T = TypeVar("T")


def run(function: Callable[[], T]) -> T:
    """The function's result, or its exception. Waits for it; without room for any large stack it runs here."""
    done: Future[T] = Future()
    for size in _STACK_SIZES:
        thread = threading.Thread(target=_run, args=(function, done), name="probe32-headers")
        try:
            with _stack_size(size):
                thread.start()
        except (RuntimeError, ValueError):
            continue
        thread.join()
        return done.result()
    return function()


def _run(function: Callable[[], T], done: Future[T]) -> None:
    try:
        done.set_result(function())
    except BaseException as error:
        done.set_exception(error)


@contextmanager
def _stack_size(size: int) -> Iterator[None]:
    """The size is that of all threads which start meanwhile, so they must not wait for one another."""
    with _STARTING:
        before = threading.stack_size(size)
        try:
            yield
        finally:
            threading.stack_size(before)
