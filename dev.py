#!/usr/bin/env python3
"""Sets Probe32 up and runs, tests or checks it.

    python dev.py run [DLL]           set up, then open the DLL (the bundled sample if none) in the application;
                                      without a display: the same job off-screen, its results in build/tour
    python dev.py test [PYTEST ARGS]  set up, then lint, types, import contracts and all tests
    python dev.py test --windows [...] set up, then all that need no window in the Python that the MSI installs
    python dev.py check               set up, then lint, types, import contracts and the unit tests
    python dev.py bench [OPTIONS]     set up, then measure against msl-loadlib and against the floor (--help)
    python dev.py faults [OPTIONS]    set up, then let hosts and clients die in every way, 50 times each (--help)
    python dev.py threads [OPTIONS]   set up, then let threads share a client, and compare every answer (--help)
    python dev.py soak [OPTIONS]      set up, then make 500,000 calls, and watch what both processes use (--help)
    python dev.py fuzz [OPTIONS]      set up, then send nonsense to both ends, 100,000 times (--help)
    python dev.py images [OPTIONS]    set up, then read every 32-bit DLL as objdump does, and 200,000 broken ones
    python dev.py newcomer [OPTIONS]  set up, then follow README in an empty Debian, as root (--help)
    python dev.py msi [OPTIONS]       set up, then build the installer for Windows (--help)
    python dev.py docs [NAME...]      set up, then take the guide's pictures, all or these, and build the site of it
    python dev.py docs --site         set up, then build the site alone, in build/site; it fails on a link to nowhere
    python dev.py host                set up, then say which 32-bit host there is

Needs 64-bit Python 3.10 to 3.14 and nothing else, on Windows 10 or later, Debian and Ubuntu. Every step of the set-up
is done once, survives an interruption, and is done again when what it depends on has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STATE = ROOT / ".dev"
LOG = STATE / "setup.log"
LOCK_FILE = ROOT / "requirements.lock"
SAMPLE = ROOT / "resources" / "sample" / "sample.dll"
TOUR = ROOT / "build" / "tour"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
"""The interpreter behind the virtual environment that this file may have been started from."""

WINE = ("wine", "wine64", "wine32:i386")
COMPILERS = (
    "binutils",
    "gcc-mingw-w64-i686-win32",
    "g++-mingw-w64-i686-win32",
    "gfortran-mingw-w64-i686-win32",
    "binutils-mingw-w64-i686",
    "libz-mingw-w64",
)
INSTALLER = ("msitools", "wixl", "osslsigncode", "cabextract")
SCREEN = ("xvfb",)  # for windows that a DLL shows in a test
HEADERS = (
    "libdmtx-dev", "libfreetype-dev", "libsndfile1-dev", "libsqlite3-dev", "libusb-1.0-0-dev", "libz-mingw-w64-dev",
)  # fmt: skip
"""Of the DLLs in `tests/support/third_party.py`."""
QT = (
    "libdbus-1-3", "libegl1", "libfontconfig1", "libfreetype6", "libgl1", "libglib2.0-0", "libopengl0",
    "libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libx11-6", "libx11-xcb1", "libxcb1",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1",
    "libxkbcommon0", "libxkbcommon-x11-0", "fonts-dejavu-core",
)  # fmt: skip


SIDE_BY_SIDE = ("--numprocesses", str(min(os.cpu_count() or 1, 4)))
"""How the whole suite runs: at most four at once, since each has a Wine prefix of its own (1.3 GB)."""


class SetupError(Exception):
    """Why there is no going on, and what to do about it."""


# --- reporting ------------------------------------------------------------------------------------------------------


def say(text: str, end: str = "\n") -> None:
    """Write at once, also when the output is a pipe."""
    print(text, end=end, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """One line of the report: what is done, then how long it took."""
    started = time.monotonic()
    say(f"  {title} ...", end="")
    try:
        yield
    except BaseException as error:
        say(" failed" if isinstance(error, SetupError) else " interrupted")
        raise
    say(f" {time.monotonic() - started:.1f} s")


def quietly(command: Sequence[object], held: int | None = None) -> None:
    """Run a command with its output in the log. `SetupError` with its last words when it fails."""
    code, said = attempt(command, held)
    if code:
        words = [*said.strip().splitlines()[-12:], f"{command[0]} ended with {code}; all it said is in {LOG}"]
        raise SetupError("\n".join(words))


def attempt(command: Sequence[object], held: int | None = None) -> tuple[int, str]:
    """Run a command; its exit code and its output, which also goes to the log. It shares the lock `held`."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {shlex.join(map(str, command))}\n")
        log.flush()
        start = log.tell()
        keep = () if WINDOWS or held is None else (held,)
        code = call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=keep)
    return code, LOG.read_bytes()[start:].decode("utf-8", "replace")


def call(command: Sequence[object], **options: object) -> int:
    """Run a command to its end and give its exit code; end it when this program is ended."""
    try:
        process = subprocess.Popen([str(word) for word in command], **options)  # type: ignore[call-overload]
    except OSError as error:
        raise SetupError(f"{command[0]} could not be started: {error}") from None
    try:
        return int(process.wait())
    except KeyboardInterrupt:  # Ctrl+C reached the command too: let it clean up
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        raise
    finally:
        process.terminate()
        process.wait()


# --- what is already done -------------------------------------------------------------------------------------------


def digest(*parts: object) -> str:
    """A fingerprint of values and of the files among them."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.read_bytes() if isinstance(part, Path) else repr(part).encode())
    return sha.hexdigest()


def is_done(stamp: Path, key: str) -> bool:
    """Whether the step that wrote `stamp` ran to its end for the same inputs, and what it made is still there."""
    try:
        seen = json.loads(stamp.read_text("utf-8"))
        return seen["key"] == key and all(Path(path).exists() for path in seen["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def mark_done(stamp: Path, key: str, made: Iterable[object]) -> None:
    """Record a finished step, all or nothing."""
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps({"key": key, "made": [str(path) for path in made]}), "utf-8")
    fresh.replace(stamp)


@contextmanager
def only_one() -> Iterator[int]:
    """Hold the set-up for this process; the lock's file number, for children that must not outlive it unnoticed."""
    STATE.mkdir(exist_ok=True)
    with (STATE / "lock").open("ab") as file:
        if not try_lock(file):
            say("Another dev.py is at work here; waiting for it ...")
            while not try_lock(file):
                time.sleep(0.2)
        yield file.fileno()


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock if it is free; the system frees it with the last process that holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# --- Debian's packages ----------------------------------------------------------------------------------------------


def install_packages() -> None:
    """Install the Debian packages that are missing; elsewhere on Linux, say what has to be there."""
    if WINDOWS:
        return
    if not shutil.which("dpkg-query"):
        tools = [tool for tool in ("wine", "i686-w64-mingw32-gcc") if not shutil.which(tool)]
        if tools:
            say(f"  Not Debian or Ubuntu: please install {' and '.join(tools)} yourself.")
        return
    missing = missing_packages()
    if missing:
        with step(f"{len(missing)} Debian packages"):
            apt_install(missing)


def missing_packages() -> list[str]:
    """The packages that Probe32 needs here and that are neither installed nor provided by another one."""
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status},${Package},${Provides}\n"],
        stdout=subprocess.PIPE, text=True, check=False,
    ).stdout  # fmt: skip
    present = set()
    for line in listing.splitlines():
        status, *names = re.sub(r"\([^)]*\)|\s", "", line).split(",")
        if status == "installed":
            present.update(names)
    return [
        name
        for name in (*python_packages(), *WINE, *COMPILERS, *HEADERS, *INSTALLER, *SCREEN, *QT)
        if name.split(":")[0] not in present
    ]


def python_packages() -> tuple[str, ...]:
    """Debian keeps what makes virtual environments, and what PyInstaller's tests freeze, in packages of their own."""
    version = f"python3.{sys.version_info[1]}"
    return (f"{version}-venv", f"lib{version}") if BASE_PYTHON.startswith("/usr/bin/") else ()


def apt_install(names: list[str]) -> None:
    """Install with apt as root or through sudo."""
    become = as_root(names)
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-o", "DPkg::Lock::Timeout=600"]
    quietly([*become, "dpkg", "--add-architecture", "i386"])
    for last in (False, True):
        attempt([*become, "dpkg", "--configure", "-a"])  # what an interrupted run left half-way
        # An index that fails to refresh makes apt-get end with 100 although everything needed may well install.
        wait_for_lock([*apt, "update"])
        install = [*apt, "--fix-broken", "--no-install-recommends", "install", *names]
        if last:
            quietly(install)
        elif attempt(install)[0] == 0:
            return


def wait_for_lock(command: list[str]) -> None:
    """Run apt-get, again while another program holds the lists of packages (its time-out covers dpkg's lock only)."""
    patience = time.monotonic() + 600
    while "Could not get lock" in attempt(command)[1] and time.monotonic() < patience:
        time.sleep(2)


def as_root(names: list[str]) -> list[str]:
    """What to put before a command that only root may run. `SetupError`, with the commands, when there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and (sys.stdin.isatty() or not call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL)):
        return ["sudo"]
    raise SetupError(
        "Debian packages are missing and this user may not install them. As root:\n"
        f"  dpkg --add-architecture i386; apt-get update; apt-get install --no-install-recommends {' '.join(names)}"
    )


# --- Python's packages ----------------------------------------------------------------------------------------------


def make_environment(held: int) -> None:
    """`.venv` with exactly the locked packages. It is made anew when it is incomplete, or for other inputs."""
    stamp = VENV / "dependencies.json"
    key = digest(sys.version, os.path.realpath(BASE_PYTHON), str(VENV), LOCK_FILE)
    if is_done(stamp, key):
        return
    with step("virtual environment"):
        discard(VENV)
        shutil.rmtree(ROOT / ".mypy_cache", ignore_errors=True)  # it remembers which packages were not there
        quietly([BASE_PYTHON, "-m", "venv", VENV], held)
    with step("pinned dependencies"):
        pip(held, "--require-hashes", "--only-binary", ":all:", "-r", LOCK_FILE)
        mark_done(stamp, key, [PYTHON, *installed("*")])


def install_project(held: int) -> None:
    """Probe32 itself, as an editable install."""
    stamp = VENV / "project.json"
    key = digest((VENV / "dependencies.json"), ROOT / "pyproject.toml")
    if is_done(stamp, key):
        return
    with step("Probe32 itself"):
        for remains in installed("probe32-*"):
            shutil.rmtree(remains)  # an interrupted installation can't be uninstalled by pip
        pip(held, "--no-deps", "--no-build-isolation", "-e", ROOT)
        mark_done(stamp, key, installed("probe32-*"))


def installed(name: str) -> list[Path]:
    """What the environment has installed: the folders of metadata."""
    lib = VENV / "Lib" if WINDOWS else next((VENV / "lib").glob("python*"))
    return list((lib / "site-packages").glob(f"{name}.dist-info"))


def pip(held: int, *arguments: object) -> None:
    """`pip install` with the machine's own configuration of indexes, proxies and certificates."""
    options = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-color")
    quietly([PYTHON, "-m", "pip", "install", *options, *arguments], held)


def discard(folder: Path) -> None:
    """Remove a folder; first out of the way, so that an interruption leaves none that looks whole."""
    old = STATE / "discarded"
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        try:
            folder.replace(old)
        except OSError as error:
            raise SetupError(f"{folder} can't be replaced ({error}); close the programs that run from it.") from None
        shutil.rmtree(old, ignore_errors=True)


# --- the 32-bit host ------------------------------------------------------------------------------------------------

PREPARE_HOST = """
import json, pathlib, sys
from probe32.launch import install_host
host = install_host()
made = [str(host.executable), *filter(None, [host.environment().get("WINEPREFIX")])]
pathlib.Path(sys.argv[1]).write_text(json.dumps(made), "utf-8")
"""


def install_host(held: int) -> None:
    """The 32-bit Python, and on Linux the Wine prefix that it runs in."""
    stamp = STATE / "host.json"
    places = [os.environ.get(name) for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "PROBE32_WINEPREFIX")]
    key = digest(places, *sorted((ROOT / "core" / "probe32" / "launch").rglob("*.py")))
    if is_done(stamp, key):
        return
    with step("32-bit host"):
        made = STATE / "host.made"
        quietly([PYTHON, "-c", PREPARE_HOST, made], held)
        mark_done(stamp, key, json.loads(made.read_text("utf-8")))


# --- verbs ----------------------------------------------------------------------------------------------------------


def set_up() -> None:
    """Everything that the verbs need."""
    with only_one() as held:
        LOG.write_text("", "utf-8")
        install_packages()
        make_environment(held)
        install_project(held)
        install_host(held)


def run(arguments: list[str]) -> int:
    """Open a DLL in the application, or do the same job off-screen where there is no display."""
    if len(arguments) > 1:
        raise SetupError("run takes one DLL at most.")
    dll = Path(arguments[0] if arguments else SAMPLE).resolve()
    if not dll.is_file():
        raise SetupError(f"There is no file {dll}.")
    headless = not WINDOWS and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    set_up()
    if headless:
        with only_one():  # the results go to one place
            return tour(dll, TOUR)
    return call([PYTHON, "-m", "probe32_app", dll])


def tour(dll: Path, out: Path) -> int:
    """The application's job off-screen: its results go to the folder `out`, which is emptied first."""
    shutil.rmtree(out, ignore_errors=True)
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = call([PYTHON, "-m", "probe32_app", "--offscreen-tour", out, dll], env=offscreen)
    if code:
        return code
    wrappers = sorted(path.parent for path in out.glob("**/__main__.py"))
    if not wrappers:
        raise SetupError(f"The application exported no wrapper to {out}.")
    for wrapper in wrappers:
        say(f"\n{wrapper.relative_to(out)}: python -m {wrapper.name} selftest")
        code = call([PYTHON, "-m", wrapper.name, "selftest"], cwd=wrapper.parent) or code
    return code


def test(arguments: list[str]) -> int:
    """Every check of the project; the tests come last. With --windows: tests in the Python that the MSI installs."""
    if "--windows" in arguments:
        return verb("installer.windows_tests")([each for each in arguments if each != "--windows"])
    set_up()
    return check_all(arguments)


def check(arguments: list[str]) -> int:
    """The checks that are done in a minute."""
    set_up()
    return check_all(["tests/unit", *arguments])


def docs(arguments: list[str]) -> int:
    """The guide's pictures, made by the application itself, and the site, which checks every link."""
    set_up()
    site = [PYTHON, ROOT / "docs" / "site" / "build.py"]
    if arguments == ["--site"]:
        return call(site)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    images = ROOT / "docs" / "images"
    return call([PYTHON, ROOT / "docs" / "screenshots.py", images, *arguments], env=environment) or call(site)


def verb(module: str, *words: str) -> Callable[[list[str]], int]:
    """What sets up, then runs a module of this checkout with these words and the verb's own arguments."""

    def run_module(arguments: list[str]) -> int:
        set_up()
        path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "support")))
        return call([PYTHON, "-m", module, *words, *arguments], env={**os.environ, "PYTHONPATH": path})

    return run_module


def check_all(pytest_arguments: list[str]) -> int:
    """The static checks, a line each, then pytest; 0 when all are content."""
    checks: dict[str, list[object]] = {
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "import contracts": [BIN / "lint-imports"],
    }
    failed = [title for title, command in checks.items() if not content(title, command)]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    if call([PYTHON, "-m", "pytest", *(pytest_arguments or SIDE_BY_SIDE)], cwd=ROOT, env=environment):
        failed.append("tests")
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def content(title: str, command: Sequence[object]) -> bool:
    """Whether a check passes; what it says is shown only when it doesn't."""
    started = time.monotonic()
    say(f"  {title} ...", end="")
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    say(f" {'ok' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - started:.1f} s")
    if done.returncode:
        say(done.stdout)
    return done.returncode == 0


PROOFS = ("faults", "threads", "soak", "fuzz", "images", "newcomer")
VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "docs": docs,
    "bench": verb("benchmarks"),
    "msi": verb("installer"),
    "host": verb("probe32", "host", "status"),
    **{name: verb("proofs", name) for name in PROOFS},
}


def main(arguments: list[str]) -> int:
    """Do what a verb says; the exit code."""
    if not arguments or arguments[0] not in VERBS:
        asked = arguments[:1] in (["-h"], ["--help"], ["help"])
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    unfit = unfit_python()
    if unfit:
        print(unfit, file=sys.stderr)
        return 1
    for name in ("PYTHONPATH", "PYTHONHOME"):  # somebody else's packages would stand in for the pinned ones
        os.environ.pop(name, None)
    try:
        if Path(sys.prefix).resolve() == VENV.resolve():  # an environment can't be replaced by its own interpreter
            return call([BASE_PYTHON, __file__, *arguments])
        return VERBS[arguments[0]](arguments[1:])
    except (SetupError, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next run goes on from here.", file=sys.stderr)
        return 130


def unfit_python() -> str:
    """Why this Python can't be used, or ""."""
    if not (3, 10) <= sys.version_info[:2] <= (3, 14):
        return f"Probe32 needs Python 3.10 to 3.14; this is {sys.version.split()[0]} ({sys.executable})."
    if sys.maxsize < 2**32:
        return f"Probe32 needs a 64-bit Python beside the 32-bit host; {sys.executable} is a 32-bit one."
    return ""


def stop(*_: object) -> NoReturn:
    """End on SIGTERM, and on the way what was started."""
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main(sys.argv[1:]))
