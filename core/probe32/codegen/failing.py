"""How a function says that it failed, where a wrapper makes an exception of that."""

from __future__ import annotations

import re
from enum import Enum

from ..abi.signatures import Signature
from ..abi.types import Alias, Boolean, Enumeration, Integer, Pointer, Type, resolve
from ..errors import DeclarationError

MODES = ("returned", "raised")
"""What becomes of failures: results stay as they are, or exceptions where a signature or its comment tells."""


class Failure(str, Enum):
    """What of a function's result is a failure."""

    RETURNED = "returned"
    """Nothing: the result is given as it is."""
    HRESULT = "hresult"
    """A negative HRESULT; its text is Windows'. Nothing else of it is given."""
    LAST_ERROR = "last-error"
    """Zero, false or null; `GetLastError` says why. A `BOOL` is not given, anything else is."""
    NEGATIVE = "negative"
    """A negative number, which is the code; other numbers are given."""


_FAILS = re.compile(r"\bfail|error(?![a-z])|\bsucce|\bnonzero\b|\bnot work\b", re.IGNORECASE)
_NULL = re.compile(r"\bnull\b", re.IGNORECASE)


def failure_of(signature: Signature, wanted: str, mode: str) -> Failure:
    """How this function fails: as the project has it (`wanted`), else as `mode` has it.

    `DeclarationError`: the project's choice does not suit the result's type, or is unknown.
    """
    if wanted:
        chosen = next((each for each in Failure if each.value == wanted), None)
        if chosen is None or not _suits(chosen, signature.result):
            raise DeclarationError(
                f"{signature.name} can't fail as {wanted!r} says.",
                hint=f"Use one of {', '.join(each.value for each in Failure)} that suits the type of its result.",
            )
        return chosen
    return Failure.RETURNED if mode == "returned" else _likely(signature)


def _likely(signature: Signature) -> Failure:
    """A BOOL, or a pointer, fails by `GetLastError` only where something speaks of a failure."""
    of = signature.result
    if is_named(of, "HRESULT"):
        return Failure.HRESULT
    speaks = bool(_FAILS.search(signature.comment))
    if is_named(of, "BOOL") and (speaks or signature.outputs):
        return Failure.LAST_ERROR
    if "GetLastError" in signature.comment and speaks and isinstance(resolve(of), Integer):
        return Failure.LAST_ERROR
    if isinstance(resolve(of), Pointer) and speaks and _NULL.search(signature.comment):
        return Failure.LAST_ERROR
    return (
        Failure.NEGATIVE
        if speaks and _NEGATIVE.search(signature.comment) and _suits(Failure.NEGATIVE, of)
        else (Failure.RETURNED)
    )


_NEGATIVE = re.compile(r"\bnegative\b|\bless than (?:0|zero)\b|< ?0", re.IGNORECASE)


def is_named(of: Type, name: str) -> bool:
    """Whether a type is written as this typedef, or as one of it."""
    while isinstance(of, Alias):
        if of.name == name:
            return True
        of = of.target
    return False


def _suits(failure: Failure, of: Type) -> bool:
    kind = resolve(of)
    if failure is Failure.LAST_ERROR:
        return isinstance(kind, (Integer, Boolean, Pointer, Enumeration))
    if failure is Failure.HRESULT:
        return isinstance(kind, Integer) and kind.size == 4
    return failure is Failure.RETURNED or (isinstance(kind, Integer) and kind.signed)


def keeps_result(failure: Failure, of: Type) -> bool:
    """Whether a result says more than that nothing failed."""
    truth = isinstance(resolve(of), Boolean) or is_named(of, "BOOL")
    return failure in (Failure.RETURNED, Failure.NEGATIVE) or (failure is Failure.LAST_ERROR and not truth)
