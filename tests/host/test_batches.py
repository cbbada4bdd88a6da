"""Many calls in one message: `client.batch()` and `request32_many`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from workbench import LONG, PROGRAMS, Begun, doomed, free_port, in_threads, workbench

from probe32 import Client64, Server32Error
from probe32.errors import HostDiedError


@pytest.fixture(scope="module", params=["pipes", "tcp", "here"])
def client(request: pytest.FixtureRequest) -> Iterator[Client64]:
    """Over pipes, over TCP, and with the server in this process: the same promises."""
    if request.param == "here":
        with Client64(PROGRAMS / "plain_server", host=None) as made:
            yield made
    else:
        with workbench("plain_server", port=0 if request.param == "pipes" else free_port()) as made:
            yield made


# -- batches


def test_a_batch_is_sent_when_its_block_ends(client: Client64) -> None:
    with client.batch() as batch:
        sums = [batch.add(number, 2) for number in range(10)]
        named = batch.add(a=1, b=2)
        assert len(batch) == 11
        assert not sums[0].ready
        assert repr(sums[0]) == "<BatchResult add not sent>"
    assert [each.result() for each in sums] == list(range(2, 12))
    assert (named.result(), repr(named), len(batch)) == (3, "<BatchResult add ready>", 0)


def test_before_that_there_is_no_result(client: Client64) -> None:
    with client.batch() as batch:
        result = batch.add(1, 2)
        with pytest.raises(
            RuntimeError, match=r"batch with 'add' was not sent yet; leave its with block, or call send"
        ):
            result.result()
    assert result.result() == 3


def test_calls_of_a_batch_are_made_in_order_and_once(client: Client64) -> None:
    client.request32("noted_so_far")
    with client.batch() as batch:
        for number in range(100):
            batch.note(number)
        noted = batch.noted_so_far()
    assert noted.result() == list(range(100))


def test_keyword_arguments_are_those_of_their_call_alone(client: Client64) -> None:
    with client.batch() as batch:
        named = [batch.request32("add", 1, 1), batch.request32("add", 1, b=2), batch.request32("add", 1, 3)]
        short = [batch.add(2, 1), batch.add(2, b=2), batch.add(2, 3)]
    assert [each.result() for each in (*named, *short)] == [2, 3, 4, 3, 4, 5]


def test_a_failing_call_keeps_none_of_the_others(client: Client64) -> None:
    with client.batch() as batch:
        results = [batch.add(1, 2), batch.fail(), batch.add("a", 1), batch.nothing(), batch.add(3, 4), batch.mro()]
    assert (results[0].result(), results[4].result()) == (3, 7)
    failed = (1, "nothing of that name"), (2, "TypeError"), (3, "no attribute 'nothing'"), (5, "no attribute 'mro'")
    for index, told in failed:
        for _ in range(2):
            with pytest.raises(Server32Error, match=told) as caught:
                results[index].result()
        assert caught.value.traceback or index in (3, 5)
    with pytest.raises(Server32Error) as caught:
        results[1].result()
    assert (caught.value.name, caught.value.value) == ("KeyError", "'nothing of that name'")


def test_attributes_and_properties_in_a_batch(client: Client64) -> None:
    with client.batch() as batch:
        results = [batch.kwargs(), batch.request32("kwargs"), batch.kwargs(1)]
    assert results[0].result() == results[1].result() == {}
    with pytest.raises(Server32Error, match="'kwargs' is an attribute"):
        results[2].result()


def test_a_property_is_read_once_for_each_call(client: Client64) -> None:
    first = client.request32("ticket")
    with client.batch() as batch:
        results = [batch.ticket(), batch.ticket()]
    assert [each.result() for each in results] == [first + 1, first + 2]
    assert client.request32_many("ticket", [(), ()]) == [first + 3, first + 4]


def test_private_names_are_refused_in_every_way(client: Client64) -> None:
    batch = client.batch()
    for name in ("_private", "_library", "__dict", "__getstate"):
        with pytest.raises(AttributeError, match="is private"):
            getattr(batch, name)
        result = batch.request32(name)
        batch.send()
        with pytest.raises(Server32Error, match="is private"):
            result.result()
        with pytest.raises(Server32Error, match="is private"):
            client.request32_many(name, [()])
        with pytest.raises(Server32Error, match="is private"):
            client.request32(name)


def test_a_method_called_as_those_of_batches_are(client: Client64) -> None:
    batch = client.batch()
    result = batch.request32("send", 5)
    batch.send()
    assert result.result() == "sent 5"


def test_nothing_is_sent_of_a_block_that_fails(client: Client64) -> None:
    def fail() -> None:
        with client.batch() as batch:
            batch.note(1)
            raise ZeroDivisionError

    client.request32("noted_so_far")
    with pytest.raises(ZeroDivisionError):
        fail()
    assert client.request32("noted_so_far") == []


def test_an_empty_batch_and_one_that_is_used_again(client: Client64) -> None:
    with client.batch() as batch:
        pass
    batch.send()
    first = batch.add(1, 1)
    batch.send()
    second = batch.add(2, 2)
    batch.send()
    assert (first.result(), second.result()) == (2, 4)


def test_ten_thousand_calls(client: Client64) -> None:
    with client.batch() as batch:
        results = [batch.add(number, 1) for number in range(10_000)]
    assert [each.result() for each in results] == list(range(1, 10_001))
    assert client.request32_many("add", [(number, 1) for number in range(10_000)]) == list(range(1, 10_001))


def test_batches_of_many_threads(client: Client64) -> None:
    def work(thread: int) -> list[int]:
        with client.batch() as batch:
            results = [batch.add(thread, number) for number in range(100)]
        return [each.result() for each in results]

    with in_threads(8) as submit:
        for thread, each in enumerate([submit(work, thread) for thread in range(8)]):
            assert each.result(LONG) == [thread + number for number in range(100)]


def test_arguments_that_cannot_travel_keep_all_from_being_sent_and_a_value_only_itself() -> None:
    with workbench("plain_server") as client:
        batch = client.batch()
        first, _ = batch.note(1), batch.note(lambda: None)
        with pytest.raises(TypeError, match=r"a (list|function) cannot travel"):
            batch.send()
        assert not first.ready
        assert client.request32("noted_so_far") == []
        with client.batch() as batch:
            results = [batch.note(2), batch.unpicklable(), batch.note(3)]
        assert (results[0].result(), results[2].result()) == (2, 3)
        with pytest.raises(Server32Error, match="a function cannot travel"):
            results[1].result()


# -- many


def test_many_calls_of_one_method(client: Client64) -> None:
    assert client.request32_many("add", [(1, 2), [3, 4], iter((5, 6))]) == [3, 7, 11]  # type: ignore[list-item]
    assert client.request32_many("add", ((number, 1) for number in range(3))) == [1, 2, 3]
    assert client.request32_many("add", []) == []


def test_the_first_exception_ends_many_and_tells_its_index(client: Client64) -> None:
    client.request32("noted_so_far")
    with pytest.raises(Server32Error) as caught:
        client.request32_many("note_positive", [(1,), (2,), (-1,), (3,)])
    assert (caught.value.index, caught.value.name, caught.value.value) == (2, "ValueError", "-1 is not positive")
    assert client.request32("noted_so_far") == [1, 2]
    with pytest.raises(Server32Error) as caught:
        client.request32("fail")
    assert caught.value.index is None


def test_many_of_what_is_no_method(client: Client64) -> None:
    with pytest.raises(Server32Error, match="no attribute 'nothing'"):
        client.request32_many("nothing", [()])
    with pytest.raises(Server32Error, match="'kwargs' is an attribute"):
        client.request32_many("kwargs", [(1,)])
    assert client.request32_many("kwargs", [(), ()]) == [{}, {}]


# -- with a host


def test_the_host_dies_in_the_midst() -> None:
    with doomed() as client:
        with pytest.raises(HostDiedError, match="exit code 3"):
            client.request32_many("exit_process", [(3,)])
        client.restart()
        batch = client.batch()
        results = [batch.double(1), batch.exit_process(4), batch.double(2)]
        with pytest.raises(HostDiedError, match="exit code 4"):
            batch.send()
        assert not any(each.ready for each in results)


def test_a_killed_host_ends_a_batch_under_way() -> None:
    with doomed() as client, in_threads(1) as submit:
        begun = Begun(client)
        batch = client.batch()
        batch.request32("hang", begun.function)
        sending = submit(batch.send)
        begun.wait()
        client.kill()
        with pytest.raises(HostDiedError, match="was killed"):
            sending.result(LONG)


def test_with_auto_a_batch_starts_a_new_host() -> None:
    with workbench(restart="auto") as client:
        client.kill()
        with client.batch() as batch:
            result = batch.double(21)
        assert result.result() == 42
        client.kill()
        assert client.request32_many("double", [(21,)]) == [42]
