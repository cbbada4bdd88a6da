"""What a sweep offers to choose from: arguments to vary, values to keep; and its axes in words."""

from __future__ import annotations

from probe32.abi.signatures import Signature
from probe32.abi.types import Float, Integer, Pointer, pointed, resolve
from probe32.errors import DeclarationError, Probe32Error
from probe32.library import Library
from probe32.sequences import Axis, Collected, Listed, Reducer, Sequence, Span, Step, Written, default_collection
from probe32.sequences.checking import place_of, values_for
from probe32.sequences.collecting import column_title
from probe32.sequences.parts import is_numeric, parts

from ..models.readable import short_text
from ..translating import tr_count

_OF_ARRAYS = (Reducer.MEAN, Reducer.MIN, Reducer.MAX, Reducer.WHOLE)
_SHOWN = 3


def body(sequence: Sequence, library: Library) -> list[tuple[int, Step, Signature]]:
    """The steps that are made at each point, with their signatures; those without one are left out."""
    found = []
    for number, step in enumerate(sequence.steps, 1):
        try:
            signature = library.function(step.function).signature if step.in_body else None
        except DeclarationError:
            signature = None
        if signature is not None:
            found.append((number, step, signature))
    return found


def arguments_to_vary(sequence: Sequence, library: Library) -> list[tuple[int, str, str]]:
    """The step's number, the parameter's name, and both in words; the number is 0 where there is one step only."""
    steps = body(sequence, library)
    several = len(steps) > 1
    return [
        (number if several else 0, each.name, f"{number} · {each.name}" if several else each.name)
        for number, _, signature in steps
        for each in signature.inputs
    ]


def first_axis(sequence: Sequence, library: Library, without: Axis | None = None) -> Axis:
    """A proposal: the first number among the arguments that is not varied yet."""
    steps = body(sequence, library)
    several = len(steps) > 1
    taken = (without.step, without.argument) if without else (0, "")
    fallback: Axis | None = None
    for number, step, signature in steps:
        for at, each in enumerate(signature.inputs):
            place = number if several else 0
            if (place, each.name) == taken or (without and (0, each.name) == taken):
                continue
            if isinstance(resolve(each.type), (Integer, Float)):
                return Axis(each.name, Span(0, 10, step=1), place)
            given = step.arguments[at] if at < len(step.arguments) else Written("0")
            number_behind = isinstance(resolve(each.type), Pointer) and isinstance(pointed(each.type), (Integer, Float))
            fallback = fallback or Axis(each.name, Span(0, 10, step=1) if number_behind else Listed((given,)), place)
    return fallback or Axis("", Span(0, 10, step=1))


def what_can_be_kept(sequence: Sequence, library: Library) -> list[tuple[Collected, str]]:
    """What a sweep can keep at each point, with its title; of arrays a few ways each."""
    found = []
    for number, _, signature in body(sequence, library):
        for part in parts(signature, number):
            reducers = _OF_ARRAYS if part.array is not None and is_numeric(part.array) else (Reducer.WHOLE,)
            found += [Collected(part.reference, each) for each in reducers]
    return [(each, column_title(each, sequence, library)) for each in found]


def kept_by_itself(sequence: Sequence, library: Library) -> tuple[Collected, ...]:
    """What is kept when nobody has chosen; nothing while a step has no signature."""
    try:
        return default_collection(sequence, library)
    except Probe32Error:
        return ()


def axis_words(axis: Axis, sequence: Sequence, library: Library) -> tuple[int, str, str]:
    """How many values an axis has, the values in words, and what is wrong with it ("": nothing)."""
    try:
        _, parameter = place_of(axis, sequence, library)
        values = values_for(axis, parameter, library)
    except Probe32Error as error:
        return 0, "", error.message
    texts = [f"{each:.6g}" if isinstance(each, float) else short_text(str(each), 20) for each in values]
    shown = texts if len(texts) <= _SHOWN + 2 else [*texts[:_SHOWN], "…", texts[-1]]
    count = tr_count("1 value", "{count} values", len(values)).format(count=f"{len(values):,}")
    return len(values), f"{count}: {', '.join(shown)}", ""
