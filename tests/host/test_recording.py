from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from probe32 import Library, codegen
from probe32.cli.main import main
from probe32.errors import CallError, ExitCode, NativeFaultError, ReplayError
from probe32.project import example_of, from_library
from probe32.recorded_callback import RecordedCallback
from probe32.recording import load, replaying
from probe32.sequences import Axis, Reference, Sequence, Span, Step, Sweep


def _tour(lib: Library) -> list[Any]:
    """Calls of every kind, and what they gave, without addresses."""
    found: list[Any] = [lib.add(1, 2), lib.call("divide", 17, 5).outputs, lib.call("greet", "Ada", 64).outputs]
    found.append(lib.distance({"x": 0.0, "y": 0}, {"x": 3, "y": 4}))
    found.append(lib.scale([1.0, 2.0, 3.0], 3, 2.0))
    handle = lib.sp_open("SIM::1")
    found.append(lib.call("sp_get_info", handle).outputs)
    lib.sp_close(handle)
    twice = lib.call("sp_close", handle)
    found.append((twice.result, twice.last_error))
    found.append(lib.integrate(lambda x, _: x * x, None, 0.0, 1.0, 4))
    with pytest.raises(NativeFaultError) as fault:
        lib.write_to_null()
    found.append(fault.value.message)
    with pytest.raises(CallError, match=r"KeyError: 'no_good'") as raised:
        lib.integrate(lambda x, _: {}["no_good"], None, 0.0, 1.0, 4)
    found.append(type(raised.value.__cause__))
    recorded = RecordedCallback(1.0)
    lib.integrate(recorded, None, 0.0, 1.0, 2)
    found.append(recorded.calls)
    block = lib.allocate("int[3]", [1, 2, 3])
    lib.write(block, [7, 8, 9], "int[3]")
    found.append(lib.read(block))
    lib.free(block)
    return found


def test_what_a_library_did_is_done_again_without_it(sample_dll: Path, sample_header: Path, tmp_path: Path) -> None:
    file = tmp_path / "tour.recording.json"
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        with lib.recording(file):
            expected = _tour(lib)
    with replaying(file), Library(tmp_path / "nowhere" / "sample.dll") as lib:
        lib.include(sample_header)
        assert _tour(lib) == expected
        assert lib.host_description == f"recording {file}"
        with pytest.raises(ReplayError, match=r"add\(1, 2\) was called, but the recording .* ends after \d+ calls"):
            lib.add(1, 2)
    with replaying(file, by="arguments"), Library(tmp_path / "sample.dll") as lib:
        lib.include(sample_header)
        assert lib.add(1, 2) == lib.add(1, 2) == 3
        with pytest.raises(ReplayError, match=r"add\(1, 3\) is not in") as refused:
            lib.add(1, 3)
        assert "The nearest recorded one is call 1, add(1, 2)." in refused.value.hint


_PROGRAM = """
import asyncio, sys
from sample import Detector, SampleClient
from probe32 import Server32Error

with SampleClient() as dll:
    print(dll.add(1, 2), dll.divide(17, 5), dll.capitals("abc", 8), dll.checksum(b"\\x01\\x02", 2))
    handle = dll.sp_open("SIM::1")
    print(dll.sp_get_info(handle), dll.sp_close(handle), dll.last_error())
    print(dll.integrate(lambda x, _: x * x, None, 0.0, 1.0, 4))
    print(dll.request32_many("add", [(1, 1), (2, 2)]))
    with dll.batch() as batch:
        made = [batch.add(5, 6), batch.no_such(1)]
    print(made[0].result(), asyncio.run(dll.request32_async("add", 20, 1)))
    for call in (made[1].result, dll.write_to_null):
        try:
            call()
        except Server32Error as error:
            print(type(error).__name__, error.message)
"""


def _run(program: Path, folder: Path, **settings: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), **settings}
    done = subprocess.run([sys.executable, str(program)], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def wrapper(sample_dll: Path, sample_header: Path, tmp_path: Path) -> Path:
    """The folder of an exported wrapper whose DLL is beside it, and of a program that uses it."""
    dll = tmp_path / "sample.dll"
    dll.write_bytes(sample_dll.read_bytes())
    with Library(dll) as library:
        library.include(sample_header)
        codegen.write(codegen.generate(from_library(library)), tmp_path)
    (tmp_path / "program.py").write_text(_PROGRAM)
    return tmp_path


def test_a_program_with_a_wrapper_runs_from_its_recording_without_dll_and_wine(wrapper: Path) -> None:
    file = wrapper / "program.recording.json"
    expected = _run(wrapper / "program.py", wrapper, PROBE32_RECORD=str(file))
    (wrapper / "sample.dll").unlink()
    nowhere = {"PATH": str(wrapper / "nothing"), "HOME": str(wrapper)}
    assert _run(wrapper / "program.py", wrapper, PROBE32_REPLAY=str(file), **nowhere) == expected
    by = {"PROBE32_REPLAY": str(file), "PROBE32_REPLAY_BY": "arguments"}
    assert _run(wrapper / "program.py", wrapper, **by, **nowhere) == expected
    [session] = load(file).sessions
    assert (session.name, session.client) == ("my_server", "SampleClient")
    assert [each.name for each in session.entries[:2]] == ["add", "divide"]


def test_a_recording_that_is_not_of_this_dll_is_refused(sample_dll: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.recording.json"
    with Library(sample_dll) as library, library.recording(file):
        pass
    with replaying(file), pytest.raises(ReplayError, match=r"holds no recording of other\.dll") as refused:
        Library("other.dll")
    assert refused.value.hint == "It is a recording of sample.dll."


def test_the_cells_of_a_notebook_run(sample_dll: Path, sample_header: Path) -> None:
    with Library(sample_dll) as library:
        library.include(sample_header)
        project = from_library(library)
        kept = [("add", (1, 2)), ("distance", ({"x": 0.0, "y": 0.0}, {"x": 3.0, "y": 4.0}))]
        for each in project.functions:
            for name, arguments in kept:
                if each.export == name:
                    done = library.call(name, *arguments)
                    each.examples = [example_of(library.functions[name].signature, arguments, done)]
    steps = (
        Step("sp_open", ("SIM::1",), set_up=True),
        Step("sp_set_integration_time", (Reference(1), 2.5)),
        Step("sp_get_integration_time", (Reference(1),)),
        Step("sp_close", (Reference(1),), clean_up=True),
    )
    project.sequences = [Sequence("Time", steps)]
    project.sweeps = [Sweep("Times", "Time", (Axis("milliseconds", Span(1, 3, count=3)),))]
    [text] = codegen.export_project(project, codegen.Way.NOTEBOOK).files.values()
    space: dict[str, Any] = {}
    seen = []
    for each in json.loads(text)["cells"]:
        if each["cell_type"] == "code":
            exec("".join(each["source"]), space)
            seen.append(space.get("done"))
    assert {done.result for done in seen if done} == {3, 5.0}
    assert [row[2].outputs["milliseconds"] for row in space["rows"]] == [1.0, 2.0, 3.0]
    assert space["lib"].host.value == "stopped"


def test_a_program_is_recorded_and_replayed_from_the_command_line(
    wrapper: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(wrapper))
    file, program = wrapper / "r.json", [sys.executable, str(wrapper / "program.py")]
    assert main(["record", str(file), "--", *program]) == 0
    printed = capfd.readouterr()
    assert f"{file}: SampleClient, 15 calls" in printed.err
    (wrapper / "sample.dll").unlink()
    assert main(["replay", str(file), "--", *program]) == 0
    assert capfd.readouterr().out == printed.out
    assert main(["replay", str(file), "--json", "--", *program]) == 0
    told = capfd.readouterr()
    assert json.loads(told.out) == {"path": str(file), "exit_code": 0}
    assert told.err == printed.out
    assert main(["record", str(file), "--", *program]) == ExitCode.FILE
    assert "--force" in capfd.readouterr().err
    assert main(["record", str(file), "--force", "--json", "--", sys.executable, "-c", "exit(3)"]) == 3
    assert json.loads(capfd.readouterr().out) == {"path": str(file), "exit_code": 3, "sessions": []}
    assert main(["record", str(file), "--force"]) == ExitCode.USAGE
    assert "Put it behind --" in capfd.readouterr().err
    assert main(["record", str(file), "--force", "--", "no-such-program"]) == ExitCode.FILE
    assert main(["replay", str(file), "--", *program]) == 0  # what was not replaced is still there
    for nowhere in ("x" * 300, str(wrapper / "no folder" / "made.json")):
        capfd.readouterr()
        assert main(["record", nowhere, "--", *program]) == ExitCode.FILE
        assert capfd.readouterr().out == ""  # the program was not run for nothing
