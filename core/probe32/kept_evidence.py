"""What the code of a DLL's exports tells, found out once for each release of a DLL and kept for the next time.

Measured (docs/adr/0037): reading the code of 5,787 exports takes 3 s, reading what was kept of it 0.03 s; nothing
else of what is read of a DLL takes long enough to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import pe
from .abi.types import Convention
from .kept_files import KeptFiles
from .pe.code_evidence import Key
from .pe.facts import Confidence, ConventionGuess, Image

_WORTH = 0.1
"""Seconds of reading that are worth a file."""


def open_evidence(image: Image) -> pe.CodeEvidence:
    """The evidence in the code of an image, with what is known of it from earlier times."""
    evidence = pe.CodeEvidence(image.path, image.sha256)
    with_code = image.machine == "x86" and bool(image.exports)
    kept = _guesses(_store().read(image.sha256)) if with_code else None
    if kept:
        evidence.learn(kept)
    return evidence


def keep(evidence: pe.CodeEvidence) -> None:
    """Keep what has been read, when finding it out again would take a while; any thread may do so."""
    if not evidence.seconds or evidence.seconds < _WORTH:
        return
    evidence.seconds = 0.0
    _store().write(evidence.sha256, _document(evidence.guesses))


@lru_cache(maxsize=1)
def _maker() -> str:
    """Changes with each change of the code that reads code; in a package without sources, with the release."""
    from . import __version__

    sources = [file for file in (Path(__file__), *sorted(Path(pe.__file__).parent.glob("*.py"))) if file.is_file()]
    return "\n".join([__version__, *(each.read_text(encoding="utf-8") for each in sources)])


def _store() -> KeptFiles:
    return KeptFiles("evidence", _maker())


def _document(guesses: Mapping[Key, ConventionGuess]) -> dict[str, Any]:
    """Guesses and sentences are alike for many exports: each is written once."""
    texts: dict[str, int] = {}
    rows: dict[tuple[Any, ...], int] = {}
    exports = [[*key, rows.setdefault(_row(guess, texts), len(rows))] for key, guess in guesses.items()]
    return {"texts": list(texts), "guesses": list(rows), "exports": exports}


def _row(guess: ConventionGuess, texts: dict[str, int]) -> tuple[Any, ...]:
    evidence = tuple(texts.setdefault(text, len(texts)) for text in guess.evidence)
    found = guess.guess.value if guess.guess else None
    rest = (guess.removed, guess.read_bytes, guess.registers, guess.float_result, guess.argument_bytes)
    return (found, guess.stack_bytes, evidence, guess.confidence.value, *rest)


def _guesses(document: Any) -> dict[Key, ConventionGuess]:
    """What a document says; nothing when it says something odd."""
    try:
        texts = document["texts"]
        guesses = [_guess(row, texts) for row in document["guesses"]]
        return {(name, rva): guesses[number] for name, rva, number in document["exports"]}
    except (KeyError, IndexError, TypeError, ValueError):
        return {}


def _guess(row: Any, texts: list[str]) -> ConventionGuess:
    found, stack_bytes, evidence, confidence, removed, read_bytes, registers, float_result, argument_bytes = row
    return ConventionGuess(
        Convention(found) if found else None,
        stack_bytes,
        tuple(texts[number] for number in evidence),
        Confidence(confidence),
        removed,
        read_bytes,
        tuple(registers),
        float_result,
        argument_bytes,
    )
