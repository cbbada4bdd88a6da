"""The proof about images at its shortest: `python dev.py images` makes it at length."""

from __future__ import annotations

import sys

import pytest
from proofs.compared_images import compared, images_at_hand
from proofs.fuzzed_images import attacked


@pytest.mark.skipif(sys.platform == "win32", reason="Wine's and MinGW's packages are Debian's")
def test_a_sample_of_real_images_agrees_with_objdump() -> None:
    files = images_at_hand()
    result = compared(files[:: len(files) // 40])
    assert result.differences == []
    assert result.files >= 40


def test_mutated_images_do_no_harm() -> None:
    outcome = attacked(500, seed=1)
    assert outcome.problems == []
    assert outcome.results["read"] > 50
    assert outcome.results["refused"] > 20
