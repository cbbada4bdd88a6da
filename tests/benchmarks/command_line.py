"""A program that prints the exports of a DLL, from its start to its end."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from .opening import middling_file, objdump
from .racing import Contender, race
from .rows import Row, compared
from .session import Session


def beside_objdump(session: Session) -> list[Row]:
    """`probe32 exports` as a program beside `objdump -p`. `UnmeasurableError`: there is no such file or no objdump."""
    file = str(middling_file())
    commands = {"ours": [sys.executable, "-m", "probe32", "exports", file], "theirs": [objdump(), "-p", file]}
    contenders = {name: Contender(partial(_run, command), _has_printed) for name, command in commands.items()}
    samples = race(contenders, session.times(7), warm_up=1)
    what = "`probe32 exports`, the whole program"
    return [compared("command-exports", what, samples["ours"], "`objdump -p`, the same", samples["theirs"])]


def _run(command: list[str], _: int) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def _has_printed(_: int, answer: object) -> bool:
    return isinstance(answer, bytes) and len(answer) > 100
