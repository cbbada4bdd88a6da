"""Our reader of type libraries beside Windows' ITypeLib, which the 32-bit host asks, over those that Wine brings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from probe32 import Client64
from probe32.pe import read_details
from probe32.pe.com_types import ComMethod, ComType, TypeLibrary
from probe32.pe.type_library import read_type_library

if sys.platform == "win32":
    pytest.skip("compares libraries that Wine brings", allow_module_level=True)

SERVER = Path(__file__).parent / "programs" / "type_library_server.py"
EXAMPLE = Path(__file__).resolve().parents[1] / "fixtures" / "images" / "instrument.tlb"
WINE = Path("/usr/lib/i386-linux-gnu/wine/i386-windows")
KINDS = ("enum", "struct", "module", "interface", "dispinterface", "coclass", "alias", "union")
INVOKED = {1: "method", 2: "get", 4: "put", 8: "putref"}


@pytest.fixture(scope="module")
def asked() -> Iterator[Client64]:
    with Client64(SERVER, timeout=60) as client:
        yield client


def _ours(path: Path) -> TypeLibrary:
    content = path.read_bytes()
    return read_type_library(content) if content.startswith(b"MSFT") else read_details(path).type_libraries[0]


@pytest.mark.parametrize(
    "path", [EXAMPLE, *(WINE / name for name in ("stdole2.tlb", "shdocvw.dll", "msxml3.dll", "scrrun.dll"))], ids=str
)
def test_the_same_types(asked: Client64, path: Path) -> None:
    ours = _ours(path)
    name, guid, version, types = asked.request32("describe", "Z:" + str(path).replace("/", "\\"))
    assert (ours.name, ours.guid, ours.version, ours.problem) == (name, guid, version, "")
    assert [each.name for each in ours.types] == [each[0] for each in types]
    for mine, theirs in zip(ours.types, types, strict=True):
        _compare(mine, theirs)


def _compare(mine: ComType, theirs: tuple[Any, ...]) -> None:
    name, guid, kind, dual, text, methods, fields, bases = theirs
    assert (mine.guid, mine.kind, mine.dual, mine.help) == (guid, KINDS[kind], dual, text), name
    if mine.kind != "alias":
        assert [each.partition(" = ")[0].partition("[")[0].split()[-1].lstrip("*") for each in mine.members] == fields
    if mine.kind == "coclass":
        assert len(mine.bases) == bases
    # Of a dual interface ITypeInfo tells the methods of its base, too, before its own.
    own = methods[len(methods) - len(mine.methods) :]
    assert dual or len(methods) == len(mine.methods)
    for our_method, their_method in zip(mine.methods, own, strict=True):
        _compare_method(our_method, their_method)


def _compare_method(mine: ComMethod, theirs: tuple[Any, ...]) -> None:
    number, invoked, offset, names, _, flags, text = theirs
    assert (mine.id, mine.kind, mine.name) == (number, INVOKED[invoked], names[0])
    assert (max(mine.offset, 0), mine.help) == (offset, text)
    place = 0
    # GetNames goes by the number, which the halves of a property share: it gives those of the first.
    for name in names[1:] if mine.kind in ("method", "get") else ():
        place = mine.declaration.index(name, place) + len(name)
    bits = ((1, "in"), (2, "out"), (4, "lcid"), (8, "retval"), (0x10, "optional"))
    marks = [", ".join(word for bit, word in bits if each & bit) for each in flags]
    shown = mine.declaration
    for each in filter(None, marks):
        assert f"[{each}]" in shown
        shown = shown.partition(f"[{each}]")[2]
