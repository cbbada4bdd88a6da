"""`probe32 header`: what a header declares, as JSON and as text, and how it agrees with a DLL."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from probe32.cli.main import main
from probe32.errors import ExitCode

VENDOR = """\
#define LIMIT 3
#define NAME "vendor"
enum mode { OFF, ON = 4 };
typedef struct Point { double x, y; } Point;
struct flags { unsigned a : 3, b : 5; char c; };
typedef int (__stdcall *Callback)(int a, void *user);
double distance(const Point *a, const Point *b);
int __stdcall multiply(int a, int b, int c);
int missing(Callback callback);
"""


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    path = tmp_path / "vendor.h"
    path.write_text(VENDOR)
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, Any]:
    code = main(["header", *map(str, argv), "--json"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, json.loads(out)


def test_the_promised_document(vendor: Path, sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = run(capsys, vendor, "--dll", sample_dll)
    assert code == 0
    assert document["structs"] == [
        {
            "name": "Point",
            "size": 16,
            "align": 8,
            "union": False,
            "fields": [
                {"name": "x", "type": "double", "offset": 0, "size": 8},
                {"name": "y", "type": "double", "offset": 8, "size": 8},
            ],
        },
        {
            "name": "flags",
            "size": 8,
            "align": 4,
            "union": False,
            "fields": [
                {"name": "a", "type": "unsigned int", "offset": 0, "size": 4, "bits": 3, "bit_offset": 0},
                {"name": "b", "type": "unsigned int", "offset": 0, "size": 4, "bits": 5, "bit_offset": 3},
                {"name": "c", "type": "char", "offset": 4, "size": 1},
            ],
        },
    ]
    members = [{"name": "OFF", "value": 0}, {"name": "ON", "value": 4}]
    assert document["enums"] == [{"name": "mode", "size": 4, "members": members}]
    assert document["constants"] == {"OFF": 0, "ON": 4, "LIMIT": 3, "NAME": "vendor"}
    callback = "typedef int (__stdcall *Callback)(int a, void *user);"
    assert document["callbacks"] == [{"name": "Callback", "prototype": callback, "convention": "stdcall"}]
    assert [each["name"] for each in document["functions"]] == ["distance", "multiply", "missing"]
    assert document["functions"][1]["stack_bytes"] == 12
    compared = document["reconciliation"]
    assert [(each["name"], each["export"], each["ordinal"]) for each in compared["matched"]] == [
        ("distance", "distance", compared["matched"][0]["ordinal"])
    ]
    assert [each["name"] for each in compared["only_in_header"]] == ["missing"]
    assert {"name": "add", "ordinal": 2} in compared["only_in_dll"]
    (mismatched,) = compared["mismatched"]
    assert (mismatched["name"], mismatched["how"]) == ("multiply", "decoration")
    assert "the code removes 8" in mismatched["message"]
    assert document["problems"] == []


def test_without_a_dll_nothing_is_compared(vendor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, document = run(capsys, vendor)
    assert document["reconciliation"] == {"matched": [], "only_in_header": [], "only_in_dll": [], "mismatched": []}


def test_folders_and_macros(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "types.h").write_text("typedef short T;\n")
    (tmp_path / "main.h").write_text('#include "types.h"\n#ifdef WIDE\nT f(T a);\n#endif\n#define N SIZE\n')
    code, document = run(capsys, tmp_path / "main.h", "-I", tmp_path / "inc", "-D", "WIDE", "-D", "SIZE=7")
    assert code == 0
    assert document["functions"][0]["prototype"] == "T f(T a);"
    assert document["constants"] == {"N": 7}


def test_what_is_wrong_is_among_the_problems_and_the_rest_is_kept(
    vendor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vendor.write_text("int f(int a);\nint g(FOO a);\n")
    code, document = run(capsys, vendor)
    assert code == 0
    assert [each["name"] for each in document["functions"]] == ["f"]
    (problem,) = document["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (str(vendor), 2, 7)
    assert "FOO" in problem["message"]
    assert main(["header", str(vendor)]) == 0
    out, err = capsys.readouterr()
    assert "int f(int a);" in out
    assert f"warning: {vendor}:2:7: Unknown type name 'FOO'." in err


def test_as_text(vendor: Path, sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["header", str(vendor), "--dll", str(sample_dll)]) == 0
    text = capsys.readouterr().out
    for line in (
        "functions: 3",
        "  double distance(const Point *a, const Point *b);",
        "structs: 2",
        "  struct Point: 16 bytes, aligned to 8",
        "         8  double y",
        "         0  unsigned int b : 5",
        "  enum mode: OFF = 0, ON = 4",
        "  NAME = 'vendor'",
        "matched: 1",
        "mismatched: 1",
        "  multiply is __stdcall with 12 bytes of arguments in the header; the code removes 8: the header may be "
        "of another release.",
        "only in the header: 1",
        "  int missing(Callback callback);",
    ):
        assert f"{line}\n" in text


@pytest.mark.parametrize(
    "content, exit_code, kind",
    [(None, ExitCode.FILE, "file"), (b"int f(FOO a);", ExitCode.DECLARATION, "declaration")],
)
def test_a_header_of_no_use(
    content: bytes | None, exit_code: ExitCode, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vendor.h"
    if content is not None:
        path.write_bytes(content)
    code, document = run(capsys, path)
    assert (code, document["error"]["kind"]) == (exit_code, kind)


def test_a_missing_dll(vendor: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = run(capsys, vendor, "--dll", tmp_path / "none.dll")
    assert (code, document["error"]["kind"]) == (ExitCode.FILE, "file")


def test_a_new_project_counts_how_header_and_dll_agree(
    vendor: Path, sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["new", str(sample_dll), "-o", str(tmp_path / "p.probe32"), "--header", str(vendor), "--force"]
    assert main([*argv, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["matched"], document["mismatched"], document["only_in_header"]) == (1, 1, 1)
    assert main(argv) == 0
    out, err = capsys.readouterr()
    assert "header and DLL: 1 matched, 1 mismatched, 1 only in the header, " in out
    assert "multiply is __stdcall with 12 bytes of arguments in the header" in err


def test_a_new_project_takes_the_prototypes_in_cplusplus_names(
    sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["new", str(sample_dll), "-o", str(tmp_path / "p.probe32"), "--cplusplus", "--json"]
    assert main(argv) == 0
    assert json.loads(capsys.readouterr().out)["functions"] == 1
    assert "double __cdecl pixel_wavelength(int arg1);" in (tmp_path / "p.probe32").read_text("utf-8")


def test_a_name_without_a_prototype_in_c_is_told(
    tmp_path: Path, mingw: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd.c").write_text("int odd(void) { return 1; }\n")
    (tmp_path / "odd.def").write_text("EXPORTS\n ?odd@@YAXUS@@@Z=odd\n ?even@@YAHXZ=odd\n")
    mingw(
        "gcc", "-shared", "-nostdlib", "-Wl,-e,0", tmp_path / "odd.c", tmp_path / "odd.def", "-o", tmp_path / "odd.dll"
    )
    assert main(["new", str(tmp_path / "odd.dll"), "-o", str(tmp_path / "p.probe32"), "--cplusplus"]) == 0
    out, err = capsys.readouterr()
    assert "2 exports, 1 functions" in out
    assert "warning: C has no prototype for odd: parameter 1 is struct S by value" in err
