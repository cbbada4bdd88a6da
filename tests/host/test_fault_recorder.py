"""What the host knows about its own native faults, and the client about those of a host that died."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from inside_host import Finished, run_inside
from own_package import IMPORTABLE
from which_windows import WINDOWS

from probe32.launch import Host, find_host, to_host_path
from probe32.postmortem import Fault
from probe32.wire import black_box

RECORDING = (
    IMPORTABLE
    + """
import ctypes, os, sys

def record(box, debug_handle=0):
    import mmap
    from probe32.host.fault_recorder import FaultRecorder
    global memory
    with open(box, "r+b") as file:
        memory = mmap.mmap(file.fileno(), 4096)
    return FaultRecorder(ctypes.addressof(ctypes.c_char.from_buffer(memory)), debug_handle)
"""
)


@pytest.fixture(scope="module")
def host() -> Host:
    return find_host()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A file that stands for the shared memory."""
    path = tmp_path / "box"
    path.write_bytes(bytes(black_box.SIZE))
    return path


def run(host: Host, box: Path, job: str, *arguments: object) -> Finished:
    """Run `job(box, ...)` in the host, with `record(box)` at hand."""
    words = [to_host_path(each) if isinstance(each, Path) else str(each) for each in (box, *arguments)]
    return run_inside(host, box.with_name("job"), RECORDING + job, words)


SURVIVE = """
CALLS = [
    ("read_null",), ("write_null",), ("write_code",), ("run_null",), ("divide", 1, 0), ("illegal_instruction",),
    ("copy", 4, 8, 16), ("length", 4), ("raise_cpp",), ("raise_code", 0x80000001),
]

def told(fault):
    return fault and [fault.code, fault.address, list(fault.place), fault.access, list(map(list, fault.callers))]

def job(box, dll):
    recorder = record(box)
    library = ctypes.CDLL(dll)
    found = {}
    for name, *arguments in CALLS:
        function = getattr(library, name)
        try:
            function(*map(ctypes.c_uint32, arguments))
        except OSError:
            fault = recorder.take()
            found[name] = [ctypes.cast(function, ctypes.c_void_p).value, told(fault), str(fault), recorder.take()]
    return found
"""


@pytest.fixture(scope="module")
def survived(host: Host, deaths_dll: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one host said after each kind of fault: where the function is, the fault, its words, the next fault."""
    box = tmp_path_factory.mktemp("survived") / "box"
    box.write_bytes(bytes(black_box.SIZE))
    finished = run(host, box, SURVIVE, deaths_dll)
    assert finished.status == 0, finished.complaints
    assert black_box.read(box.read_bytes()) is None  # the host knew about each of them
    found: dict[str, Any] = finished.value
    return found


@pytest.mark.parametrize(
    "name, code, access",
    [
        ("read_null", 0xC0000005, "reading 0x00000010"),
        ("write_null", 0xC0000005, "writing 0x00000000"),
        ("write_code", 0xC0000005, "writing 0x"),
        ("divide", 0xC0000094, ""),
        ("illegal_instruction", 0xC000001D, ""),
    ],
)
def test_a_fault_in_the_library_itself(survived: dict[str, Any], name: str, code: int, access: str) -> None:
    function, (recorded, address, (module, offset), accessed, callers), words, more = survived[name]
    assert (recorded, PureWindowsPath(module).name, callers, more) == (code, "deaths.dll", [], None)
    assert accessed.startswith(access)
    assert 0 <= address - function < 32
    assert f"at deaths.dll+0x{offset:X}" in words


@pytest.mark.parametrize(
    "name, code, access, where",
    [
        ("run_null", 0xC0000005, "executing 0x00000000", "at 0x00000000"),
        ("copy", 0xC0000005, "reading 0x00000008", "at msvcrt.dll+0x"),
        ("length", 0xC0000005, "reading 0x00000004", "at msvcrt.dll+0x"),
        ("raise_cpp", 0xE06D7363, "", "at kernelbase.dll+0x"),
        ("raise_code", 0x80000001, "", "at kernelbase.dll+0x"),
    ],
)
def test_a_fault_elsewhere_leads_back_to_the_library(
    survived: dict[str, Any], name: str, code: int, access: str, where: str
) -> None:
    function, (recorded, _, _, accessed, ((module, offset),)), words, more = survived[name]
    assert (recorded, accessed, PureWindowsPath(module).name, more) == (code, access, "deaths.dll", None)
    assert where.lower() in words.lower()
    assert words.endswith(f", called from deaths.dll+0x{offset:X}")
    assert function > offset > 0


DIE = """
def job(box, dll, name, argument):
    from probe32.host.no_dialogs import silence_error_boxes
    recorder = record(box)
    silence_error_boxes()
    getattr(ctypes.CDLL(dll), name)(int(argument))
    return recorder.take()
"""


def died(host: Host, box: Path, dll: Path, name: str, argument: int = 0) -> tuple[int, Fault | None]:
    """The low byte of the status, which is all that Linux tells of it, and what the box holds."""
    finished = run(host, box, DIE, dll, name, argument)
    assert finished.value is None
    return finished.status & 0xFF, black_box.read(box.read_bytes())


@pytest.mark.parametrize(
    "name, code, words",
    [
        ("breakpoint", 0x80000003, "breakpoint (0x80000003) at deaths.dll+0x"),
        ("fault_elsewhere", 0xC0000005, "access violation writing 0x00000000 (0xC0000005) at deaths.dll+0x"),
    ],
)
def test_the_client_reads_what_killed_the_host(
    host: Host, deaths_dll: Path, box: Path, name: str, code: int, words: str
) -> None:
    status, fault = died(host, box, deaths_dll, name)
    assert status == code & 0xFF
    assert str(fault).startswith(words)


@pytest.mark.parametrize(
    "name, argument, status",
    [("call_abort", 0, 3), ("call_exit", 7, 7), ("exit_process", 8, 8), ("terminate", 9, 9)],
)
def test_an_end_without_a_fault_leaves_an_empty_box(
    host: Host, deaths_dll: Path, box: Path, name: str, argument: int, status: int
) -> None:
    assert died(host, box, deaths_dll, name, argument) == (status, None)


def test_a_fault_while_a_library_is_loaded(host: Host, unloadable_dlls: Path, box: Path) -> None:
    job = """
def job(box, dll):
    recorder = record(box)
    try:
        ctypes.CDLL(dll)
    except OSError as error:
        return [error.winerror, str(recorder.take())]
"""
    error, words = run(host, box, job, unloadable_dlls / "fault_on_load.dll").value
    assert error == 998
    assert words.startswith("access violation writing 0x00000000 (0xC0000005) at fault_on_load.dll+0x")


def test_a_librarys_own_handlers_work(host: Host, deaths_dll: Path, box: Path) -> None:
    job = """
def job(box, dll):
    recorder = record(box)
    library = ctypes.CDLL(dll)
    values = [library.repair_itself(), library.repair_in_frame()]
    recorder.forget()
    return values, recorder.take()
"""
    assert run(host, box, job, deaths_dll).value == [[42, 43], None]
    assert black_box.read(box.read_bytes()) is None


def test_many_threads_fault_at_once(host: Host, deaths_dll: Path, box: Path) -> None:
    job = """
def job(box, dll):
    import threading
    recorder = record(box)
    repair = ctypes.CDLL(dll).repair_in_frame
    values = []
    def many():
        values.append(sum(repair() for _ in range(3000)))
    threads = [threading.Thread(target=many) for _ in range(4)]
    for each in threads: each.start()
    for each in threads: each.join()
    return [values, int.from_bytes(memory[4:8], "little"), str(recorder.take())]
"""
    values, busy, words = run(host, box, job, deaths_dll).value
    assert values == [43 * 3000] * 4
    assert busy == 0
    assert words.startswith("access violation reading 0x00000000 (0xC0000005) at deaths.dll+0x")


@pytest.mark.parametrize("learnt", ["take", "forget"])
def test_stack_overflows_one_after_the_other(host: Host, deaths_dll: Path, box: Path, learnt: str) -> None:
    job = """
def job(box, dll, learnt):
    recorder = record(box)
    library = ctypes.CDLL(dll)
    words = []
    for _ in range(4):
        try:
            library.overflow_stack(1)
        except OSError:
            words.append(str(recorder.take()) if learnt == "take" else str(recorder.forget()))
    return words
"""
    finished = run(host, box, job, deaths_dll, learnt)
    words = "stack overflow (0xC00000FD) at deaths.dll+0x" if learnt == "take" else "None"
    assert [each[: len(words)] for each in finished.value] == [words] * 4


@pytest.mark.skipif(WINDOWS, reason="a pipe there holds less than this before somebody reads it")
def test_what_libraries_tell_a_debugger_is_written_once(host: Host, deaths_dll: Path, box: Path) -> None:
    job = """
def job(box, dll):
    kernel32 = ctypes.WinDLL("kernel32")
    recorder = record(box, kernel32.GetStdHandle(-12))
    library = ctypes.CDLL(dll)
    for round in range(3):
        library.debug(b"narrow %d\\n" % round)
        library.debug_wide("wide %d\\n" % round)
        library.debug(b"")
    library.debug(b"x" * 20000)
    recorder.close()
    recorder.close()
    library.debug(b"unheard")
    return recorder.take()
"""
    finished = run(host, box, job, deaths_dll)
    assert (finished.status, finished.value) == (0, None)
    said = "".join(f"narrow {round}\nwide {round}\n" for round in range(3))
    assert finished.complaints == said + "x" * 20000


def test_a_debug_handle_that_is_wrong_does_no_harm(host: Host, deaths_dll: Path, box: Path) -> None:
    job = """
def job(box, dll):
    recorder = record(box, 0x7FF0)
    library = ctypes.CDLL(dll)
    library.debug(b"into the void")
    library.debug_wide("into the void")
    return library.repair_itself()
"""
    assert run(host, box, job, deaths_dll).value == 42


def test_no_error_stops_behind_a_box(host: Host, box: Path) -> None:
    job = """
def job(box):
    from probe32.host.no_dialogs import silence_error_boxes
    silence_error_boxes()
    silence_error_boxes()
    modes = [ctypes.CDLL(name)._set_error_mode(3) for name in ("msvcrt", "ucrtbase")]
    return [ctypes.WinDLL("kernel32").GetErrorMode(), modes]
"""
    assert run(host, box, job).value == [0x8003, [1, 1]]
