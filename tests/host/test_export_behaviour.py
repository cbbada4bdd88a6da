"""What wrappers do besides giving results: errors, handles, sizes, coroutines, odd names, wheels, code of one's own."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from inside_host import run_inside
from mingw import tool

from probe32 import Library, Server32Error, codegen
from probe32.launch import find_host, to_host_path
from probe32.project import Example, Project, from_library

DLLS = Path(__file__).resolve().parents[1] / "dlls"

Import = Callable[..., ModuleType]


@pytest.fixture(scope="module")
def sample_project(sample_dll: Path, sample_header: Path) -> Project:
    with Library(sample_dll) as library:
        library.include(sample_header)
        return from_library(library)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """Writes a package and imports it afresh."""
    made: list[str] = []

    def write(project: Project, folder: Path = tmp_path, **options: Any) -> ModuleType:
        codegen.write(codegen.generate(project, **options), folder)
        monkeypatch.syspath_prepend(str(folder))
        name = options.get("package") or project.dll.name.partition(".")[0]
        made.append(name)
        return import_module(name)

    yield write
    for each in [each for each in sys.modules if each.partition(".")[0] in made]:
        del sys.modules[each]


def test_failures_are_raised_handles_are_closed_and_sizes_need_not_be_told(
    sample_project: Project, written: Import
) -> None:
    sample = written(sample_project, errors="raised")
    with sample.SampleClient() as dll:
        with pytest.raises(sample.SampleError, match="sp_open failed with 2: SP_ERROR_NOT_FOUND") as caught:
            dll.sp_open("SIM::9")
        assert (caught.value.function, caught.value.code) == ("sp_open", 2)
        with dll.sp_open("SIM::0") as handle:
            assert isinstance(handle, sample.SpHandle)
            info = dll.sp_get_info(handle)
            assert info.pixels == sample.Range(first=0, last=511)
            assert info.detector is sample.Detector.DETECTOR_SILICON
            assert dll.sp_get_serial(handle) == info.serial
            dll.sp_set_detector(handle, sample.Detector.DETECTOR_INGAAS)
            assert dll.sp_get_detector(handle) is sample.Detector.DETECTOR_INGAAS
            assert len(dll.sp_read_spectrum(handle, 5).counts) == 5
        with pytest.raises(sample.SampleError, match="SP_ERROR_BAD_HANDLE"):
            dll.sp_get_info(handle)
        assert dll.greet("Ada") == (12, "Hello, Ada!")
        assert dll.mean([1.0, 2.0, 6.0]) == 3.0
        assert dll.checksum(b"\x01\x02\x04") == 7
        assert dll.centroid([sample.Point(0, 0), sample.Point(2, 4)]) == sample.Point(1.0, 2.0)
        assert dll.divide(17, 5) == (3, 2)
        assert dll.divide(17, 5).remainder == 2
        assert not dll.is_even(3), "a truth that is no failure"
        assert sample.SP_PIXELS == 512


def test_a_project_says_for_each_function_how_it_fails(sample_project: Project, written: Import) -> None:
    functions = {each.export: each for each in sample_project.functions}
    functions["is_even"].errors, functions["subtract"].errors = "last-error", "negative"
    try:
        sample = written(sample_project)
    finally:
        functions["is_even"].errors = functions["subtract"].errors = ""
    with sample.SampleClient() as dll:
        assert dll.is_even(2) is None
        assert dll.subtract(5, 3) == 2
        with pytest.raises(sample.SampleError, match=r"is_even failed with 0: "):
            dll.is_even(3)
        with pytest.raises(sample.SampleError, match=r"subtract failed with -2$"):
            dll.subtract(3, 5)
        assert dll.sp_close(None) == 0, "all others give their results"


def test_methods_may_be_coroutines(sample_project: Project, written: Import) -> None:
    sample = written(sample_project, asyncio=True, layout="package", errors="raised")

    async def main() -> Any:
        with sample.SampleClient() as dll:
            async with await dll.sp_open("SIM::1") as handle:
                serial = await dll.sp_get_serial(handle)
            with pytest.raises(sample.SampleError, match="SP_ERROR_BAD_HANDLE"):
                await dll.sp_get_serial(handle)
            total = await dll.sort([3, 1, 2], 3, lambda a, b, _: a - b, None)
            return serial, total.values, await asyncio.gather(*(dll.add(each, 1) for each in range(20)))

    serial, values, sums = asyncio.run(main())
    assert isinstance(serial, str)
    assert values == [1, 2, 3]
    assert sums == list(range(1, 21))


def test_a_32_bit_python_calls_the_dll_without_another_process(sample_project: Project, tmp_path: Path) -> None:
    codegen.write(codegen.generate(sample_project, runtime="ctypes", errors="raised"), tmp_path / "out")
    (tmp_path / "out" / "sample" / "sample.dll").write_bytes(sample_project.dll.path.read_bytes())
    job = """
def job(folder):
    import sys

    sys.path.insert(0, folder)
    import sample

    dll = sample.SampleLibrary()
    with dll.sp_open("SIM::2") as handle:
        pixels = dll.sp_get_info(handle).pixels
    try:
        dll.sp_get_info(handle)
    except sample.SampleError as error:
        told = str(error)
    values = dll.sort([3, 1, 2], 3, lambda a, b, _: a - b, None).values
    return [pixels.last, told, values, sample.verify_dll(), dll.wrapper_problems()]
"""
    done = run_inside(find_host(), tmp_path / "inside", job, [to_host_path(tmp_path / "out")])
    assert done.value is not None, done.complaints
    last, told, values, differences, problems = done.value
    assert (last, values, differences, problems) == (511, [1, 2, 3], [], [])
    assert told.startswith("sp_get_info failed with 6: SP_ERROR_BAD_HANDLE: ")


@pytest.fixture(scope="module")
def owned_project(owned_dll: Path) -> Project:
    """A DLL that gives the addresses of structs."""
    with Library(owned_dll) as library:
        library.include(DLLS / "owned.h")
        return from_library(library)


def test_structs_in_the_memory_of_the_dll_are_read(owned_project: Project, written: Import) -> None:
    owned = written(owned_project, layout="package")
    with owned.OwnedClient() as dll:
        first = dll.list_make(3)
        found = dll.read(owned.node, first)
        assert (found.value, found.name) == (0, "zero")
        assert isinstance(found, owned.node)
        second = dll.read(owned.node, found.next)
        assert (second.value, second.name) == (1, "one")
        packet = dll.packet_make(5)
        assert dll.read(owned.packet, packet).data == [0, 10, 20, 30, 40], "as many as are counted"
        assert dll.read(owned.node, packet + 4) == owned.node(0, 10, 20), "what leads nowhere stays a number"
        assert [dll.read(owned.node, packet, each).value for each in (0, 1)] == [5 << 16 | 5, 20], "several in a row"
        with pytest.raises(ValueError, match=r"No node\[-1\] can be read at 0x0000000c"):
            dll.read(owned.node, 12, -1)
        for null in (0, None, dll.list_make(0)):
            with pytest.raises(ValueError, match="There is no node at null"):
                dll.read(owned.node, null)
        for wrong in (0x10, 0xFFFFFFF0, -8, 1 << 32):
            with pytest.raises(ValueError, match=f"No node can be read at {wrong:#010x}"):
                dll.read(owned.node, wrong)
        with pytest.raises(Server32Error, match="int is no struct of this package"):
            dll.read(int, first)
        assert [dll.list_sum(each) for each in (first, found.next, second, None)] == [5, 5, 5, 0]
        assert dll.packet_sum(packet) == (100, owned.packet(5, 5, [1, 11, 21, 31, 41])), "where it is"
        dll.list_free(first)
        assert dll.living() == 1, "what was read stays the DLL's"
    assert "`read(node, address)`" in owned.OwnedClient.list_make.__doc__


def test_they_are_awaited_where_calls_are(owned_project: Project, written: Import) -> None:
    awaited = written(owned_project, package="awaited", asyncio=True)

    async def main() -> Any:
        with awaited.AwaitedClient() as dll:
            return await dll.read(awaited.node, await dll.list_make(1))

    assert asyncio.run(main()) == awaited.node(0, "zero", None)


def test_a_32_bit_python_reads_them_too(owned_project: Project, owned_dll: Path, tmp_path: Path) -> None:
    codegen.write(codegen.generate(owned_project, runtime="ctypes"), tmp_path / "native")
    job = """
def job(folder, path):
    import sys

    sys.path.insert(0, folder)
    import owned

    dll = owned.OwnedLibrary(path)
    found = dll.read(owned.node, dll.list_make(2))
    try:
        dll.read(owned.node, 16)
    except ValueError as error:
        return [found.name, dll.read(owned.node, found.next).name, str(error)]
"""
    arguments = [to_host_path(tmp_path / "native"), to_host_path(owned_dll)]
    done = run_inside(find_host(), tmp_path / "inside", job, arguments)
    assert done.value == ["zero", "one", "No node can be read at 0x00000010."], done.complaints


def test_a_package_without_addresses_of_structs_reads_none(sample_project: Project) -> None:
    without = "".join(codegen.generate(sample_project).values())
    assert "def read(" not in without
    assert "_bytes_at" not in without


def test_names_that_python_forbids_are_called(tmp_path: Path, written: Import) -> None:
    dll = tmp_path / "2d odd-names@1.dll"
    sources = [str(DLLS / "odd_names.c"), str(DLLS / "odd_names.def")]
    subprocess.run([tool("gcc"), "-shared", "-O1", "-o", str(dll), *sources], check=True)
    with Library(dll) as library:
        for name, symbol in [
            *(("lambda", "lambda"), ("decorated", "_decorated@4"), ("cplusplus", "?cplusplus@@YAHH@Z")),
            *(("dol$lar", "dol$lar"), ("größe", "größe"), ("_clash", "_clash"), ("clash", "clash")),
            *(("print", "print"), ("request32_async", "request32_async")),
        ]:
            library.define(f"int {'__stdcall ' * (name == 'decorated')}{name}(int self);", export=symbol)
        library.define("int area(int from, int import);", export="3d_area")
        project = from_library(library)
    package = written(project, package=codegen.read(project).package)
    assert package.__name__ == "dll_2d_odd_names_1"
    with package.Dll2dOddNames1Client() as client:
        assert client.wrapper_problems() == []
        made = [
            *(client.lambda_(0), client.area(6, 7), client.decorated(0), client.cplusplus(0), client.dol_lar(0)),
            *(client.größe(0), client.clash(0), client.clash_(0), client.print(0), client.request32_async_(0)),
        ]
    assert made == [1, 42, 3, 4, 5, 6, 7, 8, 9, 10]


def test_arguments_of_any_number_have_the_type_that_is_said(tmp_path: Path, written: Import) -> None:
    source = DLLS / "everything" / "varargs.c"
    dll = tmp_path / "varargs.dll"
    subprocess.run([tool("gcc"), "-shared", "-O1", f"-I{source.parent}", "-o", str(dll), str(source)], check=True)
    with Library(dll) as library:
        library.define("int print_to(_Out_writes_(size) char *buffer, int size, const char *format, ...);")
        package = written(from_library(library))
    value = package.CValue
    with package.VarargsClient() as client:
        given = (
            value("const wchar_t *", "wide"),
            value("unsigned", 2**32 - 1),
            value("long long", 5),
            value("double", 1),
        )
        assert client.print_to(64, "%ls %u %I64d %.1f", *given).buffer == "wide 4294967295 5 1.0"
        with pytest.raises(Server32Error, match="'short' is none of int, unsigned"):
            client.print_to(64, "%d", value("short", 1))
        with pytest.raises(Server32Error, match="does not fit into 32 bits"):
            client.print_to(64, "%d", value("int", 2**31))


def test_what_differs_from_the_dll_is_told(sample_project: Project, written: Import, tmp_path: Path) -> None:
    project = sample_project
    sample = written(project, folder=tmp_path / "out")
    assert sample.verify_dll() == []
    other = tmp_path / "sample.dll"
    text = "1.2.3".encode("utf-16-le")
    other.write_bytes(project.dll.path.read_bytes().replace(text, "1.2.4".encode("utf-16-le")))
    hash_, version = sample.verify_dll(other)
    assert hash_.startswith("sample.dll: the SHA-256 is ")
    assert version == "sample.dll: the version is '1.2.4', not '1.2.3'."


def test_a_wheel_is_built_and_installed_without_the_internet(sample_project: Project, tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="what builds wheels is not in the Python that the MSI installs")
    project = sample_project
    functions = {each.export: each for each in project.functions}
    functions["add"].examples, functions["distance"].examples = (
        [Example([1, 2], 3)],
        [Example([{"x": 0.0, "y": 0.0}, {"x": 3.0, "y": 4.0}], 5.0)],
    )
    try:
        codegen.write(codegen.generate(project, layout="package"), tmp_path)
    finally:
        functions["add"].examples, functions["distance"].examples = [], []
    shutil.copy(project.dll.path, tmp_path / "sample" / "sample.dll")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = ["--no-index", "--no-deps"]
    build = [*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(tmp_path / "wheels")]
    subprocess.run([*build, str(tmp_path / "sample")], check=True)
    (wheel,) = (tmp_path / "wheels").iterdir()
    assert wheel.name == "sample-1.2.3-py3-none-any.whl"
    site = tmp_path / "site"
    subprocess.run([*pip, "install", *offline, "--target", str(site), str(wheel)], check=True)
    assert (site / "sample" / "sample.dll").is_file()
    core = str(Path(codegen.__file__).parents[2])
    program = (
        f"import runpy, sys; sys.path[:0] = {[str(site), core]!r}; "
        "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
    )
    for module, expected in [
        ("sample.example", ["add: 3", "distance: 5.0"]),
        ("sample", ["add(1, 2) gives 3", "6 checks, 0 failed"]),
    ]:
        command = [sys.executable, "-c", program, module, *(["selftest"] if module == "sample" else [])]
        done = subprocess.run(command, cwd=tmp_path / "wheels", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert all(each in done.stdout for each in expected), done.stdout


def test_code_of_ones_own_is_kept_and_nothing_is_lost(sample_project: Project, tmp_path: Path) -> None:
    first = codegen.generate(sample_project)
    assert codegen.write(first, tmp_path).warnings == ()
    client = tmp_path / "sample" / "my_client.py"
    own = "    def double(self, value: int) -> int:\n        return self.add(value, value)\n"
    begin, end = "again.\n", "    # End of your own code."
    client.write_text(client.read_text("utf-8").replace(f"{begin}\n{end}", f"{begin}\n{own}\n{end}"), "utf-8")
    assert codegen.write(codegen.generate(sample_project, errors="raised"), tmp_path).warnings == ()
    assert own in client.read_text("utf-8")
    assert "SampleError" in client.read_text("utf-8")

    changed = client.read_text("utf-8").replace("def add(self", "def plus(self")
    client.write_text(changed, "utf-8")
    (warning,) = codegen.write(first, tmp_path).warnings
    assert warning == f"{client} was changed by hand; what it was is in my_client.py.kept."
    assert (tmp_path / "sample" / "my_client.py.kept").read_text("utf-8") == changed
    assert own in client.read_text("utf-8")
    assert "def plus" not in client.read_text("utf-8")

    native = codegen.write(codegen.generate(sample_project, layout="package", runtime="ctypes"), tmp_path)
    assert native.warnings == ()
    assert own in client.read_text("utf-8"), "a file that is not written again stays when it has code of one's own"
    assert not (tmp_path / "sample" / "my_server.py").exists(), "one that is as it was written goes"
    assert json.loads((tmp_path / "sample" / ".probe32.json").read_text("utf-8"))
