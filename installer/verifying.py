"""Installs the MSI in Wine 10 and works with the window: what Wine 8, where the tests run, can't show.

There are two users. The administrator installs, and starts everything on a fresh profile and again. The other has no
rights, neither Windows' nor Unix's, to write what the administrator has installed: that is root's and read-only.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import wine10
from .errors import BuildError

_USER = 54321
_READ_ONLY = Path("/var/tmp/probe32-installed")
_FOLDER, _USERS_FOLDER = "C:\\Program Files\\Probe32", "C:\\Program Files\\Mess- und Prüfgeräte"
_SAMPLE = "lib\\probe32\\_resources\\sample\\sample.dll"
_SESSION_END = Path(__file__).with_name("session_end.py")
_LONGEST_S = 600
_SLOWER, _SLACK_S = 1.5, 1.0
"""How many times longer a first start may take than a later one, and seconds more."""
_ROUNDS, _MOST_ROUNDS = 2, 6
"""How often both are measured; the most when other work is done on the machine, which the shortest times leave out."""

Log = Callable[[str], object]


class _Machine:
    """A Windows 10 in the Wine prefix `prefix`, with everything run as the user of number `user`."""

    def __init__(self, prefix: Path, user: int) -> None:
        self._prefix, self._user = prefix, user
        _on_disk(prefix).mkdir(parents=True)
        os.chown(_on_disk(prefix), user, user)
        self.expect("wineboot", "--init")
        self.expect("winecfg", "-v", "win10")

    def expect(self, *command: str) -> str:
        """Run a command; what it prints. `BuildError`: it does not end with 0."""
        done = wine10.run(command, str(self._prefix), _LONGEST_S, self._user)
        if done.returncode:
            said = (done.stdout + done.stderr).strip()
            raise BuildError(f"{' '.join(command)} ended with {done.returncode}:\n{said[-2000:]}")
        return done.stdout

    def timed(self, *command: str) -> float:
        """The same; how long it took, in seconds."""
        begun = time.perf_counter()
        self.expect(*command)
        return time.perf_counter() - begun

    def path(self, path: str) -> Path:
        """Where a path of drive C lies."""
        return _on_disk(self._prefix) / "drive_c" / path.removeprefix("C:\\").replace("\\", "/")

    def close(self) -> None:
        """End all that runs there, and remove it."""
        wine10.run(["wineserver", "-k"], str(self._prefix), _LONGEST_S, self._user)
        shutil.rmtree(_on_disk(self._prefix), ignore_errors=True)


def verify(msi: Path, out: Path, log: Log) -> None:
    """Install, let the window open the sample, call functions, export and take a picture, uninstall.

    What it made goes to the folder `out`. `BuildError`: a step does not do what it should.
    """
    log("Wine 10")
    wine10.install()
    shutil.rmtree(_on_disk(_READ_ONLY), ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="probe32-verify-") as work:
        Path(work).chmod(0o777)
        shutil.copyfile(msi, Path(work) / "probe32.msi")
        shutil.copyfile(_SESSION_END, Path(work) / _SESSION_END.name)
        with wine10.shared(Path(work)):
            _with_machine("probe32-verification", 0, _verify, log)
            _check_kept(Path(work) / "session")
            _with_machine("probe32-verification-user", _USER, _verify_without_rights, log)
        shutil.rmtree(_on_disk(_READ_ONLY))
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(Path(work) / "tour", out)


def _with_machine(name: str, user: int, step: Callable[[_Machine, Log], None], log: Log) -> None:
    prefix = Path("/var/tmp") / name
    shutil.rmtree(_on_disk(prefix), ignore_errors=True)
    machine = _Machine(prefix, user)
    try:
        step(machine, log)
    finally:
        machine.close()


def _verify(machine: _Machine, log: Log) -> None:
    package = _shared("probe32.msi")
    log("installing, with a progress window")
    machine.expect("wine", "msiexec", "/i", package, "/qb")
    shutil.copytree(machine.path(_FOLDER), _on_disk(_READ_ONLY))
    log("the window opens the sample, calls, exports, takes a picture")
    window = ["wine", f"{_FOLDER}\\Probe32.exe", "--offscreen-tour"]
    log(machine.expect(*window, _shared("tour")).strip().replace("\r", "").replace("\n", "\n    "))
    log("the session ends while work is not saved")
    python, script = f"{_FOLDER}\\python\\python.exe", _shared(_SESSION_END.name)
    log(machine.expect("wine", python, script, _shared("session"), f"{_FOLDER}\\{_SAMPLE}").strip())
    _compare_starts(machine, log)
    log("uninstalling")
    machine.expect("wine", "msiexec", "/x", package, "/qn")
    if machine.path(_FOLDER).exists():
        raise BuildError("Uninstalling leaves the program's folder behind.")


def _check_kept(settings: Path) -> None:
    """Whether the window that was told to close left its work for the next start."""
    kept = [each.read_text(encoding="utf-8") for each in (settings / "recovery").glob("*.recovery")]
    if len(kept) != 1 or "int add(int a, int b);" not in kept[0]:
        raise BuildError(f"A window that the end of a session closed has not kept its work: {kept}")


def _compare_starts(machine: _Machine, log: Log) -> None:
    """Starts on a fresh profile and later ones, in turn; what the machine holds in memory is the same for both."""
    program, window = f"{_FOLDER}\\bin\\probe32.exe", f"{_FOLDER}\\Probe32.exe"
    for what, *command in (
        ("probe32 exports", program, "exports", f"{_FOLDER}\\{_SAMPLE}"),
        ("probe32 call", program, "call", f"{_FOLDER}\\{_SAMPLE}", "int add(int a, int b);", "1", "2"),
        ("the window's work", window, "--offscreen-tour", _shared("again")),
    ):
        first = later = float("inf")
        for done in range(1, _MOST_ROUNDS + 1):
            machine.expect("wine", program, "forget")
            first = min(first, machine.timed("wine", *command))
            later = min(later, machine.timed("wine", *command))
            slower = first > _SLOWER * later + _SLACK_S
            if done >= _ROUNDS and not slower:
                break
        log(f"{what}: {first:.2f} s on a fresh profile, {later:.2f} s later")
        if slower:
            raise BuildError(f"A first start is slower than later ones: {what}, {first:.2f} s and {later:.2f} s.")


def _verify_without_rights(machine: _Machine, log: Log) -> None:
    log("a user without rights, a read-only folder with spaces and other letters in its name")
    installed = _on_disk(_READ_ONLY)
    for each in (installed, *installed.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    machine.path(_USERS_FOLDER).symlink_to(_READ_ONLY)
    before = _fingerprint(installed)
    program, sample = f"{_USERS_FOLDER}\\bin\\probe32.exe", f"{_USERS_FOLDER}\\{_SAMPLE}"
    report = json.loads(machine.expect("wine", program, "doctor", "--self", "--json"))
    if not report["well"]:
        raise BuildError(f"probe32 doctor --self, of a user without rights: {report['problem']}")
    machine.expect("wine", program, "exports", sample)
    machine.expect("wine", program, "call", sample, "int add(int a, int b);", "1", "2")
    machine.expect("wine", f"{_USERS_FOLDER}\\Probe32.exe", "--offscreen-tour", _shared("without-rights"))
    if _fingerprint(installed) != before:
        raise BuildError("Probe32 wrote into its own folder.")


def _shared(name: str) -> str:
    """A file of the folder that both machines see."""
    return f"Z:{wine10.INSIDE}/{name}".replace("/", "\\")


def _on_disk(path: Path) -> Path:
    """Where a path of the system with Wine 10 lies."""
    return wine10.ROOT / path.relative_to("/")


def _fingerprint(folder: Path) -> set[tuple[str, int, int]]:
    found = ((str(each), each.stat()) for each in (folder, *folder.rglob("*")))
    return {(name, status.st_size, status.st_mtime_ns) for name, status in found}
