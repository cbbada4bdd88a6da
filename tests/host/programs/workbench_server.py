"""A server that lets tests hold calls, print in every way, keep what they send and call back from any thread.

Its library is a C runtime of Windows; no DLL of ours is needed.
"""

import ctypes
import os
import sys
import threading
import time
from ctypes import wintypes
from pathlib import Path

from probe32 import Server32

kernel32 = ctypes.WinDLL("kernel32")
for _name in ("CreateEventW", "CreateThread", "GetStdHandle"):
    getattr(kernel32, _name).restype = ctypes.c_void_p
kernel32.WaitForSingleObject.argtypes = [ctypes.c_void_p, wintypes.DWORD]
kernel32.SetEvent.argtypes = kernel32.ResetEvent.argtypes = kernel32.CloseHandle.argtypes = [ctypes.c_void_p]
kernel32.WriteFile.argtypes = [ctypes.c_void_p, ctypes.c_char_p, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p]
kernel32.OutputDebugStringW.argtypes = [ctypes.c_wchar_p]
kernel32.OutputDebugStringA.argtypes = [ctypes.c_char_p]
ThreadFunction = ctypes.WINFUNCTYPE(wintypes.DWORD, ctypes.c_void_p)

PATIENCE_MS = 20_000


class UnprintableError(Exception):
    """An exception that fails when its text is asked for."""

    def __str__(self):
        raise ValueError("no text")


class Unreadable:
    """What the client can't make again, whatever it has imported."""

    def __reduce__(self):
        return int, ("no number",)


class WorkbenchServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("msvcrt.dll", "cdll", host, port)
        self.ucrt = ctypes.CDLL("ucrtbase")
        self.ucrt_file = getattr(self.ucrt, "__acrt_iob_func")
        self.ucrt_file.restype = ctypes.c_void_p
        self.runtimes = {"msvcrt": self.lib, "ucrt": self.ucrt}
        self.events = [kernel32.CreateEventW(None, True, False, None) for _ in range(2)]
        self.noted = []
        self.kept = []
        self.threads = []
        self.farewell = kwargs.get("farewell", "")

    def shutdown_handler(self):
        if self.farewell:
            print(self.farewell, flush=True)
            print(self.farewell, file=sys.stderr)

    # -- values

    def echo(self, value):
        return value

    def double(self, number):
        return 2 * number

    def kind(self, value):
        shape = (value.format, value.itemsize, value.shape, value.readonly) if isinstance(value, memoryview) else ()
        return type(value).__name__, *shape

    def total(self, value):
        return sum(value)

    def size(self, *values):
        return sum(memoryview(each).nbytes for each in values)

    def zeros(self, size):
        return bytes(size)

    def filled(self, byte, size, kind="bytes"):
        data = bytearray([byte]) * size
        return {"bytes": bytes, "bytearray": bytearray, "view": memoryview}[kind](data)

    def parts(self, value, *bounds):
        return [value[start:end] for start, end in bounds]

    def keep(self, value):
        self.kept.append(value)
        return len(self.kept)

    def keep_and_fail(self, value):
        self.kept.append(value)
        raise RuntimeError("kept it all the same")

    def keep_and_return(self, value):
        self.kept.append(value)
        return value

    def kept_bytes(self, index):
        value = self.kept[index]
        return len(value), bytes(value[:1]), len(set(bytes(value)))

    def forget(self):
        self.kept.clear()

    def same_object(self, first, second):
        return first is second

    # -- order and threads

    def note(self, value):
        self.noted.append(value)
        return value

    def noted_so_far(self):
        noted, self.noted = self.noted, []
        return noted

    def is_main_thread(self):
        return threading.current_thread() is threading.main_thread()

    def native_thread(self):
        return threading.get_native_id()

    def hold_until(self, path, begun=None):
        """Stay in this call, without reading requests, until there is a file."""
        if begun is not None:
            begun()
        while not Path(path).exists():
            kernel32.Sleep(5)
        return "held"

    def sleep_ms(self, milliseconds):
        kernel32.Sleep(milliseconds)

    def hang(self, begun=None):
        if begun is not None:
            begun()
        kernel32.Sleep(-1)

    def meet(self, place, patience_ms=PATIENCE_MS):
        """0 when the other call runs at the same time, inside the system and not in Python."""
        mine, other = self.events[place], self.events[1 - place]
        kernel32.SetEvent(mine)
        return kernel32.WaitForSingleObject(other, patience_ms)

    def part(self):
        for each in self.events:
            kernel32.ResetEvent(each)

    def address_of(self, data):
        """Where a copy of the data lies that stays."""
        self.kept.append(ctypes.create_string_buffer(data, len(data)))
        return ctypes.addressof(self.kept[-1])

    # -- failures

    def fail(self, text):
        raise RuntimeError(text)

    def fail_without_text(self):
        raise UnprintableError

    def leave(self, code):
        sys.exit(code)

    def exit_process(self, code):
        kernel32.ExitProcess(code)

    def need_file(self, path):
        if not Path(path).exists():
            raise RuntimeError("there is no licence")

    def exit_without(self, path):
        if not Path(path).exists():
            kernel32.ExitProcess(5)

    def interrupt(self):
        raise KeyboardInterrupt

    def unreadable(self):
        return Unreadable()

    def close_pipe(self):
        """What a careless library can do: close what isn't its own."""
        for fd in range(3, 20):
            try:
                os.close(fd)
            except OSError:
                continue
        kernel32.Sleep(-1)

    def talk_nonsense(self):
        """What a library can do that writes to any handle it finds."""
        for fd in range(3, 20):
            try:
                os.write(fd, b"\xff" * 64)
            except OSError:
                continue
        kernel32.Sleep(-1)

    # -- output

    def say(self, text, stream="stdout"):
        print(text, file=getattr(sys, stream))

    def say_bytes(self, data, fd=1):
        os.write(fd, data)

    def puts(self, runtime, text):
        self.runtimes[runtime].puts(text)

    def fputs(self, runtime, text):
        if runtime == "ucrt":
            self.ucrt.fputs(text, ctypes.c_void_p(self.ucrt_file(1)))
        else:
            self.lib.printf(b"%s", text)

    def write_file(self, data):
        written = wintypes.DWORD()
        return kernel32.WriteFile(kernel32.GetStdHandle(-11), data, len(data), ctypes.byref(written), None)

    def debug(self, text):
        if isinstance(text, bytes):
            kernel32.OutputDebugStringA(text)
        else:
            kernel32.OutputDebugStringW(text)

    def system(self, command):
        return self.lib.system(command)

    def start_program(self, command):
        """One that inherits all that can be inherited, and goes on by itself."""
        startup, process = (wintypes.DWORD * 17)(68), (wintypes.DWORD * 4)()
        text = ctypes.create_unicode_buffer(command)
        if not kernel32.CreateProcessW(None, text, None, None, True, 0, None, None, startup, process):
            raise ctypes.WinError()

    def flood(self, size, chunks):
        for _ in range(chunks):
            os.write(1, b"x" * size)

    def say_and_crash(self, text):
        print(text, end="")
        self.lib.printf(b"%s", text.encode())
        kernel32.TerminateProcess(kernel32.GetCurrentProcess(), 9)

    def say_to_stderr_and_exit(self, text):
        print(text, file=sys.stderr)
        kernel32.ExitProcess(1)

    def say_and_hang(self, text):
        print(text)
        kernel32.Sleep(-1)

    def say_and_hold(self, text, path):
        print(text)
        Path(path + ".said").touch()
        self.hold_until(path)

    def say_and_wait(self, text, gate):
        print(text)
        return gate()

    def start_idle_printer(self, text, path):
        """A thread that prints when there is a file, and makes another one when it has."""

        def work(_):
            while not Path(path).exists():
                kernel32.Sleep(5)
            os.write(1, text.encode())
            Path(path + ".done").touch()
            return 0

        self._start(work)

    # -- callbacks

    def call(self, function, *args, **kwargs):
        return function(*args, **kwargs)

    def call_by_name(self, *, function):
        return function("by name")

    def call_with_unreadable(self, function):
        return function(Unreadable())

    def call_after(self, begun, path, function):
        self.hold_until(path, begun)
        self.noted.append(self.call_safely(function))

    def call_many(self, function, count):
        return [function(each) for each in range(count)]

    def call_safely(self, function, *args):
        """What a careful server does: one that fails is no reason to fail."""
        try:
            return function(*args)
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def call_safely_then_fail(self, function, text):
        self.call_safely(function)
        raise RuntimeError(text)

    def call_from_thread(self, function, *args):
        """From a thread that Python didn't make, while this call is open."""
        results = []

        def work(_):
            try:
                results.append(function(*args))
            except Exception as error:
                results.append(f"{type(error).__name__}: {error}")
            return 0

        thread = self._start(work)
        kernel32.WaitForSingleObject(thread, PATIENCE_MS)
        kernel32.CloseHandle(thread)
        return results

    def call_then_from_thread(self, first, function):
        first()
        return self.call_from_thread(function)

    def call_later(self, function, path):
        """From a thread that outlives this call: when there is a file. It makes another one afterwards."""

        def work(_):
            while not Path(path).exists():
                kernel32.Sleep(5)
            self.noted.append(self.call_safely(function))
            Path(path + ".done").touch()
            return 0

        self._start(work)

    def keep_function(self, function):
        self.kept_function = function

    def call_kept_function(self, *args):
        return self.kept_function(*args)

    def call_in_list(self, functions):
        return [each() for each in functions]

    def _start(self, work):
        function = ThreadFunction(work)
        thread = kernel32.CreateThread(None, 0, function, None, 0, None)
        self.threads.append(function)
        return thread

    def _private(self):
        return "secret"

    def now(self):
        return time.monotonic()
