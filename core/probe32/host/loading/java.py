"""Java archives and classes, through Py4J: they live in a Java process that this one starts and ends."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from ...errors import LoadError
from .loaded import Loaded
from .packages import needed
from .search import find

JAR_VARIABLE = "PY4J_JAR"
_LEAVING = 5.0
"""Seconds that Java has for ending by itself."""


def load(name: str, libtype: str, kwargs: dict[str, Any]) -> Loaded:
    """Start Java with the archive, or with the folder of the class; `kwargs` go to `py4j.java_gateway.JavaGateway`.

    The gateway asks for a secret that only this process knows, unless `gateway_parameters` says otherwise. Java ends
    with this process. `LoadError`: not found, or no Py4J, or no Java.
    """
    path = find(name, libtype, ".jar")
    py4j = needed("py4j.java_gateway", "py4j", "a Java library")
    parameters = kwargs.pop("gateway_parameters", None)
    port, secret, process = _launched(py4j, path, parameters)
    if parameters is None:
        parameters = py4j.GatewayParameters(port=port, auth_token=secret)
    gateway = py4j.JavaGateway(gateway_parameters=parameters, **kwargs)

    def close() -> None:
        gateway.shutdown()
        _end(process)

    return Loaded(path, gateway.jvm, gateway=gateway, close=close)


def _launched(py4j: Any, path: str, parameters: Any) -> tuple[int, str | None, subprocess.Popen[bytes]]:
    """The port and secret of a Java process that serves `path`, and the process."""
    if shutil.which("java") is None:
        raise LoadError(
            f"Cannot load {path}: there is no Java.", hint="Install a Java Runtime Environment, and put it on PATH."
        )
    try:
        launched = py4j.launch_gateway(
            port=parameters.port if parameters else 0,
            jarpath=_jar(py4j),
            classpath=path if path.lower().endswith(".jar") else str(Path(path).parent),
            die_on_exit=True,
            enable_auth=parameters is None,
            return_proc=True,
        )
    except (OSError, ValueError, py4j.Py4JError) as error:
        raise LoadError(f"Cannot load {path}: Java's gateway could not be started ({error}).") from error
    return (launched[0], launched[1], launched[-1]) if parameters is None else (launched[0], None, launched[-1])


def _jar(py4j: Any) -> str:
    """Py4J's own archive, where pip has put it or `PY4J_JAR` says that it is."""
    named = os.environ.get(JAR_VARIABLE, "")
    if named and not Path(named).is_file():
        raise LoadError(f"{JAR_VARIABLE} names {named}, which is no file.", hint="Correct or remove that variable.")
    found: str = named or py4j.find_jar_path()
    if not found:
        raise LoadError(
            "Cannot find the archive of Py4J, py4j*.jar.", hint=f"Name it in the environment variable {JAR_VARIABLE}."
        )
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    """Java ends when its standard input does; Py4J's threads have read the other streams to their ends then."""
    assert process.stdin
    assert process.stdout
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_LEAVING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
