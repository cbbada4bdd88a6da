"""Where a value stands among the arguments of a call, for messages that name it."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import ArgumentError
from .pointers import RemotePointer
from .render import c_type
from .types import Type


class UsedPointer(NamedTuple):
    """A pointer or handle that an argument is or holds; `path` is where: `device.handle`."""

    path: str
    pointer: RemotePointer


class Place:
    """Where a value stands: `point.x`, `values[3]`; and what is the same for all parts of an argument.

    `encoding` is that of `char` text; pointers that are met are added to `used`.
    """

    __slots__ = ("_around", "_step", "_used", "encoding", "parameter")

    def __init__(
        self, parameter: str, step: str, encoding: str, used: list[UsedPointer] | None, around: Place | None = None
    ) -> None:
        self.parameter = parameter
        self.encoding = encoding
        self._step = step
        self._used = used
        self._around = around

    @property
    def path(self) -> str:
        """Where it is, from the argument on. Put together when somebody asks: nearly nobody does."""
        return self._step if self._around is None else self._around.path + self._step

    def inside(self, step: str) -> Place:
        """The place of a part: `.x`, `[3]`."""
        return Place(self.parameter, step, self.encoding, self._used, self)

    def use(self, pointer: object) -> None:
        """Take note of a pointer."""
        if isinstance(pointer, RemotePointer) and self._used is not None:
            self._used.append(UsedPointer(self.path, pointer))

    def encoded(self, text: str, unit: int) -> bytes:
        """The text's bytes, `unit` each. `ArgumentError`: the encoding lacks a character."""
        encoding = "utf-16-le" if unit == 2 else self.encoding
        try:
            return text.encode(encoding)
        except UnicodeEncodeError as error:
            raise self.refusal(
                f"{text[error.start : error.end]!r} in {self.path!r} can't be written in the encoding {encoding}.",
                "Open the library with another encoding, or give bytes.",
            ) from None

    def error(self, of: Type, value: object, wanted: str) -> ArgumentError:
        """The error for a value that is no `of`, where `wanted` would be right."""
        return self.refusal(
            f"{shortened(value)} does not fit {self.path!r}, which is {article(c_type(of))}.", f"Give {wanted}."
        )

    def refusal(self, message: str, hint: str) -> ArgumentError:
        """An error in other words."""
        return ArgumentError(message, hint=hint, parameter=self.parameter)


def article(noun: str) -> str:
    """The noun behind "a" or "an"."""
    return f"an {noun}" if noun.startswith(("a", "e", "i", "o", "un", "A", "E", "I", "O")) else f"a {noun}"


def shortened(value: object) -> str:
    """The value's `repr`, at most 60 characters of it."""
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
