"""Where what is known of an export's convention and stack contradicts the prototype that it is given."""

from __future__ import annotations

from dataclasses import replace

from .abi.passing import HIDDEN, REGISTERS, comes_back_in_memory, only_float, passing, stack_bytes
from .abi.signatures import Signature
from .abi.types import POINTER_SIZE, Convention, argument_size
from .pe.facts import Confidence, ConventionGuess


def settled(signature: Signature, guess: ConventionGuess) -> Signature:
    """The signature, with the convention that the DLL shows beyond doubt where the text states none."""
    if signature.stated or guess.guess in (None, signature.convention) or guess.confidence is not Confidence.HIGH:
        return signature
    assert guess.guess is not None
    return replace(signature, convention=guess.guess, stated=True)


def contradictions(signature: Signature, guess: ConventionGuess) -> list[str]:
    """What of the evidence speaks against a signature, a sentence each; empty when nothing does.

    `guess` is `Library.evidence`, or what the name alone tells.
    """
    signature = settled(signature, guess)
    on_the_stack = max(_on_the_stack(signature))
    by_removal = _against_removal(signature, guess) if guess.removed is not None else _against_name(signature, guess)
    found = [by_removal] if by_removal else []
    if not by_removal and guess.read_bytes > on_the_stack and not signature.variadic:
        amount = f"these parameters put {on_the_stack} on it" if on_the_stack else "the signature puts none on it"
        found.append(f"The code uses at least {guess.read_bytes} bytes of arguments on the stack; {amount}.")
    if not by_removal and guess.removed is not None and guess.argument_bytes is not None:
        found += filter(None, [_against_name(signature, guess)])
    if strangers := _unset(signature, guess):
        found.append(f"The code reads {strangers} first, which {signature.convention.keyword} does not set.")
    if guess.float_result and not only_float(signature.result):
        found.append("The code returns a floating-point number; the signature says otherwise.")
    return found


def _unset(signature: Signature, guess: ConventionGuess) -> str:
    """The registers that the code expects a value in, and the convention does not provide."""
    provided = ("ecx", "edx")[: REGISTERS.get(signature.convention, 0)]
    return " and ".join(each.upper() for each in guess.registers if each not in provided)


def _on_the_stack(signature: Signature) -> tuple[int, int]:
    """Bytes that the caller puts on the stack, as Microsoft's compiler has it and as GCC, which may differ."""
    return stack_bytes(signature), stack_bytes(signature, gnu=True)


def _against_removal(signature: Signature, guess: ConventionGuess) -> str:
    leaves = signature.convention is Convention.CDECL or signature.variadic
    possible = (0,) if leaves else _on_the_stack(signature)
    if guess.removed in possible:
        return ""
    if leaves:
        return f"The code removes {guess.removed} bytes from the stack; a {_kind(signature)} function removes none."
    removed = f"removes {guess.removed} bytes from the stack" if guess.removed else "leaves the arguments on the stack"
    return f"The code {removed}; these parameters put {possible[0]} bytes on it, and {_kind(signature)} removes them."


def _against_name(signature: Signature, guess: ConventionGuess) -> str:
    if guess.confidence is not Confidence.HIGH or guess.guess is None:
        return ""
    if guess.guess is not signature.convention and (_told(guess) or stack_bytes(signature) or signature.variadic):
        return f"The exported name says {guess.guess.keyword}; the signature says {signature.convention.keyword}."
    # Of a __fastcall function the name counts the arguments in registers too, of a method it does not.
    counted = passing(signature).stack if guess.argument_bytes is None else range(len(signature.parameters))
    size = sum(argument_size(signature.parameters[each].type) for each in counted if each != HIDDEN)
    told, hidden = _told(guess), POINTER_SIZE * comes_back_in_memory(signature.result)
    # A name may leave out the hidden address of a struct's.
    if guess.guess is Convention.CDECL or signature.variadic or told in (None, size, size + hidden):
        return ""
    return f"The exported name says {told} bytes of arguments; these parameters take {size}."


def _told(guess: ConventionGuess) -> int | None:
    """Bytes of all arguments, as a name tells them."""
    return guess.stack_bytes if guess.argument_bytes is None else guess.argument_bytes


def _kind(signature: Signature) -> str:
    return "variadic" if signature.variadic else signature.convention.keyword


def contradiction(signature: Signature, guess: ConventionGuess) -> str:
    """A sentence that says in what header and DLL differ; "" when they agree or nothing sure is known of the DLL.

    `signature` is as the header has it, `guess` what the export's name and code show together.
    """
    signature = settled(signature, guess)
    found = contradictions(signature, guess)
    if not found:
        return ""
    if guess.removed is None:
        told = _told(guess)
        return f"{_said(signature)}; the exported name says {told or 'otherwise'}: {_verdict(signature, guess)}"
    if _against_removal(signature, guess):
        return f"{_said(signature)}; the code removes {guess.removed or 'none'}: {_verdict(signature, guess)}"
    return f"{_said(signature)}. {' '.join(found)}"


def _verdict(signature: Signature, guess: ConventionGuess) -> str:
    known = guess.guess is not None and guess.confidence is not Confidence.LOW
    if known and guess.guess is not signature.convention:
        return f"it is {guess.guess.keyword}." if guess.guess else ""
    return "the header may be of another release."


def _said(signature: Signature) -> str:
    if signature.variadic:
        return f"{signature.name} takes a variable number of arguments in the header"
    count = signature.stack_bytes
    amount = f"with {count} bytes of arguments" if count else "without arguments"
    return f"{signature.name} is {signature.convention.keyword} {amount} in the header"
