"""Follows every path through a function's code and notes what tells its calling convention.

Nothing is run. What the processor knows only at run time (a jump through a register or a table) is not followed; how
many such places there are is told. The stack pointer, and every register that holds a copy of it, is known as a
distance from its value at the entry, where the return address lies; so an access 4 or more bytes above that is to an
argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from .instructions import CALLER_REGISTERS, FLOATS_DROPPED, Instruction, absolute, number, place, understood

Decoded = tuple[int, int, str, str]
"""Address, size, mnemonic, operands."""

_CONDITIONS = frozenset(
    {"ja", "jae", "jb", "jbe", "jcxz", "je", "jecxz", "jg", "jge", "jl", "jle", "jne", "jno", "jnp", "jns", "jo", "jp"}
    | {"js", "loop", "loope", "loopne"}
)
_DEAD_ENDS = frozenset({"int3", "hlt", "ud2", "ud0", "ud1"})
_FAST_FAIL = "0x29"
_PADDING = frozenset({"nop", "int3"})


class Code(Protocol):
    """Where a walk gets its instructions; addresses are those of the image at its preferred base."""

    def decode(self, address: int) -> Iterator[Decoded]:
        """The instructions from here on, as far as there are any."""

    def imported(self, address: int) -> str | None:
        """The function (`KERNEL32.dll!Sleep`) whose address the loader stores here, if it does."""

    def executable(self, address: int) -> bool:
        """Whether code may stand here."""

    def starts(self, address: int) -> bool:
        """Whether an export begins here."""

    def returns(self, target: int | str) -> bool:
        """Whether a function of this image (its address) or of another (its name) comes back."""

    def registers(self, target: int | str) -> frozenset[str]:
        """Which of EAX, ECX and EDX a function reads before it sets them."""


@dataclass
class Facts:
    """What a walk found. `registers` are read before they are set; `kept` may be: they are on the stack during a call.

    `argument_bytes`: the function reads or writes at least so many bytes of arguments on the stack. `floats` holds, for
    each return where it is known, whether a number is on the x87 register stack. `outside` names functions of other
    DLLs that it jumps to; `unfollowed` counts jumps to where only the run shows, `nonsense` places that hold no
    instruction.
    """

    removed: dict[int, int] = field(default_factory=dict)
    argument_bytes: int = 0
    registers: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    floats: set[bool] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    unfollowed: int = 0
    nonsense: int = 0
    instructions: int = 0
    complete: bool = True


@dataclass
class _State:
    """What is known on one path. `fresh` registers still hold what the caller left there.

    `places` gives registers as distances from the stack pointer at the entry; `pushed` the fresh ones on the stack.
    `floats` counts the x87 registers in use, from `lowest` upwards; after a call there may be one more, its result.
    """

    fresh: frozenset[str] = CALLER_REGISTERS
    places: dict[str, int] = field(default_factory=lambda: {"esp": 0})
    pushed: dict[int, str] = field(default_factory=dict)
    floats: int = 0
    lowest: int = 0
    called: bool = False

    def copy(self) -> _State:
        return _State(self.fresh, dict(self.places), dict(self.pushed), self.floats, self.lowest, self.called)


class Aim(Enum):
    """What a walk is for: everything, only what is read before it is set, or only whether the function returns."""

    EVERYTHING = 0
    REGISTERS = 1
    RETURN = 2


class Walk:
    """One walk; `run` gives its facts. It goes no further than its aim needs."""

    def __init__(self, code: Code, entry: int, most: int, aim: Aim = Aim.EVERYTHING) -> None:
        self.facts = Facts()
        self._code = code
        self._most = most
        self._aim = aim
        self._seen: dict[int, frozenset[str]] = {}
        self._waiting: list[tuple[int, _State]] = [(entry, _State())]

    def run(self) -> Facts:
        """Walk until every path has ended, or `most` instructions have been read."""
        while self._waiting and not self._reached():
            self._follow(*self._waiting.pop())
            if self.facts.instructions >= self._most:
                self.facts.complete = False
                break
        return self.facts

    def _reached(self) -> bool:
        return self._aim is Aim.RETURN and bool(self.facts.removed)

    def _follow(self, start: int, state: _State) -> None:
        """Walk straight on from an address, to the end of the path."""
        expected = start
        after_call = False
        for address, size, mnemonic, text in self._code.decode(start):
            if after_call:
                if self._code.starts(address):
                    return  # the function called does not return: here begins another one
                after_call = mnemonic in _PADDING
            if self._been(address, state.fresh) or (self._aim is Aim.REGISTERS and not state.fresh):
                return
            expected = address + size
            self.facts.instructions += 1
            step = understood(mnemonic, text)
            if not self._step(step, expected, state):
                return
            after_call = after_call or step.name == "call"
            if self.facts.instructions >= self._most:
                return
        if self._code.executable(expected):
            self.facts.nonsense += 1
        else:
            self.facts.unfollowed += 1

    def _been(self, address: int, fresh: frozenset[str]) -> bool:
        before = self._seen.get(address)
        if before is not None and fresh <= before:
            return True
        self._seen[address] = fresh | (before or frozenset())
        return False

    def _step(self, step: Instruction, following: int, state: _State) -> bool:
        """Take one instruction; False where the path ends with it."""
        name = step.name
        if name == "ret":
            self._return(step, state)
            return False
        self._note_reads(step, state)
        if name in _DEAD_ENDS or (name == "int" and step.operands == (_FAST_FAIL,)):
            return False
        if name in ("retf", "iretd", "iret", "ljmp"):
            self.facts.nonsense += 1
            return False
        if name == "jmp":
            self._jump(step.operands[0], state)
            return False
        if name in _CONDITIONS:
            target = number(step.operands[0])
            if target is not None:
                self._waiting.append((target & 0xFFFFFFFF, state.copy()))
        if name == "call":
            return self._call(step.operands[0], following, state)
        _move(step, state, self.facts)
        return True

    def _note_reads(self, step: Instruction, state: _State) -> None:
        self.facts.registers |= step.reads & state.fresh
        if step.memory is None or step.memory[0] not in state.places:
            return
        register, distance, width = step.memory
        offset = state.places[register] + distance
        if offset >= 4:
            self.facts.argument_bytes = max(self.facts.argument_bytes, -(-(offset + width) // 4) * 4 - 4)
        elif step.written:
            state.pushed.pop(offset, None)
        elif offset in state.pushed:
            self.facts.registers.add(state.pushed[offset])

    def _return(self, step: Instruction, state: _State) -> None:
        if state.places.get("esp", 0) != 0:
            return  # it takes another address than its caller's: code behind a call that does not return
        size = number(step.operands[0]) if step.operands else 0
        self.facts.removed[size or 0] = self.facts.removed.get(size or 0, 0) + 1
        if not state.called:
            self.facts.floats.add(state.floats == 1)
        elif state.lowest < 0 or state.floats > 0:
            self.facts.floats.add(state.floats - state.lowest == 1)

    def _jump(self, operand: str, state: _State) -> None:
        target = number(operand)
        if target is not None:
            self._waiting.append((target & 0xFFFFFFFF, state))
            return
        slot = absolute(operand)
        symbol = self._code.imported(slot) if slot is not None else None
        if symbol is None:
            self.facts.unfollowed += 1
        else:
            self.facts.outside.add(symbol)
            self.facts.registers |= self._code.registers(symbol) & state.fresh

    def _call(self, operand: str, following: int, state: _State) -> bool:
        target: int | str | None = number(operand)
        if isinstance(target, int):
            target &= 0xFFFFFFFF
            if target == following:  # how code learns its own address
                state.places = {name: at for name, at in state.places.items() if name != "esp"}
                return True
        else:
            slot = absolute(operand)
            target = self._code.imported(slot) if slot is not None else None
        self.facts.kept |= set(state.pushed.values())
        if target is not None:
            if state.fresh and self._aim is not Aim.RETURN:
                self.facts.registers |= self._code.registers(target) & state.fresh
            if not self._code.returns(target):
                return False
        state.fresh = frozenset()
        state.places = {name: at for name, at in state.places.items() if name not in (*CALLER_REGISTERS, "esp")}
        state.floats, state.lowest, state.called = 0, 0, True
        return True


def _move(step: Instruction, state: _State, facts: Facts) -> None:
    """Keep the state in step with one instruction that is no jump, call or return."""
    state.floats = 0 if step.name in FLOATS_DROPPED else state.floats + step.floats
    state.lowest = min(state.lowest, state.floats)
    handler = _ON_THE_STACK.get(step.name)
    restored = handler(step, state, facts) if handler else None
    if handler is None:
        _copy(step, state)
    state.fresh = (state.fresh - step.writes) | ({restored} if restored else frozenset())


def _copy(step: Instruction, state: _State) -> None:
    """Registers that get a new value: a known distance from the entry's stack pointer, or anything."""
    known: int | None = None
    if len(step.operands) == 2 and step.writes:
        known = _distance(step.name, *step.operands, state.places)
    for name in step.writes:
        state.places.pop(name, None)
    if known is not None:
        state.places[step.operands[0]] = known


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


def _push(step: Instruction, state: _State, facts: Facts) -> None:
    if "esp" in state.places:
        state.places["esp"] -= 4
        if step.operands[0] in state.fresh:
            state.pushed[state.places["esp"]] = step.operands[0]
    elif step.operands[0] in state.fresh:
        facts.kept.add(step.operands[0])


def _pop(step: Instruction, state: _State, facts: Facts) -> str | None:
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


def _leave(step: Instruction, state: _State, facts: Facts) -> None:
    state.places.pop("esp", None)
    if "ebp" in state.places:
        state.places["esp"] = state.places.pop("ebp") + 4


def _push_flags(step: Instruction, state: _State, facts: Facts) -> None:
    _shift(state, -4)


def _pop_flags(step: Instruction, state: _State, facts: Facts) -> None:
    _shift(state, 4)


def _push_all(step: Instruction, state: _State, facts: Facts) -> None:
    _shift(state, -32)


def _pop_all(step: Instruction, state: _State, facts: Facts) -> None:
    state.places = {"esp": state.places["esp"]} if "esp" in state.places else {}
    _shift(state, 32)


def _lose(step: Instruction, state: _State, facts: Facts) -> None:
    state.places = {}


def _shift(state: _State, by: int) -> None:
    if "esp" in state.places:
        state.places["esp"] += by


_ON_THE_STACK: dict[str, Callable[[Instruction, _State, Facts], str | None]] = {
    "push": _push,
    "pop": _pop,
    "leave": _leave,
    "pushfd": _push_flags,
    "popfd": _pop_flags,
    "pushal": _push_all,
    "popal": _pop_all,
    "enter": _lose,
}
