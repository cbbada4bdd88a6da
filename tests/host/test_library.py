"""`Library` on the sample DLL: every way of passing a value, and every way to fail."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from probe32 import Library
from probe32.client.output import Output
from probe32.errors import (
    ArgumentError,
    CallError,
    CallStoppedError,
    CallTimeoutError,
    DeclarationError,
    FileError,
    HostDiedError,
    ImageError,
    LoadError,
    NativeFaultError,
    UnknownExportError,
    UnpicklableError,
)
from probe32.library.process import HostState


@pytest.fixture(scope="module")
def shared(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    """One session with all signatures, for calls that leave the host as it was."""
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        lib.start()
        yield lib


@pytest.fixture
def lib(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    """A session of the test's own."""
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        yield lib


POINT = {"x": 3.0, "y": 4.0}

CALLS: list[tuple[str, tuple[Any, ...], Any, dict[str, Any]]] = [
    ("version", (), 10203, {}),
    ("add", (2**31 - 1, 1), -(2**31), {}),
    ("add_int8", (-100, -100), 56, {}),
    ("add_uint8", (200, 100), 44, {}),
    ("add_int16", (-30000, -1), -30001, {}),
    ("add_uint16", (65535, 1), 0, {}),
    ("add_int32", (-1, -1), -2, {}),
    ("add_uint32", (2**32 - 1, 0), 2**32 - 1, {}),
    ("add_int64", (2**40, -1), 2**40 - 1, {}),
    ("add_uint64", (2**63, 5), 2**63 + 5, {}),
    ("add_float", (1.5, 2.25), 3.75, {}),
    ("add_double", (1e300, 1.0), 1e300, {}),
    ("add_mixed", (-1, 2, 3, 2**33, 0.5, 0.25), 2**33 + 4.75, {}),
    ("is_even", (4,), 1, {}),
    ("subtract", (1, 2), -1, {}),
    ("multiply", (6, 7), 42, {}),
    ("hypotenuse", (3, 4), 5.0, {}),
    ("common_divisor", (12, 18), 6, {}),
    ("wait_ms", (1,), None, {}),
    ("product_name", (), "Probe32 sample", {}),
    ("product_name_w", (), "Probe32 µ-sample", {}),
    ("text_length", ("abc",), 3, {}),
    ("text_length", (b"\xff\xfe",), 2, {}),
    ("text_length", (None,), -1, {}),
    ("text_length_w", ("µm\U0001d6fc",), 4, {}),
    ("greet", ("Wörld", 50), 15, {"buffer": "Hello, Wörld!"}),
    ("greet", ("x", 3), 10, {"buffer": "He"}),
    ("greet_w", ("Wörld", 50), 14, {"buffer": "Hello, Wörld!"}),
    ("capitals", ("hello", 10), None, {"text": "HELLO"}),
    ("divide", (7, 2), 1, {"quotient": 3, "remainder": 1}),
    ("increment", (5,), None, {"value": 6}),
    ("checksum", (b"\1\2\4", 3), 7, {}),
    ("checksum", (memoryview(b"\1\2\4"), 3), 7, {}),
    ("fill_bytes", (4, 254), None, {"buffer": [254, 255, 0, 1]}),
    ("distance", ({"x": 0, "y": 0}, POINT), 5.0, {}),
    ("middle", ({}, POINT), None, {"result": {"x": 1.5, "y": 2.0}}),
    ("shift", (POINT, 1, -1), None, {"point": {"x": 4.0, "y": 3.0}}),
    ("add_points", (POINT, POINT), {"x": 6.0, "y": 8.0}, {}),
    ("widen", ({"first": 3, "last": 5}, 2), {"first": 1, "last": 7}, {}),
    ("mean", ([1, 2, 6], 3), 3.0, {}),
    ("scale", ([1, 2, 3], 3, 2), None, {"values": [2.0, 4.0, 6.0]}),
    ("ramp", (3, 0, 0.5), None, {"values": [0.0, 0.5, 1.0]}),
    ("centroid", ([POINT, {"x": 1}], 2), {"x": 2.0, "y": 2.0}, {}),
    ("sort", ([3, 1, 2], 3, lambda a, b, _: a - b, None), None, {"values": [1, 2, 3]}),
    ("sort", ([3, 1, 2], 3, lambda a, b, _: b - a, None), None, {"values": [3, 2, 1]}),
    ("integrate", (lambda x, _: x, None, 0, 1, 10), 0.5, {}),
    ("detector_name", ("DETECTOR_INGAAS",), "InGaAs", {}),
    ("detector_name", (99,), None, {}),
    ("sp_describe_error", (6,), 1, {"text": "the handle is not that of an open spectrometer"}),
    ("pixel_wavelength", (3,), 580.105, {}),
]


@pytest.mark.parametrize("name, args, result, outputs", CALLS, ids=[each[0] for each in CALLS])
def test_every_way_of_passing_a_value(
    shared: Library, name: str, args: tuple[Any, ...], result: Any, outputs: dict[str, Any]
) -> None:
    done = shared.call(name, *args)
    if name != "sort":  # how often it asks is its own business
        assert done.result == (pytest.approx(result) if isinstance(result, float) else result)
    assert done.outputs == outputs
    assert done.warnings == ()
    assert done.duration_us > 0


def test_a_session_with_the_make_believe_spectrometer(lib: Library) -> None:
    handle = lib.sp_open("SIM::1")
    assert lib.sp_set_integration_time(handle, 2.5) == 1
    assert lib.sp_get_integration_time(handle) == (1, 2.5)
    assert lib.sp_set_detector(handle, "DETECTOR_INGAAS") == 1
    detector = lib.sp_get_detector(handle)
    assert (detector, detector.name) == (2, "DETECTOR_INGAAS")
    ok, info = lib.sp_get_info(handle)
    assert (ok, info["pixels"], info["detector"].name) == (1, {"first": 0, "last": 511}, "DETECTOR_INGAAS")
    ok, wavelengths, counts = lib.sp_read_spectrum(handle, 512)
    assert ok == 1
    assert wavelengths[counts.index(max(counts))] == pytest.approx(588.995, abs=0.05)
    heard = []
    assert lib.sp_average(handle, 2, lambda percent, stage, _: heard.append((percent, stage)) or 1, None)[0] == 2
    assert heard == [(50, "exposing"), (100, "exposing")]
    assert lib.sp_close(handle) == 1


def test_an_array_for_what_is_declared_as_one_number_is_warned_about(lib: Library) -> None:
    lib.define("void __cdecl scale(double *values, int count, double factor);")
    done = lib.call("scale", [1.0, 2.0, 3.0], 3, 2.0)
    assert done.outputs == {"values": 2.0}
    assert done.warnings == (
        "'values' was given 3 values, and only the first is given back: mark it, for example _Inout_updates_(3), or "
        "_In_reads_(3) if they only go in.",
    )
    assert lib.call("scale", [1.0], 1, 2.0).warnings == ()


def test_a_number_for_an_array_is_its_address(lib: Library) -> None:
    handle = lib.sp_open("SIM::0")
    lib.define("unsigned char sum_at(_In_reads_bytes_(size) const void *data, unsigned size);", export="checksum")
    lib.define(
        "void fill_at(_Inout_updates_(size) unsigned char *data, unsigned size, unsigned char first);",
        export="fill_bytes",
    )
    assert lib.fill_at(handle, 3, 7) == [7, 8, 9]
    assert lib.sum_at(handle, 3) == 7 ^ 8 ^ 9


def test_the_last_error_belongs_to_its_call(shared: Library) -> None:
    assert shared.call("fail_with", 1234).last_error == 1234
    assert shared.call("add", 1, 2).last_error == 0


def test_an_ordinal_has_a_name_of_its_own(shared: Library) -> None:
    shared.define("int ordinal_100(int value);")
    assert shared.ordinal_100(21) == 42
    assert shared.call("#100", 4).result == 8
    shared.define("int twice(int value);", export="#100")
    assert shared.twice(5) == 10


def test_the_decoration_decides_where_the_text_states_no_convention(shared: Library, sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        made = lib.define("int multiply(int a, int b); double hypotenuse(double a, double b);")
        assert [each.signature.convention.value for each in made] == ["stdcall", "stdcall"]
        assert [each.export.symbol for each in made] == ["multiply@8", "_hypotenuse@16"]
        assert lib.multiply(6, 7) == 42


@pytest.mark.parametrize(
    "name, args, parameter, told",
    [
        ("add", (1,), "", r"add takes 2 arguments \(a, b\), got 1"),
        ("add", (1, 2**31), "b", "2147483648 is out of range for 'b', which is an int"),
        ("add_uint8", (-1, 0), "a", "-1 is out of range for 'a', which is an unsigned char"),
        ("add", ("1", 2), "a", "'1' does not fit 'a'"),
        ("add", (1.0, 2), "a", "1.0 does not fit 'a'"),
        ("add_float", (1e39, 0), "a", r"1e\+39 does not fit 'a'"),
        ("text_length", (2.5,), "text", "2.5 does not fit 'text'"),
        ("distance", ({"z": 1}, POINT), "a", "does not fit 'a'"),
        ("distance", ({"x": "far"}, POINT), "a", "'far' does not fit 'a.x'"),
        ("mean", ([1, "two"], 2), "values", r"'two' does not fit 'values\[1\]'"),
        ("sp_set_detector", (None, "DETECTOR_EYE"), "detector", "'DETECTOR_EYE' does not fit 'detector'"),
        ("sort", ([1], 1, "compare", None), "compare", "'compare' does not fit 'compare'"),
        ("greet", ("x", -1), "buffer", "'buffer' has no size. The size 'size' comes to -1"),
    ],
)
def test_an_argument_that_does_not_fit_is_named(
    shared: Library, name: str, args: tuple[Any, ...], parameter: str, told: str
) -> None:
    with pytest.raises(ArgumentError, match=told) as caught:
        shared.call(name, *args)
    assert caught.value.parameter in (parameter, "")
    assert shared.add(1, 2) == 3


def test_text_that_its_encoding_cannot_hold(sample_dll: Path) -> None:
    with Library(sample_dll, encoding="ascii") as lib:
        lib.define("int text_length(const char *text);")
        with pytest.raises(ArgumentError, match="'ö' in 'text' can't be written in the encoding ascii"):
            lib.text_length("schön")
        assert lib.text_length("ok") == 2


@pytest.mark.parametrize(
    "name, args, parameter, told",
    [
        ("greet", ("x", 2**31 - 1), "", "no room for 'buffer', a buffer of 2,147,483,647 bytes"),
        ("fill_bytes", (2**32 - 1, 0), "buffer", "'buffer' would be a buffer of 4,294,967,295 bytes"),
        ("ramp", (2**30, 0, 1), "values", "'values' would be a buffer of 8,589,934,592 bytes"),
        ("ramp", (2**28, 0, 1), "values", "'values' would be a buffer of 2,147,483,648 bytes"),
        ("greet", ("x", 0), "buffer", "'buffer' would be a buffer of 0 bytes: the function has nowhere to write"),
        ("greet_w", ("x", 0), "buffer", "'buffer' would be a buffer of 0 bytes"),
        ("ramp", (0, 0, 1), "values", "'values' would be a buffer of 0 bytes"),
        ("capitals", ("", 0), "text", "'text' would be a buffer of 0 bytes"),
    ],
)
def test_a_buffer_that_cannot_be(shared: Library, name: str, args: tuple[Any, ...], parameter: str, told: str) -> None:
    with pytest.raises(ArgumentError, match=told) as caught:
        shared.call(name, *args)
    assert caught.value.parameter == parameter
    assert caught.value.hint
    assert shared.add(1, 2) == 3


def test_an_optional_buffer_of_no_size_is_null(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        lib.define("int greet(const char *name, _Out_writes_opt_(size) char *buffer, int size);")
        assert lib.call("greet", "x", 0).outputs == {"buffer": None}


@pytest.mark.parametrize(
    "name, args, told",
    [
        ("write_to_null", (), "access violation writing 0x00000000"),
        ("divide_unchecked", (1, 0), "integer division by zero"),
        ("overflow_stack", (0,), "stack overflow"),
    ],
)
def test_a_native_fault_is_told_and_the_host_lives(
    shared: Library, name: str, args: tuple[int, ...], told: str
) -> None:
    before = shared.host_description
    with pytest.raises(NativeFaultError, match=f"{name} failed natively: {told}"):
        shared.call(name, *args)
    assert shared.add(1, 2) == 3
    assert shared.host_description == before


def test_after_the_host_died_the_next_call_starts_a_new_one(lib: Library) -> None:
    with pytest.raises(HostDiedError, match=r"The call of end_process ended the host.*exit code 7") as caught:
        lib.end_process(7)
    assert "open handles" in caught.value.hint
    assert lib.host is HostState.DEAD
    assert lib.add(1, 2) == 3
    assert lib.host is HostState.READY


def test_a_call_that_never_returns_meets_its_deadline(lib: Library) -> None:
    lib.start()
    with pytest.raises(CallTimeoutError, match=r"wait_forever did not return within 0\.3 s"):
        lib.call("wait_forever", timeout=0.3)
    assert lib.add(1, 2) == 3


def test_a_call_that_never_returns_can_be_stopped(sample_dll: Path) -> None:
    busy = threading.Event()

    def watch(state: HostState, _: str) -> None:
        if state is HostState.BUSY:
            busy.set()

    with Library(sample_dll, on_host_state=watch) as lib:
        lib.define("void wait_forever(void); int add(int a, int b);")
        stopper = threading.Thread(target=lambda: (busy.wait(), lib.stop()))
        stopper.start()
        with pytest.raises(CallStoppedError, match="wait_forever was stopped"):
            lib.wait_forever()
        stopper.join()
        assert lib.host is HostState.STOPPED
        assert lib.add(1, 2) == 3


def test_cancelling_an_awaited_call_ends_its_host(sample_dll: Path) -> None:
    async def work() -> int:
        loop = asyncio.get_running_loop()
        busy = asyncio.Event()

        def watch(state: HostState, _: str) -> None:
            if state is HostState.BUSY:
                loop.call_soon_threadsafe(busy.set)

        lib = Library(sample_dll, on_host_state=watch)
        lib.define("void wait_forever(void); int add(int a, int b);")
        call = asyncio.ensure_future(lib.call_async("wait_forever"))
        await busy.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        done = await lib.call_async("add", 1, 2)
        lib.close()
        assert isinstance(done.result, int)
        return done.result

    assert asyncio.run(work()) == 3


def test_an_exception_in_a_callback_reaches_the_caller(shared: Library) -> None:
    with pytest.raises(CallError, match="The callback raised ZeroDivisionError") as caught:
        shared.call("integrate", lambda x, _: x / 0, None, 0, 1, 3)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert shared.integrate(lambda x, _: 1.0, None, 0, 2, 3) == pytest.approx(2.0)


def test_a_callback_that_returns_the_wrong_type(shared: Library) -> None:
    with pytest.raises(ArgumentError, match="'three' does not fit 'the result of compare', which is an int"):
        shared.call("sort", [2, 1], 2, lambda *_: "three", None)
    assert shared.add(1, 2) == 3


def test_restart_forgets_what_the_dll_had_in_memory(lib: Library) -> None:
    assert [lib.count_calls(), lib.count_calls()] == [1, 2]
    lib.restart()
    assert lib.count_calls() == 1


@pytest.mark.parametrize(
    "text, told, column",
    [
        ("int add(int a, int b", r"\)", 21),
        ("int add(strange a);", "strange", 9),
        ("", "The text is empty", None),
    ],
)
def test_a_prototype_that_does_not_parse_points_at_the_place(
    shared: Library, text: str, told: str, column: int
) -> None:
    with pytest.raises(DeclarationError, match=told) as caught:
        shared.define(text)
    if column:
        assert caught.value.column == column


def test_exports_that_are_not_there_or_not_functions(shared: Library) -> None:
    with pytest.raises(UnknownExportError, match="exports no 'ad'") as caught:
        shared.define("int ad(int a);")
    assert "add" in caught.value.hint
    with pytest.raises(UnknownExportError, match=r"5000"):
        shared.define("int far_away(int a);", export=5000)
    with pytest.raises(DeclarationError, match=r"spectra_read of sample.dll is data"):
        shared.define("int spectra_read(void);")


def test_a_failed_define_changes_nothing(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        with pytest.raises(UnknownExportError):
            lib.define("typedef int number; number add(number a, number b); int missing(int a);")
        assert dict(lib.functions) == {}
        assert dict(lib.types) == {}


def test_a_function_without_a_signature_says_how_to_give_one(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        with pytest.raises(DeclarationError, match=r"multiply@8 of sample.dll has no signature yet") as caught:
            lib.call("multiply", 1, 2)
        assert '"int multiply(int a);"' in caught.value.hint
        with pytest.raises(AttributeError, match="no signature of that name"):
            lib.multiply(1, 2)


def test_a_buffer_of_unknown_size_is_not_written(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        lib.define("int greet(const char *name, char *buffer, int size);")
        with pytest.raises(DeclarationError, match=r"'buffer'.*_Out_writes_\(256\)"):
            lib.greet("x", "y", 5)


def test_structs_declared_earlier_are_known_later(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        lib.define("typedef struct Point { double x, y; } Point;")
        lib.define("double distance(const Point *a, const Point *b);")
        assert lib.distance({"x": 1, "y": 1}, {"x": 4, "y": 5}) == 5.0


def test_a_type_can_be_declared_anew(sample_dll: Path) -> None:
    with Library(sample_dll) as lib:
        lib.define("typedef struct Point { float x, y; } Point;")
        lib.define("typedef struct Point { double x, y; } Point; double distance(const Point *a, const Point *b);")
        assert lib.types["Point"].size == 16
        assert lib.distance({"x": 1, "y": 1}, {"x": 4, "y": 5}) == 5.0


def test_closing_ends_a_call_that_never_returns(sample_dll: Path) -> None:
    busy = threading.Event()
    lib = Library(sample_dll, on_host_state=lambda state, _: busy.set() if state is HostState.BUSY else None)
    lib.define("void wait_forever(void);")
    errors: list[BaseException] = []

    def call() -> None:
        with pytest.raises(CallStoppedError) as caught:
            lib.wait_forever()
        errors.append(caught.value)

    caller = threading.Thread(target=call)
    caller.start()
    busy.wait()
    lib.close()
    caller.join()
    assert len(errors) == 1


def test_constants_of_a_header_are_known_to_later_text(lib: Library) -> None:
    assert "#define SP_SERIAL_LENGTH 16" in lib.source
    lib.define("int __stdcall sp_get_serial(SP_HANDLE handle, _Out_writes_(SP_SERIAL_LENGTH) char *serial, int size);")
    handle = lib.sp_open("SIM::0")
    assert lib.sp_get_serial(handle, 16) == (1, "P32-2024-0000")


def test_a_missing_file_a_folder_and_a_text_are_no_libraries(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        Library(tmp_path / "missing.dll")
    with pytest.raises(FileError):
        Library(tmp_path)
    (tmp_path / "text.dll").write_text("no library", encoding="utf-8")
    with pytest.raises(ImageError):
        Library(tmp_path / "text.dll")


def test_a_64_bit_dll_is_refused_before_a_host_is_started() -> None:
    with Library("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/version.dll") as lib:
        lib.define("unsigned VerLanguageNameA(unsigned lang, _Out_writes_(size) char *name, unsigned size);")
        with pytest.raises(ImageError, match=r"version.dll is a 64-bit library"):
            lib.call("VerLanguageNameA", 1, 10)
        assert lib.host is HostState.STOPPED


def test_a_missing_dependency_is_told(needy_dll: Path, absent_dll: Path) -> None:
    with Library(needy_dll) as lib:
        lib.define("int needy(void);")
        with pytest.raises(LoadError, match=r"needy\.dll needs absent\.dll, which is not found\.") as caught:
            lib.needy()
        assert f"Add the folder {absent_dll.parent}" in caught.value.hint


def test_dependencies_are_found_in_the_dlls_own_folder(needy_dll: Path, absent_dll: Path, tmp_path: Path) -> None:
    for each in (needy_dll, absent_dll):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    with Library(tmp_path / needy_dll.name) as lib:
        lib.define("int needy(void);")
        assert lib.needy() == 7


def test_an_unknown_encoding_is_refused(sample_dll: Path) -> None:
    with pytest.raises(ArgumentError, match="no encoding 'klingon'"):
        Library(sample_dll, encoding="klingon")


def test_what_the_dll_prints_is_told_with_the_call(my_lib: Path) -> None:
    told: SimpleQueue[Output] = SimpleQueue()
    with Library(my_lib, on_output=told.put) as library:
        library.define("int say(const char *text); int add(int a, int b);")
        library.add(1, 2)
        library.say("grüße")
        assert told.get(timeout=10) == Output("stdout", "grüße\n".encode(), 2, "say")
        assert [each.text for each in library.output] == ["grüße\n"]


def test_the_command_line_shows_what_the_dll_prints(my_lib: Path) -> None:
    words = [sys.executable, "-m", "probe32", "call", str(my_lib), "int say(const char *text);", "hello"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=100)
    assert [line.split() for line in done.stdout.splitlines()][-1] == ["stdout", "hello"]


def test_a_library_stays_in_its_process(sample_dll: Path) -> None:
    with Library(sample_dll) as library, pytest.raises(UnpicklableError, match="A Library cannot be pickled"):
        pickle.dumps(library)
