"""`probe32 host run`: a server class that can't be made explains why, one that can be made says so, and the console."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from probe32.cli.main import main
from probe32.launch import new_file
from probe32.wire.authentication import prove_as_client
from probe32.wire.channel import Channel
from probe32.wire.connection import Connection, Message
from probe32.wire.frames import Kind, WireError
from probe32.wire.sockets import SocketStream

BROKEN = Path(__file__).parent / "broken"


def run(*arguments: str | Path, told: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command with `told` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "probe32", "host", "run", *map(str, arguments)],
        input=told,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=90,
        check=False,
    )


Refused = Callable[..., str]


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Refused:
    """What the command, run in this process, says when it can't do its work."""

    def ask(*arguments: str | Path, status: int = 5) -> str:
        ended = main(["host", "run", *map(str, arguments)])
        told, said = capfd.readouterr()
        assert (ended, told) == (status, ""), said
        assert said.startswith("probe32: ")
        return said

    return ask


SHOULD_LOOK = (
    "Its constructor should look like\n\n    class MyServer(Server32):\n        def __init__(self, host, port, **"
)


@pytest.mark.parametrize(
    "module, told",
    [
        ("nowhere", ["There is no module named 'nowhere'. Searched in:\n", "broken\n"]),
        ("relative_import", ["Importing 'relative_import' failed", "relative import with no known parent package"]),
        ("bad_import", ["needs 'a_package_that_nobody_has'", "Searched in:", "append_sys_path"]),
        ("needs_64_bit_package", ["needs 'numpy', which the 32-bit Python does not have"]),
        ("import_cycle", ["Importing 'import_cycle' failed", "import_cycle_partner.py", "circular import"]),
        ("raises_on_import", ["An exception was raised while importing", "RuntimeError: the licence has expired"]),
        ("exits_on_import", ["An exception was raised while importing", "SystemExit: this module is a program"]),
        ("no_class", ["has no class that inherits from Server32", "from probe32 import Server32"]),
        ("raises_on_start", ["Making an instance of 'Broken' failed", "RuntimeError: the instrument is off"]),
        ("exits_on_start", ["Making an instance of 'Broken' failed", "SystemExit: 3"]),
        ("wrong_arguments", ["__init__() takes 1 positional argument", SHOULD_LOOK]),
        ("no_libtype", ["missing 3 required positional arguments", SHOULD_LOOK]),
        ("no_super", ["'Broken' never called super().__init__", "class MyServer(Server32):"]),
        ("empty_path", ["ValueError: The path of the library is empty"]),
        ("bad_libtype", ["Invalid libtype 'fortran'", "cdll, windll, oledll, net, clr, java, com, activex"]),
        ("no_library", ["Cannot find 'a_dll_that_nobody_has.dll' for libtype='cdll'", "\n  Give its full path"]),
        ("text_as_library", ["text.dll: it is no 32-bit library", "\n  The 32-bit host loads x86 libraries only"]),
        ("wrong_bitness", ["oleaut32.dll: it is no 32-bit library", "ask the vendor for the x86 build"]),
        ("com_not_registered", ["Cannot find 'Vendor.Instrument.1' for libtype='com'", "32-bit programs"]),
        ("no_py4j", ["py4j is not installed. Run: pip install py4j"]),
    ],
)
def test_a_broken_server_module_explains_itself(
    module: str, told: Sequence[str], refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    said = refused("--module", module)
    for each in told:
        assert each in said


def test_a_library_without_its_dependency_is_told(needy_dll: Path, refused: Refused) -> None:
    said = refused("-m", BROKEN / "needs_another_dll.py", "-e", needy_dll.parent)
    assert "needy.dll: a DLL that it depends on was not found" in said
    assert "add_dll_directory" in said


def test_dotnet_says_what_it_needs(my_lib: Path, refused: Refused) -> None:
    said = refused("-m", BROKEN / "no_dotnet.py", "-e", my_lib.parent)
    assert "my_lib.dll: .NET could not be started" in said
    assert "the .NET Framework 4.7.2 or later on Windows, Mono elsewhere" in said


def test_keywords_that_the_constructor_lacks_are_told(my_lib: Path, refused: Refused) -> None:
    said = refused("-m", BROKEN / "no_keywords.py", "-e", my_lib.parent, "-k", "gain=2")
    assert "got an unexpected keyword argument 'gain'" in said
    assert SHOULD_LOOK in said


def test_no_module_at_all_is_told(refused: Refused) -> None:
    assert "No module is named" in refused()


def test_a_relative_module_is_told(refused: Refused) -> None:
    assert "The module '.my_server' is relative" in refused("-m", ".my_server")


def test_a_dll_folder_that_does_not_exist_is_told(tmp_path: Path, refused: Refused) -> None:
    said = refused("-m", "my_server", "--add-dll-directory", f"{tmp_path};{tmp_path / 'nowhere'}")
    assert "Cannot add the DLL folder" in said
    assert "nowhere'. Does the folder exist?" in said


@pytest.mark.parametrize(
    "wrong", [["--port", "eighty"], ["--port", "0"], ["--kwargs", "{a: 1}"], ["-v", "-i"], ["--bogus"]]
)
def test_a_wrong_command_line_is_told(wrong: list[str], refused: Refused) -> None:
    assert "Usage: probe32 host run" in refused(*wrong, status=2)


def test_a_server_that_can_be_made_says_so(programs: Path) -> None:
    done = run("-m", "my_server")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("MyServer in my_server can be made. It loaded ")
    assert done.stdout.endswith("\\my_lib.dll.\n")


ECHO = """
from probe32 import Server32

class Echo(Server32):
    def __init__(self, host, port, **kwargs):
        print((host, port, kwargs))
        super().__init__("msvcrt.dll", "cdll", host, port)
"""


@pytest.mark.parametrize(
    "written, kwargs",
    [
        ("a=1; b = x=y ;c=;d", {"a": "1", "b": "x=y", "c": "", "d": ""}),
        ('{"a": "x=y;z", "b": "µ \\" \\n", "n": 5}', {"a": "x=y;z", "b": 'µ " \n', "n": "5"}),
    ],
)
def test_keyword_values_arrive(tmp_path: Path, written: str, kwargs: dict[str, str]) -> None:
    (tmp_path / "echo.py").write_text(ECHO, encoding="utf-8")
    done = run("--module", "echo.py", "--host", "127.0.0.2", "--kwargs", written, cwd=tmp_path)
    assert done.stdout.splitlines()[0] == repr(("127.0.0.2", 0, kwargs))


LOOK = """
import json, os, sys
seen = sys.path[-3:], os.environ["PATH"].split(";")[:2], [each.path for each in os.added_dll_directories]
print("\\n" + json.dumps(seen))
"""


def test_folders_arrive(tmp_path: Path) -> None:
    one, two = tmp_path / "a folder ü", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    done = run("-i", "-s", f"{one};{two}", "-e", "two", "-d", one, told=LOOK, cwd=tmp_path)
    lists = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("[[")))
    names = [[each.rpartition("\\")[2] for each in many] for many in lists]
    assert names == [[one.name, two.name, tmp_path.name], [tmp_path.name, two.name], [one.name]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serving(programs: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, str, subprocess.Popen[str]]]:
    """Port, secret and process of a host that waits for its client."""
    port, secret = free_port(), secrets.token_hex(16)
    monkeypatch.setenv("PROBE32_SECRET", secret)
    command = [sys.executable, "-m", "probe32", "host", "run", "--module", "my_server", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert said == f"MyServer in my_server serves one client at 127.0.0.1:{port}.\n"
            yield port, secret, process
        finally:
            process.terminate()


def test_one_client_with_the_secret_is_served(serving: tuple[int, str, subprocess.Popen[str]]) -> None:
    port, secret, process = serving
    with socket.create_connection(("127.0.0.1", port), 10) as stranger:
        stranger.settimeout(10)
        with pytest.raises(WireError):
            prove_as_client(Channel(SocketStream(stranger)), bytes(16))
    channel = Channel(SocketStream(socket.create_connection(("127.0.0.1", port), 10)))
    prove_as_client(channel, bytes.fromhex(secret))
    connection = Connection(channel, new_file)
    try:
        assert connection.mailbox.wait(connection.start_up, time.monotonic() + 30).kind is Kind.READY
        asked: Message = Kind.REQUEST, "add", ("add", (40, 2), {}), (), 5
        assert connection.exchange(asked, time.monotonic() + 30) == (Kind.REPLY, 42)
        channel.send(Kind.SHUTDOWN)
        assert process.wait(30) == 0
    finally:
        connection.close()


@pytest.mark.parametrize(
    "secret, told", [("", "is not set"), ("0123456789", "at least 32 hex"), ("x" * 64, "at least")]
)
def test_a_port_needs_a_good_secret(
    programs: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch, secret: str, told: str
) -> None:
    monkeypatch.setenv("PROBE32_SECRET", secret)
    said = refused("-m", "my_server", "-p", str(free_port()))
    assert told in said
    assert "secrets.token_hex" in said
    assert not secret or secret not in said


def test_a_port_in_use_is_told(programs: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBE32_SECRET", secrets.token_hex(32))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Cannot serve at 127.0.0.1:{port}" in refused("-m", "my_server", "-p", str(port))


def test_the_version_is_that_of_the_32_bit_python() -> None:
    done = run("--version")
    assert done.stdout.startswith("Python 3.")
    assert "32 bit" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_the_console_is_a_32_bit_python() -> None:
    done = run(
        "--interactive", told='import sys\nprint("grüße", sys.maxsize == 2**31 - 1)\n1/0\nexit(3)\nprint("never")\n'
    )
    assert "grüße True" in done.stdout
    assert "never" not in done.stdout
    assert "ZeroDivisionError" in done.stderr
    assert done.returncode == 3


def test_the_end_of_its_input_ends_the_console() -> None:
    assert run("--interactive").returncode == 0


def test_much_goes_through_the_console_both_ways() -> None:
    lines = [f"print('{index:06}' + 'x' * 10_000)\n" for index in range(300)]
    done = run("--interactive", told="".join(lines))
    assert done.stdout.count("x") == 3_000_000
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there only a person can press Ctrl+C in a console of its own")
def test_ctrl_c_ends_the_console_and_its_host() -> None:
    command = [sys.executable, "-m", "probe32", "host", "run", "--interactive"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as console:
        assert console.stdin
        assert console.stdout
        console.stdin.write(b"print('rea' + 'dy', flush=True)\nwhile True: pass\n\n")
        console.stdin.flush()
        while b"ready" not in console.stdout.readline():
            pass
        console.send_signal(signal.SIGINT)
        assert console.wait(30) == 130


def test_a_host_that_dies_is_known_by_its_status() -> None:
    assert run("--interactive", told="import os\nos._exit(77)\n").returncode == 77


with_an_emulator = pytest.mark.skipif(sys.platform == "win32", reason="Windows has consoles, and no terminal emulators")

TERMINAL = """#!/bin/sh
# -T TITLE -e PROGRAM ...
shift 3
printf 'import sys; print(sys.maxsize)\\n' | "$@" > "$OUTPUT" 2>&1
"""


@with_an_emulator
def test_a_console_in_a_new_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from probe32.launch.console import open_window

    terminal = tmp_path / "x-terminal-emulator"
    terminal.write_text(TERMINAL, encoding="utf-8")
    terminal.chmod(0o755)
    output = tmp_path / "output"
    os.mkfifo(output)
    monkeypatch.setenv("OUTPUT", str(output))
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    open_window()
    assert "2147483647\n" in output.read_text(encoding="utf-8")  # the prompt comes by another stream


@with_an_emulator
def test_no_window_without_a_display_or_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from probe32.errors import HostError
    from probe32.launch.console import open_window

    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(HostError, match="no display"):
        open_window()
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HostError, match="no terminal emulator"):
        open_window()
