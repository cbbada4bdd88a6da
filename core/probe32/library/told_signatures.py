"""Which signatures a host has been told: each goes over the wire once, and then has a number."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ..abi.calls import CallRequest

SLOTS = 256
"""How many a host keeps; of more, the latest."""

Key = tuple[int, "str | int"]


class ToldSignatures:
    """What the numbers stand for, in one host: all of a request but its arguments.

    A signature is known by its identity, because comparing a large one costs more than sending it. A number counts only
    once the host has answered the call that told it. One thread at a time uses it, but calls may be nested.
    """

    def __init__(self) -> None:
        self._counter = itertools.count()
        self._numbers: dict[Key, int] = {}
        self._told: dict[int, CallRequest] = {}  # which keeps the signatures, so that no other gets their identity

    def number(self, request: CallRequest) -> int | None:
        """By which number the host knows what is to be called, and how; None if it does not."""
        number = self._numbers.get(_key(request))
        return number if number is not None and _same(self._told[number], request) else None

    def tell(self, request: CallRequest) -> int:
        """The number with which to send the whole request. It takes that of another one when there are none left."""
        number = next(self._counter) % SLOTS
        if number in self._told:
            before = _key(self._told[number])
            if self._numbers.get(before) == number:
                del self._numbers[before]
        self._told[number] = replace(request, arguments=())
        return number

    def confirm(self, number: int, request: CallRequest) -> None:
        """The host has answered: it knows the number, unless calls from within that one have taken it."""
        if _same(self._told[number], request):
            self._numbers[_key(request)] = number


def _key(request: CallRequest) -> Key:
    return id(request.signature), request.export


def _same(told: CallRequest, request: CallRequest) -> bool:
    """Whether nothing but the arguments differs. What is identical is not compared."""
    return told.signature is request.signature and _rest(told) == _rest(request)


def _rest(request: CallRequest) -> tuple[object, ...]:
    return request.export, request.encoding, request.freeing, request.module, request.address
