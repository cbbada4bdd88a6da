"""Who can reach a host, and what a stranger learns: docs/concepts/security-model.md, sentence by sentence."""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import leaks
import pytest
from workbench import LONG, PROGRAMS, doomed, free_port, workbench

from probe32 import Client64, ConnectionTimeoutError, Server32Error
from probe32.client.host_process import HostProcess
from probe32.errors import HostDiedError
from probe32.host.configuration import Configuration
from probe32.launch import find_host, to_host_path
from probe32.wire.authentication import SECRET_SIZE, prove_as_client, prove_as_host
from probe32.wire.channel import Channel
from probe32.wire.frames import HEADER, Kind, WireError
from probe32.wire.sockets import SocketStream

needs_proc = pytest.mark.skipif(sys.platform == "win32", reason="looks into /proc")
LISTENS = "0A"


def listening(pid: int | str) -> set[str]:
    """The addresses at which a process listens, TCP or UDP, as the kernel writes them."""
    inodes = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            target = str(each.readlink())
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes and (table.startswith("udp") or fields[3] == LISTENS):
                found.add(f"{table} {fields[1]}")
    return found


def pid_of(client: Client64) -> int:
    assert client.connection
    return client.connection.process.pid


# -- nothing listens


@needs_proc
def test_by_default_nothing_listens_on_either_side() -> None:
    before = listening("self")
    with workbench() as client:
        client.request32("double", 1)
        assert client.port == 0
        assert listening(pid_of(client)) == set()
        assert listening("self") == before


@needs_proc
def test_with_a_port_nothing_listens_once_the_client_is_there() -> None:
    port = free_port()
    with workbench(port=port) as client:
        client.request32("double", 1)
        assert listening(pid_of(client)) == set()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)


# -- strangers


class OpenHost:
    """A host that listens, and the secret of the client that has not come yet."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.address = (host, free_port(host))
        self.secret = os.urandom(SECRET_SIZE)
        self.process = HostProcess(find_host(None), None)
        self.control = Channel(self.process.stream)
        configuration = Configuration(
            "workbench_server",
            host=host,
            port=self.address[1],
            secret=self.secret.hex(),
            sys_path=[to_host_path(PROGRAMS)],
            files=self.process.files,
        )
        self.control.send(Kind.CONFIGURE, payload=pickle.dumps(configuration.values(), 2))
        assert self.control.receive(time.monotonic() + LONG).kind is Kind.LISTENING

    def connect(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=LONG)

    def serves(self) -> bool:
        """Whether it still takes the client that knows the secret."""
        channel = Channel(SocketStream(self.connect()))
        try:
            prove_as_client(channel, self.secret)
            return channel.receive(time.monotonic() + LONG).kind is Kind.READY
        finally:
            channel.close()


@pytest.fixture
def open_host() -> Iterator[OpenHost]:
    made = OpenHost()
    yield made
    made.process.kill()


def all_of(stranger: socket.socket) -> bytes:
    """What a stranger is sent until it is hung up on."""
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while more := stranger.recv(4096):
            data += more
    return data


def header(kind: int, length: int) -> bytes:
    return HEADER.pack(kind, 0, 0, 1, 0, length)


class Bomb:
    """Its pickle makes a folder where it is read."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.folder,)


STRANGERS: dict[str, Callable[[str], bytes]] = {
    "a request": lambda folder: header(Kind.REQUEST, len(bomb(folder))) + bomb(folder),
    "a shutdown": lambda _: header(Kind.SHUTDOWN, 0),
    "a proof of nothing": lambda _: header(Kind.PROOF, 0),
    "a wrong proof": lambda _: header(Kind.PROOF, 64) + bytes(64),
    "a pickle for a proof": lambda folder: header(Kind.PROOF, len(bomb(folder))) + bomb(folder),
    "more than a stranger may": lambda _: header(Kind.PROOF, 257) + bytes(257),
    "the announcement of two gigabytes": lambda _: header(Kind.PROOF, 0x7FFF_FFFF),
    "no frame": lambda _: b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


def bomb(folder: str) -> bytes:
    return pickle.dumps(Bomb(folder), 2)


def test_a_stranger_gets_a_nonce_and_nothing_else(open_host: OpenHost, tmp_path: Path) -> None:
    nonces = set()
    for name, said in STRANGERS.items():
        with open_host.connect() as stranger:
            stranger.sendall(said(to_host_path(tmp_path / "exploded")))
            got = all_of(stranger)
        assert got[: HEADER.size] == HEADER.pack(Kind.CHALLENGE, 0, 0, 0, 0, SECRET_SIZE), name
        assert len(got) == HEADER.size + SECRET_SIZE, name
        nonces.add(got[HEADER.size :])
    assert len(nonces) == len(STRANGERS)
    assert not (tmp_path / "exploded").exists()
    assert open_host.serves()


def test_strangers_that_say_nothing_or_drip_are_given_up(open_host: OpenHost) -> None:
    with open_host.connect() as silent, open_host.connect() as dripping:
        ended = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError):
                for each in header(Kind.PROOF, 64) + bytes(64):
                    dripping.sendall(bytes([each]))
                    if ended.wait(1):
                        break

        dripper = threading.Thread(target=drip)
        dripper.start()
        try:
            assert len(all_of(silent)) == len(all_of(dripping)) == HEADER.size + SECRET_SIZE
        finally:
            ended.set()
            dripper.join()
    assert open_host.serves()


def test_what_is_too_long_is_refused_before_it_has_come() -> None:
    stranger, here = tcp_pair()
    with stranger:
        channel = Channel(SocketStream(here))
        stranger.sendall(header(Kind.PROOF, 257))
        with pytest.raises(WireError, match=r"257 bytes is larger than allowed \(256\)"):
            prove_as_host(channel, bytes(SECRET_SIZE), time.monotonic() + LONG)
        channel.close()


def test_what_was_overheard_cannot_be_said_again(open_host: OpenHost) -> None:
    """A stranger between two ends lets them prove, and repeats what it has seen."""
    with open_host.connect() as first:
        challenge = first.recv(HEADER.size + SECRET_SIZE)
    proof = proof_for(challenge, open_host.secret)
    with open_host.connect() as second:
        second.sendall(proof)
        assert len(all_of(second)) == HEADER.size + SECRET_SIZE
    assert open_host.serves()


def proof_for(challenge: bytes, secret: bytes) -> bytes:
    """What the client answers to a challenge."""
    host_end, client_end = tcp_pair()
    with host_end:
        host_end.sendall(challenge)
        channel = Channel(SocketStream(client_end))

        def prove() -> None:
            with contextlib.suppress(WireError):
                prove_as_client(channel, secret)

        prover = threading.Thread(target=prove)
        prover.start()
        answer = host_end.recv(HEADER.size + 2 * SECRET_SIZE)
        host_end.shutdown(socket.SHUT_RDWR)
        prover.join()
        channel.close()
    return answer


def tcp_pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        one = socket.create_connection(listener.getsockname())
        return one, listener.accept()[0]


def test_a_client_tells_an_impostor_nothing() -> None:
    """Somebody else listens at the address of the host that has just died, or never came that far."""
    with tcp_listener() as listener:
        port = listener.getsockname()[1]
        with pytest.raises(ConnectionTimeoutError, match="Cannot serve"):
            workbench(port=port)
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()


@contextlib.contextmanager
def tcp_listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


# -- the secret


@needs_proc
def test_the_secret_is_in_no_command_line_and_no_environment() -> None:
    with workbench(port=free_port()) as client:
        secret = client._keeper()._plan.configuration.secret
        assert len(bytes.fromhex(secret)) == SECRET_SIZE
        needles = (secret.encode(), secret.encode("utf-16-le"), bytes.fromhex(secret))
        for process in Path("/proc").glob("[0-9]*"):
            for name in ("cmdline", "environ"):
                with contextlib.suppress(OSError):
                    data = (process / name).read_bytes()
                    assert not [each for each in needles if each in data], f"{process / name}"


def test_each_client_has_a_secret_of_its_own() -> None:
    with workbench(port=free_port()) as one, workbench(port=free_port()) as other:
        secrets = [each._keeper()._plan.configuration.secret for each in (one, other)]
    assert secrets[0] != secrets[1]


def test_the_secret_is_in_no_message_of_a_failure() -> None:
    with tcp_listener() as taken, pytest.raises(ConnectionTimeoutError) as caught:
        workbench(port=taken.getsockname()[1])
    assert not has_long_hexadecimal(str(caught.value) + repr(caught.value) + caught.value.hint)
    with doomed(port=free_port()) as client:
        secret = client._keeper()._plan.configuration.secret
        with pytest.raises(HostDiedError) as died:
            client.request32("exit_process", 1)
        assert secret not in f"{died.value} {died.value!r} {died.value.__dict__} {client!r} {client._keeper()!r}"


def has_long_hexadecimal(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if letter in "0123456789abcdef" else 0
        if run >= 2 * SECRET_SIZE:
            return True
    return False


@needs_proc
def test_the_wire_is_not_inherited_by_programs_that_a_library_starts() -> None:
    """Else they could read requests, and would keep the client from noticing the end of its host."""
    with workbench() as client:
        before, running = wire_holders(client), leaks.processes()
        client.request32("start_program", "ping -n 1000 127.0.0.1")
        try:
            deadline = time.monotonic() + LONG
            while not any("ping" in words for pid, words in leaks.processes().items() if pid not in running):
                assert time.monotonic() < deadline, "the program does not run"
            assert wire_holders(client) == before
        finally:
            leaks.end_processes(running)


def wire_holders(client: Client64) -> set[str]:
    """The processes that have this client's pipes open, but for Wine's own server."""
    assert client.connection
    stream = client.connection.process.stream
    pipes = {os.readlink(f"/proc/self/fd/{fd}") for fd in (stream._read_fd, stream._write_fd)}  # type: ignore[attr-defined] # noqa: PTH115
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(link.readlink()) in pipes and "wineserver" not in (link.parents[1] / "comm").read_text():
                found.add(link.parents[1].name)
    return found


# -- names


def test_private_names_cannot_be_requested_in_any_way() -> None:
    with workbench() as client:
        refused: list[str] = []

        def nested() -> None:
            for each in ("_private", "__class__"):
                with pytest.raises(Server32Error, match="is private"):
                    client.request32(each)
                refused.append(each)

        client.request32("call", client.callback(nested))
        assert refused == ["_private", "__class__"]
        for name in ("_private", "__class__", "__init__", "__dict__", "_service", "__reduce_ex__"):
            for ask in (
                lambda name=name: client.request32(name),
                lambda name=name: client.request32_many(name, [()]),
                lambda name=name: in_batch(client, name),
            ):
                with pytest.raises(Server32Error, match=f"'{name}' is private"):
                    ask()


def in_batch(client: Client64, name: str) -> object:
    with client.batch() as batch:
        result = batch.request32(name)
    return result.result()


def test_names_that_are_no_text_are_refused_like_unknown_ones() -> None:
    with workbench() as client:
        for name in (b"double", 5, None, "", "double.__call__", "no such name"):
            with pytest.raises(Server32Error):
                client.request32(name)  # type: ignore[arg-type]
        assert client.request32("double", 1) == 2
