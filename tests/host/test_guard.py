"""A host whose client is killed while it waits where no thread of Python notices; on Windows a job object ends it."""

from __future__ import annotations

import subprocess
import sys

from watched_process import watched

ALMOST_A_CLIENT = """
import pickle, socket, sys
from probe32.host.configuration import Configuration
from probe32.client.host_process import HostProcess
from probe32.launch import find_host
from probe32.wire.channel import Channel
from probe32.wire.frames import Kind

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
process = HostProcess(find_host(), None)
channel = Channel(process.stream)
task = Configuration("nothing", port=port, secret="00" * 32, files=process.files)
channel.send(Kind.CONFIGURE, payload=pickle.dumps(task.values(), 2))
assert channel.receive().kind is Kind.LISTENING
print(process.pid, flush=True)
sys.stdin.read()
"""


def test_a_host_that_waits_for_a_tcp_connection_follows_its_client() -> None:
    command = [sys.executable, "-c", ALMOST_A_CLIENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdout
        with watched(int(client.stdout.readline())) as ended:
            client.kill()
            assert ended(60), "the host does not follow"
