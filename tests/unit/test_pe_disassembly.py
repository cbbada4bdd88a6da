"""The listing of a function: along its paths, with what its calls and returns mean."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from probe32.library import Library
from probe32.pe import CodeEvidence, Disassembly, Export, ExportKind, find_export, read_image

LINE = re.compile(r"[0-9A-F]{8}  ([0-9a-f]{2} )+ *\w+.*")


@pytest.fixture(scope="module")
def library(sample_dll: Path) -> Library:
    return Library(sample_dll)


def disassembly(library: Library, name: str) -> Disassembly:
    return library.disassembly(find_export(library.image, name))


def test_a_listing_has_addresses_bytes_and_instructions(library: Library) -> None:
    found = disassembly(library, "add")
    assert found.complete
    assert not found.missing
    name, *lines = found.text.splitlines()
    assert name == "; add"
    assert all(LINE.fullmatch(each) for each in lines)
    assert lines[-1].endswith("; removes no arguments")


def test_a_return_says_what_it_removes(library: Library) -> None:
    found = disassembly(library, "multiply")
    assert found.lines[-1].mnemonic == "ret"
    assert found.lines[-1].comment == "removes 8 bytes of arguments"


def test_addresses_ascend_and_no_instruction_overlaps(library: Library) -> None:
    for export in library.exports:
        lines = library.disassembly(export).lines
        for before, after in pairwise(lines):
            assert before.following <= after.address, export.symbol


def test_a_call_is_named_after_the_import_that_it_goes_to(library: Library) -> None:
    comments = {line.comment for export in library.exports for line in library.disassembly(export).lines}
    assert any("!" in each and each.lower().startswith(("kernel32.dll", "msvcrt.dll")) for each in comments), comments


def test_data_and_forwarders_have_no_code(library: Library) -> None:
    code = CodeEvidence(library.path)
    data = code.disassemble(Export(1, "d", 0x3000, ExportKind.DATA))
    assert (data.lines, data.text) == ((), "")
    assert data.missing == "It is data, not a function: there is no code."
    forward = code.disassemble(Export(1, "f", 0x3000, ExportKind.FORWARD, "KERNEL32.Sleep"))
    assert forward.missing == "Its code is in another DLL: it is forwarded to KERNEL32.Sleep."


def test_an_export_that_leads_nowhere_has_no_instructions(library: Library) -> None:
    found = CodeEvidence(library.path).disassemble(Export(1, "nowhere", 0x7FFF0000, ExportKind.FUNCTION))
    assert found.missing == "There are no instructions where it leads."


def test_a_file_that_has_gone_is_told(tmp_path: Path, sample_dll: Path) -> None:
    dll = tmp_path / "gone.dll"
    dll.write_bytes(sample_dll.read_bytes())
    image, code = read_image(dll), CodeEvidence(dll)
    dll.unlink()
    assert code.disassemble(find_export(image, "add")).missing.startswith("Its code could not be read: ")
