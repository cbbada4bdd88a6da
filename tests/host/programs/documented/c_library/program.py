from my_client import MyClient

c = MyClient()
print(c.add(1, 2), c.version())
stdout, stderr = c.shutdown_server32()
print(stdout.read(), stderr.read())

with MyClient() as c:
    print(c.add(3, 4), c.version())

with MyClient(number=1.5, switch=True, text="a b") as c:
    print(c.options())
