"""The programs of the client-server chapter of msl-loadlib's documentation, unchanged, in a process of their own.

Each folder of `programs/documented` is one: modules that import `msl.loadlib`, a `program.py`, and what it prints with
either library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from windows_python import UnavailableError, run_msl_program, windows_python

DOCUMENTED = Path(__file__).parent / "programs" / "documented"
PROGRAMS = sorted(path.name for path in DOCUMENTED.iterdir())
TIMEOUT_S = 150
WITH_MSL_AT_ONCE = 3
"""Programs; most of their time msl-loadlib only waits."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, my_lib: Path, sample_dll: Path, fortran_lib: Path) -> Path:
    """Where a user has all programs, each with the libraries beside it."""
    folder = tmp_path_factory.mktemp("documented")
    for name in PROGRAMS:
        shutil.copytree(DOCUMENTED / name, folder / name)
        for library in (my_lib, sample_dll.with_name("cpp_lib32.dll"), fortran_lib):
            shutil.copy(library, folder / name)
    return folder


def expected(name: str) -> str:
    return (DOCUMENTED / name / "expected.txt").read_text(encoding="utf-8")


def run(arguments: list[str], folder: Path) -> str:
    """What the program printed; it has to end well and to complain about nothing."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        env=os.environ | {"PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_runs_as_it_is_written(folders: Path, name: str) -> None:
    assert run(["-m", "probe32.compat", "program.py"], folders / name) == expected(name)


def test_it_runs_from_elsewhere(folders: Path) -> None:
    program = str(Path("echo", "program.py"))
    assert run(["-m", "probe32.compat", program], folders) == expected("echo")


def test_it_runs_after_install(folders: Path) -> None:
    script = "from probe32.compat import msl_loadlib; msl_loadlib.install(); import program"
    assert run(["-c", script], folders / "cpp") == expected("cpp")


@pytest.fixture(scope="module")
def msl_loadlib() -> Path:
    """The folder that the real msl-loadlib is installed in."""
    try:
        return windows_python().parent / "packages"
    except UnavailableError as error:
        pytest.fail(f"{error} Without it there is no proof that these are programs for msl-loadlib.")


EXAMPLES = """
import sys
from pathlib import Path
from probe32.compat import msl_loadlib
msl_loadlib.install()
sys.path.append(sys.argv[1])
from msl.examples.loadlib import Cpp64, Echo64, Fortran64, FourPoints, Kernel64
with Cpp64() as cpp:
    print(Path(cpp.lib32_path).parent == Path(sys.argv[1], "msl", "examples", "loadlib"), cpp.add(3, 14))
    print(cpp.reverse_string_v2("uncertainty"), cpp.distance_4_points(FourPoints((0, 0), (0, 1), (1, 1), (1, 0))))
with Echo64() as echo:
    print(echo.send_data(1.2, range(10), x=True))
with Fortran64() as fortran:
    print(fortran.matrix_multiply([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]))
with Kernel64() as kernel:
    print(type(kernel.get_local_time()).__name__)
"""


def test_the_examples_of_msl_loadlib_itself_run(msl_loadlib: Path, tmp_path: Path) -> None:
    assert run(["-c", EXAMPLES, str(msl_loadlib)], tmp_path).splitlines() == [
        "True 17",
        "ytniatrecnu 4.0",
        "((1.2, range(0, 10)), {'x': True})",
        "[[22.0, 28.0], [49.0, 64.0]]",
        "datetime",
    ]


@pytest.fixture(scope="module")
def with_msl(folders: Path, msl_loadlib: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """How each program ends with the real msl-loadlib."""
    programs = [folders / name / "program.py" for name in PROGRAMS]
    with ThreadPoolExecutor(WITH_MSL_AT_ONCE) as pool:
        return dict(zip(PROGRAMS, pool.map(run_msl_program, programs), strict=True))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_a_program_for_msl_loadlib(with_msl: dict[str, subprocess.CompletedProcess[str]], name: str) -> None:
    done = with_msl[name]
    assert (done.stdout, done.returncode) == (expected(name), 0), done.stderr
