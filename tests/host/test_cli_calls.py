"""`probe32 call` and `probe32 host` with the real 32-bit host; JSON in this process, the rest as processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import leaks
import pytest

from probe32.cli.main import main
from probe32.errors import ExitCode


def _run(*argv: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "probe32", *map(str, argv)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


Document = Callable[..., Any]


@pytest.fixture
def document(capsys: pytest.CaptureFixture[str]) -> Document:
    """The JSON of a command line that ends with the exit code `code`."""

    def ask(*argv: str | Path, code: int = 0) -> Any:
        command, *words = map(str, argv)
        ended = main([command, "--json", *words])
        out, err = capsys.readouterr()
        assert (ended, err) == (code, ""), out
        return json.loads(out)

    return ask


def test_the_call_of_the_documentation(sample_dll: Path, document: Document) -> None:
    told = document("call", sample_dll, "int add(int a, int b);", "1", "2")
    assert told["result"] == 3
    assert told["function"] == "add"
    assert told["outputs"] == {}
    assert told["last_error"] == 0
    assert told["duration_us"] > 0
    assert told["warnings"] == []
    assert set(told) == {"function", "result", "outputs", "last_error", "duration_us", "warnings"}


def test_a_prototype_may_begin_with_an_include(sample_dll: Path, document: Document) -> None:
    prototype = "#include <stdint.h>\nint32_t add(int32_t a, int32_t b);"
    assert document("call", sample_dll, prototype, "1", "2")["result"] == 3
    assert document("call", sample_dll, "#2", "1", "2", code=4)["error"]["message"].endswith("has no signature yet.")


def test_what_only_the_code_has_against_a_signature_is_told(sample_dll: Path, document: Document) -> None:
    told = document("call", sample_dll, "int __cdecl add(int a);", "5")["warnings"]
    assert told == ["The code uses at least 8 bytes of arguments on the stack; these parameters put 4 on it."]


def test_a_callback_that_records_its_calls(sample_dll: Path, sample_header: Path, document: Document) -> None:
    words = [
        "call",
        sample_dll,
        "--header",
        sample_header,
        "integrate",
        "record lambda x, user: 2",
        "16",
        "0",
        "2",
        "2",
    ]
    told = document(*words)
    assert (told["result"], told["recorded"]) == (4.0, {"function": [[0.5, 16], [1.5, 16]]})
    told = [line.split(maxsplit=1) for line in _run(*words).stdout.splitlines()]
    assert told[-2:] == [["function", "(x 0.5, user 0x00000010)"], ["function", "(x 1.5, user 0x00000010)"]]


@pytest.mark.parametrize(
    "argv, result, outputs",
    [
        (["long long add_int64(long long a, long long b);", "-0x10", "-5"], -21, {}),
        (["double add_double(double a, double b);", "-1.5e3", "-.5"], -1500.5, {}),
        (["--header", "H", "divide", "7", "2"], 1, {"quotient": 3, "remainder": 1}),
        (["double __stdcall hypotenuse(double a, double b);", "3", "4"], 5.0, {}),
        (["int f(int value);", "--export", "#100", "21"], 42, {}),
        (["int ordinal_100(int value);", "21"], 42, {}),
        (["#100", "--header", "H", "--export", "x", "21"], None, None),
        (["--header", "H", "product_name_w"], "µ", None),
        (["--header", "H", "text_length", "null"], -1, {}),
        (["--header", "H", "text_length", "--", "-x"], 2, {}),
        (["--header", "H", "greet", "Wörld", "32"], 15, {"buffer": "Hello, Wörld!"}),
        (["--header", "H", "centroid", '[{"x": 0, "y": 0}, {"x": 2, "y": 4}]', "2"], {"x": 1.0, "y": 2.0}, {}),
        (["--header", "H", "detector_name", "DETECTOR_INGAAS"], "InGaAs", {}),
        (["--header", "H", "checksum", "@BYTES", "3"], 7, {}),
        (["--header", "H", "sp_read_raw", "null", "4"], 0, {"buffer": {"hex": "00000000"}}),
    ],
)
def test_every_kind_of_argument(
    argv: list[str],
    result: object,
    outputs: object,
    sample_dll: Path,
    sample_header: Path,
    tmp_path: Path,
    document: Document,
) -> None:
    (tmp_path / "bytes").write_bytes(b"\x01\x02\x04")
    places = {"H": str(sample_header), "@BYTES": f"@{tmp_path / 'bytes'}"}
    given = [places.get(each, each) for each in argv]
    if outputs is None and result is None:
        document("call", sample_dll, *given, code=ExitCode.DECLARATION)
        return
    found = document("call", sample_dll, *given)
    if outputs is None:
        assert str(result) in found["result"]
        return
    assert found["result"] == result
    assert found["outputs"] == outputs


def test_readable_text(sample_dll: Path, sample_header: Path) -> None:
    done = _run("call", sample_dll, "divide", "7", "0", "--header", sample_header, env=_utf8(), encoding="utf-8")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:3] == ["result      0", "quotient    0", "remainder   0"]
    assert lines[3].startswith("last error  87 ")
    assert "ERROR_INVALID_PARAMETER" in lines[3]
    assert lines[4].startswith("duration    ")
    assert lines[4].endswith("s")
    point = _run(
        "call", sample_dll, "middle", '{"x": 1}', '{"y": 3}', "--header", sample_header, env=_utf8(), encoding="utf-8"
    )
    assert point.stdout.splitlines()[:2] == ["result    (void)", "result    {x: 0.5, y: 1.5}"]


def test_a_native_fault_is_exit_code_6(sample_dll: Path, document: Document) -> None:
    error = document("call", sample_dll, "void write_to_null(void);", code=ExitCode.CALL)["error"]
    assert error["kind"] == "fault"
    assert "access violation" in error["message"]
    assert error["hint"]


def test_a_host_that_dies_is_exit_code_6(sample_dll: Path, document: Document) -> None:
    error = document("call", sample_dll, "void end_process(unsigned code);", "3", code=ExitCode.CALL)["error"]
    assert error["kind"] == "died"


def test_a_call_that_never_returns_is_exit_code_7(sample_dll: Path, document: Document) -> None:
    error = document("call", sample_dll, "void wait_forever(void);", "--timeout", "1", code=ExitCode.TIMEOUT)["error"]
    assert error["kind"] == "timeout"
    assert "1 s" in error["message"]


def test_a_64_bit_dll_is_refused_in_words(document: Document) -> None:
    dll = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/version.dll"
    prototype = "unsigned VerLanguageNameA(unsigned lang, _Out_writes_(size) char *name, unsigned size);"
    error = document("call", dll, prototype, "1", "10", code=ExitCode.FILE)["error"]
    assert error["kind"] == "image"
    assert "64-bit" in error["message"]
    assert document("exports", dll)["bitness"] == 64


def test_what_the_dll_prints_stays_out_of_the_json(sample_dll: Path) -> None:
    done = _run("call", "--json", sample_dll, "int print_line(const char *text);", "hello")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["result"] >= 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_is_quiet_and_ends_the_host(sample_dll: Path) -> None:
    command = [sys.executable, "-m", "probe32", "call", str(sample_dll), "int print_line(const char *text);", "x"]
    subprocess.run(command, check=True, capture_output=True)  # the next start is a quick one
    command[5:] = ["void wait_forever(void);"]
    # Whoever runs the tests in the background of a shell made them, and so their children, deaf to Ctrl+C.
    hearing = ["env", "--default-signal=INT", *command]
    with subprocess.Popen(hearing, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        _wait_for_host()
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")


def test_the_host_is_told(document: Document) -> None:
    told = document("host")
    assert set(told) >= {"executable", "kind", "python", "sha256", "command"}
    assert Path(told["executable"]).is_file()
    again = document("host", "status")
    assert again | {"command": []} == told | {"command": []}  # some hosts are told a different place each time
    assert _run("host", "path").stdout == f"{told['executable']}\n"
    text = _run("host").stdout
    assert told["sha256"] in text
    assert told["python"] in text


def _wait_for_host() -> None:
    deadline = time.monotonic() + 60
    while not any("probe32-host" in each or "probe32_takeover" in each for each in leaks.processes().values()):
        assert time.monotonic() < deadline, "no host was started"


def _utf8() -> dict[str, str]:
    return os.environ | {"PYTHONIOENCODING": "utf-8"}
