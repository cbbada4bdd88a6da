"""`LoadLibrary` in this process: what a path may be, where a library is looked for, and what is missing."""

from __future__ import annotations

import ctypes.util
import gc
import logging
import os
import shutil
import sys
from pathlib import Path

import pytest

from probe32 import LoadLibrary
from probe32.com_info import generate_com_wrapper, get_com_info
from probe32.errors import LoadError
from probe32.host.loading import LIBTYPES
from probe32.host.loading.search import for_system, plain

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="borrows a library of Linux")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that no system knows, in a folder of its own; the working directory is another."""
    found = ctypes.CDLL("libm.so.6")
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    source = next(line.split()[-1] for line in mapped if f"/{found._name}" in line)
    folder = tmp_path / "a folder ü"
    folder.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    return Path(shutil.copy(source, folder / "probe32_my_lib.so"))


def test_a_path_is_text_bytes_or_a_path_absolute_or_not(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (library, str(library), os.fsencode(library), library.with_suffix("")):
        assert LoadLibrary(path).path == str(library)
    monkeypatch.chdir(library.parent)
    assert LoadLibrary("probe32_my_lib").path == str(library)
    assert LoadLibrary("./probe32_my_lib.so").lib.abs(-3) == 3


@pytest.mark.parametrize("variable", ["sys.path", "PATH"])
def test_it_is_found_by_its_name(library: Path, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if variable == "PATH":
        monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{library.parent}")
    else:
        monkeypatch.setattr(sys, "path", [*sys.path, str(library.parent)])
    assert LoadLibrary("probe32_my_lib").path == str(library)


def test_the_path_as_given_comes_before_sys_path_and_that_before_path(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tmp_path / name for name in ("here", "on sys.path", "on PATH")]
    for place in places:
        shutil.copytree(library.parent, place)
    monkeypatch.chdir(places[0])
    monkeypatch.setattr(sys, "path", [str(places[1]), *sys.path])
    monkeypatch.setenv("PATH", f"{places[2]}{os.pathsep}{os.environ['PATH']}")
    for place in places:
        assert Path(LoadLibrary(library.name).path).parent == place
        (place / library.name).unlink()


def test_what_the_system_knows_comes_before_sys_path(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.rename(library.with_name("m.so"))
    monkeypatch.setattr(sys, "path", [str(library.parent), *sys.path])
    assert LoadLibrary("m").path == ctypes.util.find_library("m")


def test_loading_is_logged(library: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "probe32"):
        LoadLibrary(library)
    assert f"Loaded {library}" in caplog.messages


def test_cleanup_may_be_repeated(library: Path) -> None:
    with LoadLibrary(library, "CDLL") as loaded:
        assert type(loaded.lib) is ctypes.CDLL
        assert repr(loaded) == f"<LoadLibrary libtype=cdll path={library}>"
    for _ in range(2):
        assert (loaded.lib, loaded.assembly, loaded.gateway, loaded.application) == (None,) * 4
        assert loaded.path == str(library)
        loaded.cleanup()
    del loaded
    gc.collect()


def test_other_arguments_go_to_the_loader(library: Path) -> None:
    assert LoadLibrary(library, use_errno=True).lib is not None
    with pytest.raises(TypeError, match="no_such_option"):
        LoadLibrary(library, no_such_option=True)


@pytest.mark.parametrize("empty", ["", b""])
def test_an_empty_path_is_refused(empty: str | bytes) -> None:
    with pytest.raises(ValueError, match="path of the library is empty"):
        LoadLibrary(empty)


def test_an_unknown_libtype_is_refused_with_the_known_ones() -> None:
    assert LIBTYPES == ("cdll", "windll", "oledll", "net", "clr", "java", "com", "activex")
    with pytest.raises(ValueError, match=f"Invalid libtype 'fortran'.*{', '.join(LIBTYPES)}"):
        LoadLibrary("anything", "fortran")


@pytest.mark.parametrize(
    "libtype, file", [(None, "no_such_lib.so"), ("net", "no_such_lib.dll"), ("java", "no_such_lib.jar")]
)
def test_what_is_nowhere_is_told_with_its_kind(libtype: str | None, file: str) -> None:
    with pytest.raises(OSError, match=rf"Cannot find '{file}' for libtype='{libtype or 'cdll'}'") as caught:
        LoadLibrary("no_such_lib", libtype)
    assert isinstance(caught.value, LoadError)


@pytest.mark.parametrize("libtype", ["windll", "oledll", "com", "activex"])
def test_what_only_windows_has_is_told(library: Path, libtype: str) -> None:
    with pytest.raises(LoadError, match="exists on Windows only"):
        LoadLibrary(library, libtype)


@pytest.mark.parametrize(
    "name, libtype, package",
    [("a.jar", None, "py4j"), ("A.CLASS", None, "py4j"), ("a.dll", "net", "pythonnet"), ("a.dll", "CLR", "pythonnet")],
)
def test_a_missing_package_is_told_with_how_to_get_it(
    tmp_path: Path, name: str, libtype: str | None, package: str
) -> None:
    (tmp_path / name).touch()
    with pytest.raises(LoadError, match=rf"{package} is not installed. Run: pip install {package}"):
        LoadLibrary(tmp_path / name, libtype)


def test_what_is_no_library_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.so").write_text("This is no library.", encoding="utf-8")
    with pytest.raises(LoadError, match=r"Failed to load .*text.so: .*"):
        LoadLibrary(tmp_path / "text.so")


LONG = "C:\\" + "\\".join(["a folder with a long name"] * 12)
LONG_SHARE = "\\\\server\\share\\" + LONG[3:]


@pytest.mark.parametrize(
    "path, told",
    [
        (r"C:\short.dll", r"C:\short.dll"),
        (LONG, rf"\\?\{LONG}"),
        (LONG_SHARE, rf"\\?\UNC\{LONG_SHARE[2:]}"),
        (rf"\\?\{LONG}", rf"\\?\{LONG}"),
        (r"\\server\share\x.dll", r"\\server\share\x.dll"),
    ],
)
def test_windows_is_told_of_long_paths_so_that_it_takes_them(path: str, told: str) -> None:
    assert for_system(path, windows=True) == told
    assert plain(told) == plain(path)
    assert for_system(path, windows=False) == path


def test_com_needs_windows() -> None:
    with pytest.raises(OSError, match="Windows only"):
        get_com_info()
    with pytest.raises(OSError, match="Windows only"):
        generate_com_wrapper("Scripting.FileSystemObject")
