"""Calls that are kept, in a project or a history, as recorded sessions from which tests are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import headers
from ..abi.calls import CallRequest
from ..abi.declare import declare_types, needed_types
from ..abi.parts import types_of
from ..abi.places import UsedPointer
from ..abi.pointers import HostLife
from ..abi.render import prototype
from ..abi.signatures import Signature
from ..abi.types import Type
from ..abi.values import check_arguments
from ..abi.varargs import CValue
from ..errors import Probe32Error
from ..json_values import RecordedFunction, RecordedPointer, arguments_from_json
from ..project.document import DllIdentity, Example
from ..recording.canonical import canonical_arguments
from ..recording.document import Entry, Kind, RecordedFunctionFacts, Session
from .described import Described, Description
from .regression import RecordedTest


@dataclass(frozen=True)
class PastCall:
    """A call that was made: its export, its prototype and the C text that this builds on, and what came back."""

    export: str
    ordinal: int
    prototype: str
    declarations: str
    example: Example


def example_tests(described: Description) -> tuple[list[RecordedTest], list[str]]:
    """A test for each function that has examples, and what is left out, in sentences."""
    found: list[RecordedTest] = []
    left_out: list[str] = []
    dll = described.project.dll
    ordinals = {known.symbol: known.ordinal for known in dll.exports or ()}
    for each in described.functions:
        session = _session(dll, described.project.encoding)
        session.types = described.project.types
        session.exports[each.export] = _ordinal(each, ordinals)
        session.functions[each.name] = RecordedFunctionFacts(each.export, each.prototype)
        for example in each.function.examples:
            if _has(example.arguments, "pointer"):
                left_out.append(f"A call of {each.name} is left out: It takes an address of the past.")
                continue
            try:
                session.entries.append(_entry(each.export, each.signature, example, session.encoding))
            except Probe32Error as error:
                left_out.append(f"A call of {each.name} is left out: {error.message}")
        if session.entries:
            found.append(RecordedTest(f"{each.name}_as_kept", session, f"Calls of {each.name} worth keeping."))
    return found, left_out


def history_test(dll: DllIdentity, encoding: str, calls: Iterable[PastCall]) -> tuple[RecordedTest, list[str]]:
    """One test that makes calls again in their order, handles passed on, and what is left out, in sentences."""
    session = _session(dll, encoding)
    types: dict[str, Type] = {}
    left_out: list[str] = []
    for each in calls:
        try:
            signature = headers.parse_prototype(each.prototype, prelude=each.declarations)
            entry = _entry(each.export, signature, each.example, encoding)
        except Probe32Error as error:
            left_out.append(f"A call of {each.export} is left out: {error.message}")
            continue
        text = prototype(signature)
        known = session.functions.setdefault(signature.name, RecordedFunctionFacts(each.export, text))
        entry.prototype = "" if known.prototype == text else text
        session.exports[each.export] = each.ordinal
        for of in needed_types(types_of(signature)):
            types[f"{type(of).__name__} {getattr(of, 'name', '')}"] = of
        session.entries.append(entry)
    session.types = declare_types(types)
    return RecordedTest("history", session), left_out


def _entry(export: str, signature: Signature, example: Example, encoding: str) -> Entry:
    given = arguments_from_json(signature, example.arguments)
    if len(given) > len(signature.inputs) or any(isinstance(value, CValue) for value in given):
        raise Probe32Error("It gives arguments for a `...`.")
    if _has(example.arguments, "callback") or any(isinstance(value, RecordedFunction) for value in given):
        raise Probe32Error("It takes a function of the past.")
    arguments = check_arguments(signature, given, encoding)
    request = CallRequest(export, signature, arguments, encoding)
    return Entry(
        Kind.CALL,
        signature.name,
        canonical_arguments(request, _used(signature, given)),
        result=example.result,
        outputs=dict(example.outputs),
        last_error=example.last_error,
        duration_us=example.duration_us,
    )


def _used(signature: Signature, given: list[object]) -> list[UsedPointer]:
    """The arguments that were pointers or handles."""
    life = HostLife("")
    pairs = zip(signature.inputs, given, strict=True)
    return [
        UsedPointer(each.name, life.pointer(value, each.type))
        for each, value in pairs
        if isinstance(value, RecordedPointer)
    ]


def _session(dll: DllIdentity, encoding: str) -> Session:
    return Session(dll.name, version=dll.version, sha256=dll.sha256, bitness=dll.bitness, encoding=encoding)


def _ordinal(each: Described, ordinals: dict[str, int]) -> int:
    symbol = each.function.symbol
    return symbol if isinstance(symbol, int) else ordinals.get(symbol, 1)


def _has(value: object, mark: str) -> bool:
    """Whether a mark stands somewhere in JSON values."""
    if isinstance(value, dict):
        return mark in value or any(_has(each, mark) for each in value.values())
    return isinstance(value, list) and any(_has(each, mark) for each in value)
