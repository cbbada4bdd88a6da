"""What a frozen application's start program changed, and which sources the host imports."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from probe32.launch.frozen import outside
from probe32.launch.sources import host_sources


@pytest.fixture
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/application/_internal", raising=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such variable")
@pytest.mark.usefixtures("_frozen")
def test_the_library_path_is_the_one_before_pyinstallers_start_program() -> None:
    ours = {"LD_LIBRARY_PATH": "/opt/application/_internal:/usr/local/lib", "LD_LIBRARY_PATH_ORIG": "/usr/local/lib"}
    assert outside(ours | {"HOME": "/root"}) == {"LD_LIBRARY_PATH": "/usr/local/lib", "HOME": "/root"}
    assert outside({"LD_LIBRARY_PATH": "/opt/application/_internal"}) == {}


@pytest.mark.usefixtures("_frozen")
def test_the_start_programs_own_variables_do_not_reach_the_host() -> None:
    assert outside({"_PYI_ARCHIVE_FILE": "/opt/a", "_PYI_PARENT_PROCESS_LEVEL": "1", "_MEIPASS2": "", "A": "1"}) == {
        "A": "1"
    }


@pytest.mark.usefixtures("_frozen")
def test_the_applications_own_folders_are_not_in_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["/opt/application/lib/library.zip", "/opt/application/lib"])
    for theirs in (["/usr/bin", "/opt/tools"], [""]):
        entries = ["/opt/application/lib", *theirs]
        assert outside({"PATH": os.pathsep.join(entries)}) == {"PATH": os.pathsep.join(theirs)}


def test_an_ordinary_program_keeps_its_paths() -> None:
    ours = {"LD_LIBRARY_PATH": "/usr/local/lib", "PATH": os.pathsep.join(["/usr/bin", *sys.path])}
    assert outside(ours) == ours


IMPORTS = {
    "__init__.py": "from .library import Library\n",
    "host/__init__.py": "",
    "host/entry.py": "from ..wire.frames import Frame\n\n\ndef later() -> None:\n    from . import tcp\n",
    "host/tcp.py": "from .. import wire\nimport json\n",
    "host/unused.py": "",
    "wire/__init__.py": "",
    "wire/frames.py": "if TYPE_CHECKING:\n    from ..library import Library\n",
    "wire/unused.py": "",
    "compat/__init__.py": "",
    "launch/__init__.py": "",
    "launch/host.py": "",
    "launch/inside/__init__.py": "",
    "launch/inside/boot.py": "",
    "server32.py": "from .errors import HostError\n",
    "client64.py": "def start() -> None:\n    from .launch.host import start\n    from . import launch\n",
    "com_info.py": "",
    "errors.py": "",
    "library.py": "",
}
NOT_IMPORTED = {"wire/unused.py", "launch/__init__.py", "launch/host.py", "library.py"}


def test_the_sources_are_the_roots_and_what_they_import_at_run_time(tmp_path: Path) -> None:
    for name, text in (IMPORTS | {"__init__.py": ""}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert {path.as_posix() for path in host_sources(tmp_path)} == IMPORTS.keys() - NOT_IMPORTED
    (tmp_path / "__init__.py").write_text(IMPORTS["__init__.py"], encoding="utf-8")
    assert Path("library.py") in host_sources(tmp_path)
