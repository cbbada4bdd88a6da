"""Calls that the project keeps: from the history to the project's examples, and back."""

from __future__ import annotations

import json
from datetime import datetime

from probe32.abi.render import prototype
from probe32.abi.text import argument_text
from probe32.errors import Probe32Error
from probe32.library.definitions import Function
from probe32.project import Example, example_arguments, example_result

from ..models.history_entry import HistoryEntry
from .past_calls import declarations_of, outcome_text
from .result_texts import result_text


def example_of_entry(entry: HistoryEntry) -> Example:
    """The call as a project keeps it."""
    return Example(
        arguments=list(entry.values),
        result=entry.result,
        outputs=dict(entry.outputs),
        last_error=entry.last_error,
        duration_us=entry.duration_us,
        texts=dict(entry.arguments),
    )


def pinned_entry(function: Function, example: Example) -> HistoryEntry:
    """An example as a row of the history."""
    signature = function.signature
    try:
        done = example_result(signature, example)
        outcome = outcome_text(result_text(signature, done), signature, done)
    except (Probe32Error, ValueError, TypeError, KeyError):
        outcome = json.dumps(example.result)
    return HistoryEntry(
        when=datetime.min,
        ordinal=function.export.ordinal,
        export=function.export.symbol,
        function=signature.name,
        prototype=prototype(signature),
        declarations=declarations_of(signature),
        arguments=dict(example.texts) or _texts(function, example),
        outcome=outcome,
        values=tuple(example.arguments),
        result=example.result,
        outputs=example.outputs,
        last_error=example.last_error,
        duration_us=example.duration_us,
        pinned=True,
    )


def _texts(function: Function, example: Example) -> dict[str, str]:
    """What would have to be typed for the arguments of a call that was not typed."""
    plain = example_arguments(function.signature, example)
    return {each.name: argument_text(value) for each, value in zip(function.signature.inputs, plain, strict=False)}
