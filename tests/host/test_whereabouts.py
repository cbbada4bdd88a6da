"""Where a call is that does not come back, seen from another thread of the host.

A hang in DllMain is among the deaths of `tests/proofs`, which ask a whole host.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from inside_host import run_inside
from own_package import IMPORTABLE
from which_windows import not_under_wine

from probe32.launch import Host, find_host, stop_wine_server, to_host_path

WATCH = (
    IMPORTABLE
    + """
import _winapi, ctypes, threading, time
from probe32.host import whereabouts

def watch(path, enough):
    '''Look at the main thread until it is where it is expected, write down where, and end the process.'''
    whereabouts.prepare()
    watched = threading.get_native_id()
    def look():
        deadline = time.monotonic() + 60
        while True:
            hang = whereabouts.where(watched)
            if enough(hang) or time.monotonic() > deadline:
                break
        with open(path, "w", encoding="utf-8") as file:
            json.dump([list(map(list, hang.places)), list(hang.windows), str(hang)], file)
        _winapi.TerminateProcess(_winapi.GetCurrentProcess(), 5)
    threading.Thread(target=look).start()

def way(modules):
    return lambda hang: [place.module.rpartition("\\\\")[2].lower() for place in hang.places] == modules
"""
)


@pytest.fixture(scope="module")
def host() -> Host:
    return find_host()


def seen(host: Host, folder: Path, job: str, dll: Path) -> tuple[list[tuple[str, int]], list[str], str]:
    """The places (file name, offset), the windows and the words about a host whose `job(result, dll)` hangs."""
    finished = run_inside(host, folder / "job", WATCH + job, [to_host_path(folder / "seen.json"), to_host_path(dll)])
    assert finished.status == 5, finished.complaints
    places, windows, words = json.loads((folder / "seen.json").read_text("utf-8"))
    return [(PureWindowsPath(module).name.lower(), offset) for module, offset in places], windows, words


@pytest.mark.parametrize(
    "name, modules",
    [
        ("loop", ["deaths.dll"]),
        ("sleep_for_ever", ["ntdll.dll", "kernelbase.dll", "deaths.dll"]),
        ("wait_for_section", ["ntdll.dll", "deaths.dll"]),
    ],
)
def test_a_call_that_hangs(host: Host, tmp_path: Path, deaths_dll: Path, name: str, modules: list[str]) -> None:
    job = f"""
def job(result, dll):
    watch(result, way({modules}))
    ctypes.CDLL(dll).{name}()
"""
    places, windows, words = seen(host, tmp_path, job, deaths_dll)
    assert [module for module, _ in places] == modules
    assert windows == []
    assert words.lower() == "it is at " + ", called from ".join(f"{each}+0x{offset:x}" for each, offset in places)


def test_a_callback_that_hangs_ends_at_python(host: Host, tmp_path: Path, deaths_dll: Path) -> None:
    job = """
def job(result, dll):
    kernel32 = ctypes.WinDLL("kernel32")
    inside = threading.Event()
    watch(result, lambda hang: inside.is_set() and way(["ntdll.dll", "kernelbase.dll", "deaths.dll"])(hang))
    def back():
        inside.set()
        ctypes.CDLL(dll).sleep_for_ever()
    callback = ctypes.CFUNCTYPE(None)(back)
    ctypes.CDLL(dll).call_and_sleep(callback)
"""
    places, _, _ = seen(host, tmp_path, job, deaths_dll)
    assert [module for module, _ in places] == ["ntdll.dll", "kernelbase.dll", "deaths.dll"]


def test_a_thread_at_work_is_not_disturbed(host: Host, tmp_path: Path, deaths_dll: Path) -> None:
    job = """
def job(dll):
    whereabouts.prepare()
    watched, stop, looks = threading.get_native_id(), threading.Event(), []
    def look():
        while not stop.is_set():
            looks.append(len(whereabouts.where(watched).places))
    looking = threading.Thread(target=look)
    looking.start()
    churn = ctypes.CDLL(dll).churn
    values = set()
    while len(looks) < 300:
        values.add(churn(100000))
    stop.set()
    looking.join()
    return [len(values), max(looks) <= 6, sum(map(bool, looks)) == len(looks)]
"""
    finished = run_inside(host, tmp_path, WATCH + job, [to_host_path(deaths_dll)])
    assert finished.value == [1, True, True], finished.complaints


def test_a_thread_that_has_ended_is_nowhere(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    whereabouts.prepare()
    ended = threading.Thread(target=int)
    ended.start()
    ended.join()
    while whereabouts.where(ended.native_id).places:
        pass  # Windows' thread outlives Python's for a moment
    return str(whereabouts.where(0))
"""
    assert run_inside(host, tmp_path, WATCH + job).value == ""


@pytest.fixture
def _display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen that nobody looks at, for windows that a DLL shows.

    Wine looks for one when its first window is made, and never again until its server is started anew.
    """
    if sys.platform == "win32":
        yield
        return
    stop_wine_server()
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            monkeypatch.setenv("DISPLAY", f":{server.stdout.readline().decode().strip()}")
            yield
        finally:
            stop_wine_server()
            server.terminate()


@not_under_wine("no screen is there for its windows")
@pytest.mark.usefixtures("_display")
def test_a_message_box_tells_what_it_says(host: Host, tmp_path: Path, deaths_dll: Path) -> None:
    job = """
def job(result, dll):
    there = ["win32u.dll", "user32.dll", "deaths.dll"]  # it waits for a click
    watch(result, lambda hang: hang.windows and way(there)(hang))
    ctypes.CDLL(dll).show_message()
"""
    places, windows, words = seen(host, tmp_path, job, deaths_dll)
    assert windows == ["Vendor: The dongle is missing."]
    assert [module for module, _ in places] == ["win32u.dll", "user32.dll", "deaths.dll"]
    assert words.startswith("it shows a window: Vendor: The dongle is missing.; it is at ")


def read(host: Host, folder: Path, job: str) -> Any:
    finished = run_inside(host, folder, IMPORTABLE + "import ctypes\n" + job)
    assert finished.status == 0, finished.complaints
    return finished.value


def test_memory_is_read_and_never_faults(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    from probe32.host.process_memory import prepare, read_memory
    prepare()
    text = ctypes.create_string_buffer(b"some text")
    allocate, protect = ctypes.windll.kernel32.VirtualAlloc, ctypes.windll.kernel32.VirtualProtect
    page = allocate(None, 3 * 4096, 0x3000, 4) & 0xFFFFFFFF
    ctypes.memset(page, 65, 3 * 4096)
    old = ctypes.c_uint32()
    guarded = protect(ctypes.c_void_p(page + 8192), 4096, 0x104, ctypes.byref(old))
    failures = []
    for address, size in ((0, 1), (page, 8193), (page + 8192, 4), (0xFFFFFFF0, 32), (-1, 4), (page, -1)):
        try:
            read_memory(address, size)
        except ValueError as error:
            failures.append(str(error).replace(f"{page:08X}", "PAGE"))
    known = [read_memory(ctypes.addressof(text), 10).decode(), len(read_memory(page, 8192)), len(read_memory(0, 0))]
    try:
        ctypes.string_at(page + 8192, 1)
    except OSError as error:
        known.append(bool(guarded) and hex(error.winerror & 0xFFFFFFFF))
    return known, failures
"""
    known, failures = read(host, tmp_path, job)
    assert known == ["some text\0", 8192, 0, "0x80000001"]  # the guard is still there
    wrong = "not within the 4 GiB of a 32-bit process"
    assert failures[0] == "the bytes from 0x00000000 to 0x00000001 can't be read"
    assert failures[1].startswith("the bytes from 0xPAGE to 0x")
    assert failures[1].endswith("can't be read; only the first 8,192 can")
    assert failures[2].endswith("can't be read")
    assert [each.endswith(wrong) for each in failures[3:]] == [True, True, True]


def test_a_place_outside_of_all_modules_is_an_address(host: Host, tmp_path: Path) -> None:
    job = """
def job():
    from probe32.host.process_memory import place_of
    text = ctypes.create_string_buffer(1)
    kernel32 = ctypes.windll.kernel32
    inside = place_of(ctypes.cast(kernel32.Sleep, ctypes.c_void_p).value)
    return [str(place_of(ctypes.addressof(text))), str(place_of(0)), str(place_of(0xFFFFFFFF)), inside]
"""
    heap, null, last, (module, offset) = read(host, tmp_path, job)
    assert heap.startswith("0x")
    assert (null, last) == ("0x00000000", "0xFFFFFFFF")
    assert PureWindowsPath(module).name.lower() in {"kernel32.dll", "kernelbase.dll"}
    assert 0x1000 < offset < 0x1000000
