"""Mutated images that were answered each in a way of its own, read again; `python dev.py images --grow` adds more."""

from __future__ import annotations

from pathlib import Path

from proofs.image_corpus import entries, said_of


def test_every_image_of_the_corpus_is_answered_as_before(tmp_path: Path) -> None:
    corpus, file = entries(), tmp_path / "FILE"
    assert len(corpus) > 50
    other = {}
    for entry in corpus:
        file.write_bytes(entry.content())
        said = said_of(file)
        if said != entry.said:
            other[entry] = said
    assert other == {}
