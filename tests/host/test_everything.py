"""Every kind of C function: `Library` and both flavours of exported wrappers give what a C program prints."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import everything_calls
import pytest
from everything_calls import ROWS, make_calls, of_classes
from everything_dll import HEADER, Everything, build
from inner_pytest import inner_pytest
from inside_host import run_inside
from windows_python import run_msl_wrapper

from probe32 import Library, Server32Error, codegen, headers
from probe32.launch import find_host, to_host_path
from probe32.project import Project, from_library
from probe32.recording import load, replaying


@pytest.fixture(scope="module", params=["0", "2"], ids=["O0", "O2"])
def everything(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """The DLL and the truth about it, without and with optimisation."""
    return build(request.param, tmp_path_factory.mktemp(f"everything{request.param}"))


@dataclass(frozen=True)
class Package:
    """An exported wrapper: where it is, and its methods by the functions' names."""

    folder: Path
    names: dict[str, str]


@pytest.fixture(scope="module")
def project(everything: Everything) -> Project:
    """What there is to export."""
    with Library(everything.dll) as library:
        library.include(HEADER)
        return from_library(library)


def _exported(project: Project, runtime: str, folder: Path) -> Package:
    wrapper = codegen.read(project)
    assert wrapper.left_out == ()
    codegen.write(codegen.render_wrapper(wrapper, runtime), folder)
    return Package(folder, {each.signature.name: each.client_name for each in wrapper.methods})


@pytest.fixture
def client_class(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Package]]:
    """The client of the probe32 flavour, freshly imported."""
    package = _exported(project, "probe32", tmp_path / "wrapper")
    monkeypatch.syspath_prepend(package.folder)
    yield import_module("everything").EverythingClient, package
    for name in [each for each in sys.modules if each.partition(".")[0] == "everything"]:
        monkeypatch.delitem(sys.modules, name)


def _caller(library: Library) -> Callable[[str], Callable[..., Any]]:
    """Finds functions as `make_calls` wants them."""

    def caller(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            done = library.call(name, *arguments)
            assert done.warnings == (), name
            void = library.functions[name].signature.result.size == 0
            return (*([] if void else [done.result]), *done.outputs.values())

        return call

    return caller


def test_there_are_enough_functions_and_all_are_called() -> None:
    declared = {each.name for each in headers.parse_file(HEADER).functions}
    assert len(declared) >= 120
    assert declared == {name for name, _, _ in ROWS}


def test_the_library_gives_what_c_gives_and_warns_of_nothing(everything: Everything) -> None:
    with Library(everything.dll) as library:
        assert library.include(HEADER).problems == ()
        found = make_calls(_caller(library), ROWS)
    assert everything.differences(found) == []


def test_the_code_contradicts_no_signature(everything: Everything) -> None:
    with Library(everything.dll) as library:
        assert library.reconcile(library.include(HEADER)).mismatched == ()


def test_the_probe32_flavour_gives_what_c_gives(client_class: tuple[Any, Package], everything: Everything) -> None:
    make, package = client_class
    with make(everything.dll) as client:
        assert client.wrapper_problems() == []
        found = make_calls(lambda name: of_classes(getattr(client, package.names[name])), ROWS)
    assert everything.differences(found) == []


IN_ONE_PROCESS = """
import pickle
import sys
from importlib.util import find_spec


def job(folder, support, dll, names, results):
    sys.path[:0] = [folder, support]
    from everything import EverythingLibrary
    from everything_calls import ROWS, make_calls, of_classes

    library = EverythingLibrary(dll)
    methods = json.loads(names)
    found = make_calls(lambda name: of_classes(getattr(library, methods[name])), ROWS)
    with open(results, "wb") as file:
        pickle.dump(found, file)
    return library.wrapper_problems()
"""


def test_the_ctypes_flavour_gives_what_c_gives_in_a_32_bit_python(
    project: Project, everything: Everything, tmp_path: Path
) -> None:
    package = _exported(project, "ctypes", tmp_path / "wrapper")
    results = tmp_path / "results"
    support = Path(everything_calls.__file__).parent
    given = [*map(to_host_path, (package.folder, support, everything.dll)), json.dumps(package.names)]
    done = run_inside(find_host(), tmp_path / "inside", IN_ONE_PROCESS, [*given, to_host_path(results)])
    assert done.value == [], done.complaints
    assert everything.differences(pickle.loads(results.read_bytes())) == []


@pytest.mark.parametrize("everything", ["2"], ids=["O2"], indirect=True)
def test_callbacks_of_a_wrapper_run_here_also_when_the_dll_keeps_them(
    client_class: tuple[Any, Package], everything: Everything
) -> None:
    seen = []

    def note(a: int, b: int) -> int:
        seen.append((a, b))
        return a * b

    with client_class[0](everything.dll) as client:
        assert client.apply(note, 3, 4) == 12
        client.set_handler(note)
        assert client.fire_handler(5) == 15
        assert client.run_hooks({"count": 2, "combine": note, "inner": {"visit": None}}) == 0
        with pytest.raises(Server32Error, match="no_good") as caught:
            client.apply(lambda a, b: exec("raise LookupError('no_good')"), 1, 2)
        assert isinstance(caught.value.__cause__, LookupError)
        with pytest.raises(Server32Error, match="does not fit into 32 bits"):
            client.apply(lambda a, b: 2**40, 1, 2)
        assert client.apply(note, 1, 1) == 1
    assert seen == [(3, 4), (5, 3), (1, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize("everything", ["2"], ids=["O2"], indirect=True)
def test_structs_of_a_wrapper_lead_to_what_is_given_and_tell_what_does_not_fit(
    client_class: tuple[Any, Package], everything: Everything
) -> None:
    with client_class[0](everything.dll) as client:
        buffer = import_module("everything").Buffer
        scaled = client.buffer_scale(buffer(2, [5, 6]), 3)
        assert scaled == buffer(count=33, values=[5, 6], name="scaled")
        for value, complaint in [
            ({"low": 8}, "8 does not fit into 3 bits"),
            ({"sign": -17}, "-17 does not fit into 5 bits"),
            ({"unknown": 1}, "Bits has no member 'unknown'"),
        ]:
            with pytest.raises(Server32Error, match=complaint):
                client.bits_sum(value, 0)


@pytest.mark.parametrize("everything", ["2"], ids=["O2"], indirect=True)
def test_the_msl_loadlib_flavour_gives_what_c_gives(project: Project, everything: Everything, tmp_path: Path) -> None:
    package = _exported(project, "msl-loadlib", tmp_path / "wrapper")
    names, results = tmp_path / "names", tmp_path / "results"
    names.write_bytes(pickle.dumps(package.names))
    done = run_msl_wrapper([package.folder, "everything", "everything", names, results, everything.dll])
    assert results.is_file(), done.stdout + done.stderr
    found, refusal = pickle.loads(results.read_bytes())
    assert everything.differences(found) == []
    assert "must be a function of a module that the 32-bit process can import" in refusal


@pytest.mark.parametrize("everything", ["2"], ids=["O2"], indirect=True)
def test_a_recording_gives_what_c_gives_without_the_dll_and_so_do_the_tests_made_of_it(
    everything: Everything, tmp_path: Path
) -> None:
    file = tmp_path / "recording.json"
    with Library(everything.dll) as library:
        library.include(HEADER)
        with library.recording(file):
            make_calls(_caller(library), ROWS)
    with replaying(file), Library("everything.dll") as library:
        library.include(HEADER)
        assert everything.differences(make_calls(_caller(library), ROWS)) == []
    codegen.write(codegen.render_tests(codegen.recorded_tests(load(file))), tmp_path)
    assert "Left out" not in (tmp_path / "test_everything.py").read_text("utf-8")
    if find_spec("ruff"):  # not in the Python that the MSI installs
        formatted = [sys.executable, "-m", "ruff", "format", "--isolated", "--check", str(tmp_path)]
        assert subprocess.run(formatted, check=False).returncode == 0
    quick = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for more in ([], ["--dll", str(everything.dll)]):
        command = [*inner_pytest(tmp_path), *more]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=quick)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("everything", ["2"], ids=["O2"], indirect=True)
def test_a_recorded_wrapper_gives_what_c_gives_without_the_dll(
    client_class: tuple[Any, Package], everything: Everything, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, package = client_class
    monkeypatch.setenv("PROBE32_RECORD", str(tmp_path / "wrapper.json"))
    with make(everything.dll) as client:
        make_calls(lambda name: of_classes(getattr(client, package.names[name])), ROWS)
    monkeypatch.delenv("PROBE32_RECORD")
    with replaying(tmp_path / "wrapper.json"), make("nowhere.dll") as client:
        found = make_calls(lambda name: of_classes(getattr(client, package.names[name])), ROWS)
    assert everything.differences(found) == []
