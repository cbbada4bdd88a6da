"""A session from calls that were made and kept elsewhere: a history, the examples of a project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..abi.calls import CallRequest, CallResult
from ..abi.places import UsedPointer
from ..abi.pointers import RemotePointer
from ..abi.signatures import Signature
from ..pe.facts import Image
from .document import Session
from .recorder import LibraryRecorder


@dataclass(frozen=True)
class PastCall:
    """One call: its export, its signature, its checked arguments, and what came of it: a result or an error."""

    symbol: str | int
    signature: Signature
    arguments: tuple[Any, ...]
    result: CallResult | None
    error: BaseException | None = None


def session_of(image: Image, encoding: str, calls: Iterable[PastCall]) -> Session:
    """The calls as a recording has them.

    Numbers among the arguments that an earlier one of the calls gave as an address or handle are taken for that.
    """
    recorder = LibraryRecorder(image, encoding)
    pointers: dict[int, RemotePointer] = {}
    for each in calls:
        request = CallRequest(each.symbol, each.signature, each.arguments, encoding)
        recorder.note(request, _used(each, pointers), each.result, each.error)
        if each.result is not None:
            _note(pointers, [each.result.result, each.result.outputs])
    return recorder.session


def _used(call: PastCall, pointers: dict[int, RemotePointer]) -> Sequence[UsedPointer]:
    pairs = zip(call.signature.inputs, call.arguments, strict=False)
    return [
        UsedPointer(each.name, pointers[value])
        for each, value in pairs
        if isinstance(value, int) and value in pointers and each.type.size == 4
    ]


def _note(pointers: dict[int, RemotePointer], value: object) -> None:
    if isinstance(value, RemotePointer):
        pointers[int(value)] = value
    elif isinstance(value, dict):
        for each in value.values():
            _note(pointers, each)
    elif isinstance(value, list):
        for each in value:
            _note(pointers, each)
