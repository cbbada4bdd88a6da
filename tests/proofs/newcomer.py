"""Somebody with an empty Debian follows README.md, word by word, until a program of his uses an exported wrapper."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from followed import Shell, Step, is_what_is_shown, steps, without_times
from pages import shown_commands, tells_of_failure

from .arena import UnprovableError
from .empty_debian import HOME, EmptyDebian, in_namespaces, remove

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "guides" / "first-start.md"
PACKAGES = ("git", "python3", "sudo")
"""What README says has to be there, and what makes root of a user who may."""
RELEASE = "bookworm"
"""The one that the page tells of."""
_CLONE = "git clone /srv/probe32.git probe32"
_SUITE = "python dev.py test"
_PATIENCE = 7200.0
_INSIDE = "--in-namespaces"
_INTRODUCTION = """\
# From an empty Debian to a wrapper

What happens when somebody follows [README](../../README.md) on a Debian {release} that has its base system and
{packages}, and nothing else. An ordinary user, who may use `sudo`, types what README shows, in its order, and saves its
programs under the names in their first lines. Two commands before that fetch the repository; the tests are left out.
Until the environment is active, Python is called `python3` there.

Made by `python dev.py newcomer`; don't edit it by hand. Durations are left out (`…`).
"""


class Typed(NamedTuple):
    """A command as it was typed, or the name of a file that was saved, and what was printed."""

    text: str
    printed: str


def main(arguments: Sequence[str]) -> int:
    """Prove it; 0 when every command did what README shows."""
    options = _parser().parse_args(arguments)
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("unshare"):
        raise UnprovableError(
            "An empty Debian is made by debootstrap and entered by chroot: run this as root, with debootstrap."
        )
    if options.in_namespaces:
        return _follow(options.in_namespaces, options.release, options.tests)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the folder is removed then, too
    folder = Path(tempfile.mkdtemp(prefix="probe32-newcomer-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        return in_namespaces([sys.executable, "-m", "proofs", "newcomer", *arguments, _INSIDE, str(folder)])
    finally:
        remove(folder)


def typed_in(page: str) -> Iterator[Step]:
    """README's steps as they are typed on Debian, where Python has another name until the environment is active."""
    active = False
    for step in steps(page):
        active = active or step.command.endswith("bin/activate")
        command = step.command if active else re.sub(r"^python ", "python3 ", step.command)
        yield step._replace(command=command)


def transcript(page: str) -> list[Typed]:
    """What a page that was made here says was typed and printed."""
    (text,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [Typed(command, output.rstrip("\n")) for command, output in shown_commands(text)]


def follow(shell: Shell, todo: Iterable[Step], home: str) -> Iterator[Typed]:
    """Save and type, one step after the other. `UnprovableError` when one does something else than is shown."""
    for step in todo:
        if step.file:
            shell.save(step.file, step.shown)
            continue
        printed, code = shell.type(step.command, _PATIENCE)
        if not is_what_is_shown(step.shown, printed) or bool(code) != tells_of_failure(step.shown):
            raise UnprovableError(f"$ {step.command}\n{printed}\n(exit code {code}), where README shows\n{step.shown}")
        yield Typed(step.command, without_times(printed.replace(home, "~")))


def page_of(release: str, done: Sequence[Typed]) -> str:
    """The page that tells of it."""
    *most, last = (f"`{name}`" for name in PACKAGES)
    lines = "\n".join(f"$ {each.text}\n{each.printed}".rstrip() for each in done)
    introduction = _INTRODUCTION.format(release=release, packages=f"{', '.join(most)} and {last}")
    return f"{introduction}\n```text\n{lines}\n```\n"


def _follow(folder: Path, release: str, with_tests: bool) -> int:
    begun = time.monotonic()
    debian = EmptyDebian(folder, release)
    debian.install(*PACKAGES)
    debian.add_user()
    debian.give(ROOT, "/srv/probe32.git")
    start, size = time.monotonic(), debian.size()
    print(f"empty Debian {release}: {start - begun:.0f} s, {size / 1e6:.0f} MB", flush=True)
    todo = [Step(_CLONE, "", "…"), Step("cd probe32", "", ""), *typed_in((ROOT / "README.md").read_text("utf-8"))]
    if not with_tests:
        todo = [step for step in todo if step.command != _SUITE.replace("python", "python3")]
    done: list[Typed] = []
    with debian.shell() as shell:
        for typed in follow(shell, todo, HOME):
            print(f"{time.monotonic() - start:6.0f} s  {typed.text}", flush=True)
            done.append(typed)
    took, grown = time.monotonic() - start, debian.size() - size
    print(f"README followed to its end in {took:.0f} s; {grown / 1e6:.0f} MB more on the disk", flush=True)
    if release == RELEASE and not with_tests:
        PAGE.write_text(page_of(release, done), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python dev.py newcomer",
        description="Makes an empty Debian in a folder of its own, follows README.md there as a user does, and writes "
        "what was typed and printed to docs/guides/first-start.md. What is committed is tried, not what is changed. "
        "Only root can do it; debootstrap has to be there. Nothing is left.",
    )
    parser.add_argument("--release", default=RELEASE, metavar="NAME", help="another Debian; writes no page")
    parser.add_argument("--tests", action="store_true", help="run the project's tests there, too; writes no page")
    parser.add_argument(_INSIDE, type=Path, default=None, metavar="FOLDER", help=argparse.SUPPRESS)
    return parser
