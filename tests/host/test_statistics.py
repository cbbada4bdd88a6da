"""What a client tells about its work: `statistics()`, and the debug log."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

import pytest
from workbench import doomed, free_port, holding, workbench

from probe32 import Client64, ResponseTimeoutError, Server32Error
from probe32.errors import HostDiedError


def test_nothing_was_done_yet() -> None:
    with workbench() as client:
        done = client.statistics()
    assert (done.answered, done.errors, done.timeouts, done.deaths, done.restarts) == (0, 0, 0, 0, 0)
    assert (done.median_us, done.p99_us) == (None, None)


def test_what_was_asked_is_counted_once_each() -> None:
    with workbench() as client:
        for number in range(5):
            client.request32("double", number)
        with pytest.raises(Server32Error):
            client.request32("fail", "text")
        client.request32_many("double", [(1,), (2,)])
        with client.batch() as batch:
            batch.double(1)
            batch.fail("text")
        asyncio.run(client.request32_async("double", 1))
        client.request32("call", client.callback(lambda: client.request32("double", 1)))
        client.ping()
        client.read_memory(client.request32("address_of", b"x"), 1)
        done = client.statistics()
    assert (done.answered, done.errors, done.timeouts, done.deaths, done.restarts) == (12, 1, 0, 0, 0)


def test_deadlines_deaths_and_restarts_are_counted_over_all_hosts(tmp_path: Path) -> None:
    with doomed() as client:
        client.request32("double", 1)
        with holding(client, tmp_path / "go on"), client.deadline(0.1), pytest.raises(ResponseTimeoutError):
            client.request32("double", 1)
        with pytest.raises(HostDiedError):
            client.request32("exit_process", 1)
        client.restart()
        client.request32("double", 1)
        client.restart()
        done = client.statistics()
    assert (done.answered, done.timeouts, done.deaths, done.restarts) == (3, 1, 1, 2)


def test_bytes_are_those_on_the_wire_of_all_hosts() -> None:
    with workbench() as client:
        start = client.statistics()
        client.request32("echo", "x" * 10_000)
        small = client.statistics()
        assert 10_000 < small.sent_bytes - start.sent_bytes < 11_000
        assert 10_000 < small.received_bytes - start.received_bytes < 11_000
        client.request32("echo", b"x" * 10_000_000)
        large = client.statistics()
        assert large.sent_bytes - small.sent_bytes < 10_000
        assert large.received_bytes - small.received_bytes < 10_000
        client.restart()
        assert client.statistics().sent_bytes >= large.sent_bytes
        assert client.statistics().received_bytes >= large.received_bytes


def test_times_are_those_of_whole_round_trips() -> None:
    with workbench() as client:
        for _ in range(20):
            client.request32("double", 1)
        client.request32("sleep_ms", 50)
        done = client.statistics()
    assert done.median_us is not None
    assert done.p99_us is not None
    assert 1 < done.median_us < done.p99_us
    assert done.p99_us >= 50_000


def test_they_can_be_had_after_the_end() -> None:
    client = workbench()
    client.request32("double", 1)
    client.shutdown_server32()
    assert client.statistics().answered == 1


# -- the log


@pytest.fixture
def debug(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def frames(log: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in log.records if each.name.startswith("probe32.wire")]


def test_each_frame_is_logged_both_ways_without_its_contents(debug: pytest.LogCaptureFixture) -> None:
    with workbench() as client:
        debug.clear()
        client.request32("echo", "what nobody needs to know")
    sent = next(each for each in frames(debug) if each.startswith("-> REQUEST"))
    received = next(each for each in frames(debug) if each.startswith("<- REPLY"))
    assert re.fullmatch(r"-> REQUEST #\d+, \d+ bytes", sent)
    assert re.fullmatch(r"<- REPLY #\d+, \d+ bytes", received)
    assert "what nobody" not in "".join(frames(debug))
    assert any(each.startswith("-> SHUTDOWN") for each in frames(debug))


def test_frames_tell_of_shared_memory_and_of_what_they_belong_to(debug: pytest.LogCaptureFixture) -> None:
    with workbench() as client:
        client.request32("echo", bytes(1_000_000))
        client.request32("call", client.callback(lambda: client.request32("double", 1)))
    log = "\n".join(frames(debug))
    assert re.search(r"-> SEGMENT, \d+ bytes, segment 1", log)
    assert re.search(r"-> REQUEST #1, \d+ bytes, the rest in segment 1", log)
    assert re.search(r"<- CALLBACK #(\d+) in #(\d+), .*\n-> REQUEST #\d+ in #\1, ", log)


def test_without_anybody_who_wants_it_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with workbench() as client:
        client.request32("double", 1)
    assert not [each for each in caplog.records if each.name.startswith("probe32")]


@pytest.mark.parametrize("tcp", [False, True])
def test_the_log_of_a_life_has_no_secret_in_it(debug: pytest.LogCaptureFixture, tcp: bool) -> None:
    with workbench(port=free_port() if tcp else 0) as client:
        client.request32("double", 1)
        with pytest.raises(HostDiedError) as died:
            client.request32("exit_process", 1)
        client.restart()
        secret = secret_of(client)
        shown = [debug.text, repr(client), str(died.value), repr(died.value), repr(client._keeper()._plan)]
        shown += [repr(client._keeper()._plan.configuration), repr(client.connection), repr(client.statistics())]
    assert bool(secret) is tcp
    assert "restart" in debug.text or frames(debug)
    if tcp:
        assert not [each for each in shown if secret in each]


def secret_of(client: Client64) -> str:
    return client._keeper()._plan.configuration.secret
