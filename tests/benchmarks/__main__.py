"""The command: measures, prints a table, compares, writes files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import probe32
from probe32.errors import HostError
from probe32.launch import find_host

from . import comparison, page, running, table
from .catalogue import BENCHMARKS
from .results import RELEASES, Results, UnreadableError, load, newest_release
from .session import Session
from .surroundings import ROOT, clean_surroundings

_QUICK = 0.1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 0 whatever the figures are, 1 when a benchmark failed or the host is missing, 2: a file is no result."""
    options = _options(arguments)
    try:
        since = _to_compare_with(options)
        results = load(options.show) if options.show else _measured(options)
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 2
    except HostError as error:
        print(f"{error} {error.hint}", file=sys.stderr)
        return 1
    found = comparison.changes(since, results) if since else []
    _say(f"\n{_facts(results)}\n\n{table.plain_table(results.all_rows)}\n")
    if since:
        _say(f"\n{comparison.told(found, since)}\n")
    if options.json:
        results.save(options.json)
    if options.docs:
        page.write(results, found, since, options.docs)
    failed = [each.name for each in results.missing if each.failed]
    if failed:
        _say(f"\nFailed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _measured(options: argparse.Namespace) -> Results:
    names = [name for name in BENCHMARKS if name in (options.only or BENCHMARKS)]
    minutes = _expected_minutes(options.repeat, names)
    _say(f"Takes about {minutes:.1f} minutes, on a busy machine longer, and what else it does shows in the figures.\n")
    with clean_surroundings() as left:
        session = Session(find_host(), options.repeat)
        session.host.environment()  # makes and wakes the Wine prefix before anything is measured
        results = running.run(names, session, _say)
    for line in left:
        _say(f"Had to be ended: {line}\n")
    return results


def _to_compare_with(options: argparse.Namespace) -> Results | None:
    file: Path | None = options.compare or newest_release(but=probe32.__version__ if options.publish else "")
    return load(file) if file else None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.quick:
        options.repeat = _QUICK
    if options.publish:
        if options.only or options.quick:
            parser.error("--publish is for a whole run")
        options.docs = options.docs or ROOT / "docs"
        options.json = options.json or RELEASES / f"{probe32.__version__}.json"
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py bench",
        description="Measures Probe32 against msl-loadlib and against the floor, in turns, in one run, and compares\n"
        "the ratios with those of the last release. What it means: docs/benchmarks.md. The exit code is\n"
        "1 when a benchmark failed, 0 otherwise, whatever the figures.",
        epilog="benchmarks:\n" + "\n".join(f"  {name:<9} {_first_sentence(each)}" for name, each in BENCHMARKS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    often = parser.add_mutually_exclusive_group()
    often.add_argument("--quick", action="store_true", help="a tenth of the repetitions: two minutes, and rough")
    often.add_argument("--repeat", type=float, default=1.0, metavar="X", help="X times as many repetitions")
    often.add_argument("--show", type=Path, metavar="FILE", help="measure nothing, show the results in FILE")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, metavar="NAME", help="this one; repeatable")
    for option, metavar, words in (
        ("--compare", "FILE", "compare with the results in FILE instead of those of the newest release"),
        ("--json", "FILE", "write all results, in the form of tests/benchmarks/results.schema.json"),
        ("--docs", "FOLDER", "write the page and its drawing into FOLDER"),
    ):
        parser.add_argument(option, type=Path, metavar=metavar, help=words)
    parser.add_argument("--publish", action="store_true", help="write docs/benchmarks.md and the release's results")
    return parser


def _first_sentence(benchmark: object) -> str:
    return (benchmark.__doc__ or "").strip().partition("\n")[0].partition(". ")[0].rstrip(".")


def _facts(results: Results) -> str:
    lines = {"Probe32": f"{results.version}, {results.date}", **results.machine}
    width = max(map(len, lines))
    return "\n".join(f"{name:<{width}}  {text}" for name, text in lines.items())


def _expected_minutes(repeat: float, names: Sequence[str]) -> float:
    """A guess from runs on two idle cores: each benchmark starts some hosts and repeats for a while."""
    return len(names) / len(BENCHMARKS) * (1.5 + 2.4 * repeat)


def _say(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"  # on Windows a pipe's may lack signs
    print(text.encode(encoding, "replace").decode(encoding), end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
