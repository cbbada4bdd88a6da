"""A call that has ended, as whoever keeps a record of them is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..abi.calls import CallResult
from ..abi.signatures import Signature


@dataclass(frozen=True)
class MadeCall:
    """One call of a `Library`: with what, and how it ended.

    `symbol` is the export, `arguments` are the checked values for `signature.inputs`. One of `result` and `error` is
    there. `number` is that of its request, as `Output.number` has it; 0 when it never reached a host. `generation`
    counts the hosts of the library from 1.
    """

    symbol: str | int
    signature: Signature
    arguments: tuple[object, ...]
    result: CallResult | None
    error: BaseException | None
    number: int
    generation: int


OnCall = Callable[[MadeCall], object]
