"""`Client64` of the msl-loadlib alias, with a host."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from probe32.compat.client64 import Client64
from probe32.launch import from_host_path

WITNESS = Path(__file__).parent / "programs" / "witness.py"


def test_the_host_searches_where_the_client_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, here = tmp_path / "asked", tmp_path / "here"
    asked.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "path", [*sys.path, "", str(tmp_path / "missing"), "__editable__.finder.__path_hook__"])
    with Client64(WITNESS, append_sys_path=asked, timeout=60) as client:
        path = [from_host_path(each) for each in client.request32("search_path")]
    theirs = list(dict.fromkeys(Path(each).absolute() for each in sys.path if Path(each).exists()))
    first = path.index(WITNESS.parent)
    assert path[first + 1 :] == [*(each for each in theirs if each != WITNESS.parent), asked]
    assert first > 0, "the host's own library comes first"


def test_what_probe32_adds_is_there() -> None:
    with Client64(WITNESS, timeout=60) as client:
        assert client.request32_many("is_interpreter", [(), ()]) == [True, True]
        client.restart()
        assert (client.generation, client.request32("is_interpreter")) == (2, True)


def test_a_forgotten_client_takes_its_host_along() -> None:
    client = Client64(WITNESS, timeout=60)
    ended = client.connection.process.ended
    del client
    gc.collect()
    assert ended.wait(60)


def test_a_forced_end_is_warned_of_where_it_was_wished(my_lib: Path) -> None:
    client = Client64(
        WITNESS.with_name("tool_server.py"), append_environ_path=my_lib.parent, rpc_timeout=0.5, timeout=60
    )
    with pytest.raises(OSError, match="within"):
        client.request32("call", "hang")
    with pytest.warns(UserWarning, match="brute force") as warned:
        client.shutdown_server32(kill_timeout=0.2)
    assert warned[0].filename == __file__
