"""`Client64` and `Server32` across a real 32-bit process."""

from __future__ import annotations

import array
import copy
import datetime
import gc
import importlib
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from watched_process import watched

from probe32 import Client64, ConnectionTimeoutError, ResponseTimeoutError, Server32Error
from probe32.errors import HostDiedError, HostError, UnpicklableError

PIPES, TCP = "pipes", "tcp"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=[PIPES, TCP])
def port(request: pytest.FixtureRequest) -> int:
    return 0 if request.param == PIPES else free_port()


def fresh(name: str) -> Any:
    """The module as a new program would import it from this test's folder."""
    sys.modules.pop(name, None)
    return importlib.import_module(name)


def test_the_two_programs_of_the_readme(programs: Path, port: int) -> None:
    with fresh("my_client").MyClient(port=port) as client:
        assert client.add(1, 2) == 3
        assert client.version() == 10203
        assert Path(client.lib32_path) == programs / "my_lib.dll"


def test_forwarding_every_name_makes_a_whole_client(programs: Path) -> None:
    with fresh("my_client").ShortClient() as client:
        assert client.add(40, 2) == 42
        assert client.version() == 10203


def test_a_program_for_msl_loadlib_runs_unchanged(programs: Path) -> None:
    script = (
        "from probe32.compat import msl_loadlib; msl_loadlib.install()\n"
        "import msl_pair\n"
        "with msl_pair.PairClient() as c: print(c.add(1, 2))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=programs, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("3", "")


def test_keyword_arguments_arrive_as_text_and_intact(programs: Path) -> None:
    strange = {"a": "x=y;z", "b": 'quote " and \\ and\nnew line', "c": "µΩ 漢字", "n": 5, "none": None}
    with fresh("my_client").MyClient(**strange) as client:
        assert client.request32("kwargs") == {key: str(value) for key, value in strange.items()}


@pytest.fixture(scope="module")
def tool(my_lib: Path) -> Any:
    """One client for tests that leave its host as it was."""
    server = Path(__file__).parent / "programs" / "tool_server.py"
    with Client64(server, append_environ_path=my_lib.parent) as client:
        yield client


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -(2**70),
        1.5,
        2 + 3j,
        "text \0 µ",
        b"\0\xff",
        (1, [2, {"3": {4}}]),
        Decimal("1.10"),
        datetime.date(2026, 1, 2),
        array.array("d", [1.5, -2.5]),
        b"x" * 5_000_000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_objects_travel_with_their_types(tool: Client64, value: object) -> None:
    args, kwargs = tool.request32("echo", value, key=value)
    assert args == (value,)
    assert type(args[0]) is type(value)
    assert kwargs == {"key": value}


def test_attributes_properties_and_constants_are_read(tool: Client64) -> None:
    assert tool.request32("constant") == 42
    assert tool.request32("half") == 21.0
    assert str(tool.request32("path")).endswith("my_lib.dll")


def test_an_exception_arrives_with_name_text_and_traceback(tool: Client64) -> None:
    with pytest.raises(Server32Error) as caught:
        tool.request32("divide", 1, 0)
    assert caught.value.name == "ZeroDivisionError"
    assert caught.value.value == "division by zero"
    assert caught.value.traceback.endswith("return a / b")
    assert tool.request32("divide", 4, 2) == 2


def test_private_and_unknown_names_are_refused(tool: Client64) -> None:
    with pytest.raises(Server32Error, match="'_private' is private"):
        tool.request32("_private")
    with pytest.raises(Server32Error, match="no attribute 'nothing'"):
        tool.request32("nothing")


def test_arguments_for_an_attribute_are_refused(tool: Client64) -> None:
    with pytest.raises(Server32Error, match="'constant' is an attribute"):
        tool.request32("constant", 1)


def test_what_cannot_travel_is_named(tool: Client64) -> None:
    with pytest.raises(TypeError, match="function cannot travel"):
        tool.request32("echo", lambda: None)
    with pytest.raises(Server32Error, match="function cannot travel"):
        tool.request32("unpicklable")
    assert tool.request32("constant") == 42


@pytest.mark.parametrize("take_along", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_client_stays_in_its_process(tool: Client64, take_along: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match=r"A \w+ cannot be pickled or copied: its 32-bit host") as caught:
        take_along(tool)
    assert isinstance(caught.value, UnpicklableError)
    assert "each process that needs it" in caught.value.hint


class Portable(Client64):
    """One that says itself how it is made anew."""

    def __init__(self) -> None:
        super().__init__("my_server")

    def __reduce__(self) -> tuple[object, ...]:
        return Portable, ()


def test_a_class_may_say_how_its_clients_are_pickled(programs: Path) -> None:
    with Portable() as client, pickle.loads(pickle.dumps(client)) as other:
        assert other.request32("add", 1, 2) == 3


def test_a_native_fault_leaves_the_host_usable(tool: Client64) -> None:
    with pytest.raises(Server32Error, match="access violation writing 0x00000000"):
        tool.request32("call", "write_to_null")
    assert tool.request32("call", "add", 1, 2) == 3


def test_the_64_bit_site_packages_stay_outside(tool: Client64) -> None:
    assert not [each for each in tool.request32("search_path") if "site-packages" in each]


def test_many_threads_get_their_own_answers(tool: Client64) -> None:
    wrong: list[object] = []

    def work(base: int) -> None:
        for index in range(200):
            if (got := tool.request32("call", "add", base, index)) != base + index:
                wrong.append(got)

    threads = [threading.Thread(target=work, args=(1000 * each,)) for each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []


def test_repr_tells_library_and_address(programs: Path) -> None:
    port = free_port()
    client = fresh("my_client").MyClient(port=port)
    assert repr(client) == f"<MyClient lib=my_lib.dll address=127.0.0.1:{port}>"
    client.shutdown_server32()
    assert repr(client) == "<MyClient lib=my_lib.dll closed>"


def test_what_is_printed_comes_back_at_the_end(programs: Path, port: int) -> None:
    client = Client64("tool_server", port=port, farewell="good-bye")
    client.request32("print", "grüße")
    stdout, stderr = client.shutdown_server32()
    assert sorted(stdout.read().decode().split()) == ["good-bye", "grüße", "grüße"]
    assert stderr.read().decode().split() == ["grüße"]
    assert client.shutdown_server32() == (stdout, stderr)


def test_leaving_the_context_closes_the_streams(programs: Path) -> None:
    with Client64("tool_server") as client:
        pass
    stdout, stderr = client.shutdown_server32()
    assert stdout.closed
    assert stderr.closed


def test_a_megabyte_printed_in_one_call_disturbs_nothing(programs: Path) -> None:
    client = Client64("tool_server")
    text = "x" * 1_000_000
    assert client.request32("print", text) == len(text) + 1
    stdout, stderr = client.shutdown_server32()
    assert stdout.read().count(b"x") == 2 * len(text)
    assert stderr.read().count(b"x") == len(text)


def test_after_the_shutdown_a_request_says_so(programs: Path) -> None:
    client = Client64("tool_server")
    client.shutdown_server32()
    with pytest.raises(HostDiedError, match="The client was shut down"):
        client.request32("constant")


@pytest.mark.parametrize("name, args, told", [("give_up", (), "exit code"), ("end_with", (7,), "exit code 7")])
def test_a_host_that_dies_is_reported_to_the_call(programs: Path, name: str, args: tuple[int], told: str) -> None:
    with Client64("tool_server") as client:
        with pytest.raises(HostDiedError, match=told):
            client.request32("call", name, *args)
        with pytest.raises(HostDiedError, match=told):
            client.request32("constant")


def test_a_late_answer_is_told_and_thrown_away(programs: Path) -> None:
    client = Client64("tool_server", rpc_timeout=0.5)
    with pytest.raises(ResponseTimeoutError, match=r"'call' within 0\.5 seconds") as caught:
        client.request32("call", "hang")
    assert (caught.value.name, caught.value.seconds) == ("call", 0.5)
    with pytest.warns(UserWarning, match="brute force") as warned:
        client.shutdown_server32(kill_timeout=0.2)
    assert warned[0].filename == __file__


def test_a_killed_host_ends_the_request_under_way(programs: Path) -> None:
    client = Client64("tool_server")
    timer = threading.Timer(0.3, client.kill)
    timer.start()
    with pytest.raises(HostDiedError, match="was killed"):
        client.request32("call", "hang")
    timer.join()


def test_a_forgotten_client_takes_its_host_along(programs: Path) -> None:
    client = Client64("tool_server")
    assert client.connection
    process = client.connection.process
    del client
    gc.collect()
    assert process.ended.is_set()


def test_a_program_may_end_without_a_word(programs: Path) -> None:
    script = "import my_client\nclient = my_client.MyClient()\nprint(client.add(1, 2))"
    done = subprocess.run([sys.executable, "-c", script], cwd=programs, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("3\n", "", 0)


def test_a_host_follows_even_with_requests_waiting(programs: Path) -> None:
    script = (
        "import threading, sys\nfrom probe32 import Client64\n"
        "c = Client64('tool_server')\n"
        "for _ in range(3): threading.Thread(target=c.request32, args=('call', 'hang'), daemon=True).start()\n"
        "print(c.connection.process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=programs, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as client:
        assert client.stdout
        with watched(int(client.stdout.readline())) as ended:
            client.kill()
            assert ended(60)


@pytest.mark.parametrize(
    "module, told",
    [
        ("no_class", "has no class that inherits from Server32"),
        ("bad_import", "needs 'a_package_that_nobody_has'"),
        ("raises_on_import", "RuntimeError: the licence has expired"),
        ("raises_on_start", "RuntimeError: the instrument is off"),
        ("wrong_arguments", r"def __init__\(self, host, port, \*\*kwargs\)"),
        ("no_super", r"never called super\(\).__init__"),
        ("no_library", "Cannot find 'a_dll_that_nobody_has.dll' for libtype='cdll'"),
        ("bad_libtype", "Invalid libtype 'fortran'. It must be one of: cdll, windll, oledll"),
        ("nowhere", "There is no module named 'nowhere'"),
    ],
)
def test_a_server_module_with_an_error_explains_itself(module: str, told: str, my_lib: Path) -> None:
    broken = Path(__file__).parent / "broken"
    with pytest.raises(ConnectionTimeoutError, match=told):
        Client64(broken / module, append_environ_path=my_lib.parent, timeout=60)


def test_a_module_that_is_no_python_is_shown_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "unfinished.py").write_text("def add(a, b:\n    return a + b\n", encoding="utf-8")
    with pytest.raises(ConnectionTimeoutError, match=r'unfinished.py", line 1\n(.*\n)+SyntaxError'):
        Client64(tmp_path / "unfinished.py", timeout=60)


def test_a_server_that_never_gets_ready_is_ended_and_quoted(programs: Path) -> None:
    hanging = Path(__file__).parent / "broken" / "hangs_on_start.py"
    with pytest.raises(ConnectionTimeoutError, match=r"not ready .* within 5 seconds:\nconnecting to the instrument"):
        Client64(hanging, timeout=5)


def test_a_port_in_use_is_told(programs: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConnectionTimeoutError, match=rf"Cannot serve at 127.0.0.1:{port}.*another port"):
            Client64("tool_server", port=port)


def test_one_client_is_all_that_a_port_serves(programs: Path) -> None:
    port = free_port()
    with Client64("tool_server", port=port) as client:
        assert client.request32("constant") == 42
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)


def test_no_host_no_client(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="Cannot find a 32-bit Python"):
        Client64("tool_server", server32_dir=tmp_path)
    assert issubclass(HostError, OSError)


def test_a_pickle_protocol_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="pickle protocol 9"):
        Client64("tool_server", protocol=9)


@pytest.mark.parametrize("protocol", range(6))
def test_every_pickle_protocol_works(programs: Path, protocol: int) -> None:
    with Client64("tool_server", protocol=protocol) as client:
        assert client.request32("echo", 1, b"2", x=[3]) == ((1, b"2"), {"x": [3]})


def test_the_server_can_live_in_this_process(programs: Path) -> None:
    with Client64("plain_server", host=None, n=5) as client:
        assert client.request32("add", 1, 2) == 3
        assert client.request32("kwargs") == {"n": "5"}
        assert client.request32("address") == (None, -1)
        assert client.connection is None
        assert repr(client).endswith("mocked>")
        with pytest.raises(Server32Error, match="nothing of that name") as caught:
            client.request32("fail")
        assert isinstance(caught.value.__cause__, KeyError)


def test_in_this_process_a_missing_module_or_class_is_an_ordinary_error(programs: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        Client64("nowhere", host=None)
    with pytest.raises(AttributeError, match="no class that inherits from Server32"):
        Client64(Path(__file__).parent / "broken" / "no_class.py", host=None)


def test_a_subclass_that_forgot_super_is_harmless(recwarn: pytest.WarningsRecorder) -> None:
    class Forgetful(Client64):
        def __init__(self) -> None:
            pass

    client = Forgetful()
    with pytest.raises(HostDiedError, match="not connected"):
        client.request32("anything")
    client.shutdown_server32()
    del client
    gc.collect()
    assert not recwarn.list


def test_the_module_that_was_named_wins_over_one_in_the_working_directory(programs: Path) -> None:
    elsewhere = programs / "elsewhere"
    elsewhere.mkdir()
    text = (programs / "my_server.py").read_text(encoding="utf-8")
    (elsewhere / "my_server.py").write_text(text.replace("a, b)\n", "a, b) + 1000\n"), encoding="utf-8")
    with Client64(elsewhere / "my_server.py") as client:
        assert client.request32("add", 1, 2) == 1003
