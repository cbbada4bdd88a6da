"""Follows every path through a function's code and notes what tells its calling convention.

Nothing is run. What the processor knows only at run time (a jump through a register or a table) is not followed; how
many such places there are is told. An access to memory 4 or more bytes above the place of the return address is one to
an argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Protocol

from .code_facts import Facts
from .instructions import Instruction, absolute, number, understood
from .stack_state import State, advance, reads

Decoded = tuple[int, int, str, str]
"""Address, size, mnemonic, operands."""

CONDITIONS = frozenset(
    {"ja", "jae", "jb", "jbe", "jcxz", "je", "jecxz", "jg", "jge", "jl", "jle", "jne", "jno", "jnp", "jns", "jo", "jp"}
    | {"js", "loop", "loope", "loopne"}
)
"""The jumps that may go straight on."""

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

    def is_helper(self, target: int | str) -> bool:
        """Whether a function is one of the compiler's, which prologues call: it leaves ECX and EDX alone."""


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
        self._waiting: list[tuple[int, State]] = [(entry, State())]

    def run(self) -> Facts:
        """Walk until every path has ended, or `most` instructions have been read."""
        while self._waiting and not self._reached():
            self._follow(*self._waiting.pop())
            if self.facts.instructions >= self._most:
                self.facts.complete = False
                break
        return self.facts

    @property
    def visited(self) -> frozenset[int]:
        """The addresses of the instructions that were read."""
        return frozenset(self._seen)

    def _reached(self) -> bool:
        return self._aim is Aim.RETURN and bool(self.facts.removed or self.facts.odd)

    def _follow(self, start: int, state: State) -> None:
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

    def _step(self, step: Instruction, following: int, state: State) -> bool:
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
        if name in CONDITIONS:
            target = number(step.operands[0])
            if target is not None:
                self._waiting.append((target & 0xFFFFFFFF, state.copy()))
        if name == "call":
            return self._call(step.operands[0], following, state)
        advance(step, state, self.facts)
        return True

    def _note_reads(self, step: Instruction, state: State) -> None:
        self.facts.registers |= reads(step, state) & state.fresh
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

    def _return(self, step: Instruction, state: State) -> None:
        odd = state.places.get("esp") != 0 or "eax" in self.facts.registers
        if odd and not state.called and state.fresh >= {"ecx", "edx"}:
            self.facts.prologue = True
        if state.places.get("esp", 0) != 0:
            self.facts.odd += 1  # it takes another address than its caller's: code behind a call that never returns
            return
        size = number(step.operands[0]) if step.operands else 0
        self.facts.removed[size or 0] = self.facts.removed.get(size or 0, 0) + 1
        if not state.called:
            self.facts.floats.add(state.floats == 1)
        elif state.lowest < 0 or state.floats > 0:
            self.facts.floats.add(state.floats - state.lowest == 1)

    def _jump(self, operand: str, state: State) -> None:
        target = self._target(operand)
        if target is None:
            self.facts.unfollowed += 1
        elif isinstance(target, int):
            self._waiting.append((target, state))
        else:
            self.facts.outside.add(target)
            self.facts.registers |= self._code.registers(target) & state.fresh

    def _call(self, operand: str, following: int, state: State) -> bool:
        target = self._target(operand)
        if target == following:  # how code learns its own address
            state.forget("esp")
            return True
        self.facts.kept |= set(state.pushed.values())
        helper = False
        if target is not None:
            if state.fresh and self._aim is not Aim.RETURN:
                self.facts.registers |= self._code.registers(target) & state.fresh
                helper = self._code.is_helper(target)
            if not self._code.returns(target):
                return False
        state.call(helper=helper)
        return True

    def _target(self, operand: str) -> int | str | None:
        """The address of a function in the image, the name of an imported one, or None when only the run shows."""
        target = number(operand)
        if target is not None:
            return target & 0xFFFFFFFF
        slot = absolute(operand)
        return self._code.imported(slot) if slot is not None else None
