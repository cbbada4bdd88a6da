"""The calls worth keeping of a project as recorded sessions, from which tests are made."""

from __future__ import annotations

from ..abi.calls import CallRequest
from ..abi.places import UsedPointer
from ..abi.values import check_arguments
from ..abi.varargs import CValue
from ..errors import Probe32Error
from ..json_values import RecordedFunction, RecordedPointer, arguments_from_json
from ..project.document import Example
from ..recording.canonical import canonical_arguments
from ..recording.document import Entry, Kind, RecordedFunctionFacts, Session
from .described import Described, Description
from .regression import RecordedTest


def example_tests(described: Description) -> tuple[list[RecordedTest], list[str]]:
    """A test for each function that has examples, and what is left out, in sentences."""
    found: list[RecordedTest] = []
    left_out: list[str] = []
    for each in described.functions:
        entries = []
        for example in each.function.examples:
            try:
                entries.append(_entry(each, example, described.project.encoding))
            except Probe32Error as error:
                left_out.append(f"A call of {each.name} is left out: {error.message}")
        if entries:
            session = _session(described, each)
            session.entries = entries
            found.append(RecordedTest(f"{each.name}_as_kept", session, f"Calls of {each.name} worth keeping."))
    return found, left_out


def _entry(each: Described, example: Example, encoding: str) -> Entry:
    signature = each.signature
    given = arguments_from_json(signature, example.arguments)
    if len(given) > len(signature.inputs) or any(isinstance(value, CValue) for value in given):
        raise Probe32Error("It gives arguments for a `...`.")
    if _of_the_past(given):
        raise Probe32Error("It takes an address or a function of the past.")
    used: list[UsedPointer] = []
    arguments = check_arguments(signature, given, encoding, used)
    request = CallRequest(each.function.symbol, signature, arguments, encoding)
    return Entry(
        Kind.CALL,
        signature.name,
        canonical_arguments(request, used),
        result=example.result,
        outputs=dict(example.outputs),
        last_error=example.last_error,
        duration_us=example.duration_us,
    )


def _session(described: Description, each: Described) -> Session:
    project = described.project
    exports = {known.symbol: known.ordinal for known in project.dll.exports or ()}
    symbol = each.function.symbol
    ordinal = symbol if isinstance(symbol, int) else exports.get(symbol, 1)
    return Session(
        project.dll.name,
        version=project.dll.version,
        sha256=project.dll.sha256,
        bitness=project.dll.bitness,
        encoding=project.encoding,
        exports={each.export: ordinal},
        types=project.types,
        functions={each.name: RecordedFunctionFacts(each.export, each.prototype)},
    )


def _of_the_past(value: object) -> bool:
    if isinstance(value, (RecordedPointer, RecordedFunction)):
        return True
    if isinstance(value, dict):
        return any(map(_of_the_past, value.values()))
    return isinstance(value, (list, tuple)) and any(map(_of_the_past, value))
