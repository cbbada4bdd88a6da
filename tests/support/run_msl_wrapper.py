"""Runs in the 64-bit Windows Python: a wrapper's self-test, or calls of it that a file lists.

run_msl_wrapper.py FOLDER PACKAGE selftest [ARGUMENT…]
run_msl_wrapper.py FOLDER PACKAGE calls CALLS RESULTS DLL
"""

from __future__ import annotations

import pickle
import runpy
import socket
import sys
from importlib import import_module
from pathlib import Path

from msl.loadlib import utils

_START_TIMEOUT_S = 100


def _answers(port: int) -> bool:
    # msl-loadlib asks `netstat -p`, which Wine's lacks.
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def main() -> None:
    folder, package, command, *rest = sys.argv[1:]
    utils.is_port_in_use = _answers
    sys.path.insert(0, folder)
    if command == "selftest":
        _wait_longer()
        sys.argv = [package, "selftest", *rest]
        runpy.run_module(package, run_name="__main__", alter_sys=True)
        return
    calls, results, dll = rest
    module = import_module(package)
    client_class = next(getattr(module, name) for name in module.__all__ if name.endswith("Client"))
    # The embeddable Python does not look beside the script that it runs.
    sys.path.append(str(Path(__file__).parent))
    make_calls = import_module("wrapper_calls").make_calls
    with client_class(dll, timeout=_START_TIMEOUT_S) as client:
        made = make_calls(client, pickle.loads(Path(calls).read_bytes()))
    Path(results).write_bytes(pickle.dumps(made))


def _wait_longer() -> None:
    """Give the 32-bit server more than the 10 s which are enough on an idle machine."""
    wait = utils.wait_for_server
    import_module("msl.loadlib.client64").wait_for_server = lambda host, port, _: wait(host, port, _START_TIMEOUT_S)


if __name__ == "__main__":
    main()
