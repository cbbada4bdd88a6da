"""What exported regression tests are written with: make a call, and compare what it gives with what was recorded.

Without a DLL the recording answers; with one, the DLL does, in its 32-bit host.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .abi.calls import CallResult
from .client64 import Client64
from .errors import FileError, Probe32Error, ReplayError
from .library import Library
from .recording.document import Session
from .recording.storage import load
from .recording.switches import replaying

DLL_VARIABLE = "PROBE32_TEST_DLL"
"""The environment variable that names the DLL to test, where no option does."""

_LONGEST = 60


class _AnyPointer:
    """Equal to every address and handle that is not null."""

    def __repr__(self) -> str:
        return "A_POINTER"


A_POINTER = _AnyPointer()
"""What is expected where a call gives an address or a handle, which differs from run to run."""


@dataclass(frozen=True)
class Argument:
    """Stands for what a function was given at the place `index`, counted from 0, where it returned that."""

    index: int


class Answers:
    """A function for the DLL to call, which returns what the program's own function returned when it was recorded."""

    def __init__(self, *answers: object) -> None:
        self._answers = answers
        self._calls: list[tuple[object, ...]] = []

    def __call__(self, *args: object) -> object:
        """The next answer; None, which stands for zero, when there is none left."""
        self._calls.append(args)
        index = len(self._calls) - 1
        answer = self._answers[index] if index < len(self._answers) else None
        return args[answer.index] if isinstance(answer, Argument) else answer

    def was_called_with(self, *calls: tuple[object, ...], within: float = 1e-9) -> None:
        """Compare with `calls`, the arguments of each, in order.

        Floating numbers may be off by `within`, which is a part of the number: 1e-9 is one in 10^9.
        `AssertionError`: the DLL called it otherwise.
        """
        for number, (found, expected) in enumerate(zip(self._calls, calls, strict=False), 1):
            if told := difference(found, expected, f"the arguments of call {number}", within):
                raise AssertionError(f"The callback was given something else: {told}.")
        if len(self._calls) != len(calls):
            raise AssertionError(f"The callback was called {len(self._calls)} times, recorded {len(calls)} times.")


class Call:
    """A call that was made; `gives` and `raises` compare what came of it."""

    def __init__(self, words: str, done: CallResult | None, error: Exception | None, within: float) -> None:
        self._words = words
        self._done = done
        self._error = error
        self._within = within

    def gives(
        self,
        result: object = None,
        *,
        outputs: Mapping[str, object] | None = None,
        last_error: int = 0,
        within: float | None = None,
    ) -> CallResult:
        """Compare what the call gave with `result` and, by name, `outputs`; `last_error` 0 is not compared.

        Floating numbers may be off by `within`, which is a part of the number: 1e-9 is one in 10^9.

        `AssertionError` says which call, which value, and what was recorded.
        """
        if self._done is None:
            raise AssertionError(f"{self._words} raised {self._described()}, recorded a result.") from self._error
        tolerance = self._within if within is None else within
        wrong = difference(self._done.result, result, "the result", tolerance)
        for name, value in (outputs or {}).items():
            wrong = wrong or difference(self._done.outputs.get(name), value, name, tolerance)
        if last_error and not wrong:
            wrong = difference(self._done.last_error, last_error, "the last error", 0)
        if wrong:
            raise AssertionError(f"{self._words}: {wrong}.")
        return self._done

    def raises(self, kind: str) -> None:
        """Expect an error of the class named `kind`, or of one made of it. `AssertionError`: none, or another one."""
        if self._error is None:
            raise AssertionError(f"{self._words} gave a result, recorded {kind}.")
        if kind not in [each.__name__ for each in type(self._error).__mro__]:
            raise AssertionError(f"{self._words} raised {self._described()}, recorded {kind}.") from self._error

    def _described(self) -> str:
        return f"{type(self._error).__name__} ({self._error})"


class Checked:
    """Makes calls in the order in which a test asks for them, and counts them."""

    def __init__(self, ask: Callable[..., CallResult], within: float) -> None:
        self._ask = ask
        self._within = within
        self._count = 0

    def call(self, name: str, *arguments: Any, **keywords: Any) -> Call:
        """Call the function `name` with `arguments` and `keywords`.

        `AssertionError`: it is none of the recorded calls, which the message says.
        """
        self._count += 1
        words = f"Call {self._count}, {name}({', '.join(map(_shown, arguments))})"
        try:
            return Call(words, self._ask(name, *arguments, **keywords), None, self._within)
        except ReplayError as error:
            raise AssertionError(f"{words}: {error.message} {error.hint}".rstrip()) from None
        except Probe32Error as error:
            return Call(words, None, error, self._within)


@contextmanager
def checked_library(
    recording: str | os.PathLike[str], dll: str | os.PathLike[str] | None = None, within: float = 1e-9
) -> Iterator[Checked]:
    """Calls of the first library in a recording, with the declarations that stand there.

    Floating numbers may be off by `within`, a part of the number. With `dll`, or the environment variable
    PROBE32_TEST_DLL, that DLL answers; else the recording itself.
    """
    session = _first(recording, client=False)
    path = dll or os.environ.get(DLL_VARIABLE)
    if path:
        with _opened(session, Path(path)) as library:
            yield Checked(library.call, within)
        return
    with replaying(recording), _opened(session, Path(session.name)) as library:
        yield Checked(library.call, within)


@contextmanager
def checked_client(
    recording: str | os.PathLike[str],
    make: Callable[..., Client64],
    dll: str | os.PathLike[str] | None = None,
    within: float = 1e-9,
) -> Iterator[Checked]:
    """Requests of the first client in a recording; `make()` makes such a client, `make(dll)` one of another DLL.

    Floating numbers may be off by `within`, a part of the number. With `dll`, or the environment variable
    PROBE32_TEST_DLL, its 32-bit host answers; else the recording.
    """
    _first(recording, client=True)
    path = dll or os.environ.get(DLL_VARIABLE)
    if path:
        with make(path) as client:
            yield Checked(_asked(client), within)
        return
    with replaying(recording), make() as client:
        yield Checked(_asked(client), within)


def difference(found: Any, expected: Any, name: str, within: float) -> str:
    """What differs between `found` and `expected`, the first place of it, in words; "" when nothing does.

    `name` is what the words call the value; floating numbers may be off by `within`, a part of the number.
    """
    if expected is A_POINTER:
        return "" if isinstance(found, int) and found else f"{name} is {_shown(found)}, recorded an address"
    if isinstance(expected, float) and isinstance(found, (int, float)):
        same = math.isclose(found, expected, rel_tol=within, abs_tol=0.0) or (
            math.isnan(found) and math.isnan(expected)
        )
        return "" if same else f"{name} is {_shown(found)}, recorded {_shown(expected)}"
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key in {**expected, **found}:
            if key not in found or key not in expected:
                return f"{name} has {'no' if key in expected else 'an unknown'} {key}"
            if told := difference(found[key], expected[key], f"{name}.{key}", within):
                return told
        return ""
    if _is_list(expected) and _is_list(found):
        if len(found) != len(expected):
            return f"{name} has {len(found)} values, recorded {len(expected)}"
        pairs = enumerate(zip(found, expected, strict=True))
        return next((told for index, pair in pairs if (told := difference(*pair, f"{name}[{index}]", within))), "")
    same = bool(found == expected) and isinstance(found, bool) == isinstance(expected, bool)
    return "" if same else f"{name} is {_shown(found)}, recorded {_shown(expected)}"


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _opened(session: Session, path: Path) -> Library:
    library = Library(path, session.encoding)
    try:
        if session.types:
            library.define(session.types)
        for each in session.functions.values():
            digits = each.export[1:] if each.export.startswith("#") else ""
            library.define(each.prototype, export=int(digits) if digits.isdecimal() else each.export)
    except BaseException:
        library.close()
        raise
    return library


def _asked(client: Client64) -> Callable[..., CallResult]:
    def ask(name: str, *arguments: Any, **keywords: Any) -> CallResult:
        given = [_with_references(client, each) for each in arguments]
        return CallResult(client.request32(name, *given, **keywords))

    return ask


def _with_references(client: Client64, value: Any) -> Any:
    """The value with what stands for functions in a request."""
    if isinstance(value, Answers):
        return client.callback(value)
    if isinstance(value, dict):
        return {key: _with_references(client, each) for key, each in value.items()}
    return [_with_references(client, each) for each in value] if isinstance(value, list) else value


def _first(recording: str | os.PathLike[str], *, client: bool) -> Session:
    for each in load(recording).sessions:
        if bool(each.client) is client:
            return each
    raise FileError(f"{recording} is no recording of a {'client' if client else 'library'}.", hint="Record it again.")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
