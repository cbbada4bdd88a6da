"""Single modules of a folder, importable without the folder; and where a server module is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from probe32.client.folders import absolute
from probe32.client.server_module import ServerModule, find_server
from probe32.host.module_finder import ModuleFinder, adopt


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder of installed packages: a module, a package, a namespace, and something else."""
    folder = tmp_path / "site-packages"
    (folder / "whole" / "deep").mkdir(parents=True)
    (folder / "spread" / "part").mkdir(parents=True)
    for name in ("single", "whole/__init__", "whole/server", "whole/deep/__init__", "whole/deep/server"):
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    for name in ("spread/server", "spread/part/server", "stranger"):
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    return folder


def test_only_the_named_modules_are_found(packages: Path) -> None:
    finder = ModuleFinder({"single": str(packages), "whole": str(packages), "missing": str(packages)})
    single, whole = finder.find_spec("single"), finder.find_spec("whole")
    assert single is not None
    assert single.origin == str(packages / "single.py")
    assert whole is not None
    assert whole.submodule_search_locations == [str(packages / "whole")]
    assert [finder.find_spec(name) for name in ("stranger", "missing", "server", "whole.server")] == [None] * 4


def test_a_namespace_keeps_its_place_when_the_search_path_changes(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = ModuleFinder({"spread": str(packages)}).find_spec("spread")
    monkeypatch.syspath_prepend(packages.parent)
    assert spec is not None
    assert list(spec.submodule_search_locations or ()) == [str(packages / "spread")]


def test_adopting_nothing_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(sys.meta_path)
    monkeypatch.setattr(sys, "meta_path", before.copy())
    adopt(())
    assert sys.meta_path == before
    adopt([("single", "somewhere")])
    assert sys.meta_path[1:] == before


@pytest.mark.parametrize("name", ["single", "whole", "whole.server", "whole.deep.server", "spread.part.server"])
def test_an_installed_module_brings_no_folder(packages: Path, name: str) -> None:
    found = find_server(name, [str(packages.parent), str(packages)])
    assert found == ServerModule(name, ((name.partition(".")[0], str(packages)),))


def test_packages_that_share_a_parent_are_told_apart(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "spread").mkdir(parents=True)
    assert find_server("spread.server", [str(tmp_path / "other"), str(packages)]).modules == (
        ("spread", str(packages)),
    )


def test_an_ordinary_folder_comes_along(tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text("", encoding="utf-8")
    expected = ServerModule("server", (("server", str(tmp_path)),), (str(tmp_path),))
    assert find_server("server", [str(tmp_path)]) == expected
    assert find_server(str(tmp_path / "server.py"), []) == expected
    assert find_server(str(tmp_path / "server"), []) == expected


def test_the_package_around_a_file_is_importable_too(packages: Path) -> None:
    deep = packages / "whole" / "deep"
    found = find_server(str(deep / "server.py"), [])
    assert found == ServerModule("server", (("server", str(deep)), ("whole", str(packages))), (str(deep),))


def test_a_package_may_hold_a_module_of_its_own_name(packages: Path) -> None:
    inner = packages / "whole" / "whole.py"
    inner.write_text("", encoding="utf-8")
    assert find_server(str(inner), []).modules == (("whole", str(inner.parent)),)


@pytest.mark.parametrize("name", ["nowhere_at_all", "statistics", "probe32.host.library_server", ".relative", ""])
def test_what_no_folder_has_is_a_mere_name(name: str) -> None:
    assert find_server(name, sys.path) == ServerModule(name)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "version_2.py").write_text("", encoding="utf-8")
    (tmp_path / "current").symlink_to("real", target_is_directory=True)
    (tmp_path / "server.py").symlink_to("real/version_2.py")
    assert find_server(str(tmp_path / "server.py"), []).modules == (("server", str(tmp_path)),)
    assert absolute([tmp_path / "current" / "x", b"a/../b"]) == [str(tmp_path / "current" / "x"), str(Path.cwd() / "b")]


@pytest.mark.skipif(sys.platform == "win32", reason="paths of the other system")
def test_windows_paths_stay_what_they_are() -> None:
    assert absolute(["C:\\vendor", "\\\\server\\share"]) == ["C:\\vendor", "\\\\server\\share"]
    found = find_server("C:\\vendor\\server.py", [])
    assert found == ServerModule("server", (("server", "C:\\vendor"),), ("C:\\vendor",))
