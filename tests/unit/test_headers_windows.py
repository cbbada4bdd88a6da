"""Windows' names without an include, our stand-ins for Windows' headers, and vendors who define the same themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.types import Alias, Enumeration, Integer, Pointer, Struct, Void, pointed, resolve
from probe32.resources import resource

NAMES = {
    "BOOL": 4, "BYTE": 1, "WORD": 2, "DWORD": 4, "LONG": 4, "ULONG": 4, "INT": 4, "UINT": 4, "SHORT": 2, "USHORT": 2,
    "CHAR": 1, "UCHAR": 1, "WCHAR": 2, "TCHAR": 1, "LPSTR": 4, "LPCSTR": 4, "LPWSTR": 4, "LPCWSTR": 4, "LPTSTR": 4,
    "LPCTSTR": 4, "PSTR": 4, "PCSTR": 4, "PWSTR": 4, "PCWSTR": 4, "LPVOID": 4, "LPCVOID": 4, "PVOID": 4, "HANDLE": 4,
    "PHANDLE": 4, "LPHANDLE": 4, "HWND": 4, "HINSTANCE": 4, "HMODULE": 4, "HDC": 4, "HKEY": 4, "HICON": 4, "HMENU": 4,
    "HBITMAP": 4, "HRESULT": 4, "NTSTATUS": 4, "LPARAM": 4, "WPARAM": 4, "LRESULT": 4, "SIZE_T": 4, "SSIZE_T": 4,
    "DWORD_PTR": 4, "ULONG_PTR": 4, "LONG_PTR": 4, "INT_PTR": 4, "UINT_PTR": 4, "INT8": 1, "INT16": 2, "INT32": 4,
    "INT64": 8, "UINT8": 1, "UINT16": 2, "UINT32": 4, "UINT64": 8, "LONGLONG": 8, "ULONGLONG": 8, "DWORDLONG": 8,
    "DWORD32": 4, "DWORD64": 8, "LONG64": 8, "ULONG64": 8, "VARIANT_BOOL": 2, "BSTR": 4, "GUID": 16, "IID": 16,
    "CLSID": 16, "REFIID": 4, "REFGUID": 4, "BOOLEAN": 1, "FLOAT": 4, "DOUBLE": 8, "DATE": 8, "LPDWORD": 4,
    "PDWORD": 4, "LPBYTE": 4, "PBYTE": 4, "LPWORD": 4, "PWORD": 4, "LPBOOL": 4, "PBOOL": 4, "LPLONG": 4, "PLONG": 4,
    "LPINT": 4, "PINT": 4, "PUINT": 4, "PULONG": 4, "PUSHORT": 4, "PUCHAR": 4, "ATOM": 2, "COLORREF": 4, "LCID": 4,
    "LANGID": 2, "FARPROC": 4, "HGLOBAL": 4, "HLOCAL": 4, "POINT": 8, "RECT": 16, "SIZE": 8, "FILETIME": 8,
    "LARGE_INTEGER": 8, "ULARGE_INTEGER": 8, "OLECHAR": 2, "LPOLESTR": 4, "LPCOLESTR": 4, "VARTYPE": 2, "SCODE": 4,
    "int8_t": 1, "int16_t": 2, "int32_t": 4, "int64_t": 8, "uint8_t": 1, "uint16_t": 2, "uint32_t": 4, "uint64_t": 8,
    "size_t": 4, "ptrdiff_t": 4, "intptr_t": 4, "uintptr_t": 4, "wchar_t": 2, "bool": 1,
}  # fmt: skip
HEADERS = sorted(each.relative_to(resource("headers")).as_posix() for each in resource("headers").rglob("*.h"))

CPLUSPLUS = sorted(each.name for each in resource("headers").iterdir() if each.is_file() and not each.suffix)


@pytest.mark.parametrize("name", CPLUSPLUS)
def test_cplusplus_has_its_stand_ins_too(name: str):
    found = headers.parse(f"#include <{name}>\nint f(std::size_t a);", language="c++")
    assert found.problems == ()
    assert [each.name for each in found.functions] == ["f"]


@pytest.mark.parametrize("name, size", NAMES.items())
def test_a_name_needs_no_include(name: str, size: int):
    found = headers.parse_prototype(f"void f({name} a);").parameters[0].type
    assert found.size == size


def test_void_is_known():
    assert isinstance(resolve(headers.parse_prototype("VOID WINAPI f(void);").result), Void)


@pytest.mark.parametrize("language", ["c", "c++"])
@pytest.mark.parametrize("name", HEADERS)
def test_every_stand_in_can_be_included_alone(name: str, language: str):
    found = headers.parse(f"#include <{name}>\nint f(int a);", language=language)
    assert found.problems == ()
    assert [each.name for each in found.functions] == ["f"]
    assert found.typedefs == ()


def test_all_stand_ins_can_be_included_together():
    text = "".join(f"#include <{name}>\n" for name in HEADERS if "pack" not in name)
    assert headers.parse(f"{text}int f(VARIANT *v, FILE *file, MSG *m, SYSTEMTIME *t);").problems == ()


@pytest.mark.parametrize("define", ["UNICODE", "_UNICODE"])
def test_wide_text_by_definition(define: str):
    text = "#include <windows.h>\n#include <tchar.h>\nint f(const TCHAR *a, const _TCHAR *b);"
    plain = headers.parse(text).functions[0]
    wide = headers.parse(text, defines={define: "1"}).functions[0]
    sizes = [(pointed(a.type), pointed(b.type)) for a, b in zip(plain.parameters, wide.parameters, strict=True)]
    assert sizes.count((sizes[0][0], sizes[0][0])) == 1  # one of the two has changed, one has not


@pytest.mark.parametrize("spelling", ["Windows.h", "WINDOWS.H", "windows.h", "StdInt.h"])
def test_windows_does_not_mind_capitals_in_file_names(spelling: str):
    assert headers.parse(f"#include <{spelling}>\nDWORD f(uint8_t a);").problems == ()


def test_capitals_in_a_vendors_file_names(tmp_path: Path):
    (tmp_path / "Inc").mkdir()
    (tmp_path / "Inc" / "Types.h").write_text("typedef int T;\n")
    (tmp_path / "main.h").write_text('#include "inc\\types.h"\nT f(T a);\n')
    found = headers.parse_file(tmp_path / "main.h")
    assert found.problems == ()
    assert found.functions[0].name == "f"


def test_a_vendor_may_define_a_basic_name_differently():
    found = headers.parse_prototype("typedef unsigned int DWORD; typedef DWORD *PDWORD; DWORD f(PDWORD p, LPDWORD q);")
    unsigned = Integer("unsigned int", 4, False)
    dword = Alias("DWORD", unsigned)
    assert found.result == dword
    assert found.parameters[0].type == Alias("PDWORD", Pointer(dword))
    assert pointed(found.parameters[1].type) == Integer("unsigned long", 4, False)


@pytest.mark.parametrize(
    "text",
    [
        "typedef void *HWND; HWND f(HWND w);",
        "typedef int HANDLE; HANDLE f(HANDLE h);",
        "typedef unsigned char BOOL; BOOL f(BOOL b);",
        "typedef unsigned int size_t; size_t f(size_t n);",
        "typedef long long int64_t; typedef unsigned long uint32_t; uint32_t f(int64_t n);",
        "typedef struct { long a; } GUID; GUID *f(GUID *g);",
        "struct tagPOINT { short x; }; typedef struct tagPOINT POINT; POINT f(POINT *p, LPPOINT q);",
        "#define DWORD unsigned int\nDWORD f(DWORD d);",
        "#define WINAPI __cdecl\nint WINAPI f(int a);",
        "#ifndef WINAPI\n#define WINAPI __stdcall\n#endif\nint WINAPI f(int a);",
        "typedef unsigned char bool; bool f(bool b);",
    ],
)
def test_other_vendors_definitions_win(text: str):
    found = headers.parse(text)
    assert found.problems == ()
    assert found.functions[0].name == "f"


def test_a_bool_of_the_vendors_own():
    found = headers.parse_prototype("typedef enum { false, true } bool; bool f(bool b);")
    assert resolve(found.result) == Enumeration("bool", (("false", 0), ("true", 1)))


def test_a_clash_in_the_prelude_is_no_problem_either_time():
    prelude = "struct tagPOINT { short x; }; typedef struct tagPOINT POINT;"
    for _ in range(2):
        found = headers.parse_prototype("void f(POINT *p, DWORD d);", prelude=prelude)
        assert isinstance(of := pointed(found.parameters[0].type), Struct)
        assert of.size == 2


def test_constants_of_our_stand_ins_are_not_the_texts():
    found = headers.parse("#include <windows.h>\n#define MINE MAX_PATH\n")
    assert found.constants == {"MINE": 260}
