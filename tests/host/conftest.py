from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCES = HERE.parent / "dlls"


def build(source: str, target: Path) -> Path:
    """A 32-bit DLL from a C file of `tests/dlls`."""
    command = ["i686-w64-mingw32-gcc", "-shared", "-O1", "-static-libgcc", "-o", str(target), str(SOURCES / source)]
    subprocess.run(command, check=True)
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
