"""Headers as vendors ship them: macros that are defined elsewhere, odd spellings, missing files, odd bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.render import prototype
from probe32.abi.types import Convention

PLAIN = "int f(int a);"


@pytest.mark.parametrize(
    "text, macro, expected",
    [
        ("MYLIB_API int f(int a);", "MYLIB_API", PLAIN),
        ("extern MYLIB_EXPORT int f(int a);", "MYLIB_EXPORT", PLAIN),
        ("int MYLIB_CALL f(int a);", "MYLIB_CALL", PLAIN),
        ("int ODDWORD f(int a);", "ODDWORD", PLAIN),
        ("DLLEXPORT int f(int a);", "DLLEXPORT", PLAIN),
        ("int MYLIB_STDCALL f(int a);", "MYLIB_STDCALL", "int __stdcall f(int a);"),
        ("int MYLIB_CDECL f(int a);", "MYLIB_CDECL", "int __cdecl f(int a);"),
        ("MYLIB_API(int) f(int a);", "MYLIB_API", PLAIN),
        ("MYLIB_API(const char *) f(int a);", "MYLIB_API", "const char *f(int a);"),
        ('MYLIB_API("1.0") int f(int a);', "MYLIB_API", PLAIN),
        ("MYLIB_BEGIN_DECLS\nint f(int a);", "MYLIB_BEGIN_DECLS", PLAIN),
        ("_VI_FUNC int f(int a);", "_VI_FUNC", PLAIN),
        ("typedef int (LIB_CALLBACK *cb)(int a); int f(int a);", "LIB_CALLBACK", PLAIN),
        ("MYLIB_API unsigned long f(int a);", "MYLIB_API", "unsigned long f(int a);"),
        ("MYLIB_API struct s *f(int a);", "MYLIB_API", "struct s *f(int a);"),
    ],
)
def test_a_macro_that_nobody_defines_is_assumed_and_told(text: str, macro: str, expected: str):
    found = headers.parse(text, filename="vendor.h")
    assert found.problems == ()
    assert [prototype(each) for each in found.functions] == [expected]
    (note,) = found.notes
    assert note.message.startswith(f"{macro} is defined nowhere.")
    assert f"-D {macro}=" in note.hint
    line = text.split("\n")[note.line - 1]
    assert line[note.column - 1 :].startswith(macro)


def test_several_macros_in_one_declaration():
    found = headers.parse("MYLIB_API int MYLIB_CALL f(int a);\nMYLIB_API void MYLIB_CALL g(double *b);")
    assert [prototype(each) for each in found.functions] == [PLAIN, "void g(double *b);"]
    assert len(found.notes) == 2


@pytest.mark.parametrize(
    "text",
    [
        "DEVICE f(int a);",
        "int f(USER_FUNC a);",
        "DEVICE *f(int a);",
        "int f(int a,\n      MYLIB_API b);",
        "struct s { DEVICE_API x; };",
        "Device_Api int f(int a);",
    ],
)
def test_an_unknown_type_is_no_macro(text: str):
    found = headers.parse(text)
    assert found.notes == ()
    assert found.problems
    assert found.functions == ()


def test_a_macro_that_is_given_is_not_guessed():
    found = headers.parse("int MYLIB_CALL f(int a);", defines={"MYLIB_CALL": "__stdcall"})
    assert found.notes == ()
    assert found.functions[0].convention is Convention.STDCALL


@pytest.mark.parametrize(
    "text, convention",
    [
        ("WINGDIAPI int APIENTRY f(int a);", Convention.STDCALL),
        ("DECLSPEC_IMPORT int STDMETHODCALLTYPE f(int a);", Convention.STDCALL),
        ("__declspec(dllimport) int FAR PASCAL f(int FAR *a);", Convention.STDCALL),
        ("int _cdecl f(int a);", Convention.CDECL),
        ("int cdecl f(int a);", Convention.CDECL),
        ("int _stdcall f(int a);", Convention.STDCALL),
        ("int _fastcall f(int a);", Convention.FASTCALL),
        ("int __export __stdcall f(int a);", Convention.STDCALL),
        ("int __export _stdcall f(int __far *a);", Convention.STDCALL),
        ("int _export f(int a);", Convention.CDECL),
        ("extern int __declspec(dllexport) __stdcall f(int a);", Convention.STDCALL),
        ("__attribute__((stdcall)) int f(int a);", Convention.STDCALL),
    ],
)
def test_spellings_of_many_compilers(text: str, convention: Convention):
    found = headers.parse(text)
    assert found.problems == ()
    assert [each.convention for each in found.functions] == [convention]


@pytest.mark.parametrize("keyword", ["__pascal", "_pascal", "__watcall", "__fortran", "__vectorcall"])
def test_conventions_that_probe32_cannot_call_are_refused(keyword: str):
    found = headers.parse(f"int {keyword} f(int a);\nint g(int a);")
    assert [each.name for each in found.functions] == ["g"]
    assert [each.message for each in found.problems] == ["f cannot be used: Its calling convention is not supported."]


def test_a_missing_file_loses_nothing_else(tmp_path: Path):
    (tmp_path / "inner.h").write_text('#include "resource.h"\n#define SIZE 4\ntypedef struct { int x[SIZE]; } inner;\n')
    header = tmp_path / "vendor.h"
    header.write_text(
        '#include "stdafx.h"\n#include <afxwin.h>\n#include "inner.h"\nDWORD f(inner *a);\nint g(FOO a);\n'
    )
    found = headers.parse_file(header)
    assert [each.name for each in found.functions] == ["f"]
    assert found.constants == {"SIZE": 4}
    assert [(Path(each.file).name, each.line, each.message) for each in found.problems] == [
        ("vendor.h", 1, "The included file 'stdafx.h' was not found."),
        ("vendor.h", 2, "The included file 'afxwin.h' was not found."),
        ("inner.h", 1, "The included file 'resource.h' was not found."),
        ("vendor.h", 5, "Unknown type name 'FOO'."),
    ]
    assert "-I" in found.problems[0].hint


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfint f(int a);\n",
        "\ufeffint f(int a);\n".encode("utf-16-le"),
        b"/* 20 \xb5A, \xa9 M\xfcller */\r\nint f(int a);\r\n",
        b"#pragma once\nint f(int a);\n#ifdef NEVER\n\xff\xfe\x80\n#endif\n",
        b"int f(int a);",
        b"int f(int a); // \\\n still the comment\n",
        b"\x0cint f(int a);\x1a",
    ],
)
def test_odd_bytes(content: bytes, tmp_path: Path):
    header = tmp_path / "vendor.h"
    header.write_bytes(content)
    (tmp_path / "outer.h").write_text('#include "vendor.h"\n#include "vendor.h"\n')
    assert [prototype(each) for each in headers.parse_file(header).functions] == [PLAIN]


def test_a_comment_in_windows_letters_is_kept(tmp_path: Path):
    (tmp_path / "inner.h").write_bytes(b"/** Strom in \xb5A */\nint f(int a);\n")
    (tmp_path / "outer.h").write_text('#include "inner.h"\n')
    (function,) = headers.parse_file(tmp_path / "outer.h").functions
    assert function.comment == "Strom in µA"


def test_a_header_without_a_guard_may_come_twice(tmp_path: Path):
    (tmp_path / "inner.h").write_text("#define N 3\nint f(int a);\ntypedef int number;\n")
    (tmp_path / "outer.h").write_text('#include "inner.h"\n#include "inner.h"\nnumber g(number n);\n')
    found = headers.parse_file(tmp_path / "outer.h")
    assert found.problems == ()
    assert [each.name for each in found.functions] == ["f", "g"]


FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "headers"
EXPECTED = {
    "bus.h": (6, []),
    "bus_types.h": (0, []),
    "camera.h": (6, ["Unknown type name 'at_u32'."]),
    "com_object.h": (2, []),
    "daq.h": (4, []),
    "network.h": (5, []),
    "spectrometer.hpp": (2, ["The included file 'SpectrometerTypes.h' was not found."]),
    "stage.h": (6, ["The included file 'targetver.h' was not found."]),
    "usb_chip.h": (5, []),
}


@pytest.mark.parametrize("name", sorted(each.name for each in FIXTURES.iterdir()))
def test_headers_in_the_manner_of_instrument_makers(name: str):
    found = headers.parse_file(FIXTURES / name)
    functions, problems = EXPECTED[name]
    assert [each.message for each in found.problems] == problems
    assert found.notes == ()
    assert len(found.functions) == functions


def test_what_such_headers_say_in_detail():
    daq = headers.parse_file(FIXTURES / "daq.h")
    assert daq.constants["DAQ_Val_Cfg_Default"] == -1
    assert daq.constants["DAQErrorTimeout"] == -200284
    assert daq.constants["DAQ_Val_Bit_TriggerUsageTypes_Advance"] == 1
    assert "DAQEveryNSamplesEventCallbackPtr" in daq.callbacks
    bus = headers.parse_file(FIXTURES / "bus.h")
    assert bus.constants["BUS_ERROR_TMO"] == -0x7FFFFFFF - 1 + 0x3FFF0015
    assert [each.variadic for each in bus.functions] == [False] * 4 + [True, False]
    stage = headers.parse_file(FIXTURES / "stage.h")
    (device,) = stage.structs
    assert (device.size, [(each.name, each.offset) for each in device.fields]) == (
        83,
        [("typeID", 0), ("description", 4), ("serialNo", 69), ("isKnownType", 78), ("motor", 79), ("maxChannels", 81)],
    )
    camera = headers.parse_file(FIXTURES / "camera.h")
    assert camera.constants["CAM_FILTER"] == "ND²"
    com = headers.parse_file(FIXTURES / "com_object.h")
    (table,) = [each for each in com.structs if each.name == "IMeterVtbl"]
    assert [each.offset for each in table.fields] == [0, 4, 8, 12]
    assert [each.name for each in headers.parse_file(FIXTURES / "com_object.h", language="c++").classes] == ["IMeter"]


def test_types_of_windows_are_known_although_their_include_is_left_to_others():
    found = headers.parse("BOOL WINAPI f(LPSECURITY_ATTRIBUTES a, MSG *b, FOO c);\nDWORD g(LPWAVEHDR d);")
    assert [each.name for each in found.functions] == ["g"]
    assert [each.message for each in found.problems] == ["Unknown type name 'FOO'."]
