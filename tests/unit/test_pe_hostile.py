"""Files made to break readers of PE files: each gives a result or a clear error soon, and says what it left out."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_images import CODE, FIRST, MadeImage, Section, exporting, exporting_tables, text_place, with_resource

from probe32.cli.main import main
from probe32.errors import ImageError
from probe32.image_info import info_document
from probe32.image_outline import outline
from probe32.pe import CodeEvidence, ExportKind, Image, read_details, read_image

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "images"
Read = Callable[[MadeImage], Image]

_MOST_SECONDS = 60.0
"""Of processor time, on any machine: what is read again for each of many names takes hours."""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a made image as a file, and the code of its first exports; it must not take long."""

    def reading(made: MadeImage) -> Image:
        path = tmp_path / "made.dll"
        path.write_bytes(made.content())
        start = time.process_time()
        try:
            image = read_image(path)
            code = CodeEvidence(path)
            for each in image.exports[:10]:
                code.guess(each)
        finally:
            assert time.process_time() - start < _MOST_SECONDS
        return image

    return reading


def test_a_hundred_thousand_names(read: Read) -> None:
    names = [f"reading_{number:06}" for number in range(100_000)]
    image = read(exporting([name.encode() for name in names]))
    assert sorted(each.name or "" for each in image.exports) == names
    assert {each.kind for each in image.exports} == {ExportKind.FUNCTION}
    assert image.notes == ()


def test_more_names_than_are_read(read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = 500_000
    place = text_place(100, count)
    image = read(exporting_tables([FIRST] * 100, [place] * count, [number % 100 for number in range(count)], b"f\0"))
    said = "The names of its exports are incomplete: 368,928 of 500,000 were left out."
    assert (len(image.exports), image.notes) == (0x20000, (said,))
    assert main(["exports", "--no-code", str(tmp_path / "made.dll")]) == 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("letters", [b"a", b"\x1b"], ids=["plain", "control characters"])
def test_names_that_share_one_long_text(read: Read, letters: bytes) -> None:
    count = 100_000
    places = [text_place(100, count) + number % 60_000 for number in range(count)]
    image = read(exporting_tables([FIRST] * 100, places, [0] * count, letters * 65_000 + b"\0"))
    assert "incomplete" in image.notes[0]


def _doubling(times: int) -> bytes:
    """An Itanium name whose readable form doubles with each part: pointers to functions that take the one before."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    parts = "".join(f"PFv{2 * f'S{digits[2 * number]}_'}E" for number in range(times))
    return f"_Z1fPFviE{parts}".encode()


def test_a_name_that_explodes_when_demangled_stays_as_it_is(read: Read) -> None:
    name = _doubling(17).decode()
    (export,) = read(exporting([name.encode()])).exports
    assert (export.name, export.undecorated) == (name, None)


@pytest.mark.parametrize(
    "name",
    [_doubling(5), b"?f@@YAX" + b"V?$A@" * 140 + b"H" + b"@@" * 140 + b"@Z", b"_Z1f" + b"P" * 4000 + b"i"],
    ids=["doubling", "nested", "deep"],
)
def test_many_names_that_are_hard_to_demangle(read: Read, name: bytes) -> None:
    count = 20_000
    image = read(exporting_tables([FIRST] * 100, [text_place(100, count)] * count, [0] * count, name + b"\0"))
    assert image.exports[0].name == name.decode()
    assert "readable form" in " ".join(image.notes) or image.exports[0].undecorated is None


def test_forwarders_all_over_the_file(read: Read) -> None:
    made = exporting_tables([text_place(65_536, 0)] * 65_536, [], [], b"A" * 1000 + b"\0")
    made.directories[0] = (made.directories[0][0], 0xFFFFFFFF)
    assert {each.kind for each in read(made).exports} == {ExportKind.FORWARD}


def test_a_forwarder_without_an_end(read: Read) -> None:
    made = exporting_tables([text_place(1, 0)], [], [], b"A" * 3000)
    made.directories[0] = (made.directories[0][0], 0xFFFFFFFF)
    with pytest.raises(ImageError, match=r"The export table of .* is damaged: the (text|forwarder) at RVA"):
        read(made)


def test_a_directory_that_points_at_itself(read: Read) -> None:
    place = FIRST + 0x1000
    made = exporting([b"f"])
    made.sections[1].content = struct.pack("<16xIIIIII", 1, 6, 6, place, place, place) + bytes(64)
    image = read(made)
    assert len(image.exports) <= 12


@pytest.mark.parametrize("count", [65_535, 2049])
def test_too_many_sections(read: Read, count: int) -> None:
    made = exporting([b"f"])
    made.claimed_sections = count
    with pytest.raises(ImageError, match=f"they claim {count:,} sections"):
        read(made)


def test_sections_that_overlap(read: Read) -> None:
    made = exporting([b"f"])
    made.sections.append(Section(b"x" * 64, FIRST + 8))
    assert "Its sections overlap" in read(made).notes[0]


def test_a_section_outside_the_file(read: Read) -> None:
    made = exporting([b"f"])
    made.sections.append(Section(b"", 0x10000, size=0x1000, raw=(0xFFFFFE00, 0x1000)))
    with pytest.raises(ImageError, match="is truncated: the section"):
        read(made)


@pytest.mark.parametrize("alignments", [(0, 0), (0xFFFFFFFF, 3), (1, 0x80000000)])
def test_absurd_alignments(read: Read, alignments: tuple[int, int]) -> None:
    made = exporting([b"f"])
    made.alignments = alignments
    assert [each.name for each in read(made).exports] == ["f"]


@pytest.mark.parametrize("number", [2, 6, 14])
def test_directories_beyond_the_file(read: Read, number: int) -> None:
    made = exporting([b"f"])
    made.directories[number] = (0xFFFFFFF0, 0xFFFFFFFF)
    assert [each.name for each in read(made).exports] == ["f"]


def test_imports_that_share_one_list(read: Read) -> None:
    rows = struct.pack("<5I", FIRST + 0x100000, 0, 0, FIRST + 0x1F0000, FIRST) * 40_000
    lists = rows.ljust(0x100000, b"\0") + struct.pack("<I", 0x80000001) * 200_000
    image = read(MadeImage([Section(lists.ljust(0x1F0000, b"\0") + b"a.dll\0")], {1: (FIRST, 20)}))
    assert image.notes == ("The list of its imports is incomplete: it has too many.",)


def test_a_tree_of_resources_whose_names_are_long(read: Read) -> None:
    count = 30_000
    root = struct.pack("<12xHH", count, 0) + struct.pack("<II", 0x80000000 | (16 + 8 * count), 0) * count
    image = read(MadeImage([Section(root + b"\xff" * 131_072)], {2: (FIRST, 20)}))
    assert not image.com


def test_code_made_of_calls(read: Read) -> None:
    """Every instruction calls a function of its own, which is the same code a little further on."""
    code = b"".join(b"\xe8" + struct.pack("<I", (7919 * number) % 50_000 * 5) for number in range(60_000))
    made = exporting([b"f"])
    made.sections = [Section(code, 0x100000, CODE), made.sections[1]]
    made.sections[1].content = made.sections[1].content.replace(
        struct.pack("<I", FIRST), struct.pack("<I", 0x100000), 1
    )
    assert len(read(made).exports) == 1


@pytest.fixture
def info(tmp_path: Path) -> Callable[[bytes], dict[str, object]]:
    """Read everything that a file tells; it must not take long."""

    def reading(content: bytes) -> dict[str, object]:
        path = tmp_path / "made.dll"
        path.write_bytes(content)
        start = time.process_time()
        details = read_details(path)
        document = info_document(details)
        outline(details)
        assert time.process_time() - start < _MOST_SECONDS
        return document

    return reading


Info = Callable[[bytes], dict[str, object]]


def _assembly(rows: dict[int, tuple[int, bytes]], strings: bytes, blobs: bytes) -> bytes:
    """An image of .NET with these tables: number, then how many rows and their bytes. Indexes have four bytes."""
    valid = sum(1 << number for number in rows)
    tables = struct.pack("<IBBBBQQ", 0, 2, 0, 7, 1, valid, 0)
    tables += b"".join(struct.pack("<I", count) for count, _ in rows.values()) + b"".join(
        raw for _, raw in rows.values()
    )
    streams = [(b"#~\0\0", tables), (b"#Strings\0\0\0\0", strings), (b"#Blob\0\0\0", blobs)]
    start = 20 + 12 + sum(8 + len(name) for name, _ in streams)
    heads = b""
    for name, data in streams:
        heads += struct.pack("<II", start, len(data)) + name
        start += len(data)
    metadata = struct.pack("<4sHHII12sHH", b"BSJB", 1, 1, 0, 12, b"v4.0.30319\0\0", 0, 3) + heads
    metadata += b"".join(data for _, data in streams)
    header = struct.pack("<IHHIII", 72, 2, 5, FIRST + 72, len(metadata), 1).ljust(72, b"\0")
    return MadeImage([Section(header + metadata)], {14: (FIRST, 72)}).content()


def test_methods_that_share_one_long_signature(info: Info) -> None:
    blob = b"\0\xc0\0\xff\xf0" + b"\x00\xc0\0\xff\x00\x08" + b"\x15\x12\x08\xc0\0\xff\x00" * 9_000
    count = 60_000
    types = struct.pack("<IIIHII", 0x100000, 1, 1, 0, 1, 1)
    methods = struct.pack("<IHHIII", 0, 0, 6, 1, 1, 1) * count
    document = info(_assembly({2: (1, types), 6: (count, methods)}, b"\0name\0", blob.ljust(70_000, b"\x08")))
    assert "incomplete" in str(document["notes"])


def test_types_that_all_claim_the_same_methods(info: Info) -> None:
    """Each second type begins with the first method, and the next with the last."""
    count = 20_000
    types = b"".join(struct.pack("<IIIHHH", 0, 1, 1, 0, 1, 1 if index % 2 else count) for index in range(count))
    methods = struct.pack("<IHHIIH", 0, 0, 6, 1, 1, 1) * count
    document = info(_assembly({2: (count, types), 6: (count, methods)}, b"\0name\0", b"\0\x03\x00\x00\x01"))
    assert "incomplete" in str(document["notes"])


def test_types_within_one_another_in_a_circle(info: Info) -> None:
    types = struct.pack("<IIIHHH", 2, 1, 1, 0, 1, 1) * 2
    document = info(_assembly({2: (2, types), 41: (2, struct.pack("<HHHH", 1, 2, 2, 1))}, b"\0name\0", b"\0"))
    assert document["assembly"] is not None


def test_an_assembly_with_billions_of_rows(info: Info) -> None:
    document = info(_assembly({2: (0xFFFFFFFF, b"x" * 1000), 6: (0xFFFFFFFF, b"")}, b"\0", b"\0"))
    assert "incomplete" in str(document["notes"])


def test_a_type_library_whose_methods_share_one_record(info: Info) -> None:
    """Records of no length: all methods are the first one."""
    data = bytearray((FIXTURES / "instrument.tlb").read_bytes())
    (count,) = struct.unpack_from("<I", data, 0x20)
    (infos,) = struct.unpack_from("<I", data, 0x54 + 4 * count)
    place = infos + 3 * 0x64
    struct.pack_into("<I", data, place + 0x18, 0xFFFF)
    (records,) = struct.unpack_from("<I", data, place + 4)
    struct.pack_into("<I", data, records, 0x80000000)
    document = info(with_resource("TYPELIB", 1, bytes(data)).content())
    assert "damaged" in str(document["type_libraries"])


def test_resources_that_share_one_place(info: Info) -> None:
    """2,000 manifests, all of them the same megabyte."""
    count, size = 2_000, 1 << 20
    names = struct.pack("<12xHH", 0, count) + b"".join(
        struct.pack("<II", number, 24 + 16 + 8 * count) for number in range(count)
    )
    tree = struct.pack("<12xHHII", 0, 1, 24, 0x80000018) + names
    leaf = struct.pack("<IIII", FIRST + len(tree) + 16, size - 1, 0, 0)
    text = b"<a>" + b"<b/>" * (size // 4 - 3) + b"</a>"
    document = info(MadeImage([Section(tree + leaf + text.ljust(size, b" "))], {2: (FIRST, 100)}).content())
    assert "only" in str(document["notes"])


def test_signatures_by_the_thousand(info: Info) -> None:
    made = MadeImage([Section(b"x" * 512)])
    start = len(made.content())
    signed = (FIXTURES / "signed.dll").read_bytes()
    (header,) = struct.unpack_from("<I", signed, 0x3C)
    place, size = struct.unpack_from("<II", signed, header + 24 + 128)
    made.directories[4] = (start, size * 1_000)
    document = info(made.content() + signed[place : place + size] * 1_000)
    assert "more than 16 signatures" in str(document["signing"])


def test_a_signature_made_of_brackets(info: Info) -> None:
    """Sequences of no definite length, one in the other."""
    made = MadeImage([Section(b"x" * 512)])
    message = b"\x30\x80" * 500_000
    table = struct.pack("<IHH", 8 + len(message), 0x200, 2) + message
    made.directories[4] = (len(made.content()), len(table))
    assert "could not be read" in str(info(made.content() + table)["signing"])


def test_sections_that_are_all_the_whole_file(info: Info) -> None:
    made = MadeImage([Section(b"x" * (1 << 20))])
    made.sections += [Section(b"", FIRST, raw=(0x200, 1 << 20)) for _ in range(2_000)]
    document = info(made.content())
    assert "overlap" in str(document["notes"])


def test_a_manifest_of_elements_in_one_another(info: Info) -> None:
    document = info(with_resource(24, 2, b"<a>" * 300_000).content())
    assert "no XML" in str(document["manifests"])
