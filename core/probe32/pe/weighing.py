"""From what a name and the code tell to one guess, its reasons, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..abi.types import Convention
from .code_facts import Facts
from .decoration import read_name
from .facts import Confidence, ConventionGuess
from .instructions import CALLER_REGISTERS

_CDECL, _STDCALL = Convention.CDECL, Convention.STDCALL
_FASTCALL, _THISCALL = Convention.FASTCALL, Convention.THISCALL
_HIGH, _MEDIUM, _LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
_REGISTERS = {
    _CDECL: frozenset[str](),
    _STDCALL: frozenset[str](),
    _THISCALL: frozenset({"ecx"}),
    _FASTCALL: frozenset({"ecx", "edx"}),
}
"""What the caller sets, by convention."""

_HIDDEN_FLAG = (
    "4 bytes more than the name tells: the constructor of a class with virtual bases takes 1 as its last argument."
)


def weigh(named: ConventionGuess, facts: Facts) -> ConventionGuess:
    """The guess from both. Where they disagree the code goes first, for it is what runs, with low confidence."""
    by_code = _by_code(facts)
    evidence = (*named.evidence, *by_code.evidence)
    if named.confidence is not _HIGH or named.guess is None:
        return _with_weak_name(replace(by_code, evidence=evidence), named)
    if by_code.removed is None:
        agreed = not facts.nonsense and len(facts.removed) < 2
        return replace(
            by_code,
            guess=named.guess,
            stack_bytes=named.stack_bytes,
            evidence=evidence,
            confidence=_HIGH if agreed else _MEDIUM,
            argument_bytes=named.argument_bytes,
        )
    against = _contradiction(named.guess, named, by_code)
    if against:
        return replace(by_code, evidence=(*evidence, against), confidence=_LOW)
    hidden = _is_constructor_with_virtual_bases(named, by_code)
    return replace(
        by_code,
        guess=named.guess,
        stack_bytes=named.stack_bytes if named.guess is _CDECL else by_code.removed,
        evidence=(*evidence, _HIDDEN_FLAG) if hidden else evidence,
        confidence=_MEDIUM if hidden else _HIGH,
        argument_bytes=named.argument_bytes,
    )


def _is_constructor_with_virtual_bases(named: ConventionGuess, code: ConventionGuess) -> bool:
    """Microsoft's compiler passes such a one a flag that its name does not show."""
    return named.guess is _THISCALL and named.stack_bytes is not None and code.removed == named.stack_bytes + 4


def _with_weak_name(by_code: ConventionGuess, named: ConventionGuess) -> ConventionGuess:
    by_code = replace(by_code, argument_bytes=named.argument_bytes)
    if by_code.guess is None:
        # __vectorcall, say: no convention that Probe32 calls, and yet a number of bytes.
        return replace(by_code, guess=named.guess, stack_bytes=named.stack_bytes, confidence=_LOW)
    if named.guess is None and named.stack_bytes is not None:
        return replace(by_code, guess=None, confidence=_LOW)
    if named.guess not in (None, by_code.guess) and by_code.confidence is _HIGH:
        return replace(by_code, confidence=_MEDIUM)
    return by_code


def _contradiction(convention: Convention, named: ConventionGuess, code: ConventionGuess) -> str:
    """In what the code speaks against what the name says, or ""."""
    if _is_constructor_with_virtual_bases(named, code):
        return ""
    stack_bytes, total = named.stack_bytes, named.argument_bytes
    expected = 0 if convention is _CDECL else stack_bytes
    if expected is not None and code.removed != expected:
        return f"The name and the code disagree: by the name it would take {expected} bytes off the stack."
    if total is not None and not total - 8 <= (code.removed or 0) <= total:
        return f"The name and the code disagree: by the name it has {total} bytes of arguments, registers included."
    if strangers := set(code.registers) - _REGISTERS[convention]:
        return f"The name and the code disagree: {convention.keyword} sets no {_listed(strangers)}."
    if stack_bytes is not None and code.read_bytes > stack_bytes:
        return f"The name and the code disagree: by the name it has {stack_bytes} bytes of arguments on the stack."
    return ""


def _by_code(facts: Facts) -> ConventionGuess:
    """What the code alone tells."""
    removed = next(iter(facts.removed)) if len(facts.removed) == 1 else None
    guess, confidence, reason = _judged(facts, removed)
    if facts.kept and confidence is _HIGH and guess in (_CDECL, _STDCALL):
        confidence = _MEDIUM
    if facts.nonsense and confidence is _HIGH:
        confidence = _MEDIUM
    return ConventionGuess(
        guess=guess,
        stack_bytes=None if guess in (None, _CDECL) else removed,
        evidence=tuple(_sentences(facts, reason)),
        confidence=confidence,
        removed=removed,
        read_bytes=facts.argument_bytes,
        registers=tuple(sorted(facts.registers)),
        float_result=facts.floats == {True},
    )


def _judged(facts: Facts, removed: int | None) -> tuple[Convention | None, Confidence, str]:
    """Convention, confidence, and a sentence on what is left open."""
    if removed is None:
        return _thunk(facts)
    if "eax" in facts.registers:
        return None, _LOW, "No convention of C sets EAX: it may be Delphi's register convention, or written by hand."
    if removed % 4:
        return None, _LOW, f"No convention of C removes {removed} bytes."
    if removed:
        return _removing(facts, removed)
    return _leaving(facts)


def _removing(facts: Facts, removed: int) -> tuple[Convention | None, Confidence, str]:
    if facts.argument_bytes > removed:
        return None, _LOW, "It uses more of the stack than it removes."
    if "edx" in facts.registers:
        return _FASTCALL, _HIGH if "ecx" in facts.registers else _LOW, ""
    if "ecx" in facts.registers:
        return _THISCALL, _MEDIUM, "It may as well be __fastcall with one argument in a register."
    return _STDCALL, _HIGH, ""


def _leaving(facts: Facts) -> tuple[Convention | None, Confidence, str]:
    if facts.registers and facts.argument_bytes:
        return _CDECL, _LOW, "No convention of C takes arguments in registers and leaves others on the stack."
    if "edx" in facts.registers:
        return _FASTCALL, _HIGH if "ecx" in facts.registers else _LOW, ""
    if "ecx" in facts.registers:
        return _FASTCALL, _MEDIUM, "It may as well be __thiscall without further arguments: the call is the same."
    if facts.argument_bytes:
        return _CDECL, _HIGH, ""
    return _CDECL, _MEDIUM, "It seems to use no arguments; without any, __stdcall is the same call."


def _thunk(facts: Facts) -> tuple[Convention | None, Confidence, str]:
    """A function that only jumps to another DLL's is called as that one's name says."""
    if facts.removed:
        return None, _LOW, "That is no compiler's work, or what follows a call which never comes back was read too."
    if len(facts.outside) == 1:
        guess = read_name(next(iter(facts.outside)).partition("!")[2]).guess
        if guess.guess and guess.confidence is _HIGH:
            return guess.guess, _MEDIUM, " ".join(guess.evidence)
    return None, _LOW, ""


def _sentences(facts: Facts, reason: str) -> list[str]:
    found = [*_returns(facts), *_uses(facts)]
    if facts.floats == {True}:
        found.append("It leaves a number in the x87 register st(0): its result is float or double.")
    if facts.outside:
        found.append(f"It jumps to {_listed(facts.outside)}.")
    if facts.unfollowed:
        jumps = "A jump" if facts.unfollowed == 1 else f"{facts.unfollowed} jumps"
        found.append(f"{jumps} through a table or a register could not be followed.")
    if facts.nonsense:
        found.append("Some of its bytes are no code: it may be data, or lead into data.")
    if not facts.complete:
        found.append(f"Only its first {facts.instructions:,} instructions were read.")
    return [*found, reason] if reason else found


def _returns(facts: Facts) -> list[str]:
    if not facts.removed:
        return [] if facts.outside or facts.unfollowed or facts.nonsense else ["No path through its code returns."]
    if len(facts.removed) > 1:
        return [f"Its returns disagree: they remove {_listed(facts.removed)} bytes from the stack."]
    ((size, count),) = facts.removed.items()
    subject = "Its return" if count == 1 else f"All its {count} returns"
    if size:
        return [f"{subject} {'removes' if count == 1 else 'remove'} {size} bytes from the stack (ret {size})."]
    return [f"{subject} {'leaves' if count == 1 else 'leave'} the arguments on the stack (ret)."]


def _uses(facts: Facts) -> list[str]:
    found = []
    if words := facts.argument_bytes // 4:
        found.append(f"It uses {words} word{'s' * (words > 1)} of arguments on the stack.")
    if facts.registers:
        pronoun = "them" if len(facts.registers) > 1 else "it"
        found.append(f"It reads {_listed(facts.registers)} before setting {pronoun}.")
    if kept := facts.kept - facts.registers - {"eax"}:
        found.append(f"It pushes {_listed(kept)} before a call: that may pass an argument on, or just make room.")
    return found


def _listed(items: Iterable[str | int]) -> str:
    words = [f"{each}".upper() if each in CALLER_REGISTERS else f"{each}" for each in sorted(items, key=str)]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
