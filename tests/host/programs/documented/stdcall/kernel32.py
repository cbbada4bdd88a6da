import ctypes
from ctypes.wintypes import WORD
from datetime import datetime

from msl.loadlib import Server32


class SystemTime(ctypes.Structure):
    _fields_ = [
        (name, WORD)
        for name in ("wYear", "wMonth", "wDayOfWeek", "wDay", "wHour", "wMinute", "wSecond", "wMilliseconds")
    ]


class Kernel32(Server32):
    def __init__(self, host, port):
        super().__init__("C:/Windows/SysWOW64/kernel32.dll", "windll", host, port)

    def get_local_time(self):
        now = SystemTime()
        self.lib.GetLocalTime(ctypes.byref(now))
        return datetime(
            now.wYear,
            month=now.wMonth,
            day=now.wDay,
            hour=now.wHour,
            minute=now.wMinute,
            second=now.wSecond,
            microsecond=now.wMilliseconds * 1000,
        )
