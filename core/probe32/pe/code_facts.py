"""What a walk through a function's code finds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Facts:
    """What a walk found. `registers` are read before they are set; `kept` may be: they are on the stack during a call.

    `argument_bytes`: the function reads or writes at least so many bytes of arguments on the stack. `floats` holds, for
    each return where it is known, whether a number is on the x87 register stack. `outside` names functions of other
    DLLs that it jumps to; `unfollowed` counts jumps to where only the run shows, `nonsense` places that hold no
    instruction, `odd` returns to another place than the caller's. `prologue`: it leaves ECX and EDX
    alone, and takes an argument in EAX or changes its caller's stack, as what prologues call does.
    """

    removed: dict[int, int] = field(default_factory=dict)
    argument_bytes: int = 0
    registers: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    floats: set[bool] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    unfollowed: int = 0
    nonsense: int = 0
    odd: int = 0
    prologue: bool = False
    instructions: int = 0
    complete: bool = True
