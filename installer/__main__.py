"""`python dev.py msi`: builds the MSI, and says how large it is."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from probe32 import __version__

from .building import build
from .errors import BuildError
from .staging import ROOT, stage
from .verifying import verify
from .winget import write_manifests

MOST_PACKED, MOST_INSTALLED = 88_000_000, 230_000_000
"""In bytes: what the MSI, and what it installs, may take."""


def main(arguments: list[str]) -> int:
    """Build; the exit code."""
    options = _parser().parse_args(arguments)
    target = options.out / f"Probe32-{options.version}-x64.msi"
    try:
        with tempfile.TemporaryDirectory(prefix="probe32-stage-") as work:
            tree = Path(work)
            stage(tree, options.version, lambda what: print(f"  {what} ...", flush=True), options.sign)
            print("  the MSI ...", flush=True)
            build(tree, options.version, _moment(), target, options.sign)
            installed = sum(each.stat().st_size for each in tree.rglob("*") if each.is_file())
        if options.winget:
            write_manifests(target, options.version, options.winget, options.out / "winget")
        if options.verify:
            verify(target, options.out / "verified", lambda what: print(f"  {what}", flush=True))
    except BuildError as error:
        print(f"No installer was made. {error}", file=sys.stderr)
        return 1
    packed = target.stat().st_size
    print(f"{target}: {packed / 1e6:.1f} MB, installed {installed / 1e6:.1f} MB")
    return _judged(packed, installed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py msi", description="Build the installer for Windows.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "msi", help="the folder for it (build/msi)")
    parser.add_argument("--version", default=__version__, help="the version to say (for tests of upgrades)")
    parser.add_argument("--winget", metavar="URL", help="write winget's manifests, for an MSI that will be at this URL")
    parser.add_argument("--verify", action="store_true", help="install it in Wine 10, and work with the window (root)")
    parser.add_argument(
        "--sign",
        metavar="COMMAND",
        default="",
        help="a command that signs a file in its place: {file} stands for its path, which otherwise is put behind it; "
        "run for each program of Probe32's own, and for the MSI",
    )
    return parser


def _moment() -> datetime:
    """The date of all files: SOURCE_DATE_EPOCH, or that of the last commit, or a fixed one."""
    known = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not known:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        known = done.stdout.strip()
    return datetime.fromtimestamp(int(known or "1790000000"), timezone.utc)


def _judged(packed: int, installed: int) -> int:
    over = [
        f"{what} is over its budget of {most / 1e6:.0f} MB"
        for what, size, most in (("The MSI", packed, MOST_PACKED), ("What it installs", installed, MOST_INSTALLED))
        if size > most
    ]
    for each in over:
        print(each, file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
