"""Opens the container: is it a PE file at all, is it whole, where are its sections and directories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from struct import unpack_from

import pefile  # type: ignore[import-untyped]

from ..errors import ImageError
from .memory import Memory, Region

_INCOMPLETE = "The file is incomplete or damaged: copy or download it again."

_OTHER_FORMATS = (
    (b"\x7fELF", "a Linux library or program (ELF)", "Ask the vendor for the Windows build."),
    (b"!<arch>\n", "an import or static library (.lib), which the linker uses", "Give the DLL that it belongs to."),
    (b"PK\x03\x04", "a ZIP archive", "Unpack it and give the DLL inside."),
    (b"MSFT", "a type library (.tlb)", "Give the DLL that it describes."),
    (b"\xd0\xcf\x11\xe0", "an installer package or an old Office document", "Install or unpack it and give the DLL."),
    (b"\xcf\xfa\xed\xfe", "a macOS library or program (Mach-O)", "Ask the vendor for the Windows build."),
    (b"\xca\xfe\xba\xbe", "a macOS library or program (Mach-O)", "Ask the vendor for the Windows build."),
)
_MOST_SECTIONS = pefile.MAX_SECTIONS
"""2,048; linkers make a few dozen at most."""

_MACHINES = {
    0x014C: "x86",
    0x8664: "x64",
    0xAA64: "ARM64",
    0x01C0: "ARM",
    0x01C4: "ARM",
    0x0200: "Itanium",
    0x0EBC: "EFI byte code",
}
_OTHER_EXECUTABLES = {
    b"NE": "a 16-bit Windows library or program (NE)",
    b"LE": "a VxD driver or an OS/2 program (LE)",
    b"LX": "an OS/2 library or program (LX)",
}


@dataclass(frozen=True)
class Directory:
    """One of the optional header's data directories."""

    rva: int
    size: int


class Container:
    """A PE file that is whole: every section that its headers promise is there."""

    def __init__(self, path: Path, content: bytes) -> None:
        """`ImageError`: it is something else, or incomplete."""
        _require_signature(path, content)
        self.path = path
        self.content = content
        self.pe = _parsed(path, content)
        _require_whole(path, self.pe, len(content))
        regions = _regions(self.pe, content)
        self.memory = Memory(regions)
        self.notes: list[str] = []
        if _overlap(regions[1:]):
            self.note("Its sections overlap: Windows does not load such a file, and what is listed may be wrong.")

    def note(self, sentence: str) -> None:
        """Remember what was left out of the file's facts, or what is wrong with it; once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    @property
    def bitness(self) -> int:
        """32 or 64, by the optional header's magic number."""
        return 64 if self.pe.OPTIONAL_HEADER.Magic == pefile.OPTIONAL_HEADER_MAGIC_PE_PLUS else 32

    @property
    def machine(self) -> str:
        """The processor's name, or its number (PE specification, "Machine Types")."""
        number = self.pe.FILE_HEADER.Machine
        return _MACHINES.get(number, f"{number:#06x}")

    @property
    def base(self) -> int:
        """The address that the image would like to be loaded at."""
        return int(self.pe.OPTIONAL_HEADER.ImageBase)

    def directory(self, name: str) -> Directory | None:
        """The data directory of this name (`EXPORT`, `IMPORT`, ...); None when the image has none."""
        index: int = pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"]
        entries = self.pe.OPTIONAL_HEADER.DATA_DIRECTORY
        if index >= len(entries) or not entries[index].VirtualAddress:
            return None
        return Directory(entries[index].VirtualAddress, entries[index].Size)

    def damaged(self, what: str, reason: object) -> ImageError:
        """The error for a table that leads nowhere."""
        return ImageError(f"The {what} of {self.path} is damaged: {reason}.", hint=_INCOMPLETE)


def _require_signature(path: Path, content: bytes) -> None:
    if content[:2] != b"MZ":
        raise _foreign(path, content)
    if len(content) < 0x40:
        raise _truncated(path, f"it has {len(content)} bytes, fewer than its first header")
    (offset,) = unpack_from("<I", content, 0x3C)
    signature = content[offset : offset + 4]
    if signature == b"PE\0\0":
        return
    if signature[:2] in _OTHER_EXECUTABLES:
        raise ImageError(
            f"{path} is {_OTHER_EXECUTABLES[signature[:2]]}, not a 32-bit or 64-bit one.",
            hint="Ask the vendor for a 32-bit Windows build; this one needs an older system.",
        )
    if offset + 4 > len(content) and offset < 0x1000:
        raise _truncated(path, f"its PE header should stand at byte {offset:,} of {len(content):,}")
    raise ImageError(
        f"{path} starts as a DOS program and has no PE header at byte {offset:,}.",
        hint="If it should be a Windows DLL, copy or download it again.",
    )


def _foreign(path: Path, content: bytes) -> ImageError:
    for magic, meaning, hint in _OTHER_FORMATS:
        if content.startswith(magic):
            return ImageError(f"{path} is {meaning}, not a Windows DLL.", hint=hint)
    return ImageError(
        f"{path} is not a Windows DLL: it does not start with the letters MZ.",
        hint="Give a file that Windows can load: .dll, .ocx, .exe.",
    )


def _truncated(path: Path, reason: str) -> ImageError:
    return ImageError(f"{path} is truncated: {reason}.", hint=_INCOMPLETE)


def _parsed(path: Path, content: bytes) -> pefile.PE:
    try:
        return pefile.PE(data=content, fast_load=True)
    except Exception as error:  # pefile lets struct.error, AttributeError and others out of bad headers
        raise ImageError(f"The headers of {path} are damaged: {error}.", hint=_INCOMPLETE) from error


def _require_whole(path: Path, pe: pefile.PE, size: int) -> None:
    if not hasattr(pe, "OPTIONAL_HEADER") or pe.OPTIONAL_HEADER is None:
        raise _truncated(path, "its optional header is missing")
    promised = pe.FILE_HEADER.NumberOfSections
    if promised > _MOST_SECTIONS:
        reason = f"they claim {promised:,} sections, more than {_MOST_SECTIONS:,}"
        raise ImageError(f"The headers of {path} are damaged: {reason}.", hint=_INCOMPLETE)
    if len(pe.sections) != promised:
        raise _truncated(path, f"{len(pe.sections)} of its {promised} section headers can be read")
    for each in pe.sections:
        # As the loader does, look only for what is mapped: a linker may leave out the padding after the last section.
        needed = each.PointerToRawData + min(each.SizeOfRawData, each.Misc_VirtualSize or each.SizeOfRawData)
        if each.SizeOfRawData and needed > size:
            name = each.Name.rstrip(b"\0").decode("latin-1")
            raise _truncated(path, f"the section {name!r} should reach to byte {needed:,}, the file has {size:,}")


def _regions(pe: pefile.PE, content: bytes) -> list[Region]:
    view = memoryview(content)
    headers = min(pe.OPTIONAL_HEADER.SizeOfHeaders, len(content))
    regions = [Region(0, headers, view[:headers])]
    for each in pe.sections:
        # The loader rounds the offset down to a sector (512 bytes), whatever the header says.
        start = each.PointerToRawData & ~0x1FF if each.SizeOfRawData else 0
        data = view[start : start + each.SizeOfRawData] if each.PointerToRawData else view[:0]
        size = each.Misc_VirtualSize or each.SizeOfRawData
        regions.append(Region(each.VirtualAddress, size, data, each.Characteristics))
    return regions


def _overlap(sections: list[Region]) -> bool:
    placed = sorted((each.rva, each.rva + each.size) for each in sections if each.size)
    return any(end > start for (_, end), (start, _) in pairwise(placed))
