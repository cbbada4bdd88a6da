"""The `def` line of a method, on either side."""

from __future__ import annotations

from ..abi.signatures import Parameter
from .annotations import Annotations
from .folding import call, fold
from .model import Method


def definition(name: str, method: Method, annotations: Annotations, result: str, keyword: str = "def") -> list[str]:
    """The `def` of a method."""
    given = [
        _argument(each, parameter, method, annotations) for each, parameter in method.parameters if parameter.given
    ]
    given += [f"*{method.more}: {annotations.more}"] if method.more else []
    return fold(call(f"{keyword} {name}(", ["self", *given], f") -> {result}"), 4, ":")


def _argument(name: str, parameter: Parameter, method: Method, annotations: Annotations) -> str:
    annotation = annotations.given(parameter)
    default = method.defaults.get(name, "") if annotations.named else ""
    if not default:
        return f"{name}: {annotation}"
    annotation += " | None" * (default == "None" and "None" not in annotation)
    return f"{name}: {annotation} = {default}"
