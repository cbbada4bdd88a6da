"""Steps of a sequence as plain values; what an earlier step gave is an argument of a later one by reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..abi.calls import CallResult
from ..errors import StepError

RETURN = "return"
"""What the result is called in the text of a reference: no parameter has this name."""

REMOVED = 0
"""The number of a step that is gone."""

_TEXT = re.compile(r"\{step (\d+|removed)(?:: (\w+)((?:\.\w+|\[\d+\])*))?\}")
_PART = re.compile(r"\.(\w+)|\[(\d+)\]")


@dataclass(frozen=True)
class Reference:
    """What an earlier step gave: its result, or the output of that name, or a part of it.

    `step` counts from 1; `output` is "" for the result. `path` leads to the part: names of members and indices of
    elements. As text it is `{step 1}`, `{step 2: info.pixels}`, `{step 2: values[3]}` or, for a part of the result,
    `{step 2: return.x}`.
    """

    step: int
    output: str = ""
    path: tuple[str | int, ...] = ()

    @property
    def part(self) -> str:
        """Which part of the step: `return`, `info.pixels`, `values[3]`."""
        inside = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in self.path)
        return f"{self.output or RETURN}{inside}"

    def __str__(self) -> str:
        step = "removed" if self.step == REMOVED else self.step
        return f"{{step {step}}}" if self.part == RETURN else f"{{step {step}: {self.part}}}"

    @classmethod
    def read(cls, text: str) -> Reference | None:
        """The reference that `text` is, or None."""
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            return None
        step, output, inside = found.groups()
        path = tuple(name or int(index) for name, index in _PART.findall(inside or ""))
        number = REMOVED if step == "removed" else int(step)
        return cls(number, "" if output in (None, RETURN) else output, path)


@dataclass(frozen=True)
class Written:
    """An argument as a person writes it, on the command line or in a form: `0x10`, `SP_CCD`, `@file`, `[1, 2, 3]`.

    `text` is read when the step is run, for the parameter that it is given for (`abi.text.parse_argument`).
    """

    text: str


@dataclass(frozen=True)
class Step:
    """One call: of `function`, by its name, with `arguments`, one for each parameter that is no pure output.

    Without `enabled` it is left out. `note` are a person's words, `unknown` fields that this Probe32 does not know.

    An argument is a value, a `Written` text or a `Reference`; references may also stand within lists and dicts. A
    `set_up` step, such as opening an instrument, is made again in a new host before anything else; a `clean_up` step is
    made at the end, also after an error. `timeout` is the deadline in seconds, None that of the run.
    """

    function: str
    arguments: tuple[object, ...] = ()
    set_up: bool = False
    note: str = ""
    clean_up: bool = False
    enabled: bool = True
    timeout: float | None = None
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", tuple(self.arguments))

    @property
    def in_body(self) -> bool:
        """Whether a sweep makes it at each point: it is neither set-up nor clean-up."""
        return self.enabled and not self.set_up and not self.clean_up

    def references(self) -> Iterator[Reference]:
        """The references among the arguments, also those inside others."""
        for each in self.arguments:
            yield from references_in(each)


@dataclass(frozen=True)
class Sequence:
    """Steps in the order in which they are made. The methods give another one; references follow the steps they mean.

    `name` is what sweeps and people call it, `note` a person's words, `unknown` fields that this Probe32 does not know.
    `steps` count from 1; a reference to a step that is taken out becomes `{step removed}`.
    """

    name: str
    steps: tuple[Step, ...] = ()
    note: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", tuple(self.steps))

    def step(self, number: int) -> Step:
        """The step of that `number`; `IndexError` when there is none."""
        if not 1 <= number <= len(self.steps):
            raise IndexError(f"{self.name!r} has no step {number}")
        return self.steps[number - 1]

    def with_step(self, step: Step, number: int | None = None) -> Sequence:
        """With another `step`, which gets that `number`, or comes last."""
        at = len(self.steps) if number is None else number - 1
        order = [*range(1, len(self.steps) + 1)]
        return self._arranged([*order[:at], None, *order[at:]], step)

    def without(self, number: int) -> Sequence:
        """Without the step of that `number`."""
        return self._arranged([each for each in range(1, len(self.steps) + 1) if each != number])

    def moved(self, number: int, by: int) -> Sequence:
        """With the step `number` so many places further down, or up when `by` is negative; not beyond the ends."""
        order = [*range(1, len(self.steps) + 1)]
        place = min(max(number - 1 + by, 0), len(order) - 1)
        order.insert(place, order.pop(number - 1))
        return self._arranged(order)

    def with_changed(self, number: int, step: Step) -> Sequence:
        """With `step` in place of the one of that `number`."""
        return replace(self, steps=(*self.steps[: number - 1], step, *self.steps[number:]))

    def _arranged(self, order: list[int | None] | list[int], new: Step | None = None) -> Sequence:
        """The steps of these numbers in this order; None stands for the new one."""
        numbers = {before: after for after, before in enumerate(order, 1) if before is not None}
        made = [new if each is None else self.steps[each - 1] for each in order]

        def renumbered(reference: Reference) -> Reference:
            return replace(reference, step=numbers.get(reference.step, REMOVED))

        return replace(
            self,
            steps=tuple(
                replace(each, arguments=tuple(with_references(value, renumbered) for value in each.arguments))
                for each in made
                if each is not None
            ),
        )


def with_references(value: object, put: Callable[[Reference], object]) -> object:
    """An argument with something else in place of each reference."""
    if isinstance(value, Reference):
        return put(value)
    if isinstance(value, Mapping):
        return {key: with_references(each, put) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_references(each, put) for each in value]
    return value


def value_at(done: CallResult, reference: Reference) -> object:
    """The value that the reference means in what a step gave. `StepError`: it gave none, such as a shorter list."""
    try:
        value = done.outputs[reference.output] if reference.output else done.result
        for key in reference.path:
            value = value[key]  # type: ignore[index]
    except (LookupError, TypeError):
        raise StepError(
            f"Step {reference.step} did not give {reference.part!r} this time.", hint="It gave less than was expected."
        ) from None
    return value


def references_in(value: object) -> Iterator[Reference]:
    """The references that an argument is or holds."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from references_in(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from references_in(each)
