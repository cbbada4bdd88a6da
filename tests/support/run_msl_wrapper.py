"""Runs in the 64-bit Windows Python: a wrapper's self-test, or calls of it that a file lists.

run_msl_wrapper.py FOLDER PACKAGE selftest [ARGUMENT…]
run_msl_wrapper.py FOLDER PACKAGE calls CALLS RESULTS DLL
run_msl_wrapper.py FOLDER PACKAGE everything NAMES RESULTS DLL

The last makes the calls of `everything_calls`; NAMES holds the methods by the C functions' names. It also
tells what a callback that can't be imported is refused with.
"""

from __future__ import annotations

import pickle
import runpy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

# The embeddable Python does not look beside the script that it runs.
sys.path.append(str(Path(__file__).parent))


def main() -> None:
    folder, package, command, *rest = sys.argv[1:]
    import_module("msl_under_wine").prepare()
    sys.path.insert(0, folder)
    if command == "selftest":
        sys.argv = [package, "selftest", *rest]
        runpy.run_module(package, run_name="__main__", alter_sys=True)
        return
    calls, results, dll = rest
    module = import_module(package)
    client_class = next(getattr(module, name) for name in module.__all__ if name.endswith("Client"))
    given = pickle.loads(Path(calls).read_bytes())
    # Callbacks are imported again in the 32-bit process.
    with client_class(dll, append_sys_path=str(Path(__file__).parent)) as client:
        if command == "everything":
            table = import_module("everything_calls")
            made = table.make_calls(lambda name: getattr(client, given[name]), table.ROWS), _refusal(client)
        else:
            made = import_module("wrapper_calls").make_calls(client, given)
    Path(results).write_bytes(pickle.dumps(made))


def _refusal(client: Any) -> str:
    """What is said of a callback that the 32-bit process could not import."""
    try:
        client.apply(lambda a, b: a + b, 1, 2)
    except ValueError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    main()
