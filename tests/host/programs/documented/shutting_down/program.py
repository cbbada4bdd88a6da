from msl.loadlib import Client64, ConnectionTimeoutError


class Talker(Client64):
    def __init__(self, **kwargs):
        super().__init__("talker32", **kwargs)


talker = Talker()
talker.request32("say", "hello")
stdout, stderr = talker.shutdown_server32()
print(stdout.read().decode().split(), stderr.read().decode().split())
again = talker.shutdown_server32(kill_timeout=2)
print(again[0] is stdout, again[1] is stderr)

try:
    Client64("no_such_module", timeout=8)
except ConnectionTimeoutError as error:
    print("no_such_module" in str(error))
try:
    Client64("talker32", server32_dir="nowhere")
except OSError as error:
    print(str(error).split(" in ")[0].split(" C")[0].startswith("Cannot find"))
try:
    Client64("talker32", protocol=1000)
except ValueError as error:
    print("pickle protocol" in str(error))
