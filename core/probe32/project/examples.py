"""Calls worth keeping: from a call that was made to the JSON values of a project, and back."""

from __future__ import annotations

from collections.abc import Sequence

from ..abi.calls import CallResult
from ..abi.signatures import Signature
from ..json_values import (
    arguments_from_json,
    arguments_to_json,
    from_json,
    outputs_from_json,
    outputs_to_json,
    to_json,
)
from .document import Example


def example_of(signature: Signature, arguments: Sequence[object], done: CallResult) -> Example:
    """A call that `Library.call` has made with these arguments. `ArgumentError`: one of them has no form in JSON."""
    return Example(
        arguments=arguments_to_json(signature, arguments),
        result=to_json(signature.result, done.result),
        outputs=outputs_to_json(signature, done.outputs),
        last_error=done.last_error,
        duration_us=done.duration_us,
    )


def example_arguments(signature: Signature, example: Example) -> list[object]:
    """The arguments to make the call again; pointers and functions stand as `json_values` says."""
    return arguments_from_json(signature, example.arguments)


def example_result(signature: Signature, example: Example) -> CallResult:
    """What the call gave."""
    return CallResult(
        from_json(signature.result, example.result),
        outputs_from_json(signature, example.outputs),
        example.last_error,
        example.duration_us or 0.0,
    )
