"""The 32-bit Python in a terminal: in this one, or in a new window."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import threading

from ..errors import HostError
from ..host.configuration import Configuration
from .find import find_host
from .host import Host, close_streams, start_module
from .system import kill

COMMAND_LINE = "probe32.host.command_line"

_TITLE = "Probe32, 32-bit Python"
_TERMINALS = (
    ("x-terminal-emulator", "-T", _TITLE, "-e"),
    ("gnome-terminal", "--title", _TITLE, "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "--title", _TITLE, "-x"),
    ("xterm", "-T", _TITLE, "-e"),
)
"""Linux: terminal emulators, each with what comes before the program to run."""


def run_here(host: Host, action: str, configuration: Configuration) -> int:
    """Let a host do what `probe32.host.command_line` calls `action`, with this process's streams; its exit status.

    Ctrl+C ends the host on Linux, with `KeyboardInterrupt` here; on Windows the host has the console to itself.
    Raises `HostError`.
    """
    if sys.platform == "win32":
        return _wait_through_interrupts(_started(host, action, configuration, 0))
    from .relay import Relay

    process = start_module(host, None, COMMAND_LINE, _arguments(action, configuration))
    try:
        return Relay(process).run()
    finally:
        kill(process)
        close_streams(process)


def open_window() -> None:
    """Open a new terminal window with an interactive console of the 32-bit Python; does not wait for its end.

    Raises `HostError`: there is no 32-bit host, or on Linux no terminal emulator.
    """
    host = find_host()
    if sys.platform == "win32":
        process = _started(host, "interactive", Configuration(module=""), subprocess.CREATE_NEW_CONSOLE)
    else:
        process = subprocess.Popen([*_terminal(), *_this_program(), "host", "run", "--interactive"])
    threading.Thread(target=process.wait, name="probe32 console window", daemon=True).start()


def _started(host: Host, action: str, configuration: Configuration, flags: int) -> subprocess.Popen[bytes]:
    """Windows: a host in a console."""
    try:
        command = host.command(COMMAND_LINE, _arguments(action, configuration))
        return subprocess.Popen(command, env=host.environment(), creationflags=flags)
    except OSError as error:
        raise HostError(
            f"The 32-bit host {host.executable} could not be started: {error.strerror or error}."
        ) from error


def _arguments(action: str, configuration: Configuration) -> list[str]:
    """As base64: no shell, no console and no Wine mangles it."""
    return [action, base64.urlsafe_b64encode(json.dumps(configuration.values()).encode()).decode()]


def _wait_through_interrupts(process: subprocess.Popen[bytes]) -> int:
    """The exit status; Ctrl+C reaches the host too, which knows better what to do."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def _terminal() -> list[str]:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise HostError(
            "There is no display to open a terminal window on.",
            hint="For a console in this terminal run: probe32 host run --interactive",
        )
    for program, *options in _TERMINALS:
        found = shutil.which(program)
        if found:
            return [found, *options]
    raise HostError(
        "There is no terminal emulator on PATH.",
        hint="Install one, such as xterm; or, for a console in this terminal, run: probe32 host run --interactive",
    )


def _this_program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "probe32"]
