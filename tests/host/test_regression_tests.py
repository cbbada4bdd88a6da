from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from inner_pytest import inner_pytest
from static_checks import need

from probe32 import Library, codegen
from probe32.codegen import RecordedTest, recorded_tests, render_tests
from probe32.project import from_library
from probe32.recorded_callback import RecordedCallback
from probe32.recording import Recording, load, save


def _calls(lib: Library) -> None:
    lib.add(1, 2)
    lib.call("divide", 17, 5)
    lib.call("greet", "Ada", 64)
    lib.scale([1.0, 2.0, 0.1], 3, 2.0)
    handle = lib.sp_open("SIM::1")
    lib.call("sp_get_info", handle)
    lib.call("sp_read_spectrum", handle, 3)
    lib.sp_close(handle)
    lib.sp_close(handle)
    lib.integrate(RecordedCallback(1.0), None, 0.0, 1.0, 2)
    for each in range(5):
        lib.add_double(each / 3, 0.1)
    for call in (lib.write_to_null,):
        with pytest.raises(Exception, match="failed natively"):
            call()
    block = lib.allocate("int[3]", [1, 2, 3])
    lib.checksum(block, 12)


@pytest.fixture(scope="module")
def recording(sample_dll: Path, sample_header: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    file = tmp_path_factory.mktemp("recording") / "r.json"
    with Library(sample_dll) as lib:
        lib.include(sample_header)
        with lib.recording(file):
            _calls(lib)
    return load(file)


@pytest.fixture(scope="module")
def tests(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tests")
    files = render_tests(recorded_tests(recording))
    assert files == render_tests(recorded_tests(recording))
    codegen.write(files, folder)
    return folder


def _pytest(folder: Path, *options: str, wine: bool = False, **more: str) -> tuple[int, str]:
    """Exit code and output of the exported tests, without anything to start a host with unless `wine` says so."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **more}
    if not wine:
        environment["PATH"] = str(folder)
    environment.pop("PROBE32_TEST_DLL", None)
    command = [*inner_pytest(folder), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def test_they_are_green_without_the_dll_and_with_it(tests: Path, sample_dll: Path) -> None:
    code, told = _pytest(tests)
    assert code == 0, told
    code, told = _pytest(tests, "--dll", str(sample_dll), wine=True)
    assert code == 0, told
    text = (tests / "test_sample.py").read_text("utf-8")
    assert "# Left out: checksum, whose pointer is from a call that is not recorded." in text
    assert 'sp_open = dll.call("sp_open", "SIM::1").gives(A_POINTER).result' in text


CHANGES = [
    ('"result": 3', '"result": 4', "Call 1, add(1, 2): the result is 4, recorded 3."),
    ('"remainder": 2', '"remainder": 1', "Call 2, divide(17, 5): remainder is 1, recorded 2."),
    ('"last": 511', '"last": 510', "info.pixels.last is 510, recorded 511."),
    ('"Ada", 64', '"Ada", 65', "Argument 2 was 65 when it was recorded."),
    ("NativeFaultError", "HostDiedError", "write_to_null() raised HostDiedError"),
]


def test_one_changed_value_is_red_and_named(recording: Recording, tmp_path: Path) -> None:
    [session] = recording.sessions
    codegen.write(render_tests([RecordedTest("changed", session) for _ in CHANGES]), tmp_path)
    files = sorted((tmp_path / "recordings").iterdir(), key=lambda each: (len(each.name), each.name))
    for file, (before, after, _) in zip(files, CHANGES, strict=True):
        text = file.read_text("utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, after), "utf-8")
    code, output = _pytest(tmp_path)
    assert code == 1
    assert "5 failed" in output
    for _, _, told in CHANGES:
        assert told in output


def test_their_text_is_clean_and_formatted(tests: Path) -> None:
    need("ruff", "mypy")
    ruff = [sys.executable, "-m", "ruff"]
    isolated = ["--isolated", str(tests)]
    for command in (
        [*ruff, "format", "--check", "--diff", *isolated],
        [*ruff, "check", *isolated],
        [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases", "--no-incremental", str(tests)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, cwd=tests)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_project_becomes_a_wrapper_a_recording_and_green_tests(
    sample_dll: Path, sample_header: Path, tmp_path: Path
) -> None:
    with Library(sample_dll) as library:
        library.include(sample_header)
        codegen.write(codegen.generate(from_library(library)), tmp_path / "lib")
    program = """if True:
        from sample import SampleClient
        with SampleClient() as dll:
            print(dll.add(1, 2), dll.divide(17, 5))
            handle = dll.sp_open("SIM::1")
            dll.sp_get_info(handle), dll.sp_close(handle)
            dll.integrate(lambda x, _: x, None, 0.0, 1.0, 2)
    """
    file = tmp_path / "run.json"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "lib"), "PROBE32_RECORD": str(file)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    codegen.write(render_tests(recorded_tests(load(file)), client="sample"), tmp_path / "tests")
    text = (tmp_path / "tests" / "test_sampleclient.py").read_text("utf-8")
    assert re.search(r'sp_open = client\.call\("sp_open", .*\)\.gives\(A_POINTER\)\.result', text)
    assert re.search(r'client\.call\("sp_close", sp_open\)', text)
    elsewhere = tmp_path / "lib" / "sample" / "my_client.py"
    elsewhere.write_text(elsewhere.read_text("utf-8").replace(str(sample_dll), "/nowhere/sample.dll"), "utf-8")
    code, told = _pytest(tmp_path / "tests", PYTHONPATH=str(tmp_path / "lib"))
    assert code == 0, told
    code, told = _pytest(tmp_path / "tests", "--dll", str(sample_dll), wine=True, PYTHONPATH=str(tmp_path / "lib"))
    assert code == 0, told


def test_two_sessions_are_two_tests_with_recordings_of_their_own(recording: Recording, tmp_path: Path) -> None:
    [session] = recording.sessions
    first = RecordedTest("first", replace(session, entries=session.entries[:2]), 'With """ in it.')
    files = render_tests([first, RecordedTest("first", session)])
    assert list(files)[2:] == ["recordings/test_first.json", "recordings/test_first_.json"]
    codegen.write(files, tmp_path)
    save(load(tmp_path / "recordings" / "test_first.json"), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_text("utf-8") == files["recordings/test_first.json"]
