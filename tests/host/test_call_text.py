"""A call as Python, C, JSON and a command line: what these texts give when they are run is what the call gave."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mingw import tool

from probe32 import Library, headers
from probe32.abi.signatures import Signature
from probe32.abi.text import parse_argument
from probe32.call_text import Shell, TypedCall, as_c, as_command_line, as_json, as_python
from probe32.launch import find_host

# Function, its arguments as they are typed, what Python prints, and what C prints with which format.
CALLS: list[tuple[str, dict[str, str], str, str, str]] = [
    ("add", {"a": "-2147483648", "b": "0x10"}, "-2147483632", '"%d", result', "-2147483632"),
    ("add_uint64", {"a": "18446744073709551615", "b": "0"}, f"{2**64 - 1}", '"%I64u", result', f"{2**64 - 1}"),
    ("add_float", {"a": "0.5", "b": "-inf"}, "-inf", '"%d", result < -1e38f', "1"),
    ("divide", {"numerator": "17", "denominator": "5"}, "1\n{'quotient': 3, 'remainder': 2}",
     '"%d %d", quotient, remainder', "3 2"),
    ("greet", {"name": '"O\'Brien \\"%PATH%\\" & 5 < 6 \\\\ \\u00b5f"', "size": "64"},
     "39\n{'buffer': 'Hello, O\\'Brien \"%PATH%\" & 5 < 6 \\\\ µf!'}", '"%s", buffer',
     "Hello, O'Brien \"%PATH%\" & 5 < 6 \\ µf!"),
    ("greet_w", {"name": "ü", "size": "32"}, "10\n{'buffer': 'Hello, ü!'}", '"%d", (int)buffer[7]', "252"),
    ("capitals", {"text": "micro", "size": "8"}, "{'text': 'MICRO'}", '"%s", text', "MICRO"),
    ("increment", {"value": "41"}, "{'value': 42}", '"%d", value', "42"),
    ("checksum", {"data": "hex:01 02 04 F0", "size": "4"}, "247", '"%d", result', "247"),
    ("distance", {"a": '{"x": 0, "y": 0}', "b": '{"x": 3, "y": 4}'}, "5.0", '"%.1f", result', "5.0"),
    ("add_points", {"a": '{"x": 1, "y": 2}', "b": '{"x": 3, "y": 4}'}, "{'x': 4.0, 'y': 6.0}",
     '"%.1f %.1f", result.x, result.y', "4.0 6.0"),
    ("mean", {"values": "[1, 2, 6]", "count": "3"}, "3.0", '"%.1f", result', "3.0"),
    ("scale", {"values": "[1.5, 2.5]", "count": "2", "factor": "2"}, "{'values': [3.0, 5.0]}",
     '"%.1f %.1f", values[0], values[1]', "3.0 5.0"),
    ("ramp", {"count": "3", "start": "1", "step": "0.5"}, "{'values': [1.0, 1.5, 2.0]}", '"%.1f", values[2]', "2.0"),
    ("centroid", {"points": '[{"x": 0, "y": 0}, {"x": 2, "y": 4}]', "count": "2"}, "{'x': 1.0, 'y': 2.0}",
     '"%.1f", result.y', "2.0"),
    ("sort", {"values": "[3, 1, 2]", "count": "3", "compare": "0", "user": "null"},
     "2\n{'values': [3, 1, 2]}", '"%d", values[0]', "3"),
    ("integrate", {"function": "2", "user": "0x10", "from": "0", "to": "3", "steps": "4"}, "6.0",
     '"%.1f", result', "6.0"),
    ("sp_average", {"handle": "null", "count": "0", "progress": "null", "user": "null"},
     "0\n{'brightest': 0.0}", '"%d", result', "0"),
    ("detector_name", {"detector": "DETECTOR_INGAAS"}, "InGaAs", '"%s", result', "InGaAs"),
    ("text_length", {"text": "null"}, "-1", '"%d", result', "-1"),
    ("multiply", {"a": "6", "b": "7"}, "42", '"%d", result', "42"),
]  # fmt: skip


@pytest.fixture(scope="module")
def signatures(sample_header: Path) -> dict[str, Signature]:
    return {each.name: each for each in headers.parse_file(sample_header).functions}


@pytest.fixture(scope="module")
def lib(sample_dll: Path, sample_header: Path) -> Iterator[Library]:
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        lib.start()
        yield lib


def made(dll: Path, signature: Signature, texts: dict[str, str]) -> TypedCall:
    export = "multiply@8" if signature.name == "multiply" else signature.name
    return TypedCall(dll, signature, export, texts)


def run_python(text: str) -> str:
    """What a program prints, run in this process."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "pasted.py", "exec"), {"__name__": "__main__"})
    return printed.getvalue().rstrip("\n")


def test_the_python_runs_as_it_is_and_prints_what_came_back(sample_dll: Path, signatures: dict[str, Signature]) -> None:
    """One program of all: their own parts are run one after the other in one host."""
    texts = [as_python(made(sample_dll, signatures[name], given)) for name, given, *_ in CALLS]
    heads = {line for each in texts for line in each.split("\nwith ")[0].splitlines() if line}
    bodies = [each.partition(" as lib:\n")[2] for each in texts]
    opened = f"with Library({str(sample_dll)!r}) as lib:\n"
    whole = "\n".join([*sorted(heads, reverse=True), opened, *(f"{each}\n    print('--')\n" for each in bodies)])
    found = [each.strip("\n") for each in run_python(whole).split("--")]
    assert found[:-1] == [printed for _, _, printed, *_ in CALLS]


def test_a_program_with_a_file_a_recording_and_a_deadline(
    sample_dll: Path, signatures: dict[str, Signature], tmp_path: Path
) -> None:
    file = tmp_path / "some bytes.bin"
    file.write_bytes(b"\x01\x02\x04\xf0")
    call = TypedCall(
        sample_dll, signatures["checksum"], "checksum", {"data": f"@{file}", "size": "4"}, "cp1252", (tmp_path,), 5
    )
    assert run_python(as_python(call)) == "247"
    given = {"function": "record lambda x, user: math.cos(x)", "user": "null", "from": "0", "to": "0", "steps": "1"}
    text = as_python(made(sample_dll, signatures["integrate"], given))
    assert "RecordedCallback(lambda x, user: math.cos(x))" in text
    assert run_python(text) == "0.0"


def test_an_address_is_said_to_belong_to_its_process(sample_dll: Path, signatures: dict[str, Signature]) -> None:
    call = made(sample_dll, signatures["sp_close"], {"handle": "0x00a31f40"})
    assert "# handle is an address of the process that gave it" in as_python(call)
    assert as_c(call).startswith("SP_HANDLE handle = (SP_HANDLE)0x00A31F40; /* an address of the process")


def test_the_c_compiles_and_gives_the_same(
    sample_dll: Path, sample_header: Path, signatures: dict[str, Signature], tmp_path: Path
) -> None:
    blocks, calls = [], []
    for at, (name, given, _, shown, _) in enumerate(CALLS):
        text = as_c(made(sample_dll, signatures[name], given))
        before, _, statements = text.rpartition("}\n\n")
        before = before.replace(" on_", f" on_{at}_") + ("}\n" if before else "")
        statements = statements.replace(" on_", f" on_{at}_").replace("(on_", f"(on_{at}_")
        blocks.append(f'{before}static void call_{at}(void)\n{{\n{statements}printf({shown}); puts("");\n}}\n')
        calls.append(f"call_{at}();")
    head = f'#include <math.h>\n#include <stdio.h>\n#include <windows.h>\n#include "{sample_header.name}"\n'
    program = f"{head}{''.join(blocks)}int main(void) {{ {' '.join(calls)} return 0; }}\n"
    (tmp_path / "calls.c").write_text(program, encoding="utf-8")
    shutil.copy(sample_dll, tmp_path)
    warnings = ["-Wall", "-Wno-unused", "-Wno-format", "-Werror"]
    linking = [
        f"-I{sample_header.parent}",
        "-DSAMPLE_BUILD",
        "-Wl,--enable-stdcall-fixup",
    ]
    command = [tool("gcc"), *warnings, *linking, "-o", "calls.exe", "calls.c", "sample.dll"]
    subprocess.run(command, cwd=tmp_path, check=True)
    start = [] if sys.platform == "win32" else ["wine"]
    done = subprocess.run(
        [*start, str(tmp_path / "calls.exe")], env=find_host().environment(), capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8").splitlines() == [printed for *_, printed in CALLS]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("name", ["greet", "distance", "multiply"])
def test_the_command_line_makes_the_call(
    name: str, lib: Library, sample_dll: Path, signatures: dict[str, Signature]
) -> None:
    given = next(texts for each, texts, *_ in CALLS if each == name)
    line = as_command_line(made(sample_dll, signatures[name], given), Shell.POSIX)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{line} --json"], env={**os.environ, "PATH": path}, capture_output=True, check=True
    )
    values = [parse_argument(each, given[each.name]) for each in signatures[name].inputs]
    result = lib.call(name, *values)
    printed = json.loads(done.stdout)
    told = json.loads(as_json(TypedCall(sample_dll, signatures[name], name, given, result=result)))
    assert {**printed, "duration_us": 0} == {**told, "duration_us": 0}


def test_signs_that_cmd_looks_at_are_protected(sample_dll: Path, signatures: dict[str, Signature]) -> None:
    call = made(Path("x.dll"), signatures["text_length"], {"text": '50% & "more"'})
    prototype = '^"int __cdecl text_length^(_In_opt_ const char *text^);^"'
    assert as_command_line(call, Shell.CMD) == f'probe32 call x.dll {prototype} ^"50^% ^& \\^"more\\^"^"'


def test_packed_structs_and_arguments_that_look_like_options_fit_on_a_line() -> None:
    text = "#pragma pack(push, 1)\nstruct P { char a; int b; };\n#pragma pack(pop)\nint text_length(const char *text);"
    signature = headers.parse(text).functions[0]
    call = TypedCall(Path("sample.dll"), signature, signature.name, {"text": "--help"})
    line = as_command_line(call, Shell.POSIX)
    assert line.split()[:4] == ["probe32", "call", "--", "sample.dll"]
    packed = headers.parse("#pragma pack(push, 1)\nstruct P { char a; int b; };\n#pragma pack(pop)\nint f(struct P p);")
    one_line = as_command_line(TypedCall(Path("sample.dll"), packed.functions[0], "f", {"p": "{}"}), Shell.POSIX)
    assert "__pragma(pack(push, 1)) struct P { char a; int b; }; __pragma(pack(pop)) int f(struct P p);" in one_line
    again = headers.parse(one_line.split("'")[1])
    assert again.functions[0].parameters[0].type.size == 5
