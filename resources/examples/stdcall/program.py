"""Windows' own functions from the wrapper that a few lines of C gave."""

from datetime import datetime, timedelta

from kernel32 import Kernel32Client, Kernel32Error

with Kernel32Client() as dll:
    print("MulDiv", dll.MulDiv(2**31 - 1, 10, 20))
    now = dll.GetLocalTime()
    told = datetime(now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond)
    print("the clocks agree:", abs(datetime.now() - told) < timedelta(minutes=1))
    dll.SetEnvironmentVariableW("INSTRUMENT", "SIM::0")
    print(dll.GetEnvironmentVariableW("INSTRUMENT").value)
    try:
        dll.GetEnvironmentVariableW("NOBODY_HAS_SET_THIS")
    except Kernel32Error as error:
        print(error.function, error.code)
