"""Runs the steps of a sequence, and makes its set-up steps again when their host has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..abi.calls import CallResult
from ..abi.pointers import RemotePointer
from ..errors import CallStoppedError, Probe32Error, StepError
from ..library import Library
from .checking import Known, in_step, read_argument, read_extra, signature_of, unchanged
from .control import Control
from .steps import Reference, Sequence, Step, value_at, with_references

_MOST_ELEMENTS = 100
"""Of a list, so many elements are looked at for pointers."""


@dataclass(frozen=True)
class Outcome:
    """How the `step` of that `number` went.

    `arguments` are those it was called with; one of `result` and `error` is there. `replayed`: it is a set-up step that
    was made again in a new host.
    """

    number: int
    step: Step
    arguments: tuple[object, ...] = ()
    result: CallResult | None = None
    error: Probe32Error | None = None
    replayed: bool = False


class SequenceRun:
    """The steps of a sequence with a library, and what they gave.

        for outcome in SequenceRun(lib, sequence).outcomes():
            print(outcome.number, outcome.result or outcome.error)

    It runs `sequence` with `library`. `timeout` is in seconds for each step that has none of its own; None is the
    library's. With `go_on` the steps after one that failed are made, too. `known` says what a typed value stands for.
    `control` pauses and stops it, from any thread; the rest is for one thread at a time. The same object runs the
    sequence, or a part of it, again and again: what earlier steps gave stays in `results`, by their numbers, for those
    that refer to them. `renewed` are pointers of hosts that have ended, with those that set-up steps gave in their
    place.
    """

    def __init__(
        self,
        library: Library,
        sequence: Sequence,
        *,
        timeout: float | None = None,
        go_on: bool = False,
        known: Known = unchanged,
        control: Control | None = None,
    ) -> None:
        self.library = library
        self.sequence = sequence
        self.timeout = timeout
        self.go_on = go_on
        self.results: dict[int, CallResult] = {}
        self.renewed: dict[RemotePointer, RemotePointer] = {}
        self.control = control or Control()
        self._known = known
        self._made_in: dict[int, int] = {}

    def outcomes(self, first: int = 1, last: int | None = None) -> Iterator[Outcome]:
        """Make the enabled steps from one number to another, both included, and yield how each went, as it is made.

        The first that fails is the last, unless `go_on`; clean-up steps behind it are made all the same, as long as
        their host lives. Set-up steps that were made before are made again when their host has ended since. What a
        step can't be made for is its outcome's `error`: a `StepError`, or whatever `Library.call` raises.
        """
        ended = False
        for number in range(first, (last or len(self.sequence.steps)) + 1):
            step = self.sequence.step(number)
            if not step.enabled:
                continue
            ended = ended or not self.control.wait()
            if ended:
                if step.clean_up and self._alive():
                    yield self.make(number)
                continue
            for outcome in self._renewed_before(number):
                yield outcome
                ended = outcome.error is not None
            if not ended:
                outcome = self.make(number)
                yield outcome
                ended = self.ends(outcome.error)

    def ends(self, error: Probe32Error | None) -> bool:
        """Whether a step with this `error` is the last: one that was stopped always is."""
        return error is not None and (not self.go_on or isinstance(error, CallStoppedError))

    def follow(self, sequence: Sequence) -> None:
        """Go on with `sequence`, which was edited: what steps gave that are the same call as before stays."""
        before, self.sequence = self.sequence, sequence
        for number in list(self.results):
            same = number <= len(sequence.steps) and _call(sequence.step(number)) == _call(before.step(number))
            if not same:
                del self.results[number]

    def remember(self, number: int, result: CallResult) -> None:
        """Take `result` for what the step `number` gave, which was made elsewhere, just now."""
        self.results[number] = result
        self._made_in[number] = self.library.generation

    def make(self, number: int, *, replayed: bool = False) -> Outcome:
        """Make the step `number`, and remember what it gave; `replayed` is only told in the outcome."""
        step = self.sequence.step(number)
        given: tuple[object, ...] = ()
        try:
            given = self.arguments(number)
            result = self.library.call(step.function, *given, timeout=self.timeout_of(step))
        except Probe32Error as error:
            return Outcome(number, step, given, error=error, replayed=replayed)
        self.remember(number, result)
        return Outcome(number, step, given, result, replayed=replayed)

    def arguments(self, number: int) -> tuple[object, ...]:
        """The values for the call of the step `number`, with what earlier steps gave in place of references.

        `StepError`: one can't be had; it names step and argument.
        """
        step = self.sequence.step(number)
        signature = signature_of(self.library, step, number)
        names = [each.name for each in signature.inputs]
        values = []
        for at, value in enumerate(step.arguments):
            name = names[at] if at < len(names) else ""
            try:
                parameter = signature.inputs[at] if at < len(names) else None
                filled = with_references(value, self._value)
                if parameter is None:
                    values.append(read_extra(filled, self.library))
                else:
                    values.append(read_argument(parameter, filled, self._known))
            except Probe32Error as error:
                raise in_step(number, step, error, name) from error
        return tuple(values)

    def timeout_of(self, step: Step) -> float | None:
        """The deadline of `step` in seconds; None for the library's."""
        return self.timeout if step.timeout is None else step.timeout

    @property
    def stale(self) -> tuple[int, ...]:
        """The numbers of the set-up steps that were made in a host that has ended since."""
        now = self.library.generation
        return tuple(each for each in self._set_up_made() if self._made_in[each] != now)

    def replay_set_up(self, without: int = 0) -> Iterator[Outcome]:
        """Make the set-up steps again that were made before, in order; the first that fails is the last.

        What they give now takes the place of what they gave, also in later steps; `renewed` has the new pointers and
        handles by the old ones. The step of the number `without` is left out.
        """
        for number in self._set_up_made():
            if number != without:
                before = self.results[number]
                outcome = self.make(number, replayed=True)
                yield outcome
                if outcome.result is None:
                    return
                self.renewed.update(_pairs(before, outcome.result))

    def renew(self, without: int = 0) -> Iterator[Outcome]:
        """`replay_set_up(without)`, if the host in which the set-up steps were made has ended since."""
        if any(each != without for each in self.stale):
            yield from self.replay_set_up(without)

    def clean_up(self) -> Iterator[Outcome]:
        """Make all clean-up steps, unless the host has ended in which the set-up was made."""
        for number, step in enumerate(self.sequence.steps, 1):
            if step.enabled and step.clean_up and self._alive():
                yield self.make(number)

    def _renewed_before(self, number: int) -> Iterator[Outcome]:
        """What is made again before a step; nothing before the first one, which begins the set-up anew."""
        if any(each < number for each in self.results):
            yield from self.renew(number)

    def _set_up_made(self) -> list[int]:
        return [each for each in sorted(self.results) if self.sequence.step(each).set_up]

    def _alive(self) -> bool:
        """Whether a host runs, and the one in which the set-up was made."""
        return self.library.generation > 0 and not self.stale

    def _value(self, reference: Reference) -> object:
        done = self.results.get(reference.step)
        if done is None:
            hint = "Run it first, or run the whole sequence."
            raise StepError(f"Step {reference.step} has given nothing yet.", hint=hint)
        return value_at(done, reference)


def _call(step: Step) -> tuple[str, tuple[object, ...]]:
    return step.function, step.arguments


def _pairs(before: CallResult, after: CallResult) -> Iterator[tuple[RemotePointer, RemotePointer]]:
    yield from _pointers(before.result, after.result)
    yield from _pointers(before.outputs, after.outputs)


def _pointers(before: object, after: object) -> Iterator[tuple[RemotePointer, RemotePointer]]:
    """The pointers at the same places of two values."""
    if isinstance(before, RemotePointer) and isinstance(after, RemotePointer):
        yield before, after
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in before.keys() & after.keys():
            yield from _pointers(before[name], after[name])
    elif isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=False):
            yield from _pointers(one, other)


def reference_to(address: int, results: Mapping[int, CallResult]) -> Reference | None:
    """Where a pointer or handle of that number stands in what steps gave, the latest first; None: nowhere."""
    for number in sorted(results, reverse=True):
        done = results[number]
        for output, value in (("", done.result), *done.outputs.items()):
            for path, pointer in _places(value, ()):
                if int(pointer) == address:
                    return Reference(number, output, path)
    return None


def _places(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], RemotePointer]]:
    if isinstance(value, RemotePointer):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _places(each, (*path, name))
    elif isinstance(value, list):
        for at, each in enumerate(value[:_MOST_ELEMENTS]):
            yield from _places(each, (*path, at))
