"""The names of msl-loadlib, answered by Probe32, among other packages of its namespace."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import probe32
from probe32.compat import msl_loadlib
from probe32.errors import HostDiedError

PUBLIC = [
    "Client64", "Server32", "LoadLibrary", "Server32Error", "ConnectionTimeoutError", "ResponseTimeoutError",
    "IS_PYTHON_64BIT", "get_com_info", "generate_com_wrapper",
]  # fmt: skip
MODULES = {
    "client64": ["Client64"],
    "exceptions": ["ConnectionTimeoutError", "ResponseTimeoutError", "Server32Error"],
    "load_library": ["LoadLibrary"],
    "server32": ["Server32"],
    "typing": ["LibType", "PathLike", "Server32Subclass"],
    "utils": ["generate_com_wrapper", "get_com_info", "get_available_port", "is_comtypes_installed", "is_port_in_use"],
    "_constants": ["IS_LINUX", "IS_MAC", "IS_PYTHON_64BIT", "IS_WINDOWS"],
}


@pytest.fixture(autouse=True)
def _forget_msl() -> Iterator[None]:
    """Each test begins and ends without `msl`."""

    def ours(name: str) -> bool:
        return name.partition(".")[0] == "msl"

    before = {name: sys.modules.pop(name) for name in [*sys.modules] if ours(name)}
    yield
    for name in [*sys.modules]:
        if ours(name):
            del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where msl-loadlib and another package of its namespace are installed."""
    for name in ("equipment", "loadlib"):
        package = tmp_path / "msl" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(f"from . import inner\nCALLED = {name!r}\n", encoding="utf-8")
        (package / "inner.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def imported(name: str) -> Any:
    return importlib.import_module(name)


def test_every_public_name_is_there() -> None:
    msl_loadlib.install()
    loadlib = imported("msl.loadlib")
    assert {name for name in PUBLIC if not hasattr(loadlib, name)} == set()
    assert set(PUBLIC) <= set(dir(loadlib))
    assert (loadlib.__version__, loadlib.version_tuple) == ("1.1.0", (1, 1, 0))
    assert loadlib.Server32 is probe32.Server32
    assert loadlib.IS_PYTHON_64BIT is (sys.maxsize > 2**32)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_there(module: str) -> None:
    msl_loadlib.install()
    found = imported(f"msl.loadlib.{module}")
    assert [name for name in MODULES[module] if not hasattr(found, name)] == []
    assert getattr(imported("msl.loadlib"), module) is found
    for name in set(MODULES[module]) & set(PUBLIC):
        assert getattr(found, name) is getattr(imported("msl.loadlib"), name)


def test_every_form_of_import_works() -> None:
    script = (
        "from probe32.compat import msl_loadlib; msl_loadlib.install()\n"
        "import msl.loadlib, msl.loadlib.utils as utils\n"
        "from msl import loadlib\n"
        "from msl.loadlib import *\n"
        "from msl.loadlib.exceptions import *\n"
        "assert msl.loadlib is loadlib and issubclass(Client64, object) and loadlib.utils is utils\n"
        "assert loadlib.Server32Error is Server32Error"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_what_msl_loadlib_lacks_is_lacking_here_too() -> None:
    msl_loadlib.install()
    with pytest.raises(AttributeError, match=r"'msl\.loadlib' has no attribute 'Library'"):
        imported("msl.loadlib").Library  # noqa: B018
    with pytest.raises(ModuleNotFoundError, match=r"msl\.loadlib\.nothing"):
        imported("msl.loadlib.nothing")


def test_other_packages_of_the_namespace_stay_importable(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    msl_loadlib.install()
    assert imported("msl.equipment").CALLED == "equipment"
    later = installation / "later"
    (later / "msl" / "network").mkdir(parents=True)
    monkeypatch.syspath_prepend(later)
    assert imported("msl.network").__path__
    assert {each.name for each in pkgutil.iter_modules(imported("msl").__path__)} >= {"equipment", "loadlib"}


@pytest.mark.parametrize("already", [[], ["msl.equipment"], ["msl.loadlib", "msl.loadlib.inner"]])
def test_it_wins_over_an_installed_msl_loadlib(installation: Path, already: list[str]) -> None:
    for name in already:
        imported(name)
    msl_loadlib.install()
    assert msl_loadlib.installed()
    assert imported("msl.loadlib").Server32 is probe32.Server32
    assert imported("msl").loadlib is imported("msl.loadlib")
    assert imported("msl.equipment").CALLED == "equipment"
    with pytest.raises(ModuleNotFoundError):
        imported("msl.loadlib.inner")


def test_it_may_be_installed_again() -> None:
    assert not msl_loadlib.installed()
    msl_loadlib.install()
    msl_loadlib.install()
    assert msl_loadlib.installed()
    assert imported("msl.loadlib.client64").Client64 is imported("msl.loadlib").Client64


def test_programs_may_look_whether_it_is_there() -> None:
    msl_loadlib.install()
    assert importlib.util.find_spec("msl.loadlib") is not None
    assert importlib.util.find_spec("msl.loadlib.exceptions") is not None


def test_it_imports_nothing_until_it_is_asked() -> None:
    script = (
        "import sys\nfrom probe32.compat import msl_loadlib\nmsl_loadlib.install()\nimport msl.loadlib.client64\n"
        "print(*[name for name in sys.modules if name.startswith('probe32.')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["probe32.compat", "probe32.compat.msl_loadlib"]


def test_a_client_that_forwards_names_forwards_those_that_probe32_adds() -> None:
    msl_loadlib.install()
    base = imported("msl.loadlib").Client64

    class Forwarding(base):  # type: ignore[misc]
        def __init__(self) -> None:
            pass

        def __getattr__(self, name: str) -> str:
            return f"the server's {name}"

    client = Forwarding()
    assert (client.kill, client.batch, client.restart) == (
        "the server's kill",
        "the server's batch",
        "the server's restart",
    )
    assert client.connection is None


def test_a_subclass_that_forgot_super_is_harmless() -> None:
    msl_loadlib.install()
    base = imported("msl.loadlib").Client64

    class Forgetful(base):  # type: ignore[misc]
        def __init__(self) -> None:
            pass

    with Forgetful() as client:
        assert "Forgetful" in repr(client)
        with pytest.raises(HostDiedError, match="Forgetful is not connected") as caught:
            client.request32("anything")
        assert "super" in caught.value.hint
        with pytest.raises(AttributeError, match="'Forgetful' object has no attribute 'batch'"):
            client.batch  # noqa: B018
        assert [each.read() for each in client.shutdown_server32()] == [b"", b""]


def test_a_program_is_run_with_its_arguments_and_folder(tmp_path: Path) -> None:
    program = tmp_path / "a program.py"
    (tmp_path / "beside.py").write_text("", encoding="utf-8")
    program.write_text(
        "import sys, beside\nfrom msl.loadlib import Server32\n"
        "print(__name__, __file__ == sys.argv[0], sys.argv[1:], Server32.__module__)\nsys.exit(7)",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "probe32.compat", str(program), "-x", "two words"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 7)
    assert done.stdout.strip() == "__main__ True ['-x', 'two words'] probe32.server32"


def test_without_a_program_it_tells_its_usage() -> None:
    done = subprocess.run([sys.executable, "-m", "probe32.compat"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python -m probe32.compat PROGRAM")
