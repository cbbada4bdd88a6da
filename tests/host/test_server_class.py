"""What a server class can ask of `Server32` itself, on either side."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from probe32 import Client64, Server32
from probe32.errors import HostError
from probe32.launch import find_host, from_host_path

WITNESS = Path(__file__).parent / "programs" / "witness.py"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [tmp_path_factory.mktemp("packages") / each / "site-packages" for each in ("one", "two")]


@pytest.fixture(scope="module")
def witness(packages: list[Path]) -> Iterator[Client64]:
    """A client whose host has two folders of packages on its search path."""
    with Client64(WITNESS, append_sys_path=packages, timeout=60) as client:
        yield client


def test_is_interpreter_tells_the_sides_apart(witness: Client64) -> None:
    assert witness.request32("is_interpreter") is True
    assert Server32.is_interpreter() is False


def test_examples_dir_is_the_same_folder_on_both_sides(witness: Client64) -> None:
    here = Path(Server32.examples_dir())
    assert from_host_path(witness.request32("examples_dir")) == here
    assert {"sample.dll", "cpp_lib32.dll"} <= {each.name for each in here.iterdir()}


def test_version_is_the_hosts_on_both_sides(witness: Client64) -> None:
    there, here = witness.request32("version"), Server32.version()
    assert there.split()[:2] == here.split()[:2]
    assert here == f"Python {find_host().python}"
    assert "32 bit" in there


def test_the_first_64_bit_site_packages_are_removed(witness: Client64, packages: list[Path]) -> None:
    assert [from_host_path(witness.request32("remove_site_packages_64bit")) for _ in packages] == packages
    assert witness.request32("remove_site_packages_64bit") == ""
    assert not {*packages} & {from_host_path(each) for each in witness.request32("search_path")}


@pytest.mark.skipif(sys.platform == "win32", reason="there is always a display")
def test_a_console_needs_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(HostError, match="no display") as caught:
        Server32.interactive_console()
    assert "probe32 host run --interactive" in caught.value.hint
