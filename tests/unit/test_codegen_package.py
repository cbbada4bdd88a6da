"""Whole packages: compared as text, parsed, checked by ruff and mypy; running them is `tests/host/test_export*.py`."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from static_checks import need

from probe32 import Client64, Server32, codegen, headers
from probe32.abi.declare import declare_constants, declare_types
from probe32.abi.render import prototype
from probe32.codegen.reserved import CLIENT, SERVER
from probe32.errors import ArgumentError, DeclarationError, ExitCode, FileError, ImageError
from probe32.project import DllIdentity, Example, Project, ProjectFunction

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT / "tests" / "fixtures" / "wrappers"
UPDATE = "PROBE32_UPDATE_SNAPSHOTS"
"""Set this environment variable to rewrite the snapshots; look at the difference before committing it."""

VENDOR = """
typedef enum Mode { MODE_OFF, MODE_ON = 4 } Mode;
typedef struct Point { double x, y; } Point;
#pragma pack(push, 1)
typedef struct Reading { char channel; double value; Mode mode; char unit[8]; Point at[2]; } Reading;
#pragma pack(pop)
typedef struct Device *HDEVICE;
/* Opens a device by its address.
   Null when there is none. */
HDEVICE __stdcall dev_open(const char *address, _In_opt_ const wchar_t *options);
/* Takes a reading. */
int __stdcall dev_read(HDEVICE device, _Out_ Reading *reading, _Inout_ Mode *mode);
int __stdcall dev_name(HDEVICE device, _Out_writes_(size) char *name, int size);
double __cdecl mean(_In_reads_(count) const double *values, int count);
void __cdecl dump(_Out_writes_bytes_(size) void *data, unsigned size);
int __cdecl ordinal_only(Mode mode);
void __cdecl on_change(void(__stdcall *callback)(const Point *at, int));
int __fastcall format(_Out_writes_(size) char *text, int size);
int __cdecl print(const char *format, ...);
typedef struct Flags { unsigned ready : 1; int level : 4; } Flags;
Flags __stdcall flags_of(Flags flags);
_Freed_by_(CoTaskMemFree) char *__stdcall message(int code);
void __cdecl unsized(char *text);
"""


def project_of(text: str, dll: str = "vendor.dll") -> Project:
    """A project with everything that C text declares."""
    found = headers.require(text)
    functions = [ProjectFunction(each.name, prototype(each, comments=True)) for each in found.functions]
    identity = DllIdentity(PurePosixPath("/drivers") / dll, dll, "1.2.3.4", "0123456789abcdef" * 4)  # type: ignore[arg-type]
    members = {name for each in found.enums for name, _ in each.members}
    constants = {name: value for name, value in found.constants.items() if name not in members}
    types = declare_types(dict(found.types())) + declare_constants(constants)
    return Project(identity, types, functions, encoding="cp1252")


@pytest.fixture
def vendor() -> Project:
    project = project_of(VENDOR)
    next(each for each in project.functions if each.export == "ordinal_only").export = "#7"
    by_name = {each.export: each for each in project.functions}
    by_name["mean"].examples = [Example([[1.0, 2.0], 2], 1.5)]
    by_name["dump"].examples = [Example([2], None, {"data": {"hex": "00ff"}})]
    return project


@pytest.fixture(scope="module")
def unusual() -> Project:
    return project_of((ROOT / "tests" / "dlls" / "unusual.h").read_text("utf-8"), "unusual.dll")


def project_of_header(path: Path, dll: str) -> Project:
    """A project with a header's functions, types and constants."""
    found = headers.parse_file(path)
    members = {name for each in found.enums for name, _ in each.members}
    constants = {name: value for name, value in found.constants.items() if name not in members}
    functions = [ProjectFunction(each.name, prototype(each, comments=True)) for each in found.functions]
    types = declare_types(dict(found.types())) + declare_constants(constants)
    return Project(DllIdentity(ROOT / dll, dll, "1.2.3", "ab" * 32), types, functions)


@pytest.fixture(scope="module")
def everything() -> Project:
    return project_of_header(ROOT / "tests" / "dlls" / "everything" / "everything.h", "everything.dll")


@pytest.fixture(scope="module")
def sample() -> Project:
    return project_of_header(ROOT / "resources" / "sample" / "sample.h", "sample.dll")


VARIANTS: dict[str, dict[str, Any]] = {
    **{runtime: {"runtime": runtime} for runtime in codegen.RUNTIMES},
    "modules": {"asyncio": True, "layout": "package", "errors": "raised"},
    "msl-modules": {"runtime": "msl-loadlib", "layout": "package", "errors": "raised"},
    "ctypes-modules": {"runtime": "ctypes", "layout": "package", "errors": "raised"},
}
"""Every way to write a package."""


@pytest.mark.parametrize("variant", [*codegen.RUNTIMES, "modules"])
def test_the_text_is_the_one_that_was_reviewed(variant: str, vendor: Project) -> None:
    files = codegen.generate(vendor, **VARIANTS[variant])
    if os.environ.get(UPDATE):
        for name, text in files.items():
            path = SNAPSHOTS / variant / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for name, text in files.items():
        assert text == (SNAPSHOTS / variant / f"{name}.txt").read_text("utf-8"), name


@pytest.mark.parametrize("which", ["vendor", "unusual", "sample", "everything"])
def test_ruff_and_python_3_10_are_content(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    project = request.getfixturevalue(which)
    for variant, options in VARIANTS.items():
        files = codegen.generate(project, **options)
        codegen.write(files, tmp_path / variant)
        for name, text in files.items():
            if name.endswith(".py"):
                ast.parse(text, feature_version=(3, 10))
                assert all(not line.endswith(" ") for line in text.split("\n"))
    for command in (["check"], ["format", "--check", "--diff"]):
        done = _tool("ruff", *command, "--isolated", "--no-cache", ".", cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy has read of Python's library and of Probe32, for the next run."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_mypy_strict_is_content(
    platform: str, request: pytest.FixtureRequest, tmp_path: Path, mypy_cache: Path
) -> None:
    """For all flavours but msl-loadlib's, which needs that to be there: `tests/host/test_export_types.py`."""
    packages = []
    for which in ("vendor", "unusual", "sample", "everything"):
        for variant in ("probe32", "ctypes", "modules", "ctypes-modules"):
            packages.append(f"{which}_{variant.replace('-', '_')}")
            project = request.getfixturevalue(which)
            codegen.write(codegen.generate(project, package=packages[-1], **VARIANTS[variant]), tmp_path)
    options = ["--strict", "--config-file=", "--python-version=3.10", f"--platform={platform}"]
    options += [f"--cache-dir={mypy_cache / platform}"]
    environment = os.environ | {"MYPYPATH": str(ROOT / "core")}
    done = _tool("mypy", *options, "--follow-imports=silent", *packages, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout


ALONE = [
    "int f(void);",
    "typedef struct P { int *p; void *q; } P; P f(void);",
    "typedef struct P { int *p; void *q; } P; int f(const P *p);",
    "typedef struct F { int n; _Field_size_(n) short v[]; } F; int f(const F *p);",
    "typedef struct F { int n; char v[]; } F; void f(_Out_writes_bytes_(n) F *p, int n);",
    "typedef struct B { int a : 3; unsigned char b : 2; } B; B f(void);",
    "typedef struct B { int a : 3; } B; int f(B value);",
    "BSTR f(void);",
    "int f(BSTR text);",
    "_Freed_by_(SysFreeString) BSTR f(_Inout_ BSTR *text);",
    "typedef struct S { BSTR text; VARIANT_BOOL on; } S; int f(const S *s);",
    "VARIANT_BOOL f(void);",
    "void f(_In_reads_(n) const VARIANT_BOOL *values, int n);",
    "void f(int (__stdcall *callback)(int));",
    "void f(void (*callback)(void));",
    "void f(const char *(*callback)(const wchar_t *text));",
    "typedef struct L { double d[3]; } L; void f(L (*callback)(L, _Out_ int *n));",
    "typedef struct H { int (__cdecl *hook)(_In_reads_(n) const char *text, int n); } H; void f(const H *hooks);",
    "typedef struct H { int (__fastcall *hook)(int a); } H; H f(void);",
    "int f(const char *format, ...);",
    "int __fastcall f(int a);",
    "typedef struct L { double d[3]; } L; L __fastcall f(double x, int n);",
    "void f(_Inout_updates_bytes_(n) void *data, int n, const void *more);",
    "void f(_Inout_ void **p, _Outptr_ const wchar_t **text, _Out_ double (*matrix)[3]);",
    "union U { int a; float b; }; union U f(union U value);",
    "typedef struct CValue { int field; } CValue; typedef struct field { CValue re; } field; field f(field x, ...);",
    "typedef enum IntFlag { A = 1, B = 2 } IntFlag; typedef enum final { C = 5 } final; final f(IntFlag os);",
    "typedef struct P { int x; const char *s; } P; const P *f(int index);",
    "typedef struct F { int n; _Field_size_(n) short v[]; } F; int f(_Outptr_ F **p); void read(int read_struct);",
    "typedef struct N { struct N *next; } N; int f(N n);",
    "#define _CLASSES 1\n#define Path 2\ntypedef struct D *Any; Any open_it(void); void close_it(Any list);",
]
"""Declarations that need one part of the support code each."""


def test_every_part_of_the_support_code_stands_by_itself(tmp_path: Path, mypy_cache: Path) -> None:
    for number, text in enumerate(ALONE):
        for runtime in codegen.RUNTIMES:
            files = codegen.generate(project_of(text), runtime=runtime, package=f"alone_{number}_{runtime[:3]}")
            codegen.write(files, tmp_path)
    for command in (["check"], ["format", "--check", "--diff"]):
        done = _tool("ruff", *command, "--isolated", "--no-cache", ".", cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    options = ["--strict", "--config-file=", "--python-version=3.10", "--platform=win32"]
    options += [f"--cache-dir={mypy_cache / 'win32'}"]
    packages = [f"alone_{number}_pro" for number in range(len(ALONE))]
    environment = os.environ | {"MYPYPATH": str(ROOT / "core")}
    done = _tool("mypy", *options, "--follow-imports=silent", *packages, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout


def test_the_support_code_of_a_server_runs_in_every_python(everything: Project) -> None:
    """It runs in a 32-bit Python for Windows; what needs neither Windows nor its sizes is tried in this one."""
    space: dict[str, Any] = {"__name__": "my_server"}
    exec(codegen.generate(everything)["everything/my_server.py"], space)
    native, plain = space["_native"], space["_plain"]
    for name, value in [
        ("Bits", {"low": 7, "middle": 1000, "sign": -16, "little": 5, "rest": 6, "tail": -200, "end": 1}),
        ("PackedBits", {"a": 1, "b": 100, "c": 1000000, "d": -16, "e": 65533}),
        ("Buffer", {"count": 2, "values": [5, 6], "name": "ü"}),
        ("Node", {"value": 3, "next": None}),
        ("Gap", {"a": 1, "b": 2, "c": 3}),
    ]:
        assert plain(native(space[name], value)) == value
    flexible = space["_flexible"](space["Flexible"], {"count": 2, "values": [5, -1, 300]})
    assert plain(flexible) == {"count": 2, "values": [5, -1]}
    given = space["_promoted"]((-1, 2**31, 2**63, 0.5, "ü", None))
    assert [each.value for each in given] == [-1, 2**31, 2**63, 0.5, "ü".encode(), None]


def test_the_text_does_not_depend_on_the_order_of_hashes(tmp_path: Path, vendor: Project) -> None:
    from probe32.project import save

    save(vendor, tmp_path / "p.probe32")
    program = "import sys, probe32.codegen as c, probe32.project as p; print(c.generate(p.load(sys.argv[1])))"
    texts = set()
    for seed in ("0", "1", "2"):
        command = [sys.executable, "-c", program, str(tmp_path / "p.probe32")]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        texts.add(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
    assert len(texts) == 1


def test_without_callbacks_the_two_flavours_differ_in_what_they_import_only(unusual: Project) -> None:
    plain = replace(unusual, functions=[each for each in unusual.functions if each.export != "each"])
    own = codegen.generate(plain)
    other = codegen.generate(plain, runtime="msl-loadlib")
    assert list(own) == list(other)
    for name in own.keys() - {"unusual/.probe32.json"}:
        different = set(own[name].splitlines()) ^ set(other[name].splitlines())
        assert len(different) <= 10, name
        assert all(
            any(
                word in line
                for word in ("import", "quote", "dll_path", "msl", "_ERRORS", "probe32", "PROBE32_REPLAY", "places[0]")
            )
            for line in different
        )


def test_the_files_state_what_they_were_made_for(vendor: Project) -> None:
    files = codegen.generate(vendor)
    assert sorted(files) == [
        f"vendor/{name}"
        for name in (
            *(".probe32.json", "README.md", "__init__.py", "__main__.py", "example.py", "my_client.py", "my_server.py"),
            *("py.typed", "pyproject.toml", "verify.py"),
        )
    ]
    for name in ("README.md", "__init__.py", "my_client.py", "my_server.py"):
        text = files[f"vendor/{name}"]
        assert "vendor.dll" in text
        assert "1.2.3.4" in text
        assert "0123456789abcdef" * 4 in text
        assert "unsized" in text, "what is left out is listed"
    assert 'DLL_SHA256 = "' + "0123456789abcdef" * 4 in files["vendor/my_client.py"]
    assert "class VendorServer(Server32):" in files["vendor/my_server.py"]
    assert "class VendorClient(Client64):" in files["vendor/my_client.py"]
    assert "its size is unknown" in files["vendor/README.md"]


def test_the_same_file_without_version_or_hash_says_so() -> None:
    project = project_of("int f(void);")
    project.dll.version = project.dll.sha256 = ""
    files = codegen.generate(project)
    assert "| version | none stated |" in files["vendor/README.md"]
    assert "version unknown" in files["vendor/my_server.py"]


def test_a_project_without_functions_gives_a_package_all_the_same(tmp_path: Path) -> None:
    project = project_of("void f(char *text);")
    codegen.write(codegen.generate(project), tmp_path)
    done = _tool("ruff", "format", "--check", "--diff", "--isolated", "--no-cache", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    done = _tool("ruff", "check", "--isolated", "--no-cache", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "declaration, reason",
    [
        ("struct S { int a[3]; }; struct S __thiscall f(void *self);", "returns a struct of 12 bytes as __thiscall"),
        ("int __fastcall f(long long a, int b);", "compilers disagree which of its arguments are where"),
        ("void f(int(__fastcall *compare)(long long, int));", "The callback 'compare' is __fastcall, and compilers"),
        ("void f(char *text);", "its size is unknown"),
        ("void f(_Out_ int *n, _Out_writes_(*n) int *values);", "depends on 'n', which is not known before the call"),
        ("struct O; void f(_Inout_ struct O *value);", "'value' comes back as a struct whose inside is unknown"),
    ],
)
def test_what_cannot_be_wrapped_is_left_out_with_a_reason(declaration: str, reason: str) -> None:
    found = headers.parse(declaration)
    project = project_of("int stays(void);")
    project.types = declare_types(dict(found.types()))
    project.functions.append(ProjectFunction("f", prototype(found.functions[0])))
    wrapper = codegen.read(project)
    assert [each.client_name for each in wrapper.methods] == ["stays"]
    assert [each.name for each in wrapper.left_out] == ["f"]
    assert reason in " ".join(wrapper.left_out[0].reasons)
    assert f"- `f`: {wrapper.left_out[0].reasons[0]}" in codegen.render_wrapper(wrapper)["vendor/README.md"]


def test_functions_of_one_name_are_told_apart() -> None:
    project = project_of("int f(int a);")
    project.functions.append(ProjectFunction("#2", "int f(int b);"))
    project.functions.append(ProjectFunction("_f", "int _f(int c);"))
    wrapper = codegen.read(project)
    assert [(each.symbol, each.client_name) for each in wrapper.methods] == [("_f", "f"), (2, "f_"), ("f", "f_2")]


def test_the_names_of_both_runtimes_are_reserved() -> None:
    """msl-loadlib's are compared in `tests/host/test_export_types.py`."""
    assert {each for each in dir(Client64) if not each.startswith("_")} <= CLIENT
    assert {each for each in dir(Server32) if not each.startswith("_")} <= SERVER


def test_a_broken_prototype_names_its_export() -> None:
    project = project_of("int f(int a);")
    project.functions[0].prototype = "int f(unknown_t a);"
    with pytest.raises(DeclarationError, match=r"The prototype of f: .*unknown_t") as caught:
        codegen.generate(project)
    assert caught.value.pointed().splitlines()[0] == "int f(unknown_t a);"


def test_broken_types_are_told() -> None:
    project = project_of("int f(int a);")
    project.types = "struct {"
    with pytest.raises(DeclarationError):
        codegen.generate(project)


def test_a_64_bit_dll_needs_no_wrapper() -> None:
    project = project_of("int f(int a);")
    project.dll.bitness = 64
    with pytest.raises(ImageError, match="64-bit DLL") as caught:
        codegen.generate(project)
    assert "ctypes" in caught.value.hint


def test_an_unknown_runtime_and_a_bad_package_name(vendor: Project) -> None:
    with pytest.raises(ArgumentError, match="no runtime 'java'"):
        codegen.generate(vendor, runtime="java")
    with pytest.raises(DeclarationError, match="'my-lib' is no name for a Python package") as caught:
        codegen.generate(vendor, package="my-lib")
    assert caught.value.exit_code is ExitCode.DECLARATION
    assert "my_lib/my_client.py" in codegen.generate(vendor, package="my_lib")


def test_a_folder_that_cannot_be_written(tmp_path: Path, vendor: Project) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(FileError, match="cannot be written"):
        codegen.write(codegen.generate(vendor), tmp_path / "out")


def _tool(name: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    need(name)
    command = [sys.executable, "-m", name, *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload,no-any-return]
