from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from mingw import tool

from probe32.errors import HostError
from probe32.launch import find_host

HERE = Path(__file__).parent
SOURCES = HERE.parent / "dlls"


@pytest.fixture(scope="session", autouse=True)
def _hosts_start_soon() -> None:
    """What is made once for all hosts, such as a worker's Wine prefix, takes none of a test's time."""
    with suppress(HostError):  # a test that needs a host says why there is none
        find_host().environment()


def build(source: str, target: Path, *needed: Path) -> Path:
    """A 32-bit DLL from a C file of `tests/dlls`; it imports from the DLLs `needed`."""
    compiler = [tool("gcc"), "-shared", "-O1", "-static-libgcc"]
    subprocess.run([*compiler, "-o", str(target), str(SOURCES / source), *map(str, needed)], check=True)
    return target


@pytest.fixture(scope="session")
def my_lib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """my_lib.dll, in a folder of its own."""
    return build("my_lib.c", tmp_path_factory.mktemp("my_lib") / "my_lib.dll")


@pytest.fixture
def programs(tmp_path: Path, my_lib: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a user: the programs beside the DLL, importable."""
    folder = tmp_path / "a user's folder ü"
    shutil.copytree(HERE / "programs", folder)
    shutil.copy(my_lib, folder)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture(scope="session")
def absent_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What needy.dll needs, in a folder of its own."""
    return build("absent.c", tmp_path_factory.mktemp("absent") / "absent.dll")


@pytest.fixture(scope="session")
def needy_dll(tmp_path_factory: pytest.TempPathFactory, absent_dll: Path) -> Path:
    """A DLL whose dependency is not beside it."""
    return build("needy.c", tmp_path_factory.mktemp("needy") / "needy.dll", absent_dll)


@pytest.fixture(scope="session")
def owned_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Memory that the DLL owns, keeps or fills later, and Windows' types."""
    target = tmp_path_factory.mktemp("owned") / "owned.dll"
    compiler = [tool("gcc"), "-shared", "-O1", "-static-libgcc", "-mms-bitfields"]
    subprocess.run([*compiler, "-o", str(target), str(SOURCES / "owned.c"), "-loleaut32", "-lole32"], check=True)
    return target


@pytest.fixture(scope="session")
def deaths_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every way to fail natively."""
    return build("deaths.c", tmp_path_factory.mktemp("deaths") / "deaths.dll")


@pytest.fixture(scope="session")
def unloadable_dlls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of fault_on_load.dll, hang_on_load.dll and refuse_load.dll."""
    folder = tmp_path_factory.mktemp("unloadable ü")
    for name in ("fault_on_load", "hang_on_load", "refuse_load"):
        build(f"{name}.c", folder / f"{name}.dll")
    return folder


@pytest.fixture(scope="session")
def fortran_lib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """fortran_lib32.dll, which needs no other DLL than Windows' own."""
    target = tmp_path_factory.mktemp("fortran") / "fortran_lib32.dll"
    compiler = [tool("gfortran"), "-shared", "-O1", "-static"]
    subprocess.run([*compiler, "-o", str(target), str(SOURCES / "fortran_lib.f90")], check=True)
    return target


@pytest.fixture(scope="session")
def overruns_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Functions that write and read beside their buffers."""
    return build("overruns.c", tmp_path_factory.mktemp("overruns") / "overruns.dll")


@pytest.fixture(scope="session")
def callbacks_dll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Functions that call functions they are given, in every way."""
    return build("callbacks.c", tmp_path_factory.mktemp("callbacks") / "callbacks.dll")
