"""What the host prints: by Python, any C runtime, the system, `OutputDebugString`; live, at the end, and by request."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from workbench import LONG, Begun, Listener, doomed, free_port, in_threads, wait_for_file, workbench

from probe32 import Client64
from probe32.client.output import KEPT_BYTES, KEPT_PIECES, Output, OutputLog, Spool
from probe32.errors import HostDiedError
from probe32.launch import new_file, to_host_path


@pytest.fixture(scope="module")
def listened() -> Iterator[tuple[Client64, Listener]]:
    """A client and who listens to what its host prints."""
    listener = Listener()
    with workbench(on_output=listener) as made:
        yield made, listener


@pytest.fixture
def client(listened: tuple[Client64, Listener]) -> Client64:
    return listened[0]


@pytest.fixture
def listener(listened: tuple[Client64, Listener]) -> Listener:
    listened[1].clear()
    return listened[1]


def plain(data: bytes) -> bytes:
    """Text of Windows with the ends of lines that Python has."""
    return data.replace(b"\r\n", b"\n")


WAYS = {
    "print": ("say", "hello"),
    "print to stderr": ("say", "hello", "stderr"),
    "os.write": ("say_bytes", b"hello"),
    "puts of msvcrt": ("puts", "msvcrt", b"hello"),
    "puts of ucrt": ("puts", "ucrt", b"hello"),
    "printf of msvcrt, without newline": ("fputs", "msvcrt", b"hello"),
    "fputs of ucrt, without newline": ("fputs", "ucrt", b"hello"),
    "WriteFile": ("write_file", b"hello"),
    "OutputDebugStringA": ("debug", b"hello"),
    "OutputDebugStringW": ("debug", "hello"),
    "another program": ("system", b"echo hello"),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_print_is_seen_and_tied_to_its_request(client: Client64, listener: Listener, way: str) -> None:
    name, *args = WAYS[way]
    stream = "stderr" if "stderr" in args else "debug" if name == "debug" else "stdout"
    client.request32(name, *args)
    assert [each for each in client.output if each.name == name][-1].text.strip() == "hello"
    listener.wait_for(b"hello", stream)
    assert {(each.stream, each.name) for each in listener.pieces} == {(stream, name)}


def test_output_is_told_while_the_call_that_prints_it_lasts(client: Client64, listener: Listener) -> None:
    heard: list[bool] = []

    def gate() -> str:
        listener.wait_for(b"in the midst of it")
        heard.append(True)
        return "went on"

    assert client.request32("say_and_wait", "in the midst of it", client.callback(gate)) == "went on"
    assert heard
    assert {each.name for each in listener.pieces} == {"say_and_wait"}


def test_the_requests_of_pieces_are_told_apart(client: Client64, listener: Listener) -> None:
    for text in ("one", "two", "three"):
        client.request32("say", text)
    listener.wait_for(b"three")
    numbers = [each.number for each in listener.pieces]
    assert numbers == sorted(set(numbers))
    assert [each.text for each in listener.pieces] == ["one\n", "two\n", "three\n"]


def test_text_and_bytes_of_any_encoding(client: Client64, listener: Listener) -> None:
    client.request32("say", "grüße 漢字")
    client.request32("say_bytes", b"\xff\xfe latin \xe9\0end")
    listener.wait_for(b"end")
    assert listener.pieces[0].text == "grüße 漢字\n"
    assert (listener.pieces[1].data, listener.pieces[1].text) == (
        b"\xff\xfe latin \xe9\0end",
        r"\xff\xfe latin \xe9" + "\0end",
    )


def test_debug_output_of_any_length(client: Client64, listener: Listener) -> None:
    client.request32("debug", b"x" * 50_000)
    client.request32("debug", "y" * 30_000)  # Windows' own limit for wide text is 32,766 characters
    client.request32("debug", "")
    client.request32("debug", b"end")
    listener.wait_for(b"end", "debug")
    assert "".join(each.text for each in listener.pieces) == "x" * 50_000 + "y" * 30_000 + "end"


def test_questions_about_the_host_are_no_requests(tmp_path: Path) -> None:
    gate = tmp_path / "go on"
    with workbench() as client, in_threads(1) as submit:
        held = submit(client.request32, "say_and_hold", "before the ping", to_host_path(gate))
        wait_for_file(tmp_path / "go on.said")
        assert client.ping(LONG)
        gate.touch()
        held.result(LONG)
        assert [each.name for each in client.output] == ["say_and_hold"]


def test_what_is_printed_before_a_nested_request_belongs_to_the_outer_one() -> None:
    with workbench() as client:
        function = client.callback(lambda: client.request32("say", "inner"))
        client.request32("say_and_wait", "outer", function)
        assert [(each.text, each.name) for each in client.output] == [("outer\n", "say_and_wait"), ("inner\n", "say")]


def test_what_a_thread_prints_between_requests_belongs_to_none(
    client: Client64, listener: Listener, tmp_path: Path
) -> None:
    file = tmp_path / "print"
    client.request32("start_idle_printer", "out of the blue", to_host_path(file))
    file.touch()
    listener.wait_for(b"out of the blue")
    assert [(each.number, each.name) for each in listener.pieces] == [(0, "")]


def test_it_belongs_to_none_also_when_nobody_listens(tmp_path: Path) -> None:
    file = tmp_path / "print"
    with workbench() as client:
        client.request32("start_idle_printer", "out of the blue", to_host_path(file))
        file.touch()
        wait_for_file(tmp_path / "print.done")
        client.request32("say", "asked for")
        assert [(each.text.strip(), each.name) for each in client.output] == [
            ("out of the blue", ""),
            ("asked for", "say"),
        ]


def test_a_megabyte_in_one_call(client: Client64, listener: Listener) -> None:
    client.request32("flood", 1_000_000, 1)
    client.request32("say", "afterwards")
    listener.wait_for(b"afterwards")
    assert plain(listener.data()) == b"x" * 1_000_000 + b"afterwards\n"


def memory_of_output(client: Client64) -> int:
    """Bytes of memory that the files take into which the host prints."""
    assert client.connection
    return sum(os.fstat(fd).st_blocks * 512 for fd, _ in client.connection.process._files.values())


def test_a_hundred_megabytes_keep_within_bounds(listener: Listener) -> None:
    client = workbench()
    for round_ in range(5):
        client.request32("flood", 1_000_000, 20)
        assert client.request32("double", round_) == 2 * round_
        assert sum(len(each.data) for each in client.output) <= KEPT_BYTES + (1 << 20)
        if sys.platform != "win32":
            assert memory_of_output(client) <= 2 * KEPT_BYTES
    client.request32("say", "the end")
    stdout, _ = client.shutdown_server32()
    data = plain(stdout.read())
    note, _, kept = data.partition(b"\n")
    dropped = int(note.split()[0].lstrip(b"["))
    assert note.endswith(b"bytes before this were dropped]")
    assert dropped + len(kept) == 100_000_000 + len(b"the end\r\n") - 1
    assert KEPT_BYTES <= len(kept) <= KEPT_BYTES + (1 << 20)
    assert kept.endswith(b"xxthe end\n")


def test_many_small_pieces_keep_within_bounds() -> None:
    receiving, _ = new_file(0)
    log = OutputLog([Spool("stdout", receiving)], None)
    sending = os.dup(receiving)
    for number in range(KEPT_PIECES + 5):
        os.lseek(sending, 0, os.SEEK_END)
        os.write(sending, b"x")
        log.collect(number, "name")
    assert [each.number for each in log.pieces()] == list(range(5, KEPT_PIECES + 5))
    assert len(log.of("stdout")) == KEPT_PIECES + 5
    os.close(sending)
    log.close()


def test_both_streams_at_the_end_with_the_farewell() -> None:
    client = workbench(farewell="good-bye")
    client.request32("say", "to stdout")
    client.request32("say", "to stderr", "stderr")
    client.request32("debug", "to a debugger")
    stdout, stderr = client.shutdown_server32()
    assert (plain(stdout.read()), plain(stderr.read())) == (b"to stdout\ngood-bye\n", b"to stderr\ngood-bye\n")
    assert [each.text for each in client.output if each.stream == "debug"] == ["to a debugger"]


def test_the_listener_has_heard_everything_when_the_host_has_left() -> None:
    listener = Listener()
    client = workbench(on_output=listener, farewell="good-bye")
    client.request32("flood", 3_000_000, 1)
    client.shutdown_server32()
    assert plain(listener.data()) == b"x" * 3_000_000 + b"good-bye\n"
    assert plain(listener.data("stderr")) == b"good-bye\n"


@pytest.mark.parametrize("port", [0, -1], ids=["pipes", "tcp"])
def test_what_is_printed_before_a_crash_is_not_lost(port: int) -> None:
    listener = Listener()
    with doomed(on_output=listener, port=0 if port == 0 else free_port()) as client:
        with pytest.raises(HostDiedError):
            client.request32("say_and_crash", "last words")
        assert client.shutdown_server32()[0].read() == b"last wordslast words"
        listener.wait_for(b"last wordslast words")
        assert {each.name for each in client.output} == {"say_and_crash"}


def test_what_is_written_to_stderr_before_a_crash_is_in_the_message() -> None:
    with doomed() as client, pytest.raises(HostDiedError, match=r"It wrote: the licence has expired"):
        client.request32("say_to_stderr_and_exit", "the licence has expired")


def test_a_killed_hosts_output_is_kept() -> None:
    with doomed() as client, in_threads(1) as submit:
        begun = Begun(client)
        waiting = submit(client.request32, "say_and_wait", "before the end", begun.function)
        begun.wait()
        waiting.result(LONG)
        client.kill()
        assert plain(client.shutdown_server32()[0].read()) == b"before the end\n"


def test_output_starts_anew_with_each_host() -> None:
    with doomed() as client:
        client.request32("say", "the first")
        client.restart()
        client.request32("say", "the second")
        assert plain(client.shutdown_server32()[0].read()) == b"the second\n"


@pytest.mark.logs("The listener for a host's output raised")
def test_a_listener_that_fails_is_told_the_next_piece() -> None:
    heard: list[str] = []

    def fail(piece: Output) -> None:
        heard.append(piece.text)
        raise ZeroDivisionError

    with workbench(on_output=fail) as client:
        client.request32("say", "one")
        client.request32("say", "two")
    assert "".join(heard) == "one\ntwo\n"


def test_a_listener_may_make_requests_itself() -> None:
    answers: list[object] = []
    done = threading.Event()

    def listen(piece: Output) -> None:
        if piece.name == "say":
            answers.append(client.request32("double", 21))
            done.set()

    with workbench(on_output=listen) as client:
        client.request32("say", "hello")
        assert done.wait(LONG)
    assert answers == [42]


def test_a_listener_that_makes_requests_notices_the_end_of_the_host() -> None:
    ended: list[BaseException] = []
    told = threading.Event()

    def listen(piece: Output) -> None:
        try:
            begun.wait()
            client.request32("hang")
        except HostDiedError as error:
            ended.append(error)
            told.set()

    with doomed(on_output=listen) as client:
        begun = Begun(client)
        client.request32("say", "hello")
        with in_threads(1) as submit:
            waiting = submit(client.request32, "hang", begun.function)
            begun.wait()
            assert client.connection
            while len(client.connection.connection.opened) < 2:  # the listener's too
                time.sleep(0.01)
            client.kill()
            with pytest.raises(HostDiedError, match="was killed"):
                waiting.result(LONG)
        assert told.wait(LONG)
    assert "was killed" in str(ended[0])


def test_a_listener_may_shut_down_or_kill_its_own_host() -> None:
    told = threading.Event()

    def listen(piece: Output) -> None:
        client.kill()
        told.set()

    with doomed(on_output=listen) as client:
        with pytest.raises(HostDiedError, match="was killed"):
            client.request32("say_and_hang", "that is enough")
        assert told.wait(LONG)


def test_a_listener_that_never_returns_keeps_nobody_from_leaving() -> None:
    go_on, heard = threading.Event(), threading.Event()

    def listen(piece: Output) -> None:
        heard.set()
        go_on.wait(LONG)

    client = workbench(on_output=listen)
    client.request32("say", "hello")
    assert heard.wait(LONG)
    with pytest.raises(HostDiedError, match="exit code 4"):
        client.request32("exit_process", 4)
    assert plain(client.shutdown_server32()[0].read()) == b"hello\n"
    go_on.set()


def test_lines_of_a_start_that_fails_are_told(tmp_path: Path) -> None:
    (tmp_path / "loud.py").write_text("print('reading the settings')\nraise OSError('no settings')\n", encoding="utf-8")
    listener = Listener()
    with pytest.raises(OSError, match="no settings"):
        Client64(tmp_path / "loud.py", on_output=listener, timeout=LONG)
    assert plain(listener.data()) == b"reading the settings\n"
