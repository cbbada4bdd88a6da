"""The example script of a package: a project's sequences, or the calls that it keeps, one after another."""

from __future__ import annotations

from ..abi.text import parse_argument
from ..abi.types import Type
from ..errors import ArgumentError
from ..json_values import argument_types
from ..project.document import Example
from ..project.examples import example_result
from ..sequences.steps import Reference, Sequence, Step, Written
from .client_types import ClientTypes
from .examples import ValueWriter
from .folding import Part, call, fold, prefixed, quoted
from .identifiers import Names
from .model import Method, Wrapper
from .recorded_values import NoTextError


class Script:
    """Writes statements that call a client named `dll`."""

    def __init__(self, wrapper: Wrapper, types: ClientTypes, *, awaited: bool, indent: int) -> None:
        self._methods = {each.signature.name: each for each in wrapper.methods}
        self._wrapper = wrapper
        self._types = types
        self._word = "await " * awaited
        self._indent = indent
        self._names = Names({"dll", "main"})

    def examples(self) -> list[str]:
        """The calls that the project keeps, those that open handles first; a call that has no text is left out."""
        kept = [(method, each) for method in self._wrapper.methods for each in method.examples]
        writer = ValueWriter(self._wrapper, self._types)
        lines: list[str] = []
        for method, example in sorted(kept, key=lambda each: not each[0].handles):
            try:
                arguments = writer.arguments(method, example)
            except NoTextError:
                continue
            variable = self._handle(writer, method, example)
            lines += self._call(method, arguments, variable)
        return lines

    def sequence(self, sequence: Sequence) -> list[str]:
        """The steps of a sequence; what a later step refers to has a name."""
        margin = " " * self._indent
        lines = [f"{margin}# {line}" for line in (sequence.name, *sequence.note.splitlines()) if line.strip()]
        wanted = {each.step for step in sequence.steps for each in step.references()}
        writer = _StepWriter(self._wrapper, self._types)
        for number, step in enumerate(sequence.steps, 1):
            method = self._methods.get(step.function)
            if not step.enabled:
                continue
            if method is None:
                lines.append(f"{margin}# {step.function} is not wrapped.")
                continue
            try:
                arguments = writer.step_arguments(method, step)
            except NoTextError:
                lines.append(f"{margin}# {step.function} is left out: an argument of it has no text.")
                continue
            lines += [f"{margin}# {line}" for line in step.note.splitlines() if line.strip()]
            variable = self._names.new(f"{method.client_name}_{number}") if number in wanted else ""
            writer.given[number] = method, variable
            lines += self._call(method, arguments, variable)
        return lines

    def _call(self, method: Method, arguments: list[Part], variable: str) -> list[str]:
        made = call(f"{self._word}dll.{method.client_name}(", arguments)
        lines = fold(prefixed(f"{variable} = ", made), self._indent) if variable else []
        shown: Part = variable or made
        if not method.given_back:
            return lines or fold(made, self._indent)
        return lines + fold(call("print(", [quoted(f"{method.client_name}:"), shown]), self._indent)

    def _handle(self, writer: ValueWriter, method: Method, example: Example) -> str:
        """The name under which a handle that a call gave is used later; "" for all that give none."""
        for output in method.handles if len(method.given_back) == 1 else ():
            try:
                done = example_result(method.signature, example)
            except ArgumentError:
                return ""
            value = done.outputs.get(output) if output else done.result
            if isinstance(value, int) and value:
                writer.variables[int(value)] = name = self._names.new(f"handle_{len(writer.variables) + 1}")
                return name
        return ""


class _StepWriter(ValueWriter):
    """Writes arguments of steps; `given` has the methods of earlier ones, and what their values are called."""

    def __init__(self, wrapper: Wrapper, types: ClientTypes) -> None:
        super().__init__(wrapper, types)
        self.given: dict[int, tuple[Method, str]] = {}

    def step_arguments(self, method: Method, step: Step) -> list[Part]:
        """The arguments of a step. `NoTextError`: one of them has none."""
        types = argument_types(method.signature, step.arguments)
        found: list[Part] = []
        for index, (of, value) in enumerate(zip(types, step.arguments, strict=False)):
            if isinstance(value, Written):
                if value.text.startswith("@"):
                    raise NoTextError
                try:
                    value = parse_argument(method.signature.inputs[index], value.text)
                except (ArgumentError, IndexError) as error:
                    raise NoTextError from error
            found.append(self.value(of, value))
        return found

    def value(self, of: Type | None, value: object, head: str = "") -> Part:
        """As for other values; a reference is what the step gave, or a part of it."""
        return f"{head}{self._referred(value)}" if isinstance(value, Reference) else super().value(of, value, head)

    def _referred(self, reference: Reference) -> str:
        method, variable = self.given.get(reference.step, (None, ""))
        if method is None or not variable:
            raise NoTextError
        names = [each.name if each else "" for _, each in method.given_back]
        if reference.output not in names:
            raise NoTextError
        if method.result_class:
            variable += f".{self._types.result_names(method)[names.index(reference.output)]}"
        return variable + "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in reference.path)
