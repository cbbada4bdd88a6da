"""Runs what is typed, in whichever thread asks for it, and says what came of it."""

from __future__ import annotations

import ast
import builtins
import codeop
import ctypes
import importlib.util
import linecache
import pprint
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

from ..errors import Probe32Error
from ..library import Library
from .captured import captured

Write = Callable[[str, str], object]
"""Takes a kind ("stdout", "stderr", "value" or "error") and text."""

_PACKAGE = str(Path(__file__).resolve().parent.parent)
_PYTHON = str(Path(traceback.__file__).parent)
_WIDTH = 100
_LONGEST = 10_000
_SOURCES_KEPT = 200
_CONTAINERS = (dict, list, tuple, set, frozenset)


class Interpreter:
    """Holds the names: `lib` is the library, `call` its `call`, `np` NumPy where it is there, `_` the last value."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.namespace: dict[str, Any] = {
            "__name__": "__console__",
            "__builtins__": builtins,
            "lib": library,
            "call": library.call,
            "input": _no_keyboard,
            "breakpoint": _no_keyboard,
            "exit": _stay,
            "quit": _stay,
        }
        self._count = 0
        self._running: int | None = None
        self._lock = threading.Lock()

    @property
    def names(self) -> list[str]:
        """What stands ready, for a line of welcome."""
        return ["lib", "call", *(["np"] if importlib.util.find_spec("numpy") else [])]

    def is_complete(self, source: str) -> bool:
        """Whether `source` can be run; False for what goes on in a further line. What is wrong is complete."""
        try:
            return codeop.compile_command(source, symbol="exec") is not None and not _open_block(source)
        except (SyntaxError, ValueError, OverflowError):
            return True

    def run(self, source: str, write: Write) -> bool:
        """Run `source` in this thread; what is printed and what the last expression gives goes to `write`.

        Returns whether it ended without an error. Nothing is raised.
        """
        self._count += 1
        name = f"<console {self._count}>"
        _remember_source(name, source)
        with self._lock:
            self._running = threading.get_ident()
        try:
            with captured(write):
                self._prepare()
                self._execute(source, name, write)
        except BaseException as error:  # whatever it is, it ends what was typed and nothing else
            self._end()
            write("error", self.told(error))
            return False
        finally:
            self._end()
        return True

    def interrupt(self) -> bool:
        """Raise `KeyboardInterrupt` in what runs, at its next step of Python; whether anything runs. From any thread.

        A call into the DLL is no step of Python: `Library.stop` ends that.
        """
        with self._lock:
            if self._running is None:
                return False
            interrupt = ctypes.py_object(KeyboardInterrupt)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._running), interrupt)
            return True

    def told(self, error: BaseException) -> str:
        """An error in words: the lines of the person's own code, then what it says."""
        if isinstance(error, KeyboardInterrupt):
            return "Interrupted\n"
        if isinstance(error, SystemExit):
            return "The console goes on; close the window to leave Probe32.\n"
        frames = "".join(traceback.format_list(_own_frames(error.__traceback__)))
        head = f"Traceback (most recent call last):\n{frames}" if frames else ""
        if isinstance(error, Probe32Error):
            hint = "".join(f"  {line}\n" for line in error.hint.splitlines())
            told = f"{head}{type(error).__name__}: {error.message}\n{hint}"
        else:
            told = head + "".join(traceback.format_exception_only(type(error), error))
        cause = error.__cause__
        if cause is not None and _own_frames(cause.__traceback__):
            return f"{self.told(cause)}\nThis was the cause of:\n\n{told}"
        return told

    def _prepare(self) -> None:
        if "np" not in self.namespace:
            with suppress(ImportError):
                self.namespace["np"] = importlib.import_module("numpy")

    def _execute(self, source: str, name: str, write: Write) -> None:
        tree = ast.parse(source, name)
        value: CodeType | None = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            value = compile(ast.Expression(tree.body.pop().value), name, "eval")  # type: ignore[attr-defined]
        exec(compile(tree, name, "exec"), self.namespace)
        if value is not None:
            result = eval(value, self.namespace)
            if result is not None:
                self.namespace["_"] = result
                write("value", f"{shown(result)}\n")

    def _end(self) -> None:
        with self._lock:
            if self._running is not None:
                # An interruption that has not arrived yet would hit whatever this thread does next.
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._running), None)
            self._running = None


def shown(value: object) -> str:
    """A value for people, over several lines where that helps, never longer than a person reads."""
    if isinstance(value, (bytes, bytearray, str)) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]!r} … ({len(value):,} in all)"
    text = pprint.pformat(value, width=_WIDTH, compact=True, sort_dicts=False) if _is_container(value) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … ({len(text) - _LONGEST:,} more characters)"


def _is_container(value: object) -> bool:
    return isinstance(value, _CONTAINERS)


def _own_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """The frames of what a person wrote: typed here, or in files that are neither Probe32's nor Python's."""
    found = traceback.extract_tb(trace)
    return [each for each in found if each.filename.startswith("<console ") or not _is_foreign(each.filename)]


def _is_foreign(file: str) -> bool:
    return file.startswith((_PACKAGE, _PYTHON, "<"))


def _remember_source(name: str, source: str) -> None:
    """Let tracebacks show the lines."""
    lines = [f"{line}\n" for line in source.splitlines()]
    linecache.cache[name] = (len(source), None, lines, name)
    mine = [each for each in linecache.cache if each.startswith("<console ")]
    for each in mine[:-_SOURCES_KEPT]:
        linecache.cache.pop(each, None)


def _open_block(source: str) -> bool:
    """Whether the last line stands in a block that a blank line has not ended yet."""
    lines = source.split("\n")
    return len(lines) > 1 and lines[-1].strip() != "" and lines[-1][:1] in (" ", "\t")


def _no_keyboard(*_: object, **__: object) -> None:
    raise RuntimeError("There is no keyboard to ask here; assign the value instead.")


def _stay(*_: object) -> None:
    raise SystemExit
