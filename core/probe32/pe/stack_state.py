"""What is known of the registers and the stack while one follows a path through code.

The stack pointer, and every register that holds a copy of it, is known as a distance from its value at the entry, where
the return address lies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .code_facts import Facts
from .instructions import CALLER_REGISTERS, FLOATS_DROPPED, Instruction, number, place


@dataclass
class State:
    """What is known on one path. `fresh` registers still hold what the caller left there.

    `places` gives registers as distances from the stack pointer at the entry; `pushed` the fresh ones on the stack.
    `floats` counts the x87 registers in use, from `lowest` upwards; after a call there may be one more, its result.
    `ones` are registers that hold -1, known on the straight way only: other ways may lead where a jump leads.
    """

    fresh: frozenset[str] = CALLER_REGISTERS
    places: dict[str, int] = field(default_factory=lambda: {"esp": 0})
    pushed: dict[int, str] = field(default_factory=dict)
    floats: int = 0
    lowest: int = 0
    called: bool = False
    ones: frozenset[str] = frozenset()

    def copy(self) -> State:
        """The same knowledge, for another path that a jump begins."""
        return State(self.fresh, dict(self.places), dict(self.pushed), self.floats, self.lowest, self.called)

    def forget(self, *names: str) -> None:
        """These registers may hold anything now."""
        self.places = {name: at for name, at in self.places.items() if name not in names}

    def call(self, *, helper: bool) -> None:
        """Some function was called, and has returned."""
        self.fresh = self.fresh - {"eax"} if helper else frozenset()
        self.pushed = {}
        self.ones -= CALLER_REGISTERS
        self.forget(*CALLER_REGISTERS, "esp")
        self.floats, self.lowest, self.called = 0, 0, True


def reads(step: Instruction, state: State) -> frozenset[str]:
    """The registers whose values matter to an instruction.

    Microsoft's compiler makes a 64-bit -1 by `or eax, -1` and `or edx, eax`: EDX may have been anything.
    """
    return step.reads - {step.operands[0]} if _makes_ones(step, state) else step.reads


def _makes_ones(step: Instruction, state: State) -> bool:
    """Whether an instruction leaves -1 in its first operand, whatever was there."""
    if step.name not in ("or", "mov") or step.writes != {step.operands[0]}:
        return False
    source = step.operands[1]
    return source in state.ones or number(source) == -1


def advance(step: Instruction, state: State, facts: Facts) -> None:
    """Keep the state in step with one instruction that is no jump, call or return."""
    state.ones = (state.ones - step.writes) | (step.writes if _makes_ones(step, state) else frozenset())
    state.floats = 0 if step.name in FLOATS_DROPPED else state.floats + step.floats
    state.lowest = min(state.lowest, state.floats)
    handler = _ON_THE_STACK.get(step.name)
    restored = handler(step, state, facts) if handler else None
    if handler is None:
        _copy(step, state)
    state.fresh = (state.fresh - step.writes) | ({restored} if restored else frozenset())


def _copy(step: Instruction, state: State) -> None:
    """Registers that get a new value: a known distance from the entry's stack pointer, or anything."""
    known: int | None = None
    if len(step.operands) == 2 and step.writes:
        known = _distance(step.name, *step.operands, state.places)
    for name in step.writes:
        state.places.pop(name, None)
    if known is not None:
        state.places[step.operands[0]] = known
        if step.name == "lea":  # a variable has its place there, and may be set through the address
            state.pushed.pop(known, None)


def _distance(name: str, target: str, source: str, places: dict[str, int]) -> int | None:
    if name == "mov":
        return places.get(source)
    if name == "lea":
        based = place(source)
        return places[based[0]] + based[1] if based and based[0] in places else None
    value = number(source)
    if value is None or target not in places:
        return None
    return places[target] + value if name == "add" else places[target] - value if name == "sub" else None


def _push(step: Instruction, state: State, facts: Facts) -> None:
    if "esp" in state.places:
        state.places["esp"] -= 4
        if step.operands[0] in state.fresh:
            state.pushed[state.places["esp"]] = step.operands[0]
    elif step.operands[0] in state.fresh:
        facts.kept.add(step.operands[0])


def _pop(step: Instruction, state: State, facts: Facts) -> str | None:
    """The register that has its first value again, or None."""
    target = step.operands[0]
    for name in step.writes:
        state.places.pop(name, None) if name != "esp" else None
    if "esp" not in state.places:
        return None
    at = state.places["esp"]
    state.places["esp"] = at + 4
    was = state.pushed.pop(at, None)
    if was and was != target:
        facts.registers.add(was)
    return was if was == target else None


def _leave(step: Instruction, state: State, facts: Facts) -> None:
    state.places.pop("esp", None)
    if "ebp" in state.places:
        state.places["esp"] = state.places.pop("ebp") + 4


def _push_flags(step: Instruction, state: State, facts: Facts) -> None:
    _shift(state, -4)


def _pop_flags(step: Instruction, state: State, facts: Facts) -> None:
    _shift(state, 4)


def _push_all(step: Instruction, state: State, facts: Facts) -> None:
    _shift(state, -32)


def _pop_all(step: Instruction, state: State, facts: Facts) -> None:
    state.places = {"esp": state.places["esp"]} if "esp" in state.places else {}
    _shift(state, 32)


def _lose(step: Instruction, state: State, facts: Facts) -> None:
    state.places = {}


def _shift(state: State, by: int) -> None:
    if "esp" in state.places:
        state.places["esp"] += by


_ON_THE_STACK: dict[str, Callable[[Instruction, State, Facts], str | None]] = {
    "push": _push,
    "pop": _pop,
    "leave": _leave,
    "pushfd": _push_flags,
    "popfd": _pop_flags,
    "pushal": _push_all,
    "popal": _pop_all,
    "enter": _lose,
}
