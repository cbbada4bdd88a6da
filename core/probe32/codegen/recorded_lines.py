"""Recorded calls as lines of Python in a test, a call a line where it fits."""

from __future__ import annotations

from dataclasses import replace

from ..errors import CallError
from ..recording.document import CalledBack, Entry, Kind, Session
from .folding import Group, Part, fold, prefixed, quoted, tuple_of
from .identifiers import Names, identifier
from .recorded_values import Pointers, recorded_literal

_TABLE = 4
"""So many calls of one function in a row are written as a table."""
_TAKEN = (
    "dll",
    "client",
    "A_POINTER",
    "Answers",
    "Argument",
    "CValue",
    "Checked",
    "arguments",
    "result",
    "outputs",
    "call",
)


class CallWriter:
    """Writes the calls of one session as Python, and says which can't be made again."""

    def __init__(self, session: Session, fixture: str) -> None:
        self.lines: list[str] = []
        self.kept: list[Entry] = []
        self.left_out: list[str] = []
        self._client = bool(session.client)
        self._checked = fixture
        self._names = Names(_TAKEN)
        self._entries = [each for each in session.entries if each.done]
        self._pointers = Pointers(self._entries, untyped=self._client)
        self._write()

    def _write(self) -> None:
        index = 0
        while index < len(self._entries):
            run = self._run(index)
            if len(run) >= _TABLE:
                self._table(run)
            else:
                run = run[:1]
                self._one(run[0])
            index += len(run)

    def _run(self, index: int) -> list[Entry]:
        """The calls of one function in a row that are no more than arguments and values."""
        first = self._entries[index]
        run = []
        for each in self._entries[index:]:
            plain = not each.callbacks and each.error is None and not each.keywords and each.kind is first.kind
            if each.name != first.name or not plain or each.kind is Kind.ASK or each.prototype:
                break
            if not self._pointers.known(each) or self._pointers.made_by(each):
                break
            run.append(each)
        return run or [first]

    def _one(self, entry: Entry) -> None:
        if reason := self._reason(entry):
            self.left_out.append(f"{entry.name}: {reason}")
            self.lines.append(f"    # Left out: {entry.name}, {reason}.")
            return
        self.kept.append(entry)
        functions = self._functions(entry)
        given: list[Part] = [quoted(entry.name)]
        given += [recorded_literal(each, self._pointers, functions) for each in entry.arguments]
        given += [
            recorded_literal(each, self._pointers, functions, f"{name}=") for name, each in entry.keywords.items()
        ]
        outcome = self._outcome(entry)
        self._add(given, outcome, self._pointers.made_by(entry))
        for name, variable in functions.items():
            calls = [
                tuple_of([self._literal(each) for each in made.arguments])
                for made in entry.callbacks
                if made.name == name
            ]
            self.lines += fold(Group((f"{variable}.was_called_with(", ")"), tuple(calls)), 4)

    def _add(self, given: list[Part], outcome: Group, pointers: list[tuple[str, str, int]]) -> None:
        """The line of a call, and those that give names to the pointers that it gave."""
        call = f"{self._checked}.call("
        if len(pointers) == 1:
            [(base, where, number)] = pointers
            name = self._names.new(base)
            found = replace(outcome, brackets=(outcome.brackets[0], f"){where}"))
            lines = _chained(f"{name} = {call}", given, found)
            if len(lines) == 1:
                self.lines += lines
                self._pointers.name(number, name)
                return
            pointers = [(name, where, number)]
        done = self._names.new("done") if pointers else ""
        self.lines += _chained(f"{done} = {call}" if done else call, given, outcome)
        for base, where, number in pointers:
            name = base if len(pointers) == 1 else self._names.new(base)
            self.lines.append(f"    {name} = {done}{where}")
            self._pointers.name(number, name)

    def _table(self, run: list[Entry]) -> None:
        self.kept += run
        rows = []
        for each in run:
            arguments = tuple_of([self._literal(value) for value in each.arguments])
            rows.append(tuple_of([arguments, self._literal(each.result), self._outputs(each)]))
        table = Group(("table: list[tuple[Any, Any, Any]] = [", "]"), tuple(rows), always=True)
        name = self._names.new(f"{identifier(run[0].name)}_calls")
        self.lines += fold(replace(table, brackets=(f"{name}: list[tuple[Any, Any, Any]] = [", "]")), 4)
        self.lines.append(f"    for arguments, result, outputs in {name}:")
        call = f"{self._checked}.call({quoted(run[0].name)}, *arguments).gives(result, outputs=outputs)"
        self.lines.append(f"        {call}")

    def _outcome(self, entry: Entry) -> Group:
        if entry.error:
            return Group((".raises(", ")"), (quoted(entry.error.type),))
        found: list[Part] = []
        if entry.result is not None or not entry.outputs:
            found.append(self._literal(entry.result))
        if entry.outputs:
            found.append(prefixed("outputs=", self._outputs(entry)))
        if entry.last_error:
            found.append(f"last_error={entry.last_error}")
        return Group((".gives(", ")"), tuple(found))

    def _outputs(self, entry: Entry) -> Part:
        items = tuple(self._literal(each, f"{quoted(name)}: ") for name, each in entry.outputs.items())
        return Group(("{", "}"), items)

    def _literal(self, value: object, head: str = "") -> Part:
        return recorded_literal(value, self._pointers, {}, head, result=True)

    def _functions(self, entry: Entry) -> dict[str, str]:
        """Variables for the functions that the call was given, by the names in the recording."""
        found: dict[str, str] = {}
        for name in _callbacks(entry.arguments):
            answers = [self._answer(each) for each in entry.callbacks if each.name == name]
            found[name] = self._names.new(identifier(name.replace(".", "_").replace(" ", "_")))
            self.lines += fold(Group((f"{found[name]} = Answers(", ")"), tuple(answers)), 4)
        return found

    def _answer(self, made: CalledBack) -> Part:
        """What the function returned; an address that it had been given is named by its place."""
        if isinstance(made.answer, dict) and "pointer" in made.answer:
            if made.answer in made.arguments:
                return f"Argument({made.arguments.index(made.answer)})"
            return str(made.answer["pointer"])
        return self._literal(made.answer)

    def _reason(self, entry: Entry) -> str:
        """Why the call can't be made again; "" when it can."""
        if entry.kind is Kind.ASK:
            return "which is no call"
        if entry.prototype:
            return "which was declared in another way meanwhile"
        if not self._pointers.known(entry):
            return "whose pointer is from a call that is not recorded"
        if any("unsaved" in str(each) for each in (entry.arguments, entry.result)):
            return "whose values were not kept"
        if entry.error and entry.error.type == CallError.__name__ and entry.callbacks:
            return "whose callback raised an error of its own"
        own = set(_callbacks(entry.arguments))
        return "which calls a function that the DLL had kept" if {each.name for each in entry.callbacks} - own else ""


def _callbacks(value: object) -> list[str]:
    """The names of the functions in arguments."""
    if isinstance(value, dict):
        if isinstance(value.get("callback"), str):
            return [value["callback"]]
        return [name for each in value.values() for name in _callbacks(each)]
    return [name for each in value for name in _callbacks(each)] if isinstance(value, list) else []


def _chained(head: str, given: list[Part], outcome: Group) -> list[str]:
    """`dll.call(…).gives(…)`, as a formatter writes what does not fit on a line."""
    call = Group((head, ")"), tuple(given))
    whole = f"    {call.flat()}{outcome.flat()}"
    if len(whole) <= 88:
        return [whole]
    last = f"    {call.flat()}{outcome.brackets[0]}"
    if len(last) <= 88 and outcome.items:
        return [
            *fold(
                replace(outcome, brackets=(f"{call.flat()}{outcome.brackets[0]}", outcome.brackets[1]), always=True), 4
            )
        ]
    arguments = fold(replace(call, always=True), 4)
    closing = replace(outcome, brackets=(f"){outcome.brackets[0]}", outcome.brackets[1]))
    return [*arguments[:-1], *fold(closing, 4)]
