"""A call as the texts that were typed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path

from ..abi.calls import CallResult
from ..abi.declare import declared, needed_types
from ..abi.parts import types_of
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Opaque, Pointer, Void, resolve


@dataclass(frozen=True)
class TypedCall:
    """What somebody else needs to make the same call.

    `texts` are the arguments by the names of `signature.inputs`, as `abi.text.parse_argument` reads them, and those of
    a `...` as `argument_3` and so on, as `abi.varargs.parse_extra` reads them. `export` is
    the export's name, or its ordinal where it has none. `timeout` is in seconds; None is no deadline. `result` is None
    for a call that was not made, or that failed.
    """

    dll: Path
    signature: Signature
    export: str | int
    texts: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    search: tuple[Path, ...] = ()
    timeout: float | None = None
    result: CallResult | None = None

    @property
    def declarations(self) -> str:
        """The types that the prototype needs, each after those it is made of; "" for none."""
        return "".join(map(declared, needed_types(types_of(self.signature))))

    @property
    def prototype(self) -> str:
        """The function's declaration on one line."""
        return prototype(self.signature)

    @property
    def export_differs(self) -> bool:
        """Whether the prototype's name alone may not lead to the export."""
        return self.export != self.signature.name

    @property
    def extra(self) -> list[str]:
        """What was typed for the `...`, as `abi.varargs.parse_extra` reads it."""
        names = (f"argument_{number}" for number in count(len(self.signature.parameters) + 1))
        return [self.texts[name] for name in takewhile(self.texts.__contains__, names)]

    def text(self, parameter: Parameter) -> str:
        """What was typed for a parameter; "" for nothing."""
        return self.texts.get(parameter.name, "")

    def is_address(self, parameter: Parameter) -> bool:
        """Whether an address was typed for it: one that means something in that process only."""
        kind = resolve(parameter.type)
        if not isinstance(kind, Pointer) or not self.text(parameter)[:1].isdigit():
            return False
        return isinstance(resolve(kind.target), (Void, Opaque, Pointer))
