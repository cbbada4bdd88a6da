"""What one instruction of 32-bit x86 code reads and writes, as far as the calling convention shows in it.

The source is the disassembler's text in Intel's syntax: `mov`, `dword ptr [esp + 4], ecx`. It comes twenty times faster
than the disassembler's own account of operands, and the same few thousand texts make up nearly all code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

CALLER_REGISTERS = frozenset({"eax", "ecx", "edx"})
"""Those that a caller may hand arguments in; a called function may overwrite them."""

_PARTS = {
    part: f"e{letter}x" for letter in "abcd" for part in (f"e{letter}x", f"{letter}x", f"{letter}l", f"{letter}h")
} | {part: f"e{name}" for name in ("si", "di", "bp", "sp") for part in (name, f"e{name}")}
_WIDTHS = {"byte": 1, "word": 2, "dword": 4, "qword": 8, "xword": 10, "xmmword": 16, "ymmword": 32}
_WORD = re.compile(r"[a-z]\w*")
_PLACE = re.compile(r"(?P<size>\w+) ptr (?:(?P<segment>\w\w):)?\[(?P<inside>[^\]]*)\]|\[(?P<plain>[^\]]*)\]")
_BASED = re.compile(r"(?P<base>eax|ebx|ecx|edx|esi|edi|ebp|esp)(?: (?P<sign>[+-]) (?P<offset>0x[0-9a-f]+|\d+))?")

_OVERWRITE = re.compile(
    r"(?:v\w+|mov|movzx|movsx|movd|lea|pop|set\w+|bs[fr]|[lt]zcnt|popcnt|in|rdrand|rdseed|cvtt?[sp][sd]2si"
    r"|movmskp[sd]|pmovmskb|pextr[bwd]|fnst[sc]w|fst[sc]w|bextr|andn|rorx|shlx|shrx|sarx)"
)
_LEAVE_ALONE = frozenset({"cmp", "test", "push", "call", "jmp", "bt", "mul", "div", "idiv", "out", "nop", "prefetcht0"})
_ZEROING = frozenset({"xor", "sub", "sbb", "pxor"})
_CONSTANT_RESULT = {("and", "0"), ("or", "0xffffffff"), ("or", "0xff"), ("or", "-1")}

# Registers that the text does not show: read, then written.
_HIDDEN: dict[str, tuple[str, str]] = {
    "mul": ("eax", "eax edx"),
    "div": ("eax edx", "eax edx"),
    "idiv": ("eax edx", "eax edx"),
    "cdq": ("eax", "edx"),
    "cwd": ("eax", "edx"),
    "cwde": ("eax", "eax"),
    "cbw": ("eax", "eax"),
    "sahf": ("eax", ""),
    "lahf": ("", "eax"),
    "rdtsc": ("", "eax edx"),
    "rdtscp": ("", "eax ecx edx"),
    "rdpmc": ("", "eax edx"),
    "xgetbv": ("", "eax edx"),
    "cpuid": ("eax", "eax ebx ecx edx"),  # ecx matters for some of its questions only
    "cmpxchg": ("eax", "eax"),
    "cmpxchg8b": ("eax ebx ecx edx", "eax edx"),
    "loop": ("ecx", "ecx"),
    "loope": ("ecx", "ecx"),
    "loopne": ("ecx", "ecx"),
    "jecxz": ("ecx", ""),
    "jcxz": ("ecx", ""),
    "xlatb": ("eax", "eax"),
    "popal": ("", "eax ebx ecx edx esi edi ebp"),
    "syscall": ("eax", "eax ecx edx"),
    "sysenter": ("eax edx", "eax ecx edx"),
}
_STRING = re.compile(r"(?:movs|stos|lods|cmps|scas)[bwd]")

_PUSHES = frozenset(
    {"fld", "fild", "fbld", "fld1", "fldz", "fldpi", "fldl2e", "fldl2t", "fldlg2", "fldln2"}
    | {"fptan", "fsincos", "fxtract"}
)
_POPS = frozenset(
    {"fstp", "fstpnce", "fistp", "fisttp", "fbstp", "faddp", "fmulp", "fsubp", "fsubrp", "fdivp", "fdivrp"}
    | {"fcomp", "fucomp", "ficomp", "fcompi", "fcomip", "fucompi", "fucomip", "fpatan", "fyl2x", "fyl2xp1"}
)
_POPS_TWICE = frozenset({"fcompp", "fucompp"})
FLOATS_DROPPED = frozenset({"fninit", "finit", "emms", "fnsave", "fsave"})


@dataclass(frozen=True)
class Instruction:
    """`reads` and `writes` are of the eight general registers; `operands` is the text, split at the commas.

    A push or a nop reads nothing here: pushing a register may just make room. `memory` is the operand in memory as
    (register, offset, bytes) where it is just that; `written`: the instruction stores there. `floats` is by how much
    the x87 register stack grows.
    """

    name: str
    operands: tuple[str, ...]
    reads: frozenset[str]
    writes: frozenset[str]
    memory: tuple[str, int, int] | None = None
    written: bool = False
    floats: int = 0


@lru_cache(maxsize=0x8000)
def understood(mnemonic: str, text: str) -> Instruction:
    """The instruction with this text; one that is not known counts as reading and writing its first operand."""
    prefix, _, name = mnemonic.rpartition(" ")
    operands = tuple(text.split(", ")) if text else ()
    reads, writes = _accesses(name, operands)
    if _STRING.fullmatch(name):
        hidden = {"lods": ("", "eax"), "stos": ("eax", ""), "scas": ("eax", "")}.get(name[:4], ("", ""))
        counter = "ecx" if prefix.startswith("rep") else ""
        reads = _registers(f"{hidden[0]} {counter} esi edi")
        writes = _registers(f"{hidden[1]} {counter} esi edi")
    else:
        hidden = _HIDDEN.get(name, ("", "eax edx") if name == "imul" and len(operands) == 1 else ("", ""))
        reads, writes = reads | _registers(hidden[0]), writes | _registers(hidden[1])
    memory = _memory(operands) if name not in ("lea", "nop") else None
    written = bool(memory and operands[0].endswith("]") and _stores(name, operands))
    return Instruction(name, operands, reads, writes, memory, written, _growth(name))


def place(operand: str) -> tuple[str, int] | None:
    """`[esp + 4]` as (`esp`, 4); None when the address is made of anything else."""
    found = _PLACE.fullmatch(operand)
    if found is None or found["segment"] in ("fs", "gs"):
        return None
    based = _BASED.fullmatch(found["inside"] if found["plain"] is None else found["plain"])
    if based is None:
        return None
    offset = int(based["offset"] or "0", 0)
    return based["base"], -offset if based["sign"] == "-" else offset


def number(operand: str) -> int | None:
    """A constant, as a signed number of 32 bits; None when the operand is something else."""
    try:
        value = int(operand, 0)
    except ValueError:
        return None
    return value - (1 << 32) if value >= 1 << 31 else value


def absolute(operand: str) -> int | None:
    """`[0x12345678]`: the address alone; None for everything else."""
    found = _PLACE.fullmatch(operand)
    if found is None or found["segment"] in ("fs", "gs"):
        return None
    try:
        return int(found["inside"] or found["plain"] or "", 0)
    except ValueError:
        return None


def _accesses(name: str, operands: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    if name == "nop" or not operands or _is_idle(name, operands):
        return frozenset(), frozenset()
    first, *others = operands
    target = _PARTS.get(first)
    inside = frozenset().union(*(_registers(each) for each in others))
    if target is None:  # memory, an immediate, or a register of another kind
        return inside | _registers(first), frozenset()
    spared = name in _LEAVE_ALONE or (name == "imul" and not others)
    writes = frozenset() if spared else frozenset({target})
    if name == "push" or name == "pop":
        return frozenset(), writes
    if (name in _ZEROING and operands == (first, first)) or (name, *others) in _CONSTANT_RESULT:
        return frozenset(), writes
    if name == "xchg" and others and others[0] in _PARTS:
        writes |= {_PARTS[others[0]]}
    overwritten = _OVERWRITE.fullmatch(name) or (name == "imul" and len(operands) == 3)
    return (inside if overwritten else inside | {target}), writes


def _stores(name: str, operands: tuple[str, ...]) -> bool:
    """Whether the memory that the first operand names gets a new value which does not depend on the old one."""
    new = _OVERWRITE.fullmatch(name) or name.startswith(("fst", "fist", "stos", "movs", "movap", "movup"))
    return bool(new) or (name, *operands[1:]) in _CONSTANT_RESULT


def _is_idle(name: str, operands: tuple[str, ...]) -> bool:
    """`mov edi, edi` and `lea esi, [esi]`, which fill gaps."""
    if name == "mov":
        return operands[0] == operands[1]
    return name == "lea" and place(operands[1]) == (operands[0], 0)


def _registers(text: str) -> frozenset[str]:
    return frozenset(_PARTS[word] for word in _WORD.findall(text) if word in _PARTS)


def _memory(operands: tuple[str, ...]) -> tuple[str, int, int] | None:
    for each in operands:
        if found := place(each):
            return *found, _WIDTHS.get(each.partition(" ")[0], 4)
    return None


def _growth(name: str) -> int:
    if name in _PUSHES:
        return 1
    return -1 if name in _POPS else -2 if name in _POPS_TWICE else 0
