"""What a sweep keeps of what its steps give, and how that is called."""

from __future__ import annotations

from ..abi.types import Alias, is_text
from ..library import Library
from .checking import signature_of
from .parts import Part, is_numeric, part_at, parts
from .steps import Sequence, Step
from .sweeps import Collected, Reducer

_MOST_COLUMNS = 12


def default_collection(sequence: Sequence, library: Library) -> tuple[Collected, ...]:
    """The numbers that the steps of each point give, the means of their arrays, and texts; no addresses.

    A result that only tells whether the call worked (BOOL, HRESULT) is left out where there is something else.
    `StepError`: a step has no signature.
    """
    found = [
        each
        for number, step in enumerate(sequence.steps, 1)
        if step.in_body
        for each in parts(signature_of(library, step, number), number)
    ]
    wanted = [(each, how) for each in found if (how := _reducer(each)) is not None]
    telling = [pair for pair in wanted if not _is_success(pair[0])]
    return tuple(Collected(each.reference, how) for each, how in (telling or wanted)[:_MOST_COLUMNS])


def column_title(collected: Collected, sequence: Sequence, library: Library) -> str:
    """What stands above the values: `mean of counts (V)`; with the function's name where another step gives as much.

    `StepError`: the step gives no such part.
    """
    reference = collected.part
    step = sequence.step(reference.step)
    part_at(signature_of(library, step, reference.step), reference)
    name = reference.part if reference.output else f"{step.function}{reference.part.removeprefix('return')}"
    others = (each for at, each in enumerate(sequence.steps, 1) if each.in_body and at != reference.step)
    again = any(_gives(each, reference.output, library) for each in others)
    whole = f"{step.function} · {name}" if reference.output and again else name
    reduced = whole if collected.reducer is Reducer.WHOLE else f"{collected.reducer.value} of {whole}"
    return f"{reduced} ({collected.unit})" if collected.unit else reduced


def _gives(step: Step, output: str, library: Library) -> bool:
    found = library.functions.get(step.function)
    return found is not None and any(each.name == output for each in found.signature.outputs)


def _reducer(part: Part) -> Reducer | None:
    """How a part is kept without being asked for; None: not at all."""
    if part.array is not None:
        return Reducer.MEAN if is_numeric(part.array) else None
    if part.numeric:
        return Reducer.WHOLE
    return Reducer.WHOLE if is_text(part.type) else None


def _is_success(part: Part) -> bool:
    of = part.type
    return not part.reference.output and isinstance(of, Alias) and of.name in ("BOOL", "HRESULT", "NTSTATUS")
