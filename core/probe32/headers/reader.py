"""Reads one text: here, or in a process of its own when that takes so long that it must be possible to stop it."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from functools import partial

from . import deep_stack
from .collecting import Collector
from .declarations import Declarations, Problem
from .extent import is_long
from .reader_process import OnWait, can_start, read_apart
from .refusal import refusal
from .translation import LOCK, Source, translate

Read = tuple[Declarations, "Problem | None"]
"""What a text declares, and the place of its second function."""


def read(source: Source, on_wait: OnWait) -> Read:
    """What a text declares. Never fails for what the text says."""
    refused = refusal(source.text, source.filename)
    if refused:
        return Declarations(problems=(refused,)), None
    if can_start() and is_long(source):
        found = read_apart(source, on_wait)
        return (Declarations(problems=(found,)), None) if isinstance(found, Problem) else found
    return _read_here(source)


def serve() -> None:
    """Answer one text from standard input, in a process of its own, which ends when whoever started it has gone."""
    source: Source = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_input, daemon=True).start()
    outcome: Read | Exception
    try:
        outcome = _read_here(source)
    except Exception as error:
        outcome = error
    sys.stdout.buffer.write(pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
    sys.stdout.buffer.flush()
    os._exit(0)  # what clang holds is the system's to release


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _read_here(source: Source) -> Read:
    return deep_stack.run(partial(_read_by_clang, source))


def _read_by_clang(source: Source) -> Read:
    with LOCK:
        collector = Collector(translate(source))
        found = collector.collect()
        second = collector.place(found.functions[1].name) if len(found.functions) > 1 else None
        del collector  # and with it clang's tree, while nobody else uses clang
        return found, second
