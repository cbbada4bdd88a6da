"""A process that reads one text and ends: it can be stopped, its memory goes with it, and so does a crash of clang."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillReadingError
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from .declarations import Problem
from .translation import Source

OnWait = Callable[[], object]
"""Is called some twenty times a second while a process reads; what it raises ends that and goes to the caller."""


def ignored() -> None:
    """For callers who do not ask."""


_EVERY = 0.05
_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from probe32.headers.reader import serve
serve()
"""


def can_start() -> bool:
    """Whether `sys.executable` is a Python: not in a frozen program, nor in one that has Python inside."""
    return not getattr(sys, "frozen", False) and Path(sys.executable or "").stem.lower().startswith("python")


def read_apart(source: Source, on_wait: OnWait) -> Any:
    """What `reader.serve` gives for a text, in its own process; a `Problem` when that process dies of it."""
    given = pickle.dumps(replace(source, defines=dict(source.defines)), pickle.HIGHEST_PROTOCOL)
    with _started() as process:
        answer: Future[bytes] = Future()
        threading.Thread(target=_converse, args=(process, given, answer), name="probe32-header", daemon=True).start()
        try:
            data = _awaited(answer, on_wait)
        except BaseException:
            process.kill()
            answer.exception()  # the thread has let go of the pipes
            raise
    if not data:
        return _death(source, process.returncode)
    outcome = pickle.loads(data)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _started() -> subprocess.Popen[bytes]:
    """It sees what this process can import, and nothing of the working folder or of the environment."""
    path = [*sys.path, str(Path(__file__).parents[2])]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _PROGRAM, json.dumps([each for each in path if each])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _converse(process: subprocess.Popen[bytes], given: bytes, answer: Future[bytes]) -> None:
    """Its input stays open: by the end of that it notices that this process has gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(OSError):  # it has died, and answers nothing
            process.stdin.write(given)
            process.stdin.flush()
        answer.set_result(process.stdout.read())
    except BaseException as error:
        answer.set_exception(error)


def _awaited(answer: Future[bytes], on_wait: OnWait) -> bytes:
    while True:
        try:
            return answer.result(_EVERY)
        except StillReadingError:
            on_wait()


def _death(source: Source, code: int) -> Problem:
    by = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else f"exit code {code}"
    return Problem(
        f"The process that read this text died of it ({by}).",
        source.filename,
        1,
        1,
        hint="Leave out what is unusual in it, part by part, and report what it was.",
    )
