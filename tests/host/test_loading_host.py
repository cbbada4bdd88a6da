"""`LoadLibrary` in a 32-bit host: COM for real, long paths, and what is told when something is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from probe32 import Client64, Server32Error
from probe32.launch import to_host_path

PROGRAMS = Path(__file__).parent / "programs"
FILES, FILES_CLASS = "Scripting.FileSystemObject", "{0D43FE01-F093-11CF-8940-00A0C9054228}"


@pytest.fixture(scope="module")
def loader() -> Iterator[Client64]:
    """A host whose errors and warnings would be seen at the end."""
    client = Client64(PROGRAMS / "loading_server.py", timeout=60)
    yield client
    _, stderr = client.shutdown_server32()
    assert stderr.read() == b""


def told(client: Client64, *request: Any) -> str:
    """What the request fails with."""
    with pytest.raises(Server32Error) as caught:
        client.request32(*request)
    assert caught.value.name == "LoadError"
    return caught.value.value


def comtypes_caches(client: Client64) -> list[str]:
    """What lies in folders of comtypes among the host's temporary files."""
    return list(client.request32("temporary_files", "comtypes"))


@pytest.mark.parametrize("name", [FILES, FILES_CLASS])
def test_a_com_object_is_created_by_its_progid_or_clsid(loader: Client64, name: str) -> None:
    kind, path, shown, after = loader.request32("load", name, "com")
    assert (kind, path, after) == ("POINTER(IFileSystem3)", name, None)
    assert shown == f"<LoadLibrary libtype=com path={name}>"


def test_a_server_class_may_be_that_of_a_com_library(programs: Path) -> None:
    with Client64("com_server") as client:
        assert client.request32("build_path", "C:\\made", "ü.txt") == "C:\\made\\ü.txt"
        assert client.lib32_path == FILES
        assert repr(client) == f"<Client64 lib={FILES} address=pipe>"


def test_com_objects_work(loader: Client64) -> None:
    before = comtypes_caches(loader)
    assert loader.request32("make_path", "ü.txt") == "C:\\made\\ü.txt"
    assert loader.request32("xml_text", "MSXML2.DOMDocument", "<a>1 <b>grüße</b></a>") == "1 grüße"
    assert loader.request32("xml_text", "MSXML2.DOMDocument", "<a>") is False
    assert comtypes_caches(loader) == before  # what comtypes generates stays in memory


def test_other_arguments_go_to_create_object(loader: Client64) -> None:
    assert loader.request32("load", FILES, "com", dynamic=True)[0] == "Dispatch"


@pytest.mark.parametrize("name", ["Vendor.Instrument.1", "{0D43FE01-F093-11CF-8940-0123456789AB}", "{no class}"])
def test_a_class_that_is_not_registered_is_told(loader: Client64, name: str) -> None:
    said = told(loader, "load", name, "com")
    assert said == f"Cannot find {name!r} for libtype='com': no such class is registered for 32-bit programs."
    assert told(loader, "wrapper_of", name) == said


def test_registered_classes_are_listed(loader: Client64) -> None:
    found = loader.request32("com_info")
    assert found[FILES_CLASS] == {"ProgID": FILES}
    found = loader.request32("com_info", "InprocServer32", "NoSuchKey")
    assert found[FILES_CLASS]["InprocServer32"].lower().endswith("scrrun.dll")
    assert found[FILES_CLASS]["NoSuchKey"] is None


def test_a_com_library_gets_a_python_module(loader: Client64, tmp_path: Path) -> None:
    assert loader.request32("com_wrapper", FILES)[0] == "comtypes.gen.Scripting"
    folder = tmp_path / "made ü" / "here"
    name, names = loader.request32("com_wrapper", FILES, to_host_path(folder))
    assert name == "comtypes.gen.Scripting"
    assert {"FileSystemObject", "IFileSystem3"} <= set(names)
    assert {"Scripting.py", "stdole.py"} <= {file.name for file in folder.iterdir()}


def test_a_python_module_of_no_library_is_told(loader: Client64) -> None:
    assert "'nowhere.tlb' has no type information" in told(loader, "wrapper_of", "nowhere.tlb")


def test_a_path_longer_than_windows_paths_are(loader: Client64, tmp_path: Path, my_lib: Path) -> None:
    folder = tmp_path.joinpath(*["a folder with a long name"] * 12)
    folder.mkdir(parents=True)
    shutil.copy(my_lib, folder / "far.dll")
    path = to_host_path(folder / "far.dll").removeprefix("\\\\?\\")
    assert len(path) > 300
    assert loader.request32("version_of", path) == (10203, path)
    assert loader.request32("version_of", rf"\\?\{path}") == (10203, path)
    assert loader.request32("version_of", "far", to_host_path(folder)) == (10203, path)


def test_dotnet_says_what_it_needs(loader: Client64, my_lib: Path) -> None:
    said = told(loader, "load", to_host_path(my_lib), "net")
    assert ".NET could not be started" in said
    assert "It needs the .NET Framework 4.7.2 or later on Windows" in said


def test_java_says_what_it_needs(loader: Client64, tmp_path: Path) -> None:
    (tmp_path / "a.jar").touch()
    assert told(loader, "load", to_host_path(tmp_path / "a.jar")).endswith("pip install py4j")


@pytest.mark.parametrize("libtype, kind", [("cdll", "CDLL"), ("windll", "WinDLL"), ("oledll", "OleDLL")])
def test_each_kind_of_c_library(loader: Client64, my_lib: Path, libtype: str, kind: str) -> None:
    path = to_host_path(my_lib)
    shown = f"<LoadLibrary libtype={libtype} path={path}>"
    assert loader.request32("load", path, libtype) == (kind, path, shown, None)


def test_the_system_finds_its_own(loader: Client64) -> None:
    assert loader.request32("load", "kernel32")[1].lower() == "c:\\windows\\system32\\kernel32.dll"
