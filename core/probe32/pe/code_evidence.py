"""What the code of an export tells about its calling convention, weighed together with its name."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import capstone  # type: ignore[import-untyped]

from ..abi.types import Convention
from ..errors import FileError, ImageError
from .code_facts import Facts
from .container import Container
from .content import read_content
from .decoration import read_name
from .disassembly import Disassembly, listed
from .exports import entry_addresses
from .facts import Confidence, ConventionGuess, Export, ExportKind
from .imports import import_slots
from .paths import Aim, Decoded, Walk
from .weighing import weigh

_MOST_INSTRUCTIONS = 3_000
"""Read of one function, in 20 ms at most; of 88,256 exports of Wine's and MinGW's DLLs 5 have more."""

_MOST_OF_A_CALLED_FUNCTION = 200
_DEEPEST = 6
_MOST_IN_CALLED_FUNCTIONS = 20_000
"""Instructions, for one export: a file may be made of calls. Beyond, a called function counts as an unknown one."""

_LONGEST_INSTRUCTION = 15
_CHUNK = 256

_ZEROS = 8
_IS_DATA = "It begins with zeros, as no function does: it is likely data in a section of code."

_ENDS = """
    abort exit _exit _Exit quick_exit ExitProcess ExitThread FatalExit FatalAppExitA FatalAppExitW terminate
    FreeLibraryAndExitThread RtlExitUserProcess RtlExitUserThread RtlRaiseStatus RpcRaiseException longjmp
    _CxxThrowException _assert _wassert __assert_fail _amsg_exit ?terminate@@YAXXZ _purecall __stack_chk_fail
    _invalid_parameter_noinfo_noreturn __cxa_throw __cxa_rethrow __cxa_bad_cast __cxa_throw_bad_array_new_length
    __cxa_call_unexpected __cxa_pure_virtual _ZSt9terminatev _Unwind_Resume
"""
_NO_RETURN = frozenset(_ENDS.split())
_HELPERS = frozenset({"_chkstk", "_alloca_probe", "_EH_prolog"})


Key = tuple[str | None, int]
"""What tells an export from others: its name and its RVA."""


class CodeEvidence:
    """Reads the code of one DLL's exports; any thread may ask.

    The file is read at the first question that needs it and then kept in memory, so that it can be replaced meanwhile.
    `sha256` is the hash that it must have: another file's code would say nothing about these exports. `seconds` counts
    the time that reading code has taken.
    """

    def __init__(self, path: str | os.PathLike[str], sha256: str = "") -> None:
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 - as read_image
        self.sha256 = sha256
        self.seconds = 0.0
        self._code: _ImageCode | None = None
        self._missing = ""
        self._guesses: dict[Key, ConventionGuess] = {}
        self._lock = threading.Lock()

    @property
    def guesses(self) -> dict[Key, ConventionGuess]:
        """What the code has told so far; nothing where there was none to read."""
        with self._lock:
            return {} if self._missing else dict(self._guesses)

    def learn(self, guesses: Mapping[Key, ConventionGuess]) -> None:
        """Take what was found out about the same file before."""
        with self._lock:
            self._guesses = {**guesses, **self._guesses}

    def guess(self, export: Export) -> ConventionGuess:
        """What name and code tell together, in 20 ms at most and at once when it was asked for before.

        The name alone counts for data, for forwarders, for other processors than x86, and when the file has gone.
        """
        if export.kind is not ExportKind.FUNCTION:
            return export.convention
        key = (export.name, export.rva)
        with self._lock:
            if key not in self._guesses:
                start = time.perf_counter()
                self._guesses[key] = self._weighed(export)
                self.seconds += time.perf_counter() - start
            return self._guesses[key]

    def disassemble(self, export: Export, exports: Iterable[Export] = ()) -> Disassembly:
        """The instructions that `guess` goes by, 3,000 at most; `exports` give their names to functions.

        For data, for forwarders, for other processors than x86, and when the file has gone, `missing` says so.
        """
        if export.kind is not ExportKind.FUNCTION:
            return Disassembly(missing=_elsewhere(export))
        with self._lock:
            if self._code is None and not self._missing:
                self._open()
            if self._code is None:
                return Disassembly(missing=self._missing)
            return self._code.disassemble(export, exports)

    def _weighed(self, export: Export) -> ConventionGuess:
        known = export.convention
        if self._code is None and not self._missing:
            self._open()
        if self._code is None:
            return replace(known, evidence=(*known.evidence, self._missing))
        if self._code.begins_with_zeros(export.rva):
            return replace(known, confidence=Confidence.LOW, evidence=(*known.evidence, _IS_DATA))
        return weigh(known, self._code.facts(export.rva))

    def _open(self) -> None:
        try:
            content = read_content(self._path)
            if self.sha256 and hashlib.sha256(content).hexdigest() != self.sha256:
                self._missing = "Its code could not be read: the file has been replaced since it was opened."
                return
            container = Container(self._path, content)
        except (FileError, ImageError) as error:
            self._missing = f"Its code could not be read: {error.message}"
            return
        if container.machine == "x86":
            self._code = _ImageCode(container)
        else:
            self._missing = f"Its code, for {container.machine}, was not read."


class _ImageCode:
    """The instructions of an image, and what is known of the functions that they call."""

    def __init__(self, container: Container) -> None:
        self._memory = container.memory
        self._base = container.base
        self._slots = import_slots(container)
        self._entries = entry_addresses(container)
        self._engine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_32)
        self._walks: dict[int, Facts] = {}
        self._returning: dict[int | str, bool] = {}
        self._beginnings: dict[int, Facts] = {}
        self._depth = 0
        self._left = 0

    def facts(self, rva: int) -> Facts:
        """What a walk from there shows; aliases share it."""
        if rva not in self._walks:
            self._left = _MOST_IN_CALLED_FUNCTIONS
            self._walks[rva] = Walk(self, self._base + rva, _MOST_INSTRUCTIONS).run()
        return self._walks[rva]

    def disassemble(self, export: Export, exports: Iterable[Export]) -> Disassembly:
        """What a walk through an export reads."""
        names = {self._base + each.rva: each.symbol for each in exports if each.kind is ExportKind.FUNCTION}
        entry = self._base + export.rva
        names[entry] = export.symbol
        walk = Walk(self, entry, _MOST_INSTRUCTIONS)
        facts = walk.run()
        lines = listed(self, walk.visited, names)
        return Disassembly(lines, names, facts.complete, "" if lines else "There are no instructions where it leads.")

    def begins_with_zeros(self, rva: int) -> bool:
        """Whether there is nothing where a function should begin."""
        data = self._memory.run(rva, _ZEROS)
        return len(data) == _ZEROS and not any(data)

    def content(self, address: int, size: int) -> bytes:
        """The bytes there."""
        return self._memory.run(address - self._base, size)

    def decode(self, address: int) -> Iterator[Decoded]:
        """The instructions from here on, as far as there are any."""
        while self.executable(address):
            data = self._memory.run(address - self._base, _CHUNK)
            following = address
            for each in self._engine.disasm_lite(data, address):
                if following + _LONGEST_INSTRUCTION > address + len(data) and len(data) == _CHUNK:
                    break  # it may be cut: read it again from the next piece
                yield each
                following += each[1]
            if following == address:
                return
            address = following

    def imported(self, address: int) -> str | None:
        """The function whose address the loader stores here."""
        return self._slots.get(address - self._base)

    def executable(self, address: int) -> bool:
        """Whether code may stand here."""
        return self._memory.executable(address - self._base)

    def starts(self, address: int) -> bool:
        """Whether an export begins here."""
        return address - self._base in self._entries

    def returns(self, target: int | str) -> bool:
        """Whether a function comes back, as far as its first instructions or its name tell."""
        if target not in self._returning:
            self._returning[target] = True  # for those that call themselves
            by_name = target.partition("!")[2] not in _NO_RETURN if isinstance(target, str) else None
            self._returning[target] = self._may_return(int(target)) if by_name is None else by_name
        return self._returning[target]

    def registers(self, target: int | str) -> frozenset[str]:
        """Which of EAX, ECX and EDX a function reads before it sets them; for an import, what its name tells."""
        return _registers_by_name(target) if isinstance(target, str) else frozenset(self._begin(target).registers)

    def is_helper(self, target: int | str) -> bool:
        """Whether a function is one that compilers call in prologues, and leaves ECX and EDX alone: `__chkstk`."""
        if isinstance(target, str):
            return target.partition("!")[2] in _HELPERS
        return self._begin(target).prologue

    def _begin(self, target: int) -> Facts:
        """What a function does before it has set EAX, ECX and EDX."""
        if target not in self._beginnings:
            self._beginnings[target] = Facts()  # for those that call themselves
            self._beginnings[target] = self._look(target, Aim.REGISTERS) or Facts()
        return self._beginnings[target]

    def _may_return(self, target: int) -> bool:
        found = self._look(target, Aim.RETURN)
        if found is None or found.removed or found.odd or found.unfollowed or found.nonsense or not found.complete:
            return True
        return any(self.returns(each) for each in found.outside)

    def _look(self, target: int, aim: Aim) -> Facts | None:
        """A short walk through a function that is called; None where it is too deep, or there is no code."""
        if self._depth >= _DEEPEST or self._left <= 0 or not self.executable(target):
            return None
        self._depth += 1
        try:
            found = Walk(self, target, _MOST_OF_A_CALLED_FUNCTION, aim).run()
            self._left -= found.instructions
            return found
        finally:
            self._depth -= 1


def _elsewhere(export: Export) -> str:
    if export.kind is ExportKind.FORWARD:
        return f"Its code is in another DLL: it is forwarded to {export.forwarder}."
    return "It is data, not a function: there is no code."


def _registers_by_name(symbol: str) -> frozenset[str]:
    guess = read_name(symbol.partition("!")[2]).guess.guess
    names = {Convention.THISCALL: ("ecx",), Convention.FASTCALL: ("ecx", "edx")}
    return frozenset(names.get(guess, ())) if guess else frozenset()
