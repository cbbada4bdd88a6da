"""Python functions of the client that the DLL can call: during one call, or as long as it likes."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from typing import Any
from weakref import WeakMethod

from ..abi.calls import FunctionArgument
from ..abi.signatures import Direction
from ..abi.types import Convention, FunctionType, Void, resolve
from ..errors import CallError
from .arena import Arena
from .callback_entry import CallbackEntry
from .callback_passing import CallbackPassing
from .callback_values import CallbackValues
from .machine_code import address_of
from .open_calls import QUEUED, OpenCalls

_RETIRED = 1_000
"""How many native functions that nobody should call any more are still answered: about 3 KB each."""

_ANSWERS = 64
"""How many of the last answers of a kept function keep their memory, such as the text that they lead to."""


class NativeFunction:
    """A native function at `address` that calls one of the client's, for as long as this object lives.

    `arena` is where the memory of answers is kept; without one, the last `_ANSWERS` keep theirs. `wait`: a thread of
    the DLL's own that calls between two requests waits for the next; else it is given `on_error`. `ArgumentError`: it
    can't be made.
    """

    def __init__(
        self,
        argument: FunctionArgument,
        function: FunctionType,
        calls: OpenCalls,
        encoding: str,
        gnu: bool,
        arena: Arena | None = None,
        wait: bool = True,
    ) -> None:
        self._function = argument.function
        self._calls = calls
        self._wait = wait
        self._encoding = encoding
        self._arena = arena
        self._arenas: deque[Arena] = deque(maxlen=_ANSWERS)
        self._refusal: CallError | None = None
        self._passing = passing = CallbackPassing(function, gnu)
        self._on_error = Arena(encoding)
        self._values = CallbackValues(argument.name, function, argument.on_error, passing, self._on_error)
        body = WeakMethod(self._body)  # for otherwise only the garbage collector would find the two
        self._native = passing.prototype()(lambda *raw: body()(*raw))  # type: ignore[misc]
        target = address_of(self._native)
        self._entry = CallbackEntry(target, function.convention, passing.stack_bytes, passing.registers)
        self.address = self._entry.address

    def retire(self, refusal: CallError) -> None:
        """Call the client no more: who calls gets `on_error`, and the next request the refusal."""
        self._refusal = refusal
        self._arena = None
        self._arenas.clear()

    @property
    def confused(self) -> bool:
        """Whether the DLL calls it in the other convention. See `CallbackEntry.confused`."""
        return self._entry.confused

    def _body(self, *raw: Any) -> object:
        last_error = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
        self._entry.note()
        values = self._passing.in_order(raw)
        try:
            return self._answer(values)
        except BaseException as error:  # must not unwind through the DLL's frames
            self._calls.note(error)
            return self._values.on_error(values)
        finally:
            ctypes.set_last_error(last_error)  # type: ignore[attr-defined,unused-ignore]

    def _answer(self, raw: Sequence[Any]) -> object:
        if self._refusal is not None:
            raise self._refusal
        arena = self._answers()
        seen = self._values.seen(raw, arena)
        if self._wait:
            return self._values.answered(self._calls.ask(lambda: self._function(*seen), wait=True), raw, arena)
        answers: list[object] = []
        self._calls.ask(lambda: answers.append(self._function(*seen)), wait=False)
        return self._values.answered(answers[0], raw, arena) if answers else self._values.on_error(raw)

    def _answers(self) -> Arena:
        if self._arena is not None:
            return self._arena
        made = Arena(self._encoding)
        self._arenas.append(made)
        return made


class Callbacks:
    """All native functions of this process that call the client's; `gnu`: GCC has compiled the DLL that calls them."""

    def __init__(self, gnu: bool) -> None:
        self.calls = OpenCalls()
        self._gnu = gnu
        self._kept: dict[int, NativeFunction] = {}
        self._retired: deque[NativeFunction] = deque(maxlen=_RETIRED)

    def during(self, name: str) -> CallbackKeeper:
        """What makes native functions for one call, of the DLL's function `name`: a context, which lasts as long."""
        return CallbackKeeper(name, self.calls, self._gnu, self._retired)

    def keep(self, argument: FunctionArgument, function: FunctionType, encoding: str, wait: bool | None) -> int:
        """The address of a native function that stays until it is released.

        `wait` is by default false where the DLL does not learn what the function answers. `ArgumentError`: it can't be
        made.
        """
        if wait is None:
            silent = isinstance(resolve(function.result), Void)
            wait = not silent or any(each.direction is Direction.OUT for each in function.parameters)
        made = NativeFunction(argument, function, self.calls, encoding, self._gnu, wait=wait)
        self._kept[made.address] = made
        return made.address

    def release(self, address: int) -> None:
        """Call the client no more from there. Nothing happens when nothing was kept there."""
        native = self._kept.pop(address, None)
        if native is not None:
            hint = "Release it when the DLL has forgotten its address."
            native.retire(CallError("The DLL called a callback that had been released.", hint=hint))
            self._retired.append(native)


class CallbackKeeper:
    """Makes native functions that are for one call, of the DLL's function `name`, which is made in its context.

    At the end they go to `retired`. Raises what they could not.
    """

    def __init__(self, name: str, calls: OpenCalls, gnu: bool, retired: deque[NativeFunction]) -> None:
        self._name = name
        self._calls = calls
        self._gnu = gnu
        self._retired = retired
        self._request = calls.during()
        self._made: list[tuple[str, FunctionType, NativeFunction]] = []

    def __enter__(self) -> CallbackKeeper:
        self._request.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._made:
            self._retire()
        self._request.__exit__(*exception)

    def address(self, argument: FunctionArgument, function: FunctionType, arena: Arena) -> int:
        """The address of a new native function that lives as long as the call. `ArgumentError`: it can't be made."""
        native = NativeFunction(argument, function, self._calls, arena.encoding, self._gnu, arena)
        self._made.append((argument.name, function, native))
        return native.address

    def raise_error(self) -> None:
        """Raise what a callback of this call raised; the DLL was given its `on_error` meanwhile."""
        self._calls.raise_error()

    def warnings(self) -> tuple[str, ...]:
        """A sentence for each function that the DLL has called in another convention than its type has.

        One more tells how many calls of kept functions were lost because nobody let them in.
        """
        dropped = self._calls.take_dropped()
        if not dropped and not self._made:
            return ()  # as nearly always
        confused = tuple(
            f"{self._name} called {name!r} as a {_other(function.convention).keyword} function, but its type is "
            f"{function.convention.keyword}: declare it {_other(function.convention).keyword}."
            for name, function, native in self._made
            if native.confused
        )
        lost = f"Between two calls the DLL called back {dropped + QUEUED:,} times; the first {dropped:,} were lost."
        return (*confused, lost) if dropped else confused

    def _retire(self) -> None:
        """Let the native functions call nobody any more. The DLL should have forgotten them."""
        for name, _, native in self._made:
            what = f"The DLL called {name!r}, a function that was given to {self._name}, after that call had returned."
            native.retire(CallError(what, hint="Make it with Library.callback, and give the DLL that."))
            self._retired.append(native)


def _other(convention: Convention) -> Convention:
    return Convention.STDCALL if convention is Convention.CDECL else Convention.CDECL
