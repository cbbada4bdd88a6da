"""Steps of a sequence in words: their arguments, what these may refer to, and how the steps went."""

from __future__ import annotations

from collections.abc import Iterator

from probe32.abi.render import c_type
from probe32.abi.text import parse_argument
from probe32.errors import Probe32Error
from probe32.library import Library
from probe32.library.definitions import Function
from probe32.sequences import Outcome, Sequence, SequenceRun, Written, offers, problems, reference_to

from ..messages import message_for
from ..models.extra_arguments import extra_texts
from ..models.readable import duration_text
from ..models.step_rows import StepOutcome, argument_text
from ..translating import tr
from ..views.arguments_editor import ArgumentLine
from .past_calls import outcome_text
from .result_texts import result_text


def step_lines(library: Library, sequence: Sequence, number: int) -> Iterator[ArgumentLine]:
    """The arguments of a step, with what may be referred to and what is wrong."""
    step = sequence.step(number)
    found = library.functions.get(step.function)
    inputs = found.signature.inputs if found else ()
    wrong = {each.parameter: str(each) for each in problems(sequence, library) if each.step == number}
    choices = tuple(
        (str(each.reference), _offer(sequence, each.reference.step, each.reference.part, c_type(each.type)))
        for each in offers(sequence, library, number)
    )
    for at in range(max(len(inputs), len(step.arguments))):
        name = inputs[at].name if at < len(inputs) else ""
        kind = c_type(inputs[at].type) if at < len(inputs) else ""
        text = argument_text(step.arguments[at]) if at < len(step.arguments) else ""
        yield ArgumentLine(name, text, kind, choices, wrong.get(name, ""))


def _offer(sequence: Sequence, number: int, part: str, kind: str) -> str:
    function = sequence.step(number).function
    if part == "return":
        return tr("result of step {number}, {function} ({type})").format(number=number, function=function, type=kind)
    what = part.removeprefix("return.")
    return tr("{part} of step {number}, {function} ({type})").format(
        part=what, number=number, function=function, type=kind
    )


def recorded_arguments(function: Function, texts: dict[str, str], run: SequenceRun) -> Iterator[object]:
    """What was typed, with references in place of addresses that earlier steps have given."""
    for each in function.signature.inputs:
        text = texts.get(each.name, "")
        try:
            value = parse_argument(each, text)
        except Probe32Error:
            value = None
        number = value if isinstance(value, int) and not isinstance(value, bool) else 0
        yield (reference_to(number, run.results) if number else None) or Written(text)
    yield from map(Written, extra_texts(texts, function.signature))


def outcome_words(library: Library, outcome: Outcome) -> StepOutcome:
    """How a step went, in a line."""
    if outcome.error is not None:
        message = message_for(outcome.error)
        return StepOutcome(f"{message.title}: {message.text}", failed=True)
    found = library.functions.get(outcome.step.function)
    if outcome.result is None or found is None:
        return StepOutcome("")
    shown = result_text(found.signature, outcome.result)
    again = tr("made again: ") if outcome.replayed else ""
    text = outcome_text(shown, found.signature, outcome.result)
    return StepOutcome(f"{again}{text} · {duration_text(outcome.result.duration_us)}")
