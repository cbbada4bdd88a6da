"""The long proofs: `python dev.py faults`, `threads`, `soak` and `fuzz`. Each has a short version among the tests."""
