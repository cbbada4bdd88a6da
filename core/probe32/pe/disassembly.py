"""The instructions of a function as a person reads them, along the paths that its convention was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from .instructions import absolute, number
from .paths import CONDITIONS, Code, Decoded

_RETURNS = frozenset({"ret", "retf"})


@dataclass(frozen=True)
class CodeLine:
    """One instruction; `address` is that in the image at its preferred base, `comment` may be ""."""

    address: int
    code: bytes
    mnemonic: str
    operands: str
    comment: str = ""

    @property
    def following(self) -> int:
        """The address behind it."""
        return self.address + len(self.code)


@dataclass(frozen=True)
class Disassembly:
    """What the paths of a function run through, in the order of the addresses.

    `names` are the exports that begin at an address among them. `complete` is False where the function is so long that
    only its beginning was read. `missing` says why there are no lines at all.
    """

    lines: tuple[CodeLine, ...] = ()
    names: Mapping[int, str] | None = None
    complete: bool = True
    missing: str = ""

    @property
    def text(self) -> str:
        """A listing: addresses, bytes, instructions, and comments behind a semicolon."""
        return "\n".join(self._listing())

    def _listing(self) -> Iterator[str]:
        bytes_width = max((3 * len(each.code) for each in self.lines), default=0)
        width = max((len(_printed(each, bytes_width)) for each in self.lines if each.comment), default=0)
        before: CodeLine | None = None
        for each in self.lines:
            if before is not None and each.address != before.following:
                yield from _gap(before, each)
            if self.names and each.address in self.names:
                yield f"; {self.names[each.address]}"
            head = _printed(each, bytes_width)
            yield f"{head:<{width}}  ; {each.comment}" if each.comment else head
            before = each
        if not self.complete:
            yield f"; It goes on: only {len(self.lines):,} instructions were read."


class ReadableCode(Code, Protocol):
    """Code whose bytes can be had, too."""

    def content(self, address: int, size: int) -> bytes:
        """The bytes of an instruction."""


def listed(code: ReadableCode, addresses: Iterable[int], names: Mapping[int, str]) -> tuple[CodeLine, ...]:
    """The instructions at these addresses; `names` are those of the functions in the image."""
    wanted = set(addresses)
    lines: dict[int, CodeLine] = {}
    for start in sorted(wanted):
        if start in lines:
            continue
        for decoded in code.decode(start):
            if decoded[0] not in wanted or decoded[0] in lines:
                break
            lines[decoded[0]] = _line(code, decoded, names)
    return tuple(_with_ends(code, [lines[each] for each in sorted(lines)]))


def _line(code: ReadableCode, decoded: Decoded, names: Mapping[int, str]) -> CodeLine:
    address, size, mnemonic, operands = decoded
    return CodeLine(address, code.content(address, size), mnemonic, operands, _comment(code, decoded, names))


def _comment(code: ReadableCode, decoded: Decoded, names: Mapping[int, str]) -> str:
    address, size, mnemonic, operands = decoded
    if mnemonic in _RETURNS:
        removed = number(operands) if operands else 0
        return f"removes {removed} bytes of arguments" if removed else "removes no arguments"
    if mnemonic not in ("call", "jmp") and mnemonic not in CONDITIONS:
        return next((found for each in operands.split(", ") if (found := _imported(code, each))), "")
    target = number(operands)
    found = _imported(code, operands) if target is None else _function(code, target & 0xFFFFFFFF, names)
    if target is None and not found:
        return "where to shows at run time only"
    goal = found if target is None or found else target & 0xFFFFFFFF
    if mnemonic == "call" and goal != address + size and not code.returns(goal):
        return f"{found}, does not come back".removeprefix(", ")
    return found


def _function(code: ReadableCode, address: int, names: Mapping[int, str]) -> str:
    """What begins at an address of the image: an export, or a jump to an imported function."""
    if address in names:
        return names[address]
    if not code.executable(address):
        return "outside of the code"
    first = next(iter(code.decode(address)), None)
    return _imported(code, first[3]) if first and first[2] == "jmp" else ""


def _imported(code: ReadableCode, operand: str) -> str:
    slot = absolute(operand)
    return (code.imported(slot) or "") if slot is not None else ""


def _with_ends(code: ReadableCode, lines: list[CodeLine]) -> Iterator[CodeLine]:
    """The lines, those marked that go on to bytes which are no instruction."""
    present = {each.address for each in lines}
    for each in lines:
        goes_on = each.mnemonic not in ("jmp", "int3", "hlt", "ud2") and each.mnemonic not in _RETURNS
        if goes_on and each.following not in present and next(iter(code.decode(each.following)), None) is None:
            yield replace(each, comment=f"{each.comment}; no instruction follows".removeprefix("; "))
        else:
            yield each


def _gap(before: CodeLine, after: CodeLine) -> Iterator[str]:
    size = after.address - before.following
    yield ""
    if size > 0:
        yield f"; {size:,} bytes that none of its paths reaches"
        yield ""


def _printed(line: CodeLine, bytes_width: int) -> str:
    return f"{line.address:08X}  {line.code.hex(' '):<{bytes_width}} {line.mnemonic} {line.operands}".rstrip()
