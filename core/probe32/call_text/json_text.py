"""What a call gave, as JSON: the document that `probe32 call --json` prints."""

from __future__ import annotations

import json

from ..abi.calls import CallResult
from ..abi.text import to_json
from .typed_call import TypedCall


def call_document(function: str, done: CallResult) -> dict[str, object]:
    """The document as a value: `function`, `result`, `outputs`, `last_error`, `duration_us`, `warnings`."""
    return {
        "function": function,
        "result": to_json(done.result),
        "outputs": {name: to_json(value) for name, value in done.outputs.items()},
        "last_error": done.last_error,
        "duration_us": done.duration_us,
        "warnings": list(done.warnings),
    }


def as_json(call: TypedCall) -> str:
    """The call's document; for one that was not made, its function and the texts of its arguments."""
    if call.result is None:
        document: dict[str, object] = {"function": call.signature.name, "arguments": dict(call.texts)}
    else:
        document = call_document(call.signature.name, call.result)
    return json.dumps(document, indent=2, ensure_ascii=False)
