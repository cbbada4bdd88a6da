"""The header between the DOS program and the PE header in which Microsoft's linker says what it was given.

Microsoft documents nothing of it. It is a list of pairs, each of a tool's number and build and of how many object
files that tool made, encrypted with a checksum; "Rich" ends it. The numbers are those of `@comp.id` in object files.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

_START = 0x536E6144
"""`DanS`, once decrypted."""
_MOST = 128

_FAMILIES = (
    (0x0001, 0x0001, "imports, or objects of an unknown tool"),
    (0x0002, 0x0019, "Visual C++ 5 and 6"),
    (0x001A, 0x0059, "Visual Studio .NET 2002"),
    (0x005A, 0x006C, "Visual Studio .NET 2003"),
    (0x006D, 0x0082, "Visual Studio 2005"),
    (0x0083, 0x0096, "Visual Studio 2008"),
    (0x0097, 0x00C8, "Visual Studio 2010"),
    (0x00C9, 0x00D6, "Visual Studio 2012"),
    (0x00D7, 0x00FC, "Visual Studio 2013"),
)
_SINCE_2015 = ((30500, "2022"), (27500, "2019"), (25000, "2017"), (0, "2015"))
"""Builds from which on a Visual Studio of one of these years made it; the tools have kept their numbers since."""

_TOOLS = {
    0x0000: "unmarked objects", 0x0001: "imported functions",
    0x0004: "linker", 0x0006: "resource converter", 0x000A: "C compiler", 0x000B: "C++ compiler", 0x000E: "assembler",
    0x000F: "assembler", 0x001C: "C compiler", 0x001D: "C++ compiler", 0x003D: "linker", 0x0040: "assembler",
    0x0045: "resource converter", 0x005A: "linker", 0x005D: "import library tool", 0x005E: "resource converter",
    0x005F: "C compiler", 0x0060: "C++ compiler", 0x006D: "C compiler", 0x006E: "C++ compiler", 0x0078: "linker",
    0x007B: "import library tool", 0x007C: "resource converter", 0x007D: "assembler", 0x0083: "C compiler",
    0x0084: "C++ compiler", 0x0091: "linker", 0x0093: "import library tool", 0x0094: "resource converter",
    0x0095: "assembler", 0x009A: "resource converter", 0x009B: "export table tool", 0x009C: "import library tool",
    0x009D: "linker", 0x009E: "assembler", 0x00AA: "C compiler", 0x00AB: "C++ compiler", 0x00C9: "resource converter",
    0x00CA: "export table tool", 0x00CB: "import library tool", 0x00CC: "linker", 0x00CD: "assembler",
    0x00CE: "C compiler", 0x00CF: "C++ compiler", 0x00DB: "resource converter", 0x00DC: "export table tool",
    0x00DD: "import library tool", 0x00DE: "linker", 0x00DF: "assembler", 0x00E0: "C compiler", 0x00E1: "C++ compiler",
    0x00FD: "alias objects", 0x00FF: "resource converter",
    0x0100: "export table tool", 0x0101: "import library tool", 0x0102: "linker",
    0x0103: "assembler", 0x0104: "C compiler", 0x0105: "C++ compiler", 0x0106: "C compiler (CIL)",
    0x0107: "C++/CLI compiler",
    0x0108: "C compiler (LTCG)", 0x0109: "C++ compiler (LTCG)", 0x010A: "C++/CLI compiler (LTCG)",
    0x010B: "C compiler (PGO, instrumented)", 0x010C: "C++ compiler (PGO, instrumented)",
    0x010D: "C compiler (PGO)", 0x010E: "C++ compiler (PGO)",
}  # fmt: skip


@dataclass(frozen=True)
class RichEntry:
    """A tool that took part: `product` in words, the tool's build, and how many objects came from it."""

    tool: int
    build: int
    count: int
    product: str


def read_rich_header(content: bytes) -> tuple[RichEntry, ...]:
    """The list; empty where another linker was at work."""
    (header,) = unpack_from("<I", content, 0x3C)
    head = content[: min(header, 0x1000)]
    end = head.rfind(b"Rich")
    if end < 0x40 or end + 8 > len(head):
        return ()
    (key,) = unpack_from("<I", head, end + 4)
    numbers = [value ^ key for value in unpack_from(f"<{(end - 0x40) // 4}I", head, 0x40 + (end - 0x40) % 4)]
    if _START not in numbers:
        return ()
    pairs = numbers[numbers.index(_START) + 4 :]  # three zeros follow the first word
    return tuple(_entry(tool, count) for tool, count in zip(pairs[::2], pairs[1::2], strict=False))[:_MOST]


def _entry(comp_id: int, count: int) -> RichEntry:
    tool, build = comp_id >> 16, comp_id & 0xFFFF
    return RichEntry(tool, build, count, _product(tool, build))


def _product(tool: int, build: int) -> str:
    name = _TOOLS.get(tool, f"tool {tool:#x}")
    if tool < 2:
        return name
    if tool >= 0x00FD:
        year = next(year for first, year in _SINCE_2015 if build >= first)
        return f"{name}, Visual Studio {year}"
    family = next((words for first, last, words in _FAMILIES if first <= tool <= last), "")
    return f"{name}, {family}" if family else name
