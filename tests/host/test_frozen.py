"""Programs that use Probe32 where there is no Probe32: only what a freezer lays there, in the places where it does.

Probe32 lies there as byte code in an archive. `test_freezers.py` tries the freezers themselves.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

import probe32
from probe32.cli.main import main
from probe32.errors import ExitCode, HostError
from probe32.launch import bundle, find_host, to_host_path
from probe32.launch.sources import host_sources

PACKAGE = Path(probe32.__file__).parent
START_PROGRAM = """
import sys
application, contents, *sys.path[:0] = sys.argv[1:]
sys.argv[1:] = []
sys.frozen = True
sys.executable = application
if contents:
    sys._MEIPASS = contents
import main
"""
"""What a freezer's start program does, on top of an ordinary Python without installed packages."""

ADD = """
from my_client import MyClient

with MyClient() as client:
    print(client.add(1, 2))
"""
PAIR = """
from my_pair import PairClient

with PairClient() as client:
    print(client.add(3, 4))
"""
LOADED = """
from probe32 import Client64

with Client64("loaded_server") as client:
    print(*client.request32("of_errors"), sep="\\n")
"""
LOADED_SERVER = """
from probe32 import Server32, errors

class Server(Server32):
    def __init__(self, host, port):
        super().__init__("kernel32", "windll", host, port)

    def of_errors(self):
        return type(errors.__loader__).__name__, errors.__file__, errors.Probe32Error.__init__.__code__.co_filename
"""
WITH_BROKEN_LIBRARIES = f"""
import os, sys

os.environ["LD_LIBRARY_PATH"] = os.environ["BROKEN"]
{ADD}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Probe32 and what it imports, as byte code."""
    path = tmp_path_factory.mktemp("frozen") / "library.zip"
    with zipfile.PyZipFile(str(path), "w") as file:
        file.writepy(str(PACKAGE))
        file.writepy(str(Path(platformdirs.__file__).parent))
        assert not [name for name in file.namelist() if not name.endswith(".pyc")]
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `probe32-host`."""
    return bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def application(tmp_path: Path, archive: Path) -> Path:
    """The folder of an application, with Probe32's byte code and no host."""
    folder = tmp_path / "an application ü"
    (folder / "lib").mkdir(parents=True)
    shutil.copy(archive, folder / "lib")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The working directory and the home of the application's user."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, application: Path, elsewhere: Path, programs: Path) -> Run:
    """Freezes the text of a program into the application and runs it, for somebody who has no host in a cache."""
    kept = {name: os.environ[name] for name in ("PATH", "PROBE32_WINEPREFIX", "SYSTEMROOT") if name in os.environ}

    def freeze_and_run(text: str, contents: Path | str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        (programs / "main.py").write_text(text, encoding="utf-8")
        program, library = application / "lib" / "program.zip", application / "lib" / "library.zip"
        with zipfile.PyZipFile(str(program), "w") as file:
            for name in ("main.py", "my_client.py", "my_pair.py"):
                file.writepy(str(programs / name))
        own = [str(each) for each in (application / "program", contents, program, library, application / "lib")]
        before = everything(tmp_path)
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", START_PROGRAM, *own],
            env=kept | {"HOME": str(elsewhere), "XDG_CACHE_HOME": str(tmp_path / "cache")} | variables,
            cwd=elsewhere,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert everything(tmp_path) == before, "an application that is installed for everybody writes nowhere"
        return done

    pair = (programs / "msl_pair.py").read_text("utf-8").replace("msl.loadlib", "probe32")
    (programs / "my_pair.py").write_text(pair, encoding="utf-8")
    return freeze_and_run


def with_host(place: Path, made: Path) -> Path:
    return Path(shutil.copytree(made, place / "probe32-host"))


def with_server(place: Path, programs: Path) -> None:
    for name in ("my_server.py", "my_pair.py", "my_lib.dll"):
        shutil.copy(programs / name, place)


def everything(folder: Path) -> dict[Path, int]:
    """All that is below a folder, with the times of the last changes."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize("place", ["", "lib", "_internal", "../unpacked", "../elsewhere"])
def test_the_host_is_found_where_freezers_and_people_put_it(
    place: str, run: Run, application: Path, programs: Path, made: Path
) -> None:
    folder = application / place
    folder.mkdir(exist_ok=True)
    with_host(folder, made)
    with_server(folder, programs)
    done = run(ADD, contents=folder if place in ("_internal", "../unpacked") else "")
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_a_module_with_both_sides_is_found_by_its_file(run: Run, application: Path, programs: Path, made: Path) -> None:
    with_host(application, made)
    with_server(application, programs)
    done = run(PAIR)
    assert (done.stdout, done.stderr) == ("7\n", "")


def test_the_byte_code_goes_along_and_knows_where_it_is_now(run: Run, application: Path, made: Path) -> None:
    source = with_host(application, made) / "probe32" / "errors.py"
    (application / "loaded_server.py").write_text(LOADED_SERVER, encoding="utf-8")
    loader, file, code_file = run(LOADED).stdout.splitlines()
    assert loader == "CollectedLoader"
    assert file == code_file == to_host_path(source)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such variable")
def test_wine_gets_its_own_libraries_and_not_the_applications(
    run: Run, application: Path, programs: Path, made: Path, tmp_path: Path
) -> None:
    with_host(application, made)
    with_server(application, programs)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "libc.so.6").touch()
    done = run(WITH_BROKEN_LIBRARIES, contents=application, BROKEN=str(broken), _PYI_ARCHIVE_FILE="another program")
    assert (done.stdout, done.stderr) == ("3\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="the host that the MSI brings is not in a cache")
def test_without_a_host_it_says_where_it_looked_and_what_to_do(
    run: Run, application: Path, programs: Path, elsewhere: Path
) -> None:
    with_server(application, programs)
    cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    assert find_host().executable.is_relative_to(cache)
    done = run(ADD, XDG_CACHE_HOME=cache)  # the installed one must not hide that none goes along
    assert 'HostError: Cannot find "probe32-host"' in done.stderr
    for place in (application, application / "lib", elsewhere):
        assert f"\n  {place}\n" in done.stderr
    assert "probe32 host bundle DIR" in done.stderr


def test_a_host_without_its_sources_is_not_enough(run: Run, application: Path, programs: Path, made: Path) -> None:
    with_server(application, programs)
    done = run(ADD, PROBE32_SERVER32_DIR=str(made))
    assert 'HostError: Cannot find "probe32-host"' in done.stderr


def test_the_host_of_another_release_is_refused(run: Run, application: Path, programs: Path, made: Path) -> None:
    mark = with_host(application, made) / "bundle.json"
    with_server(application, programs)
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"probe32": "0.0.9"}), encoding="utf-8")
    done = run(ADD)
    assert f"was made by Probe32 0.0.9, and this application holds Probe32 {probe32.__version__}" in done.stderr
    mark.write_text("{", encoding="utf-8")
    assert "HostError: Cannot read " in run(ADD).stderr


def test_a_server_module_of_which_only_byte_code_is_there(
    run: Run, application: Path, programs: Path, made: Path
) -> None:
    with_host(application, made)
    for program, name in ((ADD, "my_server"), (PAIR, "my_pair")):
        done = run(program)
        assert f"HostError: Cannot find {name}.py, the source of the module" in done.stderr
        assert f"\n  {application}\n" in done.stderr
        assert f'pyinstaller --add-data "{name}.py:."' in done.stderr


def test_a_frozen_application_installs_nothing(run: Run) -> None:
    done = run("from probe32.launch import install_host; install_host()")
    assert "HostError: A frozen application installs no host" in done.stderr


def test_the_host_goes_along_with_the_sources_that_it_imports_and_no_others(made: Path) -> None:
    taken = {path.relative_to(made / "probe32").as_posix() for path in (made / "probe32").rglob("*.py")}
    assert taken == {path.as_posix() for path in host_sources(PACKAGE)}
    assert {"__init__.py", "host/entry.py", "server32.py", "client64.py", "compat/msl_loadlib.py"} <= taken
    assert "library.py" not in taken
    assert not {path.split("/")[0] for path in taken} & {"cli", "codegen", "headers", "pe", "project"}
    assert not [path for path in taken if path.startswith("launch/") and not path.startswith("launch/inside/")]


def test_a_bundle_is_made_anew_and_nothing_else_is_replaced(tmp_path: Path) -> None:
    first = bundle(tmp_path)
    (first / "probe32" / "stale.py").touch()
    assert bundle(tmp_path) == first == tmp_path / "probe32-host"
    assert not (first / "probe32" / "stale.py").exists()
    assert list(tmp_path.iterdir()) == [first]
    somebodys = tmp_path / "other" / "probe32-host"
    somebodys.mkdir(parents=True)
    with pytest.raises(HostError, match=r"probe32-host exists and was not made by probe32 host bundle"):
        bundle(tmp_path / "other")


def test_a_python_that_is_installed_for_other_ends_is_not_bundled(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(made / "probe32-host.exe", tmp_path / "python.exe")
    monkeypatch.setenv("PROBE32_SERVER32_DIR", str(tmp_path))
    with pytest.raises(HostError, match=r"python\.exe cannot be bundled") as caught:
        bundle(tmp_path / "out")
    assert "probe32 host install" in caught.value.hint
    assert not list((tmp_path / "out").glob("*"))


def test_the_command_line_makes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["host", "bundle", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["bundle"] == str(tmp_path / "probe32-host")
    assert document["executable"] == str(tmp_path / "probe32-host" / "probe32-host.exe")
    assert main(["host", "bundle", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'probe32-host'}\n"


@pytest.mark.parametrize("arguments", [["bundle"], ["path", "folder"], ["status", "folder"]])
def test_only_bundle_has_a_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["host", *arguments]) == ExitCode.USAGE
    assert "folder" in capsys.readouterr().err
