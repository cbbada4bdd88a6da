from echo64 import Echo64

echo = Echo64()
print(echo.send_data(True))
print(echo.send_data(boolean=True))
print(echo.send_data(1.2, {"my_list": [1, 2, 3]}, 0.2j, range(10), x=True, y="hello world!"))
stdout, stderr = echo.shutdown_server32()
