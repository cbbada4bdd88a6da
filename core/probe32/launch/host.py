"""A 32-bit Python that can serve, and the command line that makes it do so."""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import HostError
from . import frozen
from .system import here, kill
from .system import to_host_path as to_host_path

Kind = Literal["repacked", "frozen", "python"]

ENTRY_MODULE = "probe32.host.entry"
PACKAGE = frozen.PACKAGE
INSIDE = PACKAGE / "launch" / "inside"
_LONGEST_FOLDER = 248  # tried with CPython 3.14 in Wine 8: "failed to join paths" from 249 on
_RUN_TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Host:
    """A 32-bit Windows Python.

    `executable` is its program. `kind`: "repacked" (the fetched Python, made quick to start), "frozen" (the same as it
    was fetched: slow to start), "python" (an ordinary interpreter). `python`: its version, "" when that is known only
    by running it. `sha256`: of the executable, as hexadecimal digits.
    """

    executable: Path
    kind: Kind
    python: str
    sha256: str

    def command(self, module: str, arguments: Sequence[str], *, package: Path | None = None) -> list[str]:
        """The command line that makes this host import `module` and call its `main(arguments)`.

        Only the package in the folder `package`, by default Probe32's own, is importable there besides the host's own
        library. Anybody on the machine can read a command line: pass no secrets. Raises `HostError` when Wine is
        needed and missing, or, in a frozen application, Probe32's sources are, and when the host lies too deep.
        """
        executable = _started_as(self.executable)
        sources = frozen.package()
        inside = sources / "launch" / "inside"
        boot = [to_host_path(package or sources), module, *arguments]
        if self.kind == "repacked":
            return here.command([executable, *boot])
        if self.kind == "python":
            return here.command([executable, "-I", to_host_path(inside / "boot.py"), *boot])
        takeover = to_host_path(inside / "probe32_takeover.py")
        return here.command([executable, *_takeover_options(takeover, boot)])

    def environment(self) -> dict[str, str]:
        """The whole environment to start this host with. On Linux it prepares Wine first, which may take 20 s once."""
        return here.environment()


def start(host: Host, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `host` serving; returns at once with raw (unbuffered) pipes on its three standard streams.

    The caller drains standard error, and ends the process with `kill`. Raises `HostError`.
    """
    return start_module(host, None, ENTRY_MODULE, arguments)


def start_module(host: Host, package: Path | None, module: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Like `start`, for any module with a `main(arguments)` of the package in the folder `package` (None: of Probe32).

    Probe32's own modules come as collected byte code.
    """
    command = host.command(module, arguments, package=package)
    environment = host.environment()
    file = None if package else _bytecode(host)
    if file is not None:
        environment["PROBE32_BYTECODE"] = to_host_path(file)
    try:
        return here.start(command, environment)
    except OSError as error:
        raise HostError(
            f"The 32-bit host {host.executable} could not be started: {error.strerror or error}.",
            hint="Install it again: probe32 host install",
        ) from error


def _bytecode(host: Host) -> Path | None:
    """What this host's own Python made of Probe32's sources; None when a frozen application brought another host."""
    sources = frozen.package()
    if sources == PACKAGE:
        shipped = host.executable.with_name(frozen.BYTECODE)
        if host.executable.parent == frozen.SHIPPED and shipped.is_file():
            return shipped  # made by the installer, whose files nobody changes
        from .bytecode import bytecode_file  # which itself runs a host

        return bytecode_file(host)
    return sources.parent / frozen.BYTECODE if host.executable.parent == sources.parent else None


def run_to_end(host: Host, module: str, arguments: Sequence[str]) -> str:
    """Run a module of `inside`, and return what it wrote to standard error until it ended. Raises `HostError`.

    The end of the process counts, not that of the stream: a service that the host woke may keep that open.
    """
    process = start_module(host, INSIDE, module, arguments)
    try:
        process.wait(_RUN_TIMEOUT_S)
        return read_available(process).decode(errors="replace")
    except subprocess.TimeoutExpired:
        raise HostError(f"{host.executable} did not end within {_RUN_TIMEOUT_S:g} s.") from None
    finally:
        kill(process)
        close_streams(process)


def read_available(process: subprocess.Popen[bytes]) -> bytes:
    """What a host that has ended left in its standard error, up to 64 KiB.

    Does not wait for the end of that stream, which something that the host has started may keep open.
    """
    assert process.stderr is not None
    return here.read_available(process.stderr)


def close_streams(process: subprocess.Popen[bytes]) -> None:
    """Close this side of a host's pipes."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _started_as(executable: Path) -> str:
    path = to_host_path(executable)
    folder = len(path) - len(executable.name) - 1
    if folder > _LONGEST_FOLDER:
        raise HostError(
            f"{executable} lies too deep: a Windows Python does not start in a folder whose path is longer than "
            f"{_LONGEST_FOLDER} characters, and this one has {folder}.",
            hint="Move the 32-bit host to a folder with a shorter path.",
        )
    return path


def _takeover_options(module: str, boot: Sequence[str]) -> list[str]:
    packed = base64.urlsafe_b64encode(json.dumps(boot).encode()).decode()
    # --host and --port only name the file that the executable leaves in the folder for temporary files.
    return ["--module", module, "--host", "probe32", "--port", secrets.token_hex(8), "--kwargs", packed]
