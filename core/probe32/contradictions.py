"""Where what is known of an export's convention and stack contradicts the prototype that a header gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .abi.signatures import Signature
from .abi.types import Convention, Struct, resolve
from .pe.facts import Confidence, ConventionGuess, Export

_REGISTERS = {Convention.FASTCALL: 2, Convention.THISCALL: 1}
_IN_REGISTERS = (1, 2, 4, 8)
"""Sizes of structs that come back in registers; for others the caller passes a hidden address."""


def settled(signature: Signature, guess: ConventionGuess) -> Signature:
    """The signature, with the convention that the DLL shows beyond doubt where the header states none."""
    if signature.stated or guess.guess is None or guess.confidence is not Confidence.HIGH:
        return signature
    return replace(signature, convention=guess.guess, stated=True)


def contradiction(signature: Signature, export: Export, guess: ConventionGuess) -> str:
    """A sentence that says in what header and DLL differ; "" when they agree or nothing sure is known of the DLL.

    `signature` is as the header has it, `guess` what the export's name and code show together.
    """
    if guess.guess is None or guess.confidence is Confidence.LOW:
        return ""
    signature = settled(signature, guess)
    by_name = export.convention.guess is not None and export.convention.confidence is Confidence.HIGH
    if guess.guess is not signature.convention:
        return "" if _same_without_arguments(signature, guess) else _other_convention(signature, guess, by_name)
    if guess.guess is Convention.CDECL or signature.variadic or guess.stack_bytes is None:
        return ""
    if guess.stack_bytes in _plausible(signature, by_name):
        return ""
    return f"{_said(signature)}; {_shown(guess.stack_bytes, by_name)}: the header may be of another release."


def _same_without_arguments(signature: Signature, guess: ConventionGuess) -> bool:
    """Whether nothing is on the stack either way: then all conventions are one."""
    return not guess.stack_bytes and _removed(signature) == 0 and not signature.variadic


def _other_convention(signature: Signature, guess: ConventionGuess, by_name: bool) -> str:
    """The sentence for two conventions; code cannot tell a __fastcall function that ignores its registers."""
    assert guess.guess is not None
    register = {signature.convention, guess.guess} & set(_REGISTERS)
    if register and not by_name and guess.stack_bytes == _removed(signature):
        return ""
    return f"{_said(signature)}; {_shown(guess.stack_bytes, by_name)}: it is {guess.guess.keyword}."


def _said(signature: Signature) -> str:
    if signature.variadic:
        return f"{signature.name} takes a variable number of arguments in the header"
    count = signature.stack_bytes
    amount = f"with {count} bytes of arguments" if count else "without arguments"
    return f"{signature.name} is {signature.convention.keyword} {amount} in the header"


def _shown(count: int | None, by_name: bool) -> str:
    if by_name:
        return "the exported name says otherwise" if count is None else f"the exported name says {count}"
    return f"the code removes {count}" if count else "the code removes none"


def _plausible(signature: Signature, by_name: bool) -> set[int]:
    """Stack bytes that agree with the signature: a name counts all arguments, code removes those on the stack."""
    if by_name:
        return {signature.stack_bytes, signature.stack_bytes + _hidden(signature)}
    return {_removed(signature)}


def _removed(signature: Signature) -> int:
    """Bytes that the function removes if its convention lets it remove any."""
    sizes = list(_outside_registers(signature))
    return sum(sizes) + _hidden(signature)


def _outside_registers(signature: Signature) -> Iterator[int]:
    free = _REGISTERS.get(signature.convention, 0)
    for each in signature.parameters:
        size = -(-each.type.size // 4) * 4
        if free and size == 4 and not isinstance(resolve(each.type), Struct):
            free -= 1
        else:
            yield size


def _hidden(signature: Signature) -> int:
    result = resolve(signature.result)
    return 4 if isinstance(result, Struct) and result.size not in _IN_REGISTERS else 0
