"""Lends Debian's compilers to the tests that run in a Windows Python under Wine.

There, a tool such as `i686-w64-mingw32-gcc` is a small Windows program of that name (`lent_tool.c`), on the PATH. It
connects to this process and sends, each ended by a zero byte, in UTF-8: the secret, its working directory, its own path
and its arguments. Here the real tool runs; back go what it wrote to standard output and to standard error, each behind
its length, and its exit code: 32-bit numbers, little-endian.
"""

from __future__ import annotations

import re
import secrets
import shutil
import socketserver
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

from probe32.launch import from_host_path

_SOURCE = Path(__file__).with_name("lent_tool.c")
_PREFIX = "i686-w64-mingw32-"
_TOOLS = ("as", "dlltool", "g++", "gcc", "gfortran", "ld", "nm", "objcopy", "objdump", "strip", "windres")
_WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/][^,;]*")


@contextmanager
def lent_tools(folder: Path) -> Iterator[dict[str, str]]:
    """Put the tools into `folder`, which belongs on the PATH, and answer them; gives the variables that they need."""
    secret = secrets.token_hex(16)
    shim = folder / f"{_PREFIX}gcc.exe"
    subprocess.run([f"{_PREFIX}gcc", "-municode", "-O1", "-s", "-o", shim, _SOURCE, "-lws2_32"], check=True)
    for tool in _TOOLS:
        if tool != "gcc":
            shutil.copy(shim, folder / f"{_PREFIX}{tool}.exe")
    with _Lender(secret) as lender:
        thread = threading.Thread(target=lender.serve_forever, name="lent tools")
        thread.start()
        try:
            yield {"PROBE32_LENT_PORT": str(lender.server_address[1]), "PROBE32_LENT_SECRET": secret}
        finally:
            lender.shutdown()
            thread.join()


class _Lender(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, secret: str) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.secret = secret


class _Request(socketserver.StreamRequestHandler):
    server: _Lender

    def handle(self) -> None:
        secret, folder, program, *arguments = self.rfile.read().decode("utf-8").split("\0")[:-1]
        tool = PureWindowsPath(program).stem
        if not secrets.compare_digest(secret, self.server.secret) or tool.removeprefix(_PREFIX) not in _TOOLS:
            return
        with tempfile.TemporaryDirectory(prefix="probe32-tool-") as scratch:
            done = subprocess.run(
                [tool, *_translated(arguments)],
                cwd=from_host_path(folder),
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": scratch},
                capture_output=True,
                check=False,
            )
        for said in (done.stdout, done.stderr):
            self.wfile.write(struct.pack("<I", len(said)) + said)
        self.wfile.write(struct.pack("<i", done.returncode))


def _translated(arguments: Sequence[str]) -> list[str]:
    """The arguments with the paths that they have on this side."""
    paths = (_WINDOWS_PATH.sub(lambda found: str(from_host_path(found[0])), each) for each in arguments)
    return [each if each.startswith("-D") else each.replace("\\", "/") for each in paths]
