"""Uses `Client64` in 64-bit Windows Python, as lab machines do; prints what it saw as JSON.

Arguments: the folders for `sys.path` joined by `;`, the 32-bit host's folder, the server module, the DLL's folder.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
from pathlib import Path

paths, host, server, dll = sys.argv[1:]
sys.path[:0] = paths.split(";")
os.environ["PROBE32_SERVER32_DIR"] = host

from probe32 import Client64, Server32Error  # noqa: E402
from probe32.client_errors import ResponseTimeoutError  # noqa: E402
from probe32.errors import CrashError, HostDiedError  # noqa: E402

saw: dict[str, object] = {}


def raised(call: object, *args: object) -> Exception:
    try:
        call(*args)  # type: ignore[operator]
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


async def together(client: Client64) -> list[int]:
    return await asyncio.gather(*(client.request32_async("call", "add", index, 1) for index in range(50)))


def in_threads(client: Client64) -> list[int]:
    wrong: list[int] = []

    def work(base: int) -> None:
        wrong.extend(index for index in range(50) if client.request32("call", "add", base, index) != base + index)

    threads = [threading.Thread(target=work, args=(1000 * number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return wrong


def use(client: Client64) -> None:
    saw["call"] = client.request32("call", "add", 1, 2)
    saw["error"] = type(raised(client.request32, "divide", 1, 0)) is Server32Error
    fault = raised(client.request32, "call", "write_to_null")
    assert isinstance(fault, CrashError)
    saw["fault"] = [fault.code, fault.module.rpartition("\\")[2]]
    with client.deadline(0.5):
        late = raised(client.request32, "call", "hang")
    assert isinstance(late, ResponseTimeoutError)
    saw["late"] = late.module.rpartition("\\")[2]
    saw["again"] = [client.request32("constant"), client.generation]
    died = raised(client.request32, "call", "end_with", 0x12345)
    assert isinstance(died, HostDiedError)
    saw["died"] = died.host_exit_code
    saw["asyncio"] = asyncio.run(together(client)) == list(range(1, 51))
    saw["threads"] = in_threads(client)
    view = memoryview(bytearray(range(256)) * 20_000)
    (echoed,), _ = client.request32("echo", view)
    saw["view"] = [type(echoed).__name__, echoed == view]
    (echoed,), _ = client.request32("echo", bytes(view))
    saw["bytes"] = echoed == bytes(view)
    client.request32("print", "grüße")


with Client64(server, append_environ_path=dll, restart="auto", timeout=60, rpc_timeout=60) as client:
    use(client)
    stdout, stderr = client.shutdown_server32()
    saw["printed"] = [stdout.read().decode(), stderr.read().decode()]
with Client64(server, append_environ_path=dll, host="127.0.0.1", port=0, timeout=60) as client:
    saw["ping"] = client.ping(10)
saw["left"] = [each.name for each in Path(tempfile.gettempdir()).glob("probe32-*.tmp")]
saw["running"] = [each.name for each in threading.enumerate() if each is not threading.main_thread()]
print(json.dumps(saw))
