"""What a step gives, by type: its result, its outputs, and the members and elements inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..abi.signatures import Parameter, Signature
from ..abi.types import Array, Boolean, Character, Enumeration, Float, Integer, Pointer, Struct, Type, Void, resolve
from ..errors import DeclarationError, StepError
from ..library import Library
from .steps import REMOVED, Reference, Sequence

_DEEPEST = 3


@dataclass(frozen=True)
class Part:
    """One value that a step gives. `many`: it is a list of values of the type."""

    reference: Reference
    type: Type
    many: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it is one number."""
        return not self.many and is_numeric(self.type)

    @property
    def array(self) -> Type | None:
        """The type of its elements when it is a list of them; None when it is none, as text is none."""
        kind = resolve(self.type)
        element = self.type if self.many else kind.element if isinstance(kind, Array) else None
        return None if element is None or isinstance(resolve(element), Character) else element


def is_numeric(of: Type) -> bool:
    """Whether values of the type are numbers, truth values among them."""
    return isinstance(resolve(of), (Integer, Float, Boolean, Enumeration))


def parts(signature: Signature, number: int) -> Iterator[Part]:
    """The result and the outputs of a step, each followed by the members of a struct, not by the elements of arrays."""
    for each in _outermost(signature, number):
        yield from _inside(each)


def part_at(signature: Signature, reference: Reference) -> Part:
    """What the reference means in what `signature` gives. `StepError`: there is no such part, or nothing at all."""
    outermost = {each.reference.output: each for each in _outermost(signature, reference.step)}
    found = outermost.get(reference.output)
    if found is None:
        known = ", ".join(each.reference.part for each in outermost.values()) or "nothing"
        raise StepError(
            f"Step {reference.step}, {signature.name}, gives no {reference.part!r}.", hint=f"It gives: {known}."
        )
    for at, key in enumerate(reference.path):
        found = _member(found, key)
        if found is None:
            shorter = replace(reference, path=reference.path[:at]).part
            wrong = f"[{key}]" if isinstance(key, int) else f"member {key!r}"
            raise StepError(f"{shorter!r} of step {reference.step}, {signature.name}, has no {wrong}.")
    return found


def offers(sequence: Sequence, library: Library, number: int) -> list[Part]:
    """What the steps before that number give, the latest step first, for an argument that refers to it."""
    found: list[Part] = []
    for at in range(min(number - 1, len(sequence.steps)), 0, -1):
        step = sequence.step(at)
        try:
            signature = library.function(step.function).signature
        except DeclarationError:
            continue
        if step.enabled:
            found += parts(signature, at)
    return found


def earlier(sequence: Sequence, number: int, reference: Reference) -> None:
    """`StepError`: the reference, in the step of that number, does not mean an enabled step before it."""
    if reference.step == REMOVED:
        raise StepError("It refers to a step that was removed.", hint="Choose another step, or give a value.")
    if not 1 <= reference.step < number:
        what = "itself" if reference.step == number else f"step {reference.step}, which does not come before it"
        raise StepError(f"It refers to {what}.", hint="A step can refer to earlier ones only.")
    if not sequence.step(reference.step).enabled:
        raise StepError(f"It refers to step {reference.step}, which is switched off.", hint="Switch it on.")


def _outermost(signature: Signature, number: int) -> list[Part]:
    found = []
    if not isinstance(resolve(signature.result), Void):
        found.append(Part(Reference(number), signature.result))
    return [*found, *(_output(each, number) for each in signature.outputs)]


def _output(parameter: Parameter, number: int) -> Part:
    kind = resolve(parameter.type)
    target = kind.target if isinstance(kind, Pointer) else parameter.type
    many = parameter.size is not None and not isinstance(resolve(target), (Character, Void))
    # Text and bytes come back whole: what is behind their pointer is no single character.
    whole = parameter.type if parameter.size is not None and not many else target
    return Part(Reference(number, parameter.name), whole, many)


def _inside(part: Part, depth: int = 0) -> Iterator[Part]:
    yield part
    kind = resolve(part.type)
    if not part.many and isinstance(kind, Struct) and depth < _DEEPEST:
        for each in kind.members:
            inner = _member(part, each)
            if inner is not None:
                yield from _inside(inner, depth + 1)


def _member(part: Part, key: str | int) -> Part | None:
    reference = replace(part.reference, path=(*part.reference.path, key))
    kind = resolve(part.type)
    if isinstance(key, int):
        if part.array is None or (isinstance(kind, Array) and not part.many and key >= kind.count):
            return None
        return Part(reference, part.array)
    if part.many or not isinstance(kind, Struct) or key not in kind.members:
        return None
    return Part(reference, kind.members[key].type)
