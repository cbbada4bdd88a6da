"""The command: measures, prints a table, writes files."""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from windows_python import UnavailableError

from probe32.errors import HostError
from probe32.launch import find_host

from . import machine, table
from .catalogue import BENCHMARKS
from .rows import Row
from .session import Session, UnmeasurableError
from .surroundings import clean_surroundings

QUICK = 0.1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 0 whatever the figures are, 1 when the host is missing."""
    options = _parser().parse_args(arguments)
    repeat = QUICK if options.quick else options.repeat
    names = [name for name in BENCHMARKS if name in (options.only or BENCHMARKS)]
    date = datetime.now(timezone.utc)
    minutes = _expected_minutes(repeat, names)
    _say(f"Takes about {minutes:.1f} minutes, on a busy machine longer, and what else it does shows in the figures.")
    with clean_surroundings() as left:
        try:
            session = Session(find_host(), repeat)
            session.host.environment()  # makes and wakes the Wine prefix before anything is measured
        except HostError as error:
            print(f"{error} {error.hint}", file=sys.stderr)
            return 1
        rows, notes = _measured(names, session)
        facts = machine.facts(session.host, f"{date:%Y-%m-%d}")
    for line in left:
        _say(f"Had to be ended: {line}")
    _say(f"\n{facts['machine']}\n\n{table.plain_table(rows)}")
    _write(options, rows, facts, notes)
    return 0


def _measured(names: Sequence[str], session: Session) -> tuple[list[Row], list[str]]:
    """All rows, and why others are missing."""
    rows: list[Row] = []
    notes: list[str] = []
    for name in names:
        _say(f"  {name} ...", end="")
        start = time.monotonic()
        try:
            rows += BENCHMARKS[name](session)
            _say(f" {time.monotonic() - start:.1f} s")
        except (UnmeasurableError, UnavailableError) as reason:
            notes.append(f"{name}: {reason}")
            _say(f" left out: {reason}")
        except Exception as error:  # the others are worth measuring all the same
            notes.append(f"{name}: it failed with {type(error).__name__}: {error}")
            _say(f" FAILED:\n{traceback.format_exc()}")
    return rows, notes


def _write(options: argparse.Namespace, rows: list[Row], facts: dict[str, str], notes: list[str]) -> None:
    if options.json:
        text = json.dumps(table.document(rows, facts, notes), indent=2, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(table.page(rows, facts, notes), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py bench",
        description="Measures Probe32 against msl-loadlib and against the floor, in turns, in one run.",
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the repetitions: less than a minute")
    parser.add_argument("--repeat", type=float, default=1.0, metavar="X", help="X times as many repetitions")
    parser.add_argument(
        "--only", action="append", choices=BENCHMARKS, metavar="NAME", help=f"one of: {', '.join(BENCHMARKS)}"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all results")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page of the documentation")
    return parser


def _expected_minutes(repeat: float, names: Sequence[str]) -> float:
    """A guess from runs on two idle cores: each benchmark starts some hosts and repeats for a while."""
    return len(names) / len(BENCHMARKS) * (0.6 + 2.4 * repeat)


def _say(text: str, end: str = "\n") -> None:
    print(text, end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main())
