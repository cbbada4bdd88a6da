"""`probe32 doctor --self`: the report that the support desk asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ..errors import ExitCode
from ..launch import describe
from ..self_report import Place, SelfReport, self_report
from . import console


def run(options: argparse.Namespace) -> int:
    """Print it; 0 when the sample DLL could be called, 5 when the 32-bit host does not start."""
    report = self_report()
    if options.json:
        console.show_json(_document(report))
    else:
        console.show_pairs(list(_pairs(report)))
    return 0 if report.started is not None else ExitCode.HOST


def _document(report: SelfReport) -> dict[str, object]:
    return {
        "well": report.well,
        "system": report.system,
        "user": report.user,
        "installed": report.installed,
        "python": report.python,
        "packages": report.packages,
        "places": [
            {
                "name": each.name,
                "path": str(each.path),
                "exists": each.exists,
                "writable": each.writable,
                "free_bytes": each.free,
            }
            for each in report.places
        ],
        "variables": report.variables,
        "host": None if report.host is None else describe(report.host),
        "first_call_s": report.started,
        "problem": report.problem,
        "hint": report.hint,
    }


def _pairs(report: SelfReport) -> Iterator[tuple[str, str]]:
    yield "Probe32", report.packages["probe32"]
    yield "installed", report.installed
    yield "system", report.system
    yield "user", report.user
    yield "Python", report.python
    for each in report.places:
        yield each.name, f"{each.path}  ({_state(each)})"
    yield from report.variables.items()
    if report.host is not None:
        yield "32-bit host", f"{report.host.executable}  ({report.host.kind}, Python {report.host.python})"
    if report.started is not None:
        yield "first call", f"{report.started:.2f} s from nothing to the answer of the sample DLL"
    if report.problem:
        yield "PROBLEM", f"{report.problem}\n{report.hint}".strip()
    absent = [name for name, version in report.packages.items() if not version]
    yield "packages", ", ".join(f"{name} {version}" for name, version in report.packages.items() if version)
    if absent:
        yield "not installed", ", ".join(absent)
    yield "verdict", "all is well" if report.well else "something is wrong: see above"


def _state(place: Place) -> str:
    room = "" if place.free is None else f", {place.free / 1e9:.1f} GB free"
    rights = {True: "writable", False: "NOT WRITABLE", None: "nothing is written there"}[place.writable]
    return f"{rights}{'' if place.exists else ', not made yet'}{room}"
