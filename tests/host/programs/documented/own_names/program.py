from msl.loadlib import Client64, Server32

OFTEN = "_host _port _server _connection _lock _timeout _protocol _streams _process _keeper _session _output _library32"


class Server(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("my_lib.dll", "cdll", host, port)
        self._lock = self._host = self._port = self._address = self._service = None

    def add(self, a, b):
        return self.lib.add(a, b)


class Client(Client64):
    """Has attributes of its own, and methods that are called like anybody's."""

    def __init__(self):
        super().__init__(__file__)
        for name in OFTEN.split():
            setattr(self, name, "the program's own")
        self.statistics = self.output = self.generation = 3

    def ping(self):
        return "pong"

    def restart(self, delay=0):
        return self.request32("add", delay, 1)


if __name__ == "__main__":
    with Client() as client:
        print(client.ping(), client.restart(delay=4), client.statistics + client.output)
        print({getattr(client, name) for name in OFTEN.split()})
        print("Client" in repr(client), client.host)
    stdout, stderr = client.shutdown_server32()
    print(stdout.closed, stderr.closed)
