"""Every 32-bit DLL at hand read as `objdump` reads it, then mutated images, which must do no harm."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from . import compared_images, fuzzed_images, image_corpus

_SHOWN = 20
"""Problems that are printed at most."""


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when every list is equal and nothing happened that must not."""
    options = _parser().parse_args(arguments)
    if options.grow:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{image_corpus.grow(options.cases, options.seed, Path(folder))} images are new in the corpus")
        return 0
    problems = []
    if not options.only_mutated:
        compared = compared_images.compared(compared_images.images_at_hand())
        print(f"{compared.files} files, {compared.exports} exports, {len(compared.differences)} differences")
        print(f"read in {compared.seconds:.1f} s of processor time", flush=True)
        problems += compared.differences
    start = time.monotonic()
    outcome = fuzzed_images.attacked(options.cases, options.seed)
    said = ", ".join(f"{result} {count}" for result, count in outcome.results.most_common())
    print(f"{outcome.cases} mutated images in {time.monotonic() - start:.0f} s: {said}; the slowest took ", end="")
    print(f"{outcome.slowest:.2f} s; seed {options.seed}; {len(outcome.problems)} problems")
    problems += outcome.problems
    for each in problems[:_SHOWN]:
        print(each)
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py images",
        description="Reads every 32-bit DLL of Wine and MinGW and compares its exports with those that objdump prints; "
        "then reads mutated images: each gives a result or a clear error within 2 s and 500 MB.",
    )
    parser.add_argument("--cases", type=int, default=200_000, metavar="N", help="mutated images (200,000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which mutations these are")
    parser.add_argument("--only-mutated", action="store_true", help="leave out the comparison with objdump")
    parser.add_argument("--grow", action="store_true", help="add those that are answered in a new way to the corpus")
    return parser
