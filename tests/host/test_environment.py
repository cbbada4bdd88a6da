"""What the 32-bit side sees: its search paths, its environment, its keyword arguments, whatever they are called."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from which_windows import not_under_wine

from probe32 import Client64, Server32Error
from probe32.client.folders import PathText
from probe32.errors import FileError, HostError
from probe32.launch import find_host, from_host_path, to_host_path

WITNESS = Path(__file__).parent / "programs" / "witness.py"


def paths_of(texts: list[str]) -> list[Path]:
    return [from_host_path(each) for each in texts]


def host_folder() -> Path:
    return find_host().executable.parent


# ---------------------------------------------------------------------------------------------- the clean environment


@pytest.fixture
def site_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages on the client's `sys.path`, with a server class in three shapes."""
    folder = tmp_path / "venv" / "site-packages"
    package = folder / "vendor_package"
    shutil.copytree(WITNESS.parent, package, ignore=lambda _, names: [each for each in names if each != "witness.py"])
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "beside.py").write_text("from vendor_package import witness", encoding="utf-8")
    (folder / "vendor_namespace").mkdir()
    for copy in (folder / "vendor_module.py", folder / "vendor_namespace" / "inner.py"):
        shutil.copy(WITNESS, copy)
    (folder / "compiled_for_64_bit.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.mark.parametrize("module32", ["vendor_package.witness", "vendor_module", "vendor_namespace.inner"])
def test_an_installed_server_class_does_not_bring_its_neighbours(site_packages: Path, module32: str) -> None:
    with Client64(module32, timeout=60) as client:
        assert from_host_path(client.request32("file")) == site_packages / f"{module32.replace('.', '/')}.py"
        assert site_packages not in paths_of(client.request32("search_path"))
        with pytest.raises(Server32Error, match="No module named 'compiled_for_64_bit'"):
            client.request32("file_of", "compiled_for_64_bit")


def test_the_path_of_an_installed_file_does_not_either(site_packages: Path) -> None:
    with Client64(site_packages / "vendor_module.py", timeout=60) as client:
        assert site_packages not in paths_of(client.request32("search_path"))


def test_a_package_around_the_named_file_can_be_imported_by_its_name(site_packages: Path) -> None:
    with Client64(site_packages / "vendor_package" / "witness.py", timeout=60) as client:
        assert client.request32("file_of", "beside").endswith("beside.py")
        assert client.request32("file_of", "vendor_package.beside").endswith("beside.py")
        assert site_packages not in paths_of(client.request32("search_path"))


def test_a_folder_of_packages_as_working_directory_is_not_searched(
    site_packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site_packages)
    with Client64(WITNESS, timeout=60) as client:
        assert site_packages not in paths_of(client.request32("search_path"))


def test_installed_packages_are_there_when_they_are_asked_for(site_packages: Path) -> None:
    with Client64(WITNESS, append_sys_path=site_packages, timeout=60) as client:
        assert from_host_path(client.request32("file_of", "compiled_for_64_bit")).parent == site_packages


def test_the_host_searches_its_library_the_modules_folder_what_was_asked_for_and_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, here = tmp_path / "asked", tmp_path / "here"
    asked.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    with Client64(WITNESS, append_sys_path=asked, timeout=60) as client:
        path = paths_of(client.request32("search_path"))
    own = [each for each in path if each.is_relative_to(host_folder())]
    assert path == [*own, WITNESS.parent, asked, here]
    assert own


def test_the_hosts_library_wins_over_a_users_files(tmp_path: Path) -> None:
    (tmp_path / "statistics.py").write_text("raise RuntimeError('not the standard library')", encoding="utf-8")
    with Client64(WITNESS, append_sys_path=tmp_path, timeout=60) as client:
        assert not from_host_path(client.request32("file_of", "statistics")).is_relative_to(tmp_path)


def test_the_named_module_wins_over_the_hosts_library(tmp_path: Path) -> None:
    shutil.copy(WITNESS, tmp_path / "calendar.py")
    with Client64(tmp_path / "calendar.py", timeout=60) as client:
        assert from_host_path(client.request32("file")) == tmp_path / "calendar.py"


def test_a_module_that_only_a_finder_of_this_python_knows_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.machinery import PathFinder

    class Editable:
        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> object:
            return PathFinder.find_spec(name, [str(tmp_path)]) if name == "edited_server" else None

    shutil.copy(WITNESS, tmp_path / "edited_server.py")
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Editable])
    with Client64("edited_server", timeout=60) as client:
        assert from_host_path(client.request32("file")) == tmp_path / "edited_server.py"


def test_a_bare_file_name_is_looked_for_like_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(WITNESS.parent)
    with Client64("witness.py", timeout=60) as client:
        assert from_host_path(client.request32("file")) == WITNESS
    shutil.copy(WITNESS, tmp_path / "witness.py")
    with Client64("witness.py", timeout=60) as client:
        assert from_host_path(client.request32("file")) == tmp_path / "witness.py"


def test_the_clients_python_settings_stay_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "start.py").write_text("raise SystemExit('read by the host')", encoding="utf-8")
    shutil.copy(tmp_path / "start.py", tmp_path / "sitecustomize.py")
    shutil.copy(tmp_path / "start.py", tmp_path / "usercustomize.py")
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPYCACHEPREFIX", "pythonpath"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))
    monkeypatch.setenv("PYTHONINSPECT", "1")
    monkeypatch.setenv("PYTHONNET_RUNTIME", "netfx")
    monkeypatch.setenv("VENDOR_LICENCE", "1234 µ")
    with Client64(WITNESS, timeout=60) as client:
        seen = client.request32("environment")
        assert tmp_path not in paths_of(client.request32("search_path"))
    assert [each for each in seen if each.upper().startswith("PYTHON")] == ["PYTHONNET_RUNTIME"]
    assert seen["VENDOR_LICENCE"] == "1234 µ"


# ------------------------------------------------------------------------------------------------- keyword arguments

TEXTS = {
    "semicolon_and_equals": "a=1;b=2;;=;",
    "quotes": """ "double" 'single' `back` \\" \\\\ """,
    "newlines": "first\nsecond\r\nthird\rfourth\n",
    "spaces": "  leading and trailing\t",
    "not_ascii": "µΩ 漢字 🜚 e\u0301 \u202e",
    "nul": "before\0after",
    "surrogates": "\udcff lone \ud800",
    "shell": "%PATH% $HOME `id` ; rm & | > < ^ !x! --module -x",
    "json": '{"a": [1, null]}',
    "empty": "",
    "long": "x;=\n" * 250_000,
}


def test_keyword_arguments_of_any_text_arrive_as_they_are() -> None:
    with Client64(WITNESS, timeout=60, **TEXTS) as client:
        arrived = client.request32("kwargs")
    assert arrived.keys() == TEXTS.keys()
    assert [name for name in TEXTS if arrived[name] != TEXTS[name]] == []


def test_keyword_arguments_have_any_name() -> None:
    names = {"with space": "1", "semi;colon=": "2", "ключ": "3", "module": "4", "self_": "5"}
    with Client64(WITNESS, timeout=60, **names) as client:
        assert client.request32("kwargs") == names


def test_keyword_arguments_become_text(tmp_path: Path) -> None:
    values = {"number": 1, "real": 0.1, "nothing": None, "path": tmp_path, "many": [1, "2"], "bytes": b"\0"}
    with Client64(WITNESS, timeout=60, **values) as client:
        assert client.request32("kwargs") == {name: str(value) for name, value in values.items()}


def contents(of_process: Path) -> bytes:
    try:
        return of_process.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="reads /proc")
def test_nobody_can_look_keyword_arguments_up() -> None:
    with Client64(WITNESS, timeout=60, password="open sesame") as client:
        assert client.request32("kwargs") == {"password": "open sesame"}
        shown = b"".join(map(contents, Path("/proc").glob("[0-9]*/cmdline")))
    assert b"probe32.host.entry" in shown
    assert b"sesame" not in shown


# ------------------------------------------------------------------------------------------------------------- paths


def deep(folder: Path) -> Path:
    """A folder whose path is longer than the 260 characters that Windows once allowed."""
    while len(str(folder)) < 300:
        folder /= "a folder in a folder in a folder in a folder"
    return folder


FOLDERS: dict[str, Callable[[Path], Path]] = {
    "spaces": lambda folder: folder / "Program Files (x86) & more",
    "not_ascii": lambda folder: folder / "Ünï ж 日本 é",
    "shell": lambda folder: folder / "b=c %PATH% 'q' ^ !x! {y} [z] # ,",
    "long": deep,
}


@pytest.fixture(params=[*FOLDERS, "link", "relative", "bytes", "text"])
def place(request: pytest.FixtureRequest, tmp_path: Path, my_lib: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A folder with a server module, a neighbour and a library, as somebody might name it."""
    if request.param == "link" and sys.platform == "win32":
        pytest.skip("symbolic links need a right there that few have")
    folder = FOLDERS.get(request.param, lambda folder: folder / "real")(tmp_path)
    folder.mkdir(parents=True)
    for file, name in ((WITNESS, "the_server.py"), (WITNESS, "neighbour.py"), (my_lib, "my_lib.dll")):
        shutil.copy(file, folder / name)
    if request.param == "link":
        folder = tmp_path / "link"
        folder.symlink_to("real", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    spelt: dict[str, Callable[[Path], PathText]] = {
        "relative": lambda path: path.relative_to(tmp_path),
        "bytes": os.fsencode,
        "text": str,
    }
    return Place(folder, spelt.get(request.param, lambda path: path))


@dataclass(frozen=True)
class Place:
    folder: Path
    spelt: Callable[[Path], PathText]

    @property
    def given(self) -> PathText:
        return self.spelt(self.folder)


def test_module32(place: Place) -> None:
    for file in (place.folder / "the_server.py", place.folder / "the_server"):
        with Client64(place.spelt(file), timeout=60) as client:
            assert from_host_path(client.request32("file")) == place.folder / "the_server.py"
            assert from_host_path(client.request32("file_of", "neighbour")).parent == place.folder


def test_append_sys_path(place: Place) -> None:
    with Client64("the_server", append_sys_path=place.given, timeout=60) as client:
        assert from_host_path(client.request32("file_of", "neighbour")).parent == place.folder


def test_append_environ_path(place: Place) -> None:
    with Client64(WITNESS, append_environ_path=place.given, library="my_lib.dll", timeout=60) as client:
        assert Path(client.lib32_path) == place.folder / "my_lib.dll"


def test_add_dll_directory(place: Place) -> None:
    with Client64(WITNESS, add_dll_directory=place.given, timeout=60) as client:
        assert client.request32("add", "my_lib.dll", 1, 2) == 3
        assert paths_of(client.request32("added_dll_directories")) == [place.folder]


def test_a_library_named_by_the_client(place: Place) -> None:
    library = to_host_path(place.folder / "my_lib.dll")
    with Client64(WITNESS, library=library, timeout=60) as client:
        assert client.request32("add", library, 1, 2) == 3
        assert Path(client.lib32_path) == place.folder / "my_lib.dll"


def test_a_working_directory(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32" and len(str(place.folder)) > 258:
        pytest.skip("no working directory there has so long a path")
    monkeypatch.chdir(place.folder)
    with Client64("the_server", library="my_lib", timeout=60) as client:
        assert Path(client.lib32_path).samefile(place.folder / "my_lib.dll")


def test_server32_dir(place: Place) -> None:
    shutil.copytree(host_folder(), place.folder / "host")
    given = place.spelt(place.folder / "host")
    if len(str(place.folder)) > 260:
        with pytest.raises(HostError, match=r"too deep: .* longer than 248 characters, and this one has 3") as caught:
            Client64(WITNESS, server32_dir=given)
        assert "shorter path" in caught.value.hint
        return
    with Client64(WITNESS, server32_dir=given, timeout=60) as client:
        assert paths_of(client.request32("search_path"))[0].is_relative_to(place.folder / "host")


def test_many_paths_at_once(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with Client64(
        WITNESS, append_sys_path=folders, append_environ_path=iter(folders), add_dll_directory=folders, timeout=60
    ) as client:
        assert paths_of(client.request32("search_path"))[-3:-1] == folders
        assert paths_of(client.request32("environment")["PATH"].split(";"))[1:3] == folders
        assert paths_of(client.request32("added_dll_directories")) == folders


def test_a_folder_with_a_semicolon_cannot_be_on_path(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="a semicolon separates two folders"):
        Client64(WITNESS, append_environ_path=tmp_path / "a;b")


def test_a_working_directory_with_a_semicolon_is_not_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "a;b"
    odd.mkdir()
    monkeypatch.chdir(odd)
    with Client64(WITNESS, timeout=60) as client:
        assert "a;b" not in client.request32("environment")["PATH"]
        assert odd in paths_of(client.request32("search_path"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folder")
def test_a_working_directory_that_windows_cannot_name_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "12:30").mkdir()
    monkeypatch.chdir(tmp_path / "12:30")
    with Client64(WITNESS, timeout=60) as client:
        assert paths_of(client.request32("search_path"))[-1] == WITNESS.parent


@pytest.mark.skipif(sys.platform == "win32", reason="Wine's drives and shares")
def test_windows_paths_are_understood_on_linux(tmp_path: Path, my_lib: Path) -> None:
    shutil.copy(WITNESS, tmp_path / "the_server.py")
    shutil.copy(my_lib, tmp_path)
    folder = to_host_path(tmp_path)
    assert folder[:2].endswith(":")
    with Client64(
        f"{folder}\\the_server.py",
        append_sys_path=folder,
        append_environ_path=folder.replace("\\", "/"),
        add_dll_directory=folder,
        library="my_lib",
        timeout=60,
    ) as client:
        assert from_host_path(client.request32("file")) == tmp_path / "the_server.py"
        assert client.request32("add", "my_lib.dll", 1, 2) == 3


@pytest.fixture
def share(tmp_path: Path) -> Iterator[str]:
    """A network share: Windows' own of its drive C, in Wine a folder that the prefix has under that name."""
    if sys.platform == "win32":
        drive, rest = os.path.splitdrive(tmp_path)
        yield f"\\\\localhost\\{drive[0]}${rest}"
        return
    shares = Path(os.environ["PROBE32_WINEPREFIX"]) / "dosdevices" / "unc"
    (shares / "server").mkdir(parents=True)
    (shares / "server" / "share").symlink_to(tmp_path)
    yield "\\\\server\\share"
    shutil.rmtree(shares)


@not_under_wine("its drives are no shares")
def test_a_network_share(share: str, tmp_path: Path, my_lib: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("the_server.py", "neighbour.py"):
        shutil.copy(WITNESS, tmp_path / "sub" / name)
    shutil.copy(my_lib, tmp_path / "sub")
    with Client64(
        f"{share}\\sub\\the_server.py", append_environ_path=f"{share}\\sub", append_sys_path=share, timeout=60
    ) as client:
        assert client.request32("file") == f"{share}\\sub\\the_server.py"
        assert client.request32("file_of", "neighbour") == f"{share}\\sub\\neighbour.py"
        assert f"{share}\\sub" in client.request32("environment")["PATH"].split(";")
        assert from_host_path(client.request32("file")).samefile(tmp_path / "sub" / "the_server.py")
