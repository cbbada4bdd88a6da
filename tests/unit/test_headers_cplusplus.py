"""Headers in C++: what C can say of them, and classes shown as such."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.images import image_of

from probe32 import headers
from probe32.abi.declare import declare_constants, declare_types
from probe32.abi.render import prototype
from probe32.abi.types import Convention, Opaque, Pointer, Struct
from probe32.library import Library
from probe32.reconciliation import How, reconcile

LAB = """
#pragma once
#include <string>
#include <cstdint>
#ifndef LAB_API
#define LAB_API __declspec(dllimport)
#endif
namespace lab {
enum class Color : unsigned char { NONE, RED };
enum class Shape { NONE, ROUND };
struct Point { double x, y; Point() : x(0), y(0) {} double length() const; };
static const int LIMIT = 5;
constexpr double HALF = 0.5;
/** An instrument. */
class LAB_API Device {
public:
    enum Mode { IDLE, BUSY = 4 };
    Device(int id);
    virtual ~Device();
    /** Opens it. */
    int open(int port = 3, bool exclusive = false);
    double read(Point &p) const;
    static Device *create(const char *name);
    int open(const char *name);
    std::string title() const;
private:
    void secret();
    int id_;
};
LAB_API int add(int a, int b = 2);
LAB_API double add(double a, double b);
LAB_API void move(Point &p, const Point &by);
LAB_API int use(Device *d, std::uint8_t n);
LAB_API int broken(Device d);
LAB_API Color mix(Color a, Shape b);
template <class T> T twice(T a) { return a + a; }
inline int header_code(int a) { return a; }
}
extern "C" LAB_API int __stdcall plain(int a, lab::Point p);
extern "C" {
typedef int (__stdcall *callback)(lab::Device *d);
}
using Handle = void *;
LAB_API Handle open_it(callback cb);
"""


@pytest.fixture(scope="module")
def lab() -> headers.Declarations:
    return headers.parse(LAB, filename="lab.hpp", language="c++")


def test_functions_of_namespaces_and_overloads_have_names_of_their_own(lab: headers.Declarations):
    assert [prototype(each) for each in lab.functions] == [
        "int lab_add(int a, int b);",
        "double lab_add_2(double a, double b);",
        "void lab_move(struct Point *p, const struct Point *by);",
        "int lab_use(struct Device *d, unsigned char n);",
        "enum Color : unsigned char lab_mix(enum Color : unsigned char a, enum Shape b);",
        "int lab_header_code(int a);",
        "int __stdcall plain(int a, struct Point p);",
        "Handle open_it(callback cb);",
    ]
    assert lab.mangled["lab_add"] == "?add@lab@@YAHHH@Z"
    assert lab.mangled["lab_add_2"] == "?add@lab@@YANNN@Z"
    assert "plain" not in lab.mangled


def test_a_class_is_shown_with_its_methods(lab: headers.Declarations):
    point, device = lab.classes
    assert (point.name, point.size, device.name, device.size) == ("lab::Point", 16, "lab::Device", 8)
    assert device.comment == "An instrument."
    assert [(each.access, each.prototype) for each in device.methods] == [
        ("public", "Device(int id)"),
        ("public", "virtual ~Device()"),
        ("public", "int open(int port = 3, bool exclusive = false)"),
        ("public", "double read(Point &p) const"),
        ("public", "static Device *create(const char *name)"),
        ("public", "int open(const char *name)"),
        ("public", "std::string title() const"),
        ("private", "void secret()"),
    ]
    by_name = {each.signature.name: each for each in device.methods if each.signature}
    assert by_name["lab_Device_open"].mangled == "?open@Device@lab@@QAEHH_N@Z"
    assert by_name["lab_Device_open_2"].mangled == "?open@Device@lab@@QAEHPBD@Z"
    assert by_name["lab_Device_destroy_Device"].mangled == "??1Device@lab@@UAE@XZ"
    method = by_name["lab_Device_open"].signature
    assert method is not None
    assert (method.convention, method.comment) == (Convention.THISCALL, "Opens it.")
    assert method.parameters[0].type == Pointer(Opaque("Device"))
    create = by_name["lab_Device_create"].signature
    assert create is not None
    assert (create.convention, len(create.parameters)) == (Convention.CDECL, 1)


def test_a_class_passes_by_its_address_only(lab: headers.Declarations):
    assert [each.message for each in lab.problems] == ["broken cannot be used: parameter 'd': It is a C++ class."]
    assert "Device" not in {each.name for each in lab.structs}
    (point,) = [each for each in lab.structs if each.name == "Point"]
    assert isinstance(point, Struct)
    assert point.size == 16


def test_members_of_scoped_enums_are_kept_apart(lab: headers.Declarations):
    assert {each.name: each.members for each in lab.enums} == {
        "Color": (("Color_NONE", 0), ("Color_RED", 1)),
        "Shape": (("Shape_NONE", 0), ("Shape_ROUND", 1)),
        "Mode": (("IDLE", 0), ("BUSY", 4)),
    }
    assert (lab.constants["LIMIT"], lab.constants["HALF"], lab.constants["Shape_ROUND"]) == (5, 0.5, 1)


@pytest.mark.parametrize("name", ["lab.hpp", "lab.hh", "lab.hxx", "lab.h"])
def test_the_ending_or_the_words_tell_the_language(name: str, tmp_path: Path, lab: headers.Declarations):
    (tmp_path / name).write_text(LAB)
    found = headers.parse_file(tmp_path / name)
    assert found.functions == lab.functions
    assert found.classes == lab.classes


def test_a_header_for_both_languages_is_read_as_c(tmp_path: Path):
    text = '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(int a);\n#ifdef __cplusplus\n}\nclass A;\n#endif\n'
    (tmp_path / "both.h").write_text(text)
    assert headers.parse_file(tmp_path / "both.h").mangled == {}
    assert headers.parse_file(tmp_path / "both.h", language="c++").mangled == {}
    assert [each.name for each in headers.parse_file(tmp_path / "both.h", language="c++").functions] == ["f"]


def test_exports_are_found_by_their_decorated_names(lab: headers.Declarations):
    names = (
        "?add@lab@@YANNN@Z", "?add@lab@@YAHHH@Z", "?open@Device@lab@@QAEHPBD@Z", "??0Device@lab@@QAE@H@Z",
        "??1Device@lab@@UAE@XZ", "_plain@20", "?other@lab@@YAXXZ",
    )  # fmt: skip
    found = reconcile(lab, image_of(*names))
    assert {each.name: each.export.name for each in found.matched} == {
        "lab_add": "?add@lab@@YAHHH@Z",
        "lab_add_2": "?add@lab@@YANNN@Z",
        "lab_Device_open_2": "?open@Device@lab@@QAEHPBD@Z",
        "lab_Device_Device": "??0Device@lab@@QAE@H@Z",
        "lab_Device_destroy_Device": "??1Device@lab@@UAE@XZ",
        "plain": "_plain@20",
    }
    assert {each.how for each in found.matched} == {How.DECORATION}
    assert [each.name for each in found.only_in_dll] == ["?other@lab@@YAXXZ"]
    assert "lab_Device_read" not in {each.name for each in found.only_in_header}


def test_a_library_takes_functions_and_methods_of_a_cplusplus_dll(mingw: Callable[..., str], tmp_path: Path):
    header, source, dll = tmp_path / "lab.hpp", tmp_path / "lab.cpp", tmp_path / "lab.dll"
    header.write_text(
        "#ifndef LAB_API\n#define LAB_API\n#endif\nnamespace lab {\n"
        "class LAB_API Device { public: int open(int port = 3); static int count(); private: int id_; };\n"
        "struct Pair { int a, b; };\nLAB_API int sum(const Pair &p);\n}\n"
    )
    source.write_text(
        '#define LAB_API __declspec(dllexport)\n#include "lab.hpp"\nnamespace lab {\n'
        "int Device::open(int p) { return id_ + p; }\nint Device::count() { return 7; }\n"
        "int sum(const Pair &p) { return p.a + p.b; }\n}\n"
    )
    mingw("g++", "-O2", "-shared", "-static", "-o", dll, source)
    with Library(dll) as lib:
        lib.include(header)
        assert set(lib.functions) == {"lab_Device_open", "lab_Device_count", "lab_sum"}
        again = {name: prototype(each.signature) for name, each in lib.functions.items()}
        for name, text in again.items():
            lib.define(text, export=lib.functions[name].export.name)
        assert {name: prototype(each.signature) for name, each in lib.functions.items()} == again


def test_what_is_written_of_a_cplusplus_header_can_be_read_again(lab: headers.Declarations):
    constants = {name: each for name, each in lab.constants.items() if "_" not in name and name not in ("IDLE", "BUSY")}
    text = declare_types(dict(lab.types())) + declare_constants(constants)
    again = headers.require(text + "".join(f"{prototype(each)}\n" for each in lab.functions))
    assert [prototype(each) for each in again.functions] == [prototype(each) for each in lab.functions]
