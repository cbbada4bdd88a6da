"""Layouts as MinGW's compiler for 32-bit Windows has them: sizes, alignments, offsets, and the bits of bit-fields.

Nothing is run: a C file that holds them as constants is compiled, and they are read from the object file.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mingw import tool

from probe32.abi.types import Field, Struct, resolve
from probe32.headers import Declarations

MINGW = Path("/usr/i686-w64-mingw32/include")
"""Where Debian and Ubuntu have its headers."""

_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Fact:
    """One number of a layout: what it is, as a C expression, and what Probe32 says."""

    label: str
    expression: str
    value: int


@dataclass(frozen=True)
class Bits:
    """A bit-field: where all else is 0 and it is all ones, `value` is the whole struct as a number."""

    label: str
    type: str
    path: str
    size: int
    value: int


def spelled(found: Declarations) -> dict[str, Struct]:
    """The structs and unions of declarations, by what C calls them."""
    typedefs = {each.name: resolve(each) for each in found.typedefs}
    made = {}
    for each in found.structs:
        keyword = "union" if each.union else "struct"
        made[each.name if typedefs.get(each.name) == each else f"{keyword} {each.name}"] = each
    return made


def differences(structs: Mapping[str, Struct], declarations: str, folder: Path, *options: str) -> list[str]:
    """What Probe32 and the compiler say differently; `declarations` is the C text that declares the structs."""
    facts = [fact for name, each in structs.items() for fact in _facts(name, each)]
    bits = [found for name, each in structs.items() if not _is_flexible(each) for found in _bits(name, each)]
    numbers, image = _compiled(declarations, facts, bits, folder, options)
    wrong = [
        f"{fact.label}: {fact.value}, by the compiler {number}"
        for fact, number in zip(facts, numbers, strict=False)
        if fact.value != number
    ]
    for each, offset in zip(bits, numbers[len(facts) :], strict=True):
        found = int.from_bytes(image[offset : offset + each.size], "little")
        if found != each.value:
            wrong.append(f"{each.label}: {each.value:#x}, by the compiler {found:#x}")
    return wrong


def _compiled(
    declarations: str, facts: list[Fact], bits: list[Bits], folder: Path, options: Iterable[str]
) -> tuple[list[int], bytes]:
    used = {name for each in facts for path in each.expression.split(", ")[1:] for name in _NAME.findall(path)}
    offsets = [f"offsetof(struct probe32_bits, b{index})" for index in range(len(bits))]
    members = [f"{each.type} b{index};" for index, each in enumerate(bits)]
    values = [f".b{index} = {{ .{each.path} = -1 }}," for index, each in enumerate(bits)]
    lines = [
        declarations,
        "#include <stddef.h>",
        *(f"#undef {name}" for name in sorted(used)),  # a macro of the header's may be called like a member
        *(["struct probe32_bits {", *members, "};"] if bits else []),
        '__attribute__((section(".numbers"))) const unsigned long numbers[] = {',
        *(f"{each}," for each in (*(fact.expression for fact in facts), *offsets)),
        "};",
        *(['__attribute__((section(".bits"))) const struct probe32_bits bits = {', *values, "};"] if bits else []),
    ]
    (folder / "layouts.c").write_text("\n".join(lines), "utf-8")
    command = [tool("gcc"), "-mms-bitfields", "-std=gnu17", "-w", *options, "-c", "layouts.c", "-o", "layouts.o"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]
    count = len(facts) + len(bits)
    numbers = struct.unpack_from(f"<{count}L", section(folder, "layouts.o", ".numbers"))
    return list(numbers), section(folder, "layouts.o", ".bits") if bits else b""


def section(folder: Path, file: str, name: str) -> bytes:
    """A section's content in an object file of `folder`."""
    subprocess.run([tool("objcopy"), "-O", "binary", "-j", name, file, "section"], cwd=folder, check=True)
    return (folder / "section").read_bytes()


def _facts(name: str, of: Struct) -> Iterator[Fact]:
    yield Fact(f"sizeof {name}", f"sizeof({name})", of.size)
    yield Fact(f"alignment of {name}", f"_Alignof({name})", of.align)
    for path, offset, each in _members(of):
        if each.bits is None:
            yield Fact(f"offset of {name}.{path}", f"offsetof({name}, {path})", offset)


def _bits(name: str, of: Struct) -> Iterator[Bits]:
    for path, offset, each in _members(of):
        if each.bits is not None:
            ones = ((1 << each.bits) - 1) << (8 * offset + each.bit_offset)
            yield Bits(f"bits of {name}.{path}", name, path, of.size, ones)


def _members(of: Struct, path: str = "", base: int = 0) -> Iterator[tuple[str, int, Field]]:
    """The members with a name, those of nameless inner structs by their path, with their offset in the whole."""
    for each in of.fields:
        name = f"{path}{each.name}"
        if each.name:
            yield name, base + each.offset, each
        if isinstance(each.type, Struct) and not each.type.name:
            yield from _members(each.type, f"{name}." if each.name else path, base + each.offset)


def _is_flexible(of: Struct) -> bool:
    return bool(of.fields) and not of.fields[-1].type.size
