"""Who signed a file, and whether it is still what was signed. `tests/fixtures/images/make.sh` signed it."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from probe32.image_outline import signed_by
from probe32.pe import read_details
from probe32.pe.authenticode import authenticode_digest
from probe32.pe.image import open_container
from probe32.pe.signatures import Signing

SIGNED = Path(__file__).resolve().parents[1] / "fixtures" / "images" / "signed.dll"


def _signing(path: Path) -> Signing:
    return read_details(path).signing


def _changed(tmp_path: Path, content: bytes | bytearray) -> Path:
    path = tmp_path / "changed.dll"
    path.write_bytes(content)
    return path


def _table(content: bytes | bytearray) -> tuple[int, int, int]:
    """Where the directory's entry about signatures stands, and where it leads: offset and size."""
    (header,) = struct.unpack_from("<I", content, 0x3C)
    entry = header + 24 + 128
    offset, size = struct.unpack_from("<II", content, entry)
    return entry, offset, size


def test_two_signatures_one_within_the_other() -> None:
    outer, inner = _signing(SIGNED).signatures
    assert (outer.algorithm, outer.nested, outer.intact) == ("sha1", False, True)
    assert (inner.algorithm, inner.nested, inner.intact) == ("sha256", True, True)
    assert inner.file_digest == inner.digest == read_details(SIGNED).hashes.authenticode
    for each in (outer, inner):
        assert each.signer is not None
        assert (each.signer.name, each.program) == ("Example Instruments", "Example driver")
        assert each.signer.subject == "C=DE, O=Example Instruments GmbH, CN=Example Instruments"
        assert each.signer.issuer == each.signer.subject
        assert each.signer.not_before < each.signer.not_after
        assert int(each.signer.serial, 16) > 0


def test_time_stamp() -> None:
    outer, inner = _signing(SIGNED).signatures
    assert outer.timestamp is None
    assert inner.timestamp is not None
    assert (inner.timestamp.authority, inner.timestamp.kind) == ("Example Time Authority", "RFC 3161")
    assert inner.timestamp.time.endswith("Z")


def test_a_damaged_time_stamp_leaves_the_rest(tmp_path: Path) -> None:
    content = SIGNED.read_bytes()
    assert content.count(b"\x18\x0f20") == 1  # the one GeneralizedTime
    _, inner = _signing(_changed(tmp_path, content.replace(b"\x18\x0f20", b"\x18\x0fXX"))).signatures
    assert (inner.timestamp, inner.problem) == (None, "Its time stamp could not be read.")
    assert (inner.signer is not None, inner.intact) == (True, True)


def test_said_in_words(sample_dll: Path) -> None:
    words = "Signed by Example Instruments, unchanged since. Whether the certificate is trusted is for Windows to say."
    assert signed_by(_signing(SIGNED)) == words
    assert signed_by(_signing(sample_dll)).startswith("No embedded signature: not signed, or signed in a catalog")


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    content = bytearray(SIGNED.read_bytes())
    content[0x400] ^= 1
    found = _signing(_changed(tmp_path, content))
    assert [each.intact for each in found.signatures] == [False, False]
    assert signed_by(found).startswith("Signed by Example Instruments, and changed afterwards")


def test_the_checksum_may_change(tmp_path: Path) -> None:
    content = bytearray(SIGNED.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    struct.pack_into("<I", content, header + 24 + 64, 0x12345678)
    assert all(each.intact for each in _signing(_changed(tmp_path, content)).signatures)


def test_a_digest_that_was_exchanged_is_noticed(tmp_path: Path) -> None:
    """The signature covers a digest of the content that holds the file's digest."""
    content = bytearray(SIGNED.read_bytes())
    content[0x400] ^= 1
    before = bytes.fromhex(_signing(SIGNED).signatures[0].digest)
    now = authenticode_digest(open_container(_changed(tmp_path, content)), "sha1")
    assert now is not None
    first = _signing(_changed(tmp_path, content.replace(before, now))).signatures[0]
    assert first.digest == first.file_digest
    assert first.intact is False


@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode computes the digest to compare with")
def test_the_digest_is_the_one_of_osslsigncode() -> None:
    command = ["osslsigncode", "verify", "-in", str(SIGNED)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    first = re.search(r"^Calculated message digest *: *(\w+)", said, re.MULTILINE)
    assert first is not None
    assert first[1].lower() == _signing(SIGNED).signatures[0].file_digest


@pytest.mark.parametrize(
    "offset, size, words",
    [(0xFFFFFFF0, 0x1000, "leads outside the file"), (4, 64, "leads outside the file"), (8, 64, "Something follows")],
)
def test_a_table_that_leads_elsewhere(tmp_path: Path, offset: int, size: int, words: str) -> None:
    content = bytearray(SIGNED.read_bytes())
    struct.pack_into("<II", content, _table(content)[0], offset, size)
    found = _signing(_changed(tmp_path, content))
    assert words in found.problem or "is damaged" in found.problem


def test_a_signature_that_is_nonsense(tmp_path: Path) -> None:
    content = bytearray(SIGNED.read_bytes())
    _, offset, size = _table(content)
    content[offset + 8 : offset + size] = bytes([0x30]) * (size - 8)
    found = _signing(_changed(tmp_path, content))
    assert found.signatures[0].problem.startswith("It could not be read:")
    assert signed_by(found).startswith("There is a signature, and it is damaged.")


def test_sections_that_overlap_have_no_digest(tmp_path: Path) -> None:
    content = bytearray(SIGNED.read_bytes())
    (header,) = struct.unpack_from("<I", content, 0x3C)
    first = header + 24 + 224 + 20  # where the first section stands in the file
    second = first + 40
    content[second : second + 4] = content[first : first + 4]
    found = _signing(_changed(tmp_path, content))
    assert [each.intact for each in found.signatures] == [None, None]
    assert "could not be computed" in signed_by(found)
