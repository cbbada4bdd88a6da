"""msl-loadlib's own 32-bit server, driven as its own client drives it: HTTP, and pickles in a file."""

from __future__ import annotations

import pickle
import shutil
import socket
import sys
import tempfile
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any

from windows_python import windows_python

from probe32.launch import Host, from_host_path, kill, to_host_path
from probe32.launch.host import close_streams

if sys.platform == "win32":
    from probe32.launch import windows as system
else:
    from probe32.launch import wine as system

_ADDRESS = "127.0.0.1"
_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 20.0
_PROTOCOL = 5
_EXECUTABLE = Path("packages", "msl", "loadlib", "server32-windows.exe")


class MslServer:
    """A running server of the class in `module`, which is made with `kwargs`.

    `UnavailableError` (of `windows_python`): msl-loadlib can't be downloaded. `OSError`: it did not start.
    """

    def __init__(self, host: Host, module: Path, **kwargs: str) -> None:
        self._file = Path(tempfile.mkdtemp()) / "request.pickle"
        self._port = free_port()
        self._unpacked: Path | None = None
        environment = host.environment()
        self._process = system.start(system.command(self._command(module, kwargs)), environment)
        try:
            self._wait_until_it_listens()
            self._connection = HTTPConnection(_ADDRESS, self._port)
            self._ask("POST", f"protocol={_PROTOCOL}&path={to_host_path(self._file)}")
            self._unpacked = from_host_path(self.request("-METADATA-")["unfrozen_dir"])
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    def request(self, name: str, *args: object) -> Any:
        """Call a method of the server."""
        with self._file.open("wb") as file:
            pickle.dump(args, file, protocol=_PROTOCOL)
            pickle.dump({}, file, protocol=_PROTOCOL)
        self._ask("GET", name)
        with self._file.open("rb") as file:
            return pickle.load(file)

    def close(self) -> None:
        """Shut the server down and remove what it leaves: its temporary files, in Wine's folder for them."""
        with suppress(OSError, HTTPException, AttributeError):  # it never listened, or is gone
            self._connection.request("POST", "-SHUTDOWN-")
            self._process.wait(_STOP_TIMEOUT_S)
            self._connection.close()
        kill(self._process)
        close_streams(self._process)
        shutil.rmtree(self._file.parent)
        if self._unpacked:
            shutil.rmtree(self._unpacked, ignore_errors=True)
            (self._unpacked.parent / f"msl-loadlib-{_ADDRESS}-{self._port}.txt").unlink(missing_ok=True)

    def __enter__(self) -> MslServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _command(self, module: Path, kwargs: dict[str, str]) -> list[str]:
        return [
            to_host_path(windows_python().parent / _EXECUTABLE),
            *("--module", module.stem, "--host", _ADDRESS, "--port", str(self._port)),
            *("--append-sys-path", to_host_path(module.parent)),
            *("--kwargs", ";".join(f"{name}={value}" for name, value in kwargs.items())),
        ]

    def _wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + _START_TIMEOUT_S
        while True:
            with suppress(OSError):
                socket.create_connection((_ADDRESS, self._port)).close()
                return
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise OSError("msl-loadlib's server did not start")
            time.sleep(0.002)

    def _ask(self, method: str, what: str) -> None:
        self._connection.request(method, what)
        response = self._connection.getresponse()
        said = response.read().decode()
        if response.status != 200:
            raise OSError(f"msl-loadlib's server answered {response.status}: {said}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port
