"""Payloads of every size, both ways: within frames, and in memory that both processes share."""

from __future__ import annotations

import ctypes
import gc
import random
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from workbench import LONG, free_port, in_threads, workbench

from probe32 import Client64, Server32Error
from probe32.wire.payloads import LARGE

MB = 1 << 20
needs_proc = pytest.mark.skipif(sys.platform == "win32", reason="looks into /proc")
AROUND = [0, 1, LARGE - 200, LARGE - 1, LARGE, LARGE + 1, 2 * LARGE + 3, MB, 3 * MB + 1]


@pytest.fixture(scope="module", params=["pipes", "tcp"])
def client(request: pytest.FixtureRequest) -> Iterator[Client64]:
    with workbench(port=0 if request.param == "pipes" else free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def piped() -> Iterator[Client64]:
    with workbench() as made:
        yield made


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def shared() -> int:
    """How many descriptors and mappings of shared memory this process has."""
    names = (each for each in Path("/proc/self/fd").iterdir())
    open_ = sum("memfd:probe32" in str(_target(each)) for each in names)
    return open_ + Path("/proc/self/maps").read_text(encoding="utf-8").count("memfd:probe32")


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # that of the folder itself
        return ""


def mapped_in_host(client: Client64) -> int:
    assert client.connection
    maps = Path(f"/proc/{client.connection.process.pid}/maps").read_text(encoding="utf-8")
    return maps.count("memfd:probe32")


def available() -> int:
    """Bytes of memory that programs can still have."""
    lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    return int(lines["MemAvailable"].split()[0]) << 10


# -- sizes and kinds


def test_bytes_of_sizes_around_the_threshold_come_back_as_they_were(client: Client64) -> None:
    for size in AROUND:
        data = noise(size)
        assert client.request32("echo", data) == data, size
        assert client.request32("echo", value=bytearray(data)) == data, size
        assert client.request32("echo", [data, 1, data])[2] == data, size


def test_one_way_at_a_time(client: Client64) -> None:
    for size in AROUND:
        assert client.request32("size", noise(size)) == size
        assert client.request32("zeros", size) == bytes(size)


def test_sixty_four_megabytes(piped: Client64) -> None:
    data = noise(MB) * 64
    assert piped.request32("echo", data) == data
    view = piped.request32("filled", 7, 64 * MB, "view")
    assert (view.nbytes, view[0], view[-1]) == (64 * MB, 7, 7)
    assert piped.request32("echo", memoryview(data)) == data


def test_text_and_many_small_things_that_are_large_together(client: Client64) -> None:
    text = "grüße 漢字" * 50_000
    assert client.request32("echo", text) == text
    many = {str(number): [number, float(number)] for number in range(10_000)}
    assert client.request32("echo", many) == many


@pytest.mark.parametrize("typecode", "bBhHiIlLqQfd")
def test_arrays_of_every_typecode_although_their_sizes_differ_on_the_two_sides(piped: Client64, typecode: str) -> None:
    for count in (3, LARGE):
        value = array(typecode, [number % 100 for number in range(count)])
        assert piped.request32("total", value) == sum(value)
        got = piped.request32("echo", value)
        assert (type(got), got.itemsize, got) == (array, value.itemsize, value)


def test_views_of_every_format_arrive_with_items_of_the_same_size(piped: Client64) -> None:
    for code in "bBhHiIlLqQnN?fd":
        item = memoryview(bytes(8)).cast(code).itemsize  # type: ignore[call-overload]
        for count in (0, 2, LARGE // item + 1):
            value: Any = memoryview(bytes(index & 1 for index in range(item * count))).cast(code)  # type: ignore[call-overload]
            kind, _, itemsize, shape, readonly = piped.request32("kind", value)
            assert (kind, itemsize, shape, readonly) == ("memoryview", item, (count,), False), (code, count)
            assert piped.request32("echo", value).tolist() == value.tolist(), (code, count)


def test_views_of_many_dimensions(piped: Client64) -> None:
    value = memoryview(array("d", range(4 * LARGE // 8))).cast("B").cast("d", (4, LARGE // 16, 2))
    assert piped.request32("kind", value)[3] == value.shape
    got = piped.request32("echo", value)
    assert (got.shape, got.tolist()) == (value.shape, value.tolist())


class ndarray(ctypes.c_double * LARGE):  # type: ignore[misc] # noqa: N801
    """Has what counts of numpy's class of this name: its module, a `dtype`, and the buffer protocol."""

    class dtype:  # noqa: N801
        hasobject = False


ndarray.__module__ = "numpy"


def test_what_looks_like_a_numpy_array_arrives_as_a_view(piped: Client64) -> None:
    numbers = ndarray(1.5, 2.5)
    assert piped.request32("kind", numbers) == ("memoryview", "d", 8, (LARGE,), False)
    assert piped.request32("total", numbers) == 4.0


@pytest.mark.parametrize("protocol", range(6))
def test_every_pickle_protocol(protocol: int) -> None:
    with workbench(protocol=protocol) as client:
        data = noise(3 * MB)
        values = [data, bytearray(data), memoryview(data), array("d", range(LARGE)), "x" * LARGE, b"", memoryview(b"")]
        for value in values:
            assert client.request32("echo", value) == value
            assert client.request32("echo", [value, value])[1] == value


def test_large_things_in_batches_many_and_functions(client: Client64) -> None:
    data = noise(MB)
    assert client.request32_many("echo", [(data,)] * 3) == [data] * 3
    with client.batch() as batch:
        results = [batch.echo(data), batch.filled(3, MB), batch.echo(memoryview(data))]
    assert [each.result() for each in results] == [data, b"\3" * MB, data]
    assert client.request32("call", client.callback(lambda given: given), data) == data


def test_many_threads_with_payloads_of_their_own(client: Client64) -> None:
    def work(thread: int) -> bool:
        numbers = random.Random(thread)
        for _ in range(25):
            data = bytes([thread]) * numbers.choice(AROUND)
            if client.request32("echo", numbers.choice((bytes, bytearray, memoryview))(data)) != data:
                return False
        return True

    with in_threads(8) as submit:
        assert all(each.result(LONG) for each in [submit(work, thread) for thread in range(8)])


def test_an_exception_with_a_large_payload_on_the_way(client: Client64) -> None:
    for _ in range(3):
        with pytest.raises(Server32Error, match="RuntimeError"):
            client.request32("fail", "x" * MB)
        with pytest.raises(Server32Error, match="no attribute 'nothing'"):
            client.request32("nothing", bytes(MB))
    assert client.request32("double", 1) == 2


# -- who keeps what


def test_views_that_the_server_keeps_stay_as_they_were(client: Client64) -> None:
    for letter in (1, 2, 3):
        data = bytes([letter]) * MB
        client.request32("keep", memoryview(data))
        client.request32("keep", [memoryview(data)[100:]][0])
    for _ in range(5):
        client.request32("echo", memoryview(bytes(2 * MB)))
    kept = [client.request32("kept_bytes", index) for index in range(6)]
    assert kept == [(size, bytes([letter]), 1) for letter in (1, 2, 3) for size in (MB, MB - 100)]
    client.request32("forget")


def test_a_view_that_the_server_keeps_although_its_method_fails(client: Client64) -> None:
    with pytest.raises(Server32Error, match="kept it all the same"):
        client.request32("keep_and_fail", memoryview(b"\5" * MB))
    for _ in range(3):
        client.request32("echo", memoryview(bytes(MB)))
    assert client.request32("kept_bytes", 0) == (MB, b"\5", 1)
    client.request32("forget")


def test_a_view_that_the_server_keeps_and_returns(client: Client64) -> None:
    view = client.request32("keep_and_return", memoryview(b"\6" * MB))
    view[:] = bytes(MB)
    client.request32("echo", memoryview(bytes(MB)))
    assert client.request32("kept_bytes", 0) == (MB, b"\6", 1)
    client.request32("forget")


def test_parts_of_a_view_come_back_as_they_were(client: Client64) -> None:
    data = noise(3 * MB)
    bounds = [(2 * MB, 3 * MB), (100, MB), (MB, MB + 100_000)]
    views = client.request32("parts", memoryview(data), *bounds)
    assert [bytes(each) for each in views] == [data[start:end] for start, end in bounds]


def test_parts_of_a_view_that_overlap_come_back_as_memory_of_their_own(client: Client64) -> None:
    data = noise(2 * MB)
    for bounds in ([(0, MB), (MB // 2, 2 * MB)], [(0, 2 * MB)] * 2):
        first, second = client.request32("parts", memoryview(data), *bounds)
        first[:] = bytes(len(first))
        assert bytes(second) == data[slice(*bounds[1])]


def test_a_view_comes_back_beside_more_than_the_segment_has_room_for(client: Client64) -> None:
    data = noise(MB)
    with client.batch() as batch:
        results = [batch.echo(memoryview(data)), batch.filled(1, 9 * MB), batch.echo(memoryview(data))]
    assert [bytes(each.result()) for each in results] == [data, b"\1" * 9 * MB, data]


def test_views_that_the_client_keeps_stay_as_they_were(client: Client64) -> None:
    kept = [client.request32("filled", letter, MB, "view") for letter in range(10)]
    parts = [view[letter : letter + 10] for letter, view in enumerate(kept)]
    for _ in range(5):
        client.request32("filled", 255, MB, "view")
    assert [set(bytes(view)) for view in kept] == [{letter} for letter in range(10)]
    del kept
    client.request32("filled", 254, MB, "view")
    assert [bytes(part) for part in parts] == [bytes([letter]) * 10 for letter in range(10)]


def test_views_outlive_the_host_and_the_client() -> None:
    client = workbench()
    view = client.request32("filled", 9, MB, "view")
    part = view[10:20]
    client.shutdown_server32()
    assert set(bytes(view)) == {9}
    del client, view
    gc.collect()
    assert bytes(part) == b"\x09" * 10
    part[0] = 1


def test_what_is_changed_in_a_view_reaches_nobody(client: Client64) -> None:
    view = client.request32("filled", 9, MB, "view")
    view[:] = bytes(MB)
    assert set(client.request32("filled", 9, MB, "view")) == {9}
    source = bytearray(b"\7" * MB)
    client.request32("keep", memoryview(source))
    source[:] = bytes(MB)
    assert client.request32("kept_bytes", 0) == (MB, b"\7", 1)
    client.request32("forget")


# -- limits


@pytest.mark.skipif(sys.platform == "win32" or available() < 6 << 30, reason="too little memory is free")
def test_what_a_32_bit_process_cannot_hold_is_refused_and_the_host_lives_on(piped: Client64) -> None:
    gigabytes = bytes(1500 * MB)
    with pytest.raises(Server32Error, match=r"MemoryError: a 32-bit process has no room for .*; send it in parts"):
        piped.request32("size", gigabytes)
    assert piped.request32("double", 1) == 2
    assert piped.request32("size", memoryview(gigabytes)) == 1500 * MB  # a view takes no room but its memory's
    assert piped.request32("double", 2) == 4
    assert piped.request32("echo", bytes(MB)) == bytes(MB)


@pytest.mark.skipif(sys.platform == "win32" or available() < 6 << 30, reason="too little memory is free")
def test_what_no_message_can_carry_is_refused_here(piped: Client64) -> None:
    for size in (2048 * MB, 5000 * MB):
        zeros = bytes(size)  # takes no memory until somebody writes
        for value in (zeros, memoryview(zeros)):
            with pytest.raises(ValueError, match="bytes are more than the wire carries"):
                piped.request32("size", value)
    assert piped.request32("double", 1) == 2


def test_an_answer_that_has_no_room_is_an_error_and_the_host_lives_on(piped: Client64) -> None:
    with pytest.raises(Server32Error, match="MemoryError"):
        piped.request32("zeros", 1200 * MB)
    assert piped.request32("double", 1) == 2
    assert len(piped.request32("zeros", 100 * MB)) == 100 * MB


@needs_proc
def test_without_shared_memory_everything_goes_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    from probe32 import launch

    with workbench() as client:

        def full(size: int) -> tuple[int, str]:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(client.connection.connection._memory.pool, "_new_file", full)  # type: ignore[union-attr]
        data = noise(3 * MB)
        for value in (data, memoryview(data), array("d", range(LARGE))):
            assert client.request32("echo", value) == value
        monkeypatch.setattr(client.connection.connection._memory.pool, "_new_file", launch.new_file)  # type: ignore[union-attr]
        assert client.request32("echo", data) == data
        assert shared()


# -- nothing is left


@needs_proc
def test_memory_is_used_again_and_given_back() -> None:
    before = shared()
    with workbench() as client:
        client.request32("echo", bytes(MB))
        after_one, in_host = shared(), mapped_in_host(client)
        for round_ in range(40):
            client.request32("echo", memoryview(bytes(MB)))
            client.request32("keep", memoryview(bytes(MB)))
            client.request32("forget")
            with pytest.raises(Server32Error):
                client.request32("fail", bytes(MB))
            assert round_ or shared()
        assert shared() <= after_one + 10
        assert mapped_in_host(client) <= in_host + 5
    gc.collect()
    assert shared() == before


@needs_proc
def test_nothing_is_left_of_hosts_that_died_or_were_replaced() -> None:
    before = shared()
    with workbench(restart="auto") as client:
        for _ in range(2):
            view = client.request32("filled", 1, MB, "view")
            client.kill()
            assert set(bytes(view)) == {1}
        del view
    gc.collect()
    assert shared() == before
