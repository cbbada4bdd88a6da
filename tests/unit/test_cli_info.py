"""`probe32 info`: what the file tells, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_images import with_resource

from probe32.cli.main import main

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "images"


def _text(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main(["info", *map(str, words)]) == 0
    return capsys.readouterr().out


def _json(capsys: pytest.CaptureFixture[str], path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_text(capsys, path, "--json"))
    return document


def test_keys_of_the_document(sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = _json(capsys, sample_dll)
    assert {"machine", "bitness", "subsystem", "timestamp", "version", "imports", "dotnet", "com", "sha256"} <= set(
        document
    )
    assert (document["size"], document["image_base"], document["exports"]) == (9_728, 0x10000000, 66)
    assert document["hashes"]["sha256"] == document["sha256"]
    assert document["signing"] == {"embedded": False, "signatures": [], "problem": ""}
    assert (document["assembly"], document["overlay"], document["type_libraries"], document["manifests"]) == (
        None, None, [], [],
    )  # fmt: skip
    assert {"name", "rva", "size", "rights", "entropy"} <= set(document["sections"][0])
    assert document["security"]["aslr"] is True


def test_signatures(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "signed.dll"
    outer, inner = _json(capsys, path)["signing"]["signatures"]
    assert (outer["signer"]["name"], outer["intact"], inner["timestamp"]["kind"]) == (
        "Example Instruments", True, "RFC 3161",
    )  # fmt: skip
    text = _text(capsys, path)
    assert "\nSignature: Signed by Example Instruments, unchanged since. Whether the certificate is trusted" in text
    assert "the file is unchanged" in text


def test_types_of_dotnet(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "instrument.dll"
    assert _json(capsys, path)["assembly"]["name"]["version"] == "2.5.0.7"
    assert "public static uint Ticks()" not in _text(capsys, path)
    everything = _text(capsys, path, "--all")
    assert "\n.NET: instrument, 2.5.0.7\n" in everything
    assert "public static uint Ticks()  → kernel32.dll!GetTickCount" in everything


def test_a_type_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = with_resource("TYPELIB", 1, (FIXTURES / "instrument.tlb").read_bytes())
    path = tmp_path / "com.dll"
    path.write_bytes(made.content())
    (library,) = _json(capsys, path)["type_libraries"]
    assert (library["name"], len(library["types"])) == ("ExampleLib", 7)
    assert "\nCOM: 1 type library\n" in _text(capsys, path)
    assert "HRESULT Measure([in] Channel Channel, [out, retval] double *value)" in _text(capsys, path, "--all")


def test_a_manifest_and_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '<assembly><assemblyIdentity name="Example" version="1.0.0.0"/></assembly>'
    path = tmp_path / "told.dll"
    path.write_bytes(with_resource(24, 2, text.encode()).content())
    assert "Example 1.0.0.0" in _text(capsys, path)
    assert text in _text(capsys, path, "--all")


def test_long_lists_are_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("/usr/lib/i386-linux-gnu/wine/i386-windows/msxml3.dll")
    if not path.is_file():
        pytest.skip("a DLL with many types, which Wine brings")
    assert "123 more" in _text(capsys, path)
    assert "more" not in _text(capsys, path, "--all").partition("COM: ")[2].partition("types")[0]


def test_what_was_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = (FIXTURES / "instrument.dll").read_bytes().replace(b"BSJB", b"BSJX")
    path = tmp_path / "damaged.dll"
    path.write_bytes(content)
    said = "Its .NET metadata cannot be read: its metadata does not begin with BSJB."
    assert _json(capsys, path)["notes"] == [said]
    assert f"\nLeft out\n  note  {said}\n" in _text(capsys, path)
