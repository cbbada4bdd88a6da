"""The server class that is measured, the same for Probe32 and for msl-loadlib."""

from __future__ import annotations

import ctypes
import os
from time import perf_counter
from typing import Any

try:
    from probe32 import Server32
except ImportError:
    from msl.loadlib import Server32  # type: ignore[import-not-found,no-redef,unused-ignore]


class BenchServer(Server32):
    def __init__(self, host: str, port: int, dll: str) -> None:
        super().__init__(dll, "cdll", host, port)

    def add(self, a: int, b: int) -> int:
        return int(self.lib.add(a, b))

    def echo(self, data: Any) -> Any:
        return data

    def size(self, data: bytes) -> int:
        return len(data)

    def loop(self, count: int) -> float:
        """The seconds that `count` calls of `add` take here."""
        add = self.add
        results = []
        start = perf_counter()
        for i in range(count):
            results.append(add(i, 2))
        return perf_counter() - start

    def bare_loop(self, count: int) -> float:
        """The same with ctypes alone."""
        add = self.lib.add
        start = perf_counter()
        for i in range(count):
            add(i, 2)
        return perf_counter() - start

    def measured_loop(self, count: int) -> float:
        """The same through the machine code that measures a call."""
        from probe32.host.measured_call import measured_call

        address = ctypes.cast(self.lib.add, ctypes.c_void_p).value or 0
        word = ctypes.c_int32
        types = (word, word, word, word)
        start = perf_counter()
        for i in range(count):
            measured_call(address, word, types, [i, 2])
        return perf_counter() - start

    def guarded_loop(self, count: int, size: int) -> float:
        """The seconds that `count` guarded buffers of `size` bytes take, with the look at what stands before them."""
        from probe32.host import guarded_memory

        start = perf_counter()
        for _ in range(count):
            slot = guarded_memory.take(size)
            guarded_memory.front_is_whole(slot, size)
            guarded_memory.give_back(slot)
        return perf_counter() - start

    def buffer_loop(self, count: int, size: int) -> float:
        """The same with ctypes' own buffers."""
        start = perf_counter()
        for _ in range(count):
            ctypes.addressof(ctypes.create_string_buffer(size))
        return perf_counter() - start

    def crash(self) -> None:
        """End as a native `abort` ends a process: exit code 3, no destructor."""
        ctypes.CDLL("msvcrt").abort()

    def process(self) -> int:
        return os.getpid()
