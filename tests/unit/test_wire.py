"""Frames, streams and the proof of the secret; the same tests over both kinds of stream."""

from __future__ import annotations

import os
import pickle
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest
from client_pipes import pipe

from probe32.wire.authentication import SECRET_SIZE, prove_as_client, prove_as_host
from probe32.wire.channel import Channel
from probe32.wire.frames import BULK, HEADER, MAX_PAYLOAD, DeadlineError, Frame, Kind, WireError
from probe32.wire.messages import Failure
from probe32.wire.payloads import pack, unpack
from probe32.wire.sockets import SocketStream
from probe32.wire.streams import Stream, pipe_stream


def frame(kind: Kind, number: int = 0, payload: bytes = b"") -> Frame:
    return Frame(kind, 0, 0, number, 0, payload)


def header(kind: int, number: int, length: int) -> bytes:
    return HEADER.pack(kind, 0, 0, number, 0, length)


def say(channel: Channel, said: Frame) -> None:
    kind, flags, segment, number, parent, payload = said
    channel.send(kind, number, payload, parent=parent, flags=flags, segment=segment)


class Ends(NamedTuple):
    left: Stream
    right: Stream


@pytest.fixture(params=["pipes", "tcp"])
def ends(request: pytest.FixtureRequest) -> Iterator[Ends]:
    """Two connected streams."""
    if request.param == "pipes":
        (a, b), (c, d) = pipe(), pipe()
        made = Ends(pipe_stream(a, d), pipe_stream(c, b))
    else:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            left = socket.create_connection(listener.getsockname())
            made = Ends(SocketStream(left), SocketStream(listener.accept()[0]))
    yield made
    made.left.close()
    made.right.close()


def test_the_tags_are_frozen() -> None:
    assert HEADER.size == 16
    assert {each.name: each.value for each in Kind} == {
        "CONFIGURE": 1,
        "READY": 2,
        "FAILED": 3,
        "CHALLENGE": 4,
        "PROOF": 5,
        "WELCOME": 6,
        "REQUEST": 7,
        "REPLY": 8,
        "ERROR": 9,
        "CALLBACK": 10,
        "CALLBACK_REPLY": 11,
        "CALLBACK_ERROR": 12,
        "LISTENING": 13,
        "SHUTDOWN": 14,
        "MANY": 15,
        "BATCH": 16,
        "INQUIRY": 17,
        "SEGMENT": 18,
        "SEGMENT_WANTED": 19,
        "SEGMENT_GONE": 20,
    }


def test_frames_arrive_whole_and_in_order(ends: Ends) -> None:
    left, right = Channel(ends.left), Channel(ends.right)
    sent = [
        frame(Kind.REQUEST, 1),
        Frame(Kind.REPLY, BULK, 0xFFFF, 2**32 - 1, 2**32 - 1, b"abc"),
        frame(Kind.REPLY, 2, b"x" * 3_000_000),
    ]

    def send() -> None:
        for each in sent:
            say(left, each)

    sender = threading.Thread(target=send)
    sender.start()
    assert [right.receive() for _ in sent] == sent
    sender.join()


def test_frames_may_arrive_in_any_pieces(ends: Ends) -> None:
    channel = Channel(ends.right)
    data = header(Kind.REQUEST, 7, 3) + b"abc" + header(Kind.SHUTDOWN, 0, 0)
    ends.left.write(data[:5])
    ends.left.write(data[5:18])
    ends.left.write(data[18:])
    assert channel.receive() == frame(Kind.REQUEST, 7, b"abc")
    assert channel.receive() == frame(Kind.SHUTDOWN, 0)


def test_a_deadline_keeps_what_has_come_of_a_frame(ends: Ends) -> None:
    channel = Channel(ends.right)
    ends.left.write(header(Kind.REQUEST, 7, 3) + b"a")
    with pytest.raises(DeadlineError):
        channel.receive(time.monotonic() + 0.05)
    ends.left.write(b"bc")
    assert channel.receive(time.monotonic() + 10) == frame(Kind.REQUEST, 7, b"abc")


def test_the_end_of_the_peer_is_an_error_here(ends: Ends) -> None:
    channel = Channel(ends.right)
    ends.left.write(header(Kind.REQUEST, 7, 3) + b"a")
    ends.left.close()
    with pytest.raises(WireError, match="closed"):
        channel.receive()


def test_writing_to_a_peer_that_is_gone_is_an_error(ends: Ends) -> None:
    ends.left.close()
    channel = Channel(ends.right)

    def send_much() -> None:
        for _ in range(100):  # TCP notices at the second packet
            channel.send(Kind.REQUEST, payload=b"x" * 65536)

    with pytest.raises(WireError, match="gone"):
        send_much()


@pytest.mark.skipif(sys.platform == "win32", reason="an ordinary pipe can't be written to with a deadline there")
def test_a_peer_that_does_not_read_keeps_nobody_longer_than_the_deadline(ends: Ends) -> None:
    sender, receiver = Channel(ends.left), Channel(ends.right)
    sent: list[int] = []
    with suppress(DeadlineError):
        while True:
            sender.send(Kind.REQUEST, len(sent), bytes(60_000), deadline=time.monotonic() + 0.05)
            sent.append(len(sent))
    with pytest.raises(DeadlineError):
        sender.send(Kind.REQUEST, 2000, deadline=time.monotonic())
    last = threading.Thread(target=sender.send, args=(Kind.SHUTDOWN,))
    last.start()
    got = [receiver.receive() for _ in range(len(sent) + 1)]
    last.join()
    assert [(each.kind, each.number, len(each.payload)) for each in got] == [
        *((Kind.REQUEST, number, 60_000) for number in sent),
        (Kind.SHUTDOWN, 0, 0),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the end of the process frees its pipe there")
def test_the_end_of_the_peer_frees_who_waits_to_send(ends: Ends) -> None:
    channel = Channel(ends.left)
    errors: list[WireError] = []

    def send_much() -> None:
        try:
            for _ in range(1000):
                channel.send(Kind.REQUEST, payload=bytes(60_000))
        except WireError as error:
            errors.append(error)

    sender = threading.Thread(target=send_much)
    sender.start()
    assert ends.right.wait(10)
    channel.finish()
    sender.join(10)
    assert errors


@pytest.mark.parametrize("said", [header(99, 0, 0), header(Kind.REPLY, 0, MAX_PAYLOAD + 1)])
def test_what_is_no_frame_is_refused(ends: Ends, said: bytes) -> None:
    ends.left.write(said)
    with pytest.raises(WireError, match=r"unknown kind|larger than allowed"):
        Channel(ends.right).receive()


def test_a_whole_frame_beyond_the_limit_is_refused_too(ends: Ends) -> None:
    ends.left.write(header(Kind.REPLY, 0, 257) + bytes(257))
    with pytest.raises(WireError, match=r"257 bytes is larger than allowed \(256\)"):
        Channel(ends.right, limit=256).receive()


def test_a_dead_peers_pipe_is_drained_though_others_hold_it_open() -> None:
    receiving, sending = pipe()
    stream = pipe_stream(receiving, None)
    os.write(sending, b"last words")
    stream.finish()
    assert stream.read(100) == b"last words"
    assert stream.read(100) == b""
    stream.close()
    os.close(sending)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends the connections of a process that ends")
def test_a_dead_peers_socket_is_drained_though_others_hold_it_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as peer:
        stream = SocketStream(listener.accept()[0])
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.extend(iter(lambda: stream.read(100), b"")))
        peer.sendall(b"last words")
        assert stream.wait(10)
        reader.start()
        stream.finish()
        reader.join(10)
        assert (got, reader.is_alive()) == ([b"last words"], False)
        stream.close()


def test_waiting_ends_with_data_the_end_or_the_time(ends: Ends) -> None:
    assert not ends.right.wait(0.01)
    ends.left.write(b"x")
    assert ends.right.wait(10)
    assert ends.right.read(10) == b"x"
    ends.left.close()
    assert ends.right.wait(10)
    assert ends.right.read(10) == b""


def test_closing_wakes_a_blocked_reader(ends: Ends) -> None:
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(ends.right.read(100)))
    reader.start()
    ends.right.close()
    reader.join(10)
    assert got == [b""]


def prove(ends: Ends, client_secret: bytes, host_secret: bytes) -> tuple[BaseException | None, BaseException | None]:
    """What went wrong at the client and at the host."""
    errors: list[BaseException | None] = [None, None]

    def run(place: int, stream: Stream, secret: bytes) -> None:
        try:
            (prove_as_client, prove_as_host)[place](Channel(stream), secret)
        except WireError as error:
            errors[place] = error
            stream.close()

    threads = [
        threading.Thread(target=run, args=(0, ends.left, client_secret)),
        threading.Thread(target=run, args=(1, ends.right, host_secret)),
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return errors[0], errors[1]


def test_both_ends_prove_the_secret(ends: Ends) -> None:
    assert prove(ends, b"s" * SECRET_SIZE, b"s" * SECRET_SIZE) == (None, None)


def test_another_secret_is_refused_by_the_host(ends: Ends) -> None:
    client, host = prove(ends, b"s" * SECRET_SIZE, b"t" * SECRET_SIZE)
    assert "could not prove" in str(host)
    assert "closed" in str(client)


def test_a_host_that_does_not_know_the_secret_is_refused(ends: Ends) -> None:
    errors: list[WireError] = []

    def client() -> None:
        with pytest.raises(WireError, match="could not prove") as caught:
            prove_as_client(Channel(ends.left), b"s" * SECRET_SIZE)
        errors.append(caught.value)

    thread = threading.Thread(target=client)
    thread.start()
    impostor = Channel(ends.right)
    impostor.send(Kind.CHALLENGE, payload=b"n" * SECRET_SIZE)
    answer = impostor.receive()
    impostor.send(Kind.WELCOME, payload=answer.payload[SECRET_SIZE:])  # the client's own proof, reflected
    thread.join()
    assert errors


class Bomb:
    """Its pickle would leave a mark when it is read."""

    exploded = False

    def __reduce__(self) -> tuple[object, ...]:
        return setattr, (Bomb, "exploded", True)


@pytest.mark.parametrize(
    "said",
    [
        frame(Kind.REQUEST, 1, pickle.dumps(Bomb())),
        frame(Kind.PROOF, 0, b""),
        frame(Kind.PROOF, 0, b"x" * 64),
        frame(Kind.PROOF, 0, b"x" * 50_000),
    ],
    ids=["request", "empty", "wrong", "huge"],
)
def test_a_stranger_gets_a_nonce_and_nothing_else(ends: Ends, said: Frame) -> None:
    stranger = Channel(ends.left)
    say(stranger, said)
    with pytest.raises(WireError):
        prove_as_host(Channel(ends.right), b"s" * SECRET_SIZE)
    ends.right.close()
    assert stranger.receive().kind is Kind.CHALLENGE
    with pytest.raises(WireError):
        stranger.receive()
    assert not Bomb.exploded


def test_what_cannot_be_pickled_is_named() -> None:
    with pytest.raises(TypeError, match="a function cannot travel"):
        pack(lambda: None, 5)


def test_what_cannot_be_read_is_an_ordinary_error() -> None:
    with pytest.raises(TypeError, match="64-bit process cannot read"):
        unpack(b"\x80\x05cno_such_module\nName\n.")


def test_a_failures_traceback_ends_with_the_failing_line() -> None:
    with pytest.raises(KeyError) as caught:
        {}["x"]
    failure = Failure.of(caught.value)
    assert failure.name == "KeyError"
    assert failure.traceback.splitlines()[-1].strip() == '{}["x"]'


def test_a_stranger_that_takes_its_time_is_given_up(ends: Ends) -> None:
    ends.left.write(header(Kind.PROOF, 0, 64) + b"a")
    with pytest.raises(DeadlineError):
        prove_as_host(Channel(ends.right), b"s" * SECRET_SIZE, time.monotonic() + 0.05)
