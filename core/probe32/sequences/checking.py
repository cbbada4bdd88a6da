"""Whether a sequence or a sweep can be run as it stands; what can't is named by step and argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from ..abi.pointers import RemotePointer, conflict
from ..abi.render import c_type
from ..abi.signatures import Parameter, Signature
from ..abi.text import parse_argument
from ..abi.types import Pointer, resolve
from ..abi.values import check_argument, check_arguments
from ..abi.varargs import parse_extra
from ..errors import ArgumentError, Probe32Error, StepError
from ..library import Library
from .axes import Axis, Span
from .parts import Part, earlier, part_at
from .rounding import for_parameter
from .steps import Reference, Sequence, Step, Written, with_references

Known = Callable[[object], object]
"""What a value stands for: an address that was typed, for the pointer that it is. `unchanged` where nobody knows."""


def unchanged(value: object) -> object:
    """The value."""
    return value


def check(sequence: Sequence, library: Library) -> None:
    """Raise the first of `problems`."""
    for each in problems(sequence, library):
        raise each


def problems(sequence: Sequence, library: Library) -> Iterator[StepError]:
    """What keeps enabled steps from being made, in order; nothing is called."""
    for number, step in enumerate(sequence.steps, 1):
        if step.enabled:
            yield from _step_problems(sequence, number, step, library)


def signature_of(library: Library, step: Step, number: int) -> Signature:
    """The signature of a step's function. `StepError`: it has none, or one that can't be called."""
    try:
        return library.function(step.function).signature
    except Probe32Error as error:
        raise in_step(number, step, error) from error


def in_step(number: int, step: Step, error: Probe32Error, parameter: str = "") -> StepError:
    """The error with the step's number and function, and the argument, before it."""
    name = parameter or getattr(error, "parameter", "")
    where = f"Step {number}, {step.function}" + (f", argument {name!r}" if name else "")
    found = StepError(f"{where}: {error.message}", hint=error.hint, parameter=name, step=number)
    found.exit_code = error.exit_code
    return found


def read_argument(parameter: Parameter, value: object, known: Known = unchanged) -> object:
    """What a value or a `Written` text means for a parameter. `ArgumentError`: nothing."""
    return known(parse_argument(parameter, value.text)) if isinstance(value, Written) else value


def read_extra(value: object, library: Library) -> object:
    """What a value or a `Written` text means for a `...`. `ArgumentError`: nothing."""
    return parse_extra(value.text, library.parameter, parse_argument) if isinstance(value, Written) else value


def problems_of_sweep(sequence: Sequence, axes: tuple[Axis, ...], library: Library) -> Iterator[StepError]:
    """What keeps a sweep over the steps of `sequence` from being made; the values of axes are checked one by one."""
    if not any(each.in_body for each in sequence.steps):
        yield StepError(f"{sequence.name!r} has no step that a sweep could make at each point.")
    if not 1 <= len(axes) <= 2:
        yield StepError(f"A sweep has one axis or two, not {len(axes)}.")
    varied: list[tuple[int, str, object]] = []
    for axis in axes:
        try:
            number, parameter = place_of(axis, sequence, library)
            if any(each[:2] == (number, parameter.name) for each in varied):
                yield StepError(f"{axis.argument!r} is varied by both axes.", parameter=axis.argument, step=number)
            varied.append((number, parameter.name, values_for(axis, parameter, library)[0]))
        except StepError as error:
            yield error
        except Probe32Error as error:
            yield StepError(error.message, hint=error.hint, parameter=axis.argument)
    yield from problems(with_values(sequence, varied, library), library)


def place_of(axis: Axis, sequence: Sequence, library: Library) -> tuple[int, Parameter]:
    """The step's number and the parameter that an axis varies. `StepError`: there is none."""
    for number, step in enumerate(sequence.steps, 1):
        if step.in_body and axis.step in (0, number):
            for each in signature_of(library, step, number).inputs:
                if each.name == axis.argument:
                    return number, each
    where = f"Step {axis.step}" if axis.step else "No step that is made at each point"
    raise StepError(
        f"{where} has no argument {axis.argument!r}.",
        parameter=axis.argument,
        step=axis.step,
        hint=_hint(sequence, library),
    )


def values_for(axis: Axis, parameter: Parameter, library: Library) -> tuple[object, ...]:
    """The values of an axis as the parameter takes them. Raises what they are not."""
    values = for_parameter(parameter, axis)
    if isinstance(axis.points, Span):  # what is between the first and the last fits when they do
        for number in (values[0], values[-1]):
            check_argument(parameter, number, library.encoding)
        return values
    read = tuple(read_argument(parameter, each) for each in values)
    for each in read:
        check_argument(parameter, each, library.encoding)
    return read


def with_values(sequence: Sequence, values: Iterable[tuple[int, str, object]], library: Library) -> Sequence:
    """The sequence with other arguments: the step's number, the parameter's name, the value."""
    for number, name, value in values:
        step = sequence.step(number)
        given = zip_longest(signature_of(library, step, number).inputs, step.arguments)
        arguments = tuple(value if each and each.name == name else before for each, before in given)
        sequence = sequence.with_changed(number, replace(step, arguments=arguments))
    return sequence


def _hint(sequence: Sequence, library: Library) -> str:
    names = [
        each.name
        for number, step in enumerate(sequence.steps, 1)
        if step.in_body
        for each in signature_of(library, step, number).inputs
    ]
    return f"There are: {', '.join(dict.fromkeys(names))}." if names else ""


def _step_problems(sequence: Sequence, number: int, step: Step, library: Library) -> Iterator[StepError]:
    try:
        signature = signature_of(library, step, number)
    except StepError as error:
        yield error
        return
    if len(step.arguments) != len(signature.inputs) and not signature.variadic:
        try:
            check_arguments(signature, step.arguments)
        except ArgumentError as error:
            yield in_step(number, step, error)
        return
    for parameter, value in zip(signature.inputs, step.arguments, strict=False):
        try:
            _check(sequence, number, parameter, value, library)
        except Probe32Error as error:
            yield in_step(number, step, error, parameter.name)


def _check(sequence: Sequence, number: int, parameter: Parameter, value: object, library: Library) -> None:
    referred: list[Reference] = []

    def note(reference: Reference) -> object:
        referred.append(reference)
        return 0

    inner = with_references(value, note)
    for each in referred:
        earlier(sequence, number, each)
        step = sequence.step(each.step)
        part = part_at(signature_of(library, step, each.step), each)
        if isinstance(value, Reference) and _contradicts(part, parameter):
            raise StepError(f"{each} is a {c_type(part.type)}, and a {c_type(parameter.type)} is wanted.")
    if not referred:
        meant = read_argument(parameter, inner)
        check_argument(parameter, int(meant) if isinstance(meant, RemotePointer) else meant, library.encoding)


def _contradicts(part: Part, parameter: Parameter) -> bool:
    """Whether a handle of one kind is given where one of another kind is declared."""
    pointers = isinstance(resolve(part.type), Pointer) and isinstance(resolve(parameter.type), Pointer)
    return pointers and not part.many and conflict(part.type, parameter.type)
