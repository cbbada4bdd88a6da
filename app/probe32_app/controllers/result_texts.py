"""A call that came back, in the words of the result panel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from probe32.abi.calls import CallResult, FunctionArgument
from probe32.abi.render import c_type
from probe32.abi.signatures import Signature
from probe32.abi.types import Convention, Void, resolve
from probe32.last_errors import describe_last_error
from probe32.recorded_callback import RecordedCallback

from ..models.outputs import NOTHING, OutputNode, calls_node, output_node, place_of_pointer
from ..models.readable import brief_value, duration_text, hex_text
from ..translating import tr
from ..views.result_panel import ResultText
from ..widgets.banner import Offer

_LIKELY = re.compile(
    r"it is likely __(?P<convention>cdecl|stdcall)(?: with (?P<count>\d+) arguments? \(\d+ bytes?\))?\.$"
)
_SHOWN = 400
_USE = "use convention "


def recorded_calls(signature: Signature, values: Sequence[object]) -> list[OutputNode]:
    """What the callbacks that record their calls have heard."""
    given = zip(signature.inputs, values, strict=True)
    return [
        calls_node(each.name, each.type, value.function.calls)
        for each, value in given
        if isinstance(value, FunctionArgument) and isinstance(value.function, RecordedCallback)
    ]


def result_text(
    signature: Signature,
    result: CallResult,
    recorded: Sequence[OutputNode] = (),
    previous: CallResult | None = None,
    *,
    hexadecimal: bool = False,
) -> ResultText:
    """A call in words; `recorded` are shown below its outputs; what differs from the `previous` call is marked.

    `hexadecimal` puts that way of writing a whole number first, and the decimal one into the details.
    """
    types = {each.name: each.type for each in signature.outputs}
    earlier = previous.outputs if previous else {}
    nodes = [
        output_node(name, types[name], value, earlier.get(name, NOTHING))
        for name, value in result.outputs.items()
        if name in types  # an output of a `...` has a parameter only in the call that it was given to
    ]
    whole = output_node("result", signature.result, result.result, previous.result if previous else NOTHING)
    void = isinstance(resolve(signature.result), Void)
    value, other = brief_value(signature.result, result.result, _SHOWN), hex_text(signature.result, result.result)
    if hexadecimal and other:
        value, other = other, value
    kind = tr("no result (void)") if void else c_type(signature.result)
    implied = implied_convention(signature, result.warnings)
    return ResultText(
        value=tr("done") if void else value,
        detail=" · ".join(each for each in (other, kind) if each),
        last_error=describe_last_error(result.last_error),
        duration=duration_text(result.duration_us),
        outputs=(*((whole,) if whole.children else ()), *nodes, *recorded),
        failed=result.last_error != 0,
        warnings=result.warnings,
        place=place_of_pointer(result.result),
        offers=_offers(implied),
        before=whole.before,
        whole=None if void else whole,
    )


def offered_convention(key: str) -> Convention | None:
    """The convention that the offer of `key` would give the function; None when it offers something else."""
    return Convention(key.removeprefix(_USE)) if key.startswith(_USE) else None


def _offers(implied: Convention | None) -> tuple[Offer, ...]:
    if implied is None:
        return ()
    return (Offer(f"{_USE}{implied.value}", tr("Use {convention}").format(convention=implied.value)),)


def implied_convention(signature: Signature, warnings: Sequence[str]) -> Convention | None:
    """The one convention with which the parameters, as they are, would explain what a call showed; None for no other.

    What a call showed is a sentence such as "... it is likely __stdcall with 2 arguments (8 bytes)."
    """
    found = [match for each in warnings if (match := _LIKELY.search(each))]
    if len(found) != 1 or len(warnings) != 1:
        return None
    count = found[0]["count"]
    whole = count is None or int(count) == len(signature.parameters)
    return Convention(found[0]["convention"]) if whole else None
