"""The machine code is what its listing says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from mingw import tool

from probe32.host import callback_entry, fault_recorder, guard, measured_call, whereabouts
from probe32.host.machine_code import from_listing


@pytest.mark.parametrize(
    "listing",
    [fault_recorder.LISTING, guard.LISTING, whereabouts.LISTING, measured_call.LISTING, *callback_entry.LISTINGS],
    ids=[
        "recorder",
        "guard",
        "whereabouts",
        "measured call",
        "callback",
        "callback, one register",
        "callback, two registers",
    ],
)
def test_the_assembler_agrees_with_the_bytes(listing: str, tmp_path: Path) -> None:
    lines = [line.strip().partition("  ")[2] or line.strip() for line in listing.splitlines()]
    (tmp_path / "code.s").write_text(".intel_syntax noprefix\n" + "\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([tool("as"), "-o", "code.o", "code.s"], cwd=tmp_path, check=True)
    extract = [tool("objcopy"), "-O", "binary", "-j", ".text", "code.o", "code.bin"]
    subprocess.run(extract, cwd=tmp_path, check=True)
    assembled = (tmp_path / "code.bin").read_bytes()
    code = from_listing(listing)
    assert assembled[: len(code)] == code
    assert set(assembled[len(code) :]) <= {0x90}  # up to a multiple of 4
