"""What a program finds inside the 32-bit host: the library, its isolation, what PyInstaller's hooks used to give."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from inside_host import run_inside
from mingw import tool

from probe32.launch import Host, find_host, install_host, to_host_path


@pytest.fixture(scope="session")
def host() -> Host:
    """The re-packed host."""
    installed = install_host()
    assert installed.kind == "repacked"
    return installed


def test_it_is_the_32_bit_python_that_it_says(host: Host, tmp_path: Path) -> None:
    job = "def job():\n import sys, struct\n return [sys.version.split()[0], struct.calcsize('P'), sys.platform]"
    assert run_inside(host, tmp_path, job).value == [host.python, 4, "win32"]


def test_arguments_arrive_as_they_were_given(host: Host, tmp_path: Path) -> None:
    arguments = [
        "",
        "with space",
        'quo"te',
        "back\\slash\\",
        "ünï ж 日本",
        "%PATH%",
        "a;b=c",
        "-I",
        "--version",
        "^&|<>",
    ]
    job = "def job(*arguments):\n import sys\n return [list(arguments), sys.argv[2:]]"
    assert run_inside(host, tmp_path, job, arguments).value == [arguments, arguments]


def test_only_the_package_is_importable_and_not_its_neighbours(host: Host, tmp_path: Path) -> None:
    (tmp_path / "neighbour.py").write_text("raise SystemExit('a 64-bit package')", encoding="utf-8")
    job = """
def job():
    import importlib.util, sys
    import probe32.job
    folder = probe32.__path__[0].rpartition('\\\\')[0]
    return [probe32.job.__name__, importlib.util.find_spec('neighbour'), importlib.util.find_spec('platformdirs'),
            [entry for entry in sys.path if entry in (folder, '', '.') or not entry.startswith(sys._MEIPASS)]]
"""
    assert run_inside(host, tmp_path, job).value == ["probe32.job", None, None, []]


def test_the_whole_standard_library_is_there(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    import importlib, sys
    known = {'antigravity', 'this', 'idlelib'}
    missing = []
    for name in sorted(sys.stdlib_module_names - known):
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append(error.name)
    return sorted(set(missing))
"""
    elsewhere = {
        "_android_support", "_apple_support", "_curses", "_curses_panel", "_dbm", "_gdbm", "_ios_support",
        "_osx_support", "_posixshmem", "_posixsubprocess", "_scproxy", "fcntl", "grp", "posix", "pwd", "readline",
        "resource", "syslog", "termios",
    }  # fmt: skip
    left_out = {
        "_pyio",
        "_pylong",
        "_remote_debugging",
        "_tkinter",
        "_wmi",
        "ensurepip",
        "nturl2path",
        "tkinter",
        "turtle",
    }
    finished = run_inside(host, tmp_path, job)
    assert set(finished.value) - elsewhere - left_out - {"turtledemo"} == set(), finished.complaints


def test_comtypes_works(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        monkeypatch.setenv("TMPDIR", str(tmp_path))  # there comtypes keeps a folder with what it has generated
    job = """
def job(path):
    import comtypes.client
    files = comtypes.client.CreateObject('Scripting.FileSystemObject', dynamic=True)
    return [files.FileExists(path), files.FileExists(path + 'x')]
"""
    (tmp_path / "a file").touch()
    assert run_inside(host, tmp_path / "job", job, [to_host_path(tmp_path / "a file")]).value == [True, False]


def test_pythonnet_is_there_and_fails_clearly_without_dotnet(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    try:
        import clr
    except RuntimeError as error:
        return str(error)
    return 'Python.NET works'
"""
    finished = run_inside(host, tmp_path, job)
    assert "Failed to create a default .NET runtime" in finished.value or finished.value == "Python.NET works"


def test_the_source_of_a_users_function_is_found(host: Host, tmp_path: Path) -> None:
    job = "def job():\n    import inspect\n    return [inspect.getsource(job), inspect.stack()[0].code_context]\n"
    source, context = run_inside(host, tmp_path, job).value
    assert source == job
    assert context == ["    return [inspect.getsource(job), inspect.stack()[0].code_context]\n"]


def test_the_modules_of_a_frozen_package_are_listed(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    import comtypes, pkgutil
    return [[module.name for module in pkgutil.iter_modules(comtypes.__path__)],
            [module.name for module in pkgutil.iter_modules() if module.ispkg],
            [module.name for module in pkgutil.iter_modules(__import__('probe32').__path__)]]
"""
    inside, packages, ours = run_inside(host, tmp_path, job).value
    assert {"GUID", "client", "server"} <= set(inside)
    assert {"comtypes", "json", "pythonnet", "email"} <= set(packages)
    assert ours == ["job"]


def test_multiprocessing_starts_children(host: Host, tmp_path: Path) -> None:
    job = """
def square(number):
    return number * number

def job():
    import multiprocessing
    with multiprocessing.Pool(2) as pool:
        return pool.map(square, [1, 2, 3])
"""
    assert run_inside(host, tmp_path, job).value == [1, 4, 9]


def test_dlls_are_loaded_by_bare_name_and_failures_keep_their_number(host: Host, tmp_path: Path) -> None:
    job = """
def job(path):
    import ctypes, ctypes.util
    sqlite3 = ctypes.CDLL('sqlite3.dll')
    sqlite3.sqlite3_libversion.restype = ctypes.c_char_p
    numbers = []
    for name in ('no such.dll', path):
        try:
            ctypes.WinDLL(name)
        except OSError as error:
            numbers.append([type(error).__name__, error.winerror])
    return [sqlite3.sqlite3_libversion().decode()[:2], ctypes.windll.kernel32.GetCurrentProcessId() > 0, numbers]
"""
    (tmp_path / "text.dll").write_text("no DLL", encoding="utf-8")
    finished = run_inside(host, tmp_path / "job", job, [to_host_path(tmp_path / "text.dll")])
    assert finished.value == ["3.", True, [["FileNotFoundError", None], ["OSError", 193]]], finished.complaints


def test_platform_answers(host: Host, tmp_path: Path) -> None:
    job = "def job():\n import platform\n return [platform.system(), platform.architecture()[0]]"
    assert run_inside(host, tmp_path, job).value == ["Windows", "32bit"]


def test_threads_import_at_the_same_time(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    import importlib, threading
    names = ('email.message', 'http.client', 'xml.dom.minidom', 'asyncio', 'unittest.mock', 'logging.handlers')
    threads = [threading.Thread(target=importlib.import_module, args=(name,)) for name in names]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    import sys
    return [name in sys.modules for name in names]
"""
    finished = run_inside(host, tmp_path, job)
    assert (finished.value, finished.complaints) == ([True] * 6, "")


def test_nothing_is_written_beside_the_package(host: Host, tmp_path: Path) -> None:
    run_inside(host, tmp_path, "def job(): return None")
    assert sorted(path.name for path in (tmp_path / "probe32").iterdir()) == ["__init__.py", "job.py"]


def test_an_exception_ends_it_with_a_traceback(host: Host, tmp_path: Path) -> None:
    finished = run_inside(host, tmp_path, "def job(): raise ValueError('wrong')")
    assert finished.status == 1
    assert "ValueError: wrong" in finished.complaints
    assert "job.py" in finished.complaints


@pytest.mark.skipif(sys.platform == "win32", reason="needs MinGW")
def test_an_ordinary_python_serves_too(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = an_ordinary_python(host, tmp_path / "Python 3.14-32")
    found = find_host(home)
    assert (found.kind, found.python) == ("python", "3.14")
    (tmp_path / "cwd").mkdir()
    (tmp_path / "cwd" / "json.py").write_text("raise SystemExit('taken from the working directory')", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("PYTHONPATH", to_host_path(tmp_path / "cwd"))
    job = "def job(*arguments):\n import sys\n return [list(arguments), sys.flags.isolated, sys.maxsize]"
    finished = run_inside(found, tmp_path / "job", job, ["ünï ж", 'quo"te'])
    assert finished.value == [["ünï ж", 'quo"te'], 1, 0x7FFFFFFF], finished.complaints


def an_ordinary_python(host: Host, home: Path) -> Path:
    """The runtime and the library of the host, laid out as Python's installer does, with a `python.exe` of our own."""
    home.mkdir()
    for path in (host.executable.parent / "_internal").iterdir():
        if path.suffix in {".dll", ".pyd"}:
            shutil.copy(path, home)
    unpack_library = """
def job(home):
    import importlib.util, os, pyimod02_importers
    archive = pyimod02_importers.pyz_archive
    for name, (kind, *_) in archive.toc.items():
        if kind == 3:  # a namespace package has no code
            continue
        path = os.path.join(home, *name.split('.'), '__init__.pyc') if kind == 1 else \\
               os.path.join(home, *name.split('.')) + '.pyc'
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(importlib.util.MAGIC_NUMBER + bytes(12) + archive.extract(name, raw=True))
"""
    finished = run_inside(host, home.with_name("unpack"), unpack_library, [to_host_path(home / "Lib")])
    assert finished.status == 0, finished.complaints
    with zipfile.ZipFile(host.executable.parent / "_internal" / "base_library.zip") as library:
        library.extractall(home / "Lib")
    (home / "python.c").write_text(PYTHON_C, encoding="utf-8")
    compiler = [tool("gcc"), "-municode", "-static-libgcc", "-o", "python.exe", "python.c"]
    subprocess.run(compiler, cwd=home, check=True)
    return home


PYTHON_C = """
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
    HMODULE library = LoadLibraryW(L"python314.dll");
    int (*run)(int, wchar_t **) = (void *)GetProcAddress(library, "Py_Main");
    return run(argc, argv);
}
"""
