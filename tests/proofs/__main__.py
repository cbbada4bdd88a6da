"""`python -m proofs VERB ...`, as `dev.py` starts it."""

from __future__ import annotations

import sys
from importlib import import_module

from probe32.errors import HostError

from .arena import UnprovableError

VERBS = ("faults", "threads", "soak", "fuzz", "images", "newcomer")


def main(arguments: list[str]) -> int:
    """The exit code of a proof: 0 when it holds."""
    if not arguments or arguments[0] not in VERBS:
        print(f"Say one of: {', '.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return int(import_module(f".{arguments[0]}", __package__).main(arguments[1:]))
    except (HostError, UnprovableError) as reason:
        print(f"{reason} {getattr(reason, 'hint', '')}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
