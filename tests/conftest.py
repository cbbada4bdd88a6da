"""What every test has: the sample DLL, and the watch for what a test leaves behind or logs."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import leaks
import pytest
import schemas

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample"
TEMPORARY = Path(tempfile.gettempdir())


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a folder for temporary files, a mark for its processes and a Wine prefix for tests."""
    config.addinivalue_line(
        "markers", "logs(pattern): the test provokes a logged WARNING or ERROR that the pattern finds"
    )
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # what a shell starts in the background inherits that
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # pytest's own folders stay where people look for them after a failure.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(TEMPORARY))
    session = tempfile.mkdtemp(prefix="probe32-tests-")
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = session
    tempfile.tempdir = session
    leaks.watch_processes()
    _forget_speed_and_chance()
    os.environ["PROBE32_CACHE"] = "off"  # what a test shows must not depend on what was read before
    # The application may be open with a host of its own, and tests may run side by side: never end their Wine servers.
    os.environ.setdefault("PROBE32_WINEPREFIX", str(ROOT / ".dev" / "wine-for-tests"))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if worker != "gw0":
        os.environ["PROBE32_WINEPREFIX"] += f"-{worker}"


def _forget_speed_and_chance() -> None:
    """Hypothesis gives no example a time, and the same examples in every run; `dev.py fuzz` looks for new ones."""
    if importlib.util.find_spec("hypothesis") is not None:
        from hypothesis import HealthCheck, settings

        slow = [HealthCheck.too_slow]
        settings.register_profile("probe32", deadline=None, derandomize=True, suppress_health_check=slow)
        settings.load_profile("probe32")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """When tests run side by side, a file's stay together, and all of the installer's: they share what takes long."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "installer" if file.startswith("tests/installer/") else file

    return Scheduling(config, log)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What all tests share is out of the collector's sight from here on: it is searched after each test."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the session's folder."""
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _no_process_survives() -> Iterator[None]:
    """At the end no program of the session is left, and no Wine server."""
    yield
    left = leaks.new_since({}, leaks.processes)
    left += leaks.new_since({}, lambda: leaks.memory_files(Path(tempfile.gettempdir())))
    leaks.end_processes({})
    prefix = Path(os.environ["PROBE32_WINEPREFIX"])
    if sys.platform != "win32" and prefix.is_dir() and not leaks.programs_in(prefix):
        from probe32.launch import stop_wine_server

        stop_wine_server()
    assert not left, "The session leaves behind:\n" + "\n".join(left)


@pytest.fixture(autouse=True)
def _nothing_left_behind(_no_process_survives: None) -> Iterator[None]:
    """A test ends its threads and processes, closes its sockets and removes its temporary files."""
    temporary = Path(tempfile.gettempdir())
    looks = (leaks.processes, leaks.threads, leaks.sockets, lambda: leaks.files(temporary))
    before = [look() for look in looks]
    yield
    left = [words for seen, look in zip(before, looks, strict=True) for words in leaks.new_since(seen, look)]
    leaks.end_processes(before[0])
    assert not left, "The test leaves behind:\n" + "\n".join(left)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _nothing_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test logs no WARNING but those that its `logs` marks announce, and all of these."""
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("logs")]
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    unexpected = [line for line in collector.messages if not any(re.search(each, line) for each in patterns)]
    missing = [each for each in patterns if not any(re.search(each, line) for line in collector.messages)]
    announce = "a test announces what it provokes with @pytest.mark.logs(pattern)"
    assert not unexpected, f"Logged without being expected ({announce}):\n" + "\n".join(unexpected)
    assert not missing, f"Expected in the log and not there: {missing}"


@pytest.fixture(autouse=True, scope="session")
def _documents_fit_their_schemas() -> Iterator[None]:
    """Every project and recording that a test writes is what the shipped JSON Schema says."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (("project", "project"), ("recording", "recording")) if schemas.usable() else ():
            storage = importlib.import_module(f"probe32.{module}.storage")
            patch.setattr(storage, "encode", schemas.checking(storage.encode, name))
        yield


@pytest.fixture(scope="session")
def sample_dll() -> Path:
    """The bundled 32-bit DLL."""
    return SAMPLE / "sample.dll"


@pytest.fixture(scope="session")
def sample_header() -> Path:
    """The vendor-style header of the bundled DLL."""
    return SAMPLE / "sample.h"
