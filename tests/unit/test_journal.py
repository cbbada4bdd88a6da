"""The journal of a batch: whole records count, whatever the writer died of."""

from __future__ import annotations

from probe32.wire.journal import SIZE, Journal


def test_what_one_end_writes_the_other_reads() -> None:
    memory = bytearray(SIZE)
    host, client = Journal(memory), Journal(memory)
    assert client.records() == []
    client.clear()
    host.clear()
    assert [host.add(each) for each in (b"one", b"", b"three")] == [True] * 3
    assert client.records() == [b"one", b"", b"three"]
    host.clear()
    assert client.records() == []


def test_a_record_that_does_not_fit_is_not_begun() -> None:
    memory = bytearray(8 + 4 + 10)
    journal = Journal(memory)
    journal.clear()
    assert not journal.add(b"x" * 11)
    assert journal.add(b"x" * 10)
    assert not journal.add(b"")
    assert journal.records() == [b"x" * 10]


def test_a_record_that_was_being_written_does_not_count() -> None:
    memory = bytearray(SIZE)
    journal = Journal(memory)
    journal.clear()
    journal.add(b"whole")
    memory[8 + 4 + 5 : 8 + 4 + 5 + 7] = b"\x09\x00\x00\x00abc"  # the writer died before it counted this
    assert journal.records() == [b"whole"]
    memory[0:4] = b"\x05\x00\x00\x00"  # nonsense is cut at the end that is told
    assert journal.records() == [b"whole"]
