"""How large a buffer is: a small arithmetic over the other parameters, as SAL writes it: `n`, `*n`, `2 * n + 1`."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..errors import ArgumentError, DeclarationError
from .types import Address

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_DEREFERENCE = re.compile(r"(^|[-+*(])\s*\*\s*(?=[A-Za-z_])")


@dataclass(frozen=True)
class Size:
    """The number of elements (or of bytes, when `in_bytes`) that a pointer leads to.

    `text` is C: whole numbers, names of parameters (`*n` is what the pointer n leads to), `+ - *` and parentheses.
    """

    text: str
    in_bytes: bool = False

    def __post_init__(self) -> None:
        _names(_parsed(self.text))

    @property
    def names(self) -> frozenset[str]:
        """The parameters that the size depends on."""
        return frozenset(_names(_parsed(self.text)))

    def evaluate(self, values: Mapping[str, object]) -> int:
        """The size for these arguments.

        `ArgumentError`: one of them is missing or no whole number, or the size is negative.
        """
        size = _evaluate(_parsed(self.text), values)
        if size < 0:
            raise ArgumentError(f"The size {self.text!r} comes to {size}.", hint="Give a size of 0 or more.")
        return size


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.expr:
    # C's dereference of a parameter needs no sign of its own here: the value of an in-out pointer is what it leads to.
    plain = _DEREFERENCE.sub(r"\1", text.strip())
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError):
        raise _unusable(text) from None


def _unusable(text: str) -> DeclarationError:
    return DeclarationError(
        f"{text!r} is no size that Probe32 can compute.",
        hint="Use whole numbers, names of parameters, + - * and parentheses.",
    )


def _names(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return set()
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _names(node.left) | _names(node.right)
    raise _unusable(ast.unparse(node))


def _evaluate(node: ast.expr, values: Mapping[str, object]) -> int:
    if isinstance(node, ast.Name):
        return _number(node.id, values.get(node.id))
    if isinstance(node, ast.BinOp):
        result: int = _OPERATIONS[type(node.op)](_evaluate(node.left, values), _evaluate(node.right, values))
        return result
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int)
    return node.value


def _number(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, Address):
        return int(value)
    raise ArgumentError(
        f"A buffer's size depends on {name!r}, which is {value!r}.",
        hint=f"Give a whole number for {name!r}.",
        parameter=name,
    )
