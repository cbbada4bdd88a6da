"""From a call to its entry in the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from probe32.abi.calls import CallResult
from probe32.abi.declare import declared, needed_types
from probe32.abi.render import prototype
from probe32.abi.signatures import Signature
from probe32.errors import ArgumentError
from probe32.json_values import arguments_to_json, outputs_to_json, to_json
from probe32.library.definitions import Function

from ..messages import Message, Severity
from ..models.history_entry import HistoryEntry, is_long
from ..models.output import CallKey
from ..models.readable import brief_value, short_text
from ..views.result_panel import ResultText

_LONGEST_TEXT = 200_000


def call_entry(
    function: Function,
    texts: dict[str, str],
    deadline: str,
    values: Sequence[object],
    done: CallResult | None,
    outcome: str,
    failure: Message | None = None,
    key: CallKey = (0, 0),
) -> HistoryEntry:
    """A call that came back with `done`, or failed."""
    signature = function.signature
    long = is_long([*values, *([done.result, done.outputs] if done else [])]) or is_long(list(texts.values()))
    kept = None if long else _as_json(signature, values, done)
    return HistoryEntry(
        when=datetime.now(),
        ordinal=function.export.ordinal,
        export=function.export.symbol,
        function=signature.name,
        prototype=prototype(signature),
        declarations=declarations_of(signature),
        arguments={name: short_text(text, _LONGEST_TEXT) for name, text in texts.items()},
        outcome=outcome,
        failed=failure is not None and failure.severity is not Severity.INFO,
        values=tuple(kept[0]) if kept else (),
        result=kept[1] if kept else None,
        outputs=kept[2] if kept else {},
        last_error=done.last_error if done else 0,
        duration_us=done.duration_us if done else None,
        warnings=done.warnings if done else (),
        hint=failure.hint if failure else "",
        deadline=deadline,
        cut=kept is None,
        incomplete=any(len(each) > _LONGEST_TEXT for each in texts.values()),
        call=key,
    )


def outcome_text(shown: ResultText, signature: Signature, done: CallResult) -> str:
    """The result and the outputs on one line."""
    types = {each.name: each.type for each in signature.outputs}
    known = [(name, value) for name, value in done.outputs.items() if name in types]
    outputs = [f"{name} = {brief_value(types[name], value, 40)}" for name, value in known]
    return ", ".join([shown.value, *outputs])


def declarations_of(signature: Signature) -> str:
    """The types that a prototype needs, as C."""
    return "".join(map(declared, needed_types([signature.result, *(each.type for each in signature.parameters)])))


def _as_json(
    signature: Signature, values: Sequence[object], done: CallResult | None
) -> tuple[list[object], object, dict[str, object]] | None:
    """Arguments, result and outputs; None where one of them has no form in JSON."""
    try:
        arguments = arguments_to_json(signature, values)
        if done is None:
            return arguments, None, {}
        return arguments, to_json(signature.result, done.result), outputs_to_json(signature, done.outputs)
    except ArgumentError:
        return None
