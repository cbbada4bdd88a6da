"""What payloads hold. Pickles are read only from a peer that was started by, or has proven itself to, this process."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Request(NamedTuple):
    """A method to call, or an attribute to read, on the server object."""

    name: str
    args: tuple[object, ...]
    kwargs: dict[str, object]


class Failure(NamedTuple):
    """An exception on its way to the other end: class name, text, traceback as text, and what to do."""

    name: str
    value: str
    traceback: str
    hint: str = ""

    @classmethod
    def of(cls, error: BaseException, skip: int = 0) -> Failure:
        """Describe `error`; its traceback lacks the outermost `skip` frames and ends with the failing source line."""
        import traceback  # only failures need it, and every import delays the host's start

        frames = traceback.extract_tb(error.__traceback__)[skip:]
        lines = [f'  File "{each.filename}", line {each.lineno}, in {each.name}\n    {each.line}' for each in frames]
        text = "\n".join(("Traceback (most recent call last):", *lines)) if lines else ""
        return cls(type(error).__name__, str(error), text, getattr(error, "hint", ""))


def pack(value: object, protocol: int) -> bytes:
    """Pickle `value`. Whatever pickle raises for a value that can't travel comes as `TypeError` naming its type."""
    try:
        return pickle.dumps(value, protocol)
    except Exception as error:
        raise TypeError(f"a {type(value).__name__} cannot travel between the processes: {error}") from error


def unpack(payload: bytes) -> object:
    """Read a pickle of the trusted peer. `TypeError`: it holds something that this process does not know."""
    try:
        return pickle.loads(payload)
    except Exception as error:
        bits = 64 if sys.maxsize > 2**32 else 32
        raise TypeError(f"the {bits}-bit process cannot read what arrived: {error}") from error


def pack_request(name: str, args: Sequence[object], kwargs: Mapping[str, object], protocol: int) -> bytes:
    """The payload of a REQUEST frame."""
    return pack((name, tuple(args), dict(kwargs)), protocol)


def unpack_request(payload: bytes) -> Request:
    """The request in a REQUEST frame's payload."""
    return Request(*unpack(payload))  # type: ignore[misc]


def pack_failure(failure: Failure, protocol: int) -> bytes:
    """The payload of an ERROR or CALLBACK_ERROR frame."""
    return pack(tuple(failure), protocol)


def unpack_failure(payload: bytes) -> Failure:
    """The failure in an ERROR or CALLBACK_ERROR frame's payload."""
    return Failure(*unpack(payload))  # type: ignore[misc]
