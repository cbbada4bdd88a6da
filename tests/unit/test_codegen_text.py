"""The small parts of code generation: names, folded lines, docstrings, literals, layouts."""

from __future__ import annotations

import ast
import ctypes
import keyword
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from static_checks import need

from probe32 import headers
from probe32.abi.types import Struct
from probe32.codegen.docstrings import docstring
from probe32.codegen.folding import Group, call, fold, listed, literal, prefixed, quoted, tuple_of
from probe32.codegen.identifiers import Names, class_prefix, identifier, package_name
from probe32.codegen.layouts import Padding, Unit, layout_of


def _formatted(text: str) -> str:
    """What ruff makes of the text with its default settings."""
    need("ruff")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    "dll, package, prefix",
    [
        ("sample.dll", "sample", "Sample"),
        ("My-Lib v2.DLL", "my_lib_v2", "MyLibV2"),
        ("SP32.dll", "sp32", "Sp32"),
        ("7z.dll", "dll_7z", "Dll7z"),
        ("zlib.dll", "zlib_dll", "ZlibDll"),
        ("ctypes.dll", "ctypes_dll", "CtypesDll"),
        ("tomllib.dll", "tomllib_dll", "TomllibDll"),
        ("distutils.dll", "distutils_dll", "DistutilsDll"),
        ("probe32.dll", "probe32_dll", "Probe32Dll"),
        ("msl.dll", "msl_dll", "MslDll"),
        ("class.dll", "class_dll", None),
        ("match.dll", "match_dll", "MatchDll"),
        ("größe.dll", "größe", "Größe"),
        ("vendor.core.dll", "vendor_core", "VendorCore"),
        ("---.dll", "wrapped", "Wrapped"),
        (".dll", "wrapped", "Wrapped"),
        ("noextension", "noextension", "Noextension"),
    ],
)
def test_a_package_is_named_after_the_dll(dll: str, package: str, prefix: str | None) -> None:
    assert package_name(dll) == package
    if prefix is not None:
        assert class_prefix(package) == prefix


@given(st.text(max_size=30))
def test_every_dll_name_gives_a_package_that_can_be_imported(name: str) -> None:
    package = package_name(f"{name}.dll")
    assert package.isidentifier()
    assert not keyword.iskeyword(package)
    assert package not in sys.stdlib_module_names
    assert f"{class_prefix(package)}Client".isidentifier()


@pytest.mark.parametrize(
    "text, name",
    [("add", "add"), ("class", "class_"), ("None", "None_"), ("a-b", "a_b"), ("3d", "_3d"), ("", "unnamed")],
)
def test_the_nearest_python_name(text: str, name: str) -> None:
    assert identifier(text) == name


@given(st.lists(st.text(max_size=8), max_size=20))
def test_names_are_valid_and_given_once(texts: list[str]) -> None:
    names = Names({"self"})
    given = [names.new(each) for each in texts]
    assert len(set(given)) == len(given)
    assert all(each.isidentifier() and not keyword.iskeyword(each) and each != "self" for each in given)


def test_a_taken_name_gets_an_underscore_then_a_number() -> None:
    names = Names({"add"})
    assert [names.new("add") for _ in range(3)] == ["add_", "add_2", "add_3"]


def test_what_fits_stays_on_one_line() -> None:
    assert fold(call("f(", ["a", "b"]), 4) == ["    f(a, b)"]
    assert fold(listed("return", ["a", "b"]), 8) == ["        return a, b"]
    assert fold(tuple_of(["a"]), 0) == ["(a,)"]


def test_what_does_not_fit_stands_one_item_a_line() -> None:
    long = "x" * 40
    assert fold(call("f(", [long, tuple_of([long, long])]), 4, ":") == [
        "    f(",
        f"        {long},",
        "        (",
        f"            {long},",
        f"            {long},",
        "        ),",
        "    ):",
    ]
    lines = [f"    {long}," for _ in range(3)]
    assert fold(listed("return", [long, long, long]), 0) == ["return (", *lines, ")"]
    assert fold(prefixed("name = ", tuple_of([long, long, long])), 0) == ["name = (", *lines, ")"]


_words = st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True).filter(lambda each: not keyword.iskeyword(each))
_parts = st.recursive(
    _words,
    lambda inner: st.one_of(
        st.builds(lambda name, items: call(f"{name}(", items), _words, st.lists(inner, max_size=5)),
        st.builds(tuple_of, st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda items: Group(("[", "]"), tuple(items)), st.lists(inner, max_size=5)),
    ),
    max_leaves=12,
)


@settings(max_examples=6)
@given(st.lists(_parts, min_size=20, max_size=60))
def test_a_formatter_changes_nothing(parts: list[Group | str]) -> None:
    lines = [line for part in parts for line in fold(call("name = made(", ["first", part]), 0)]
    text = "\n".join(lines) + "\n"
    assert _formatted(text) == text


@pytest.mark.parametrize(
    "text, code",
    [
        ("plain", '"plain"'),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ("""both ' and \"""", '"both \' and \\""'),
        ("C:\\new\t", '"C:\\\\new\\t"'),
        ("µ\0", '"µ\\x00"'),
    ],
)
def test_string_literals(text: str, code: str) -> None:
    assert quoted(text) == code
    assert ast.literal_eval(code) == text
    assert _formatted(f"x = {code}\n") == f"x = {code}\n"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(_json)
def test_json_values_as_literals_mean_the_same(value: object) -> None:
    text = "\n".join(fold(literal(value, "x = "), 0))
    space: dict[str, object] = {}
    exec(text, space)
    assert space["x"] == value


def test_docstrings_keep_what_a_comment_says_and_stay_closed() -> None:
    assert docstring(["One line."], 4) == ['    """One line."""']
    assert docstring([], 4) == docstring(["", "  "], 4) == []
    assert docstring(['"Quoted" at first.'], 4) == ['    """ "Quoted" at first."""']
    assert docstring(['Quoted "at last"'], 0) == ['"""Quoted "at last" """']
    assert docstring(["One.", "Two\n  indented."], 4) == ['    """One.', "", "    Two", "      indented.", '    """']
    assert docstring(['"""ends""" \\d \x00\x07'], 0) == ["\"\"\"'''ends''' \\\\d\"\"\""]


_paragraphs = st.lists(st.text(alphabet=st.sampled_from("abc \n\t\"'\\µ.*"), max_size=200), min_size=1, max_size=3)


@settings(max_examples=4)
@given(st.lists(_paragraphs, min_size=10, max_size=20))
def test_any_comment_gives_a_docstring_that_a_formatter_leaves_alone(comments: list[list[str]]) -> None:
    """Many in a file: starting the formatter takes longer than its work."""
    functions = [
        "\n".join([f"def f{number}() -> None:", *docstring(paragraphs, 4), "    return None", ""])
        for number, paragraphs in enumerate(comments)
    ]
    text = "\n\n".join(functions)
    assert ast.parse(text)
    assert _formatted(text) == text


def _struct(text: str) -> Struct:
    return headers.require(text).structs[-1]


@pytest.mark.parametrize(
    "text, pack, paddings",
    [
        ("struct S { char a; double b; };", None, 0),
        ("#pragma pack(push, 1)\nstruct S { char a; double b; };\n#pragma pack(pop)", 1, 0),
        ("#pragma pack(push, 4)\nstruct S { char a; double b; };\n#pragma pack(pop)", 4, 0),
        ("struct S { char a; __declspec(align(16)) int b; };", 1, 2),
        ("struct __declspec(align(16)) S { char a; };", 1, 1),
        ("struct S { unsigned a : 3; unsigned b : 30; char c : 2; };", None, 0),
        ("union S { char a; double b; };", None, 0),
    ],
)
def test_a_layout_is_packed_no_closer_than_it_must_be(text: str, pack: int | None, paddings: int) -> None:
    layout = layout_of(_struct(text))
    assert layout.pack == pack
    assert sum(isinstance(each, Padding) for each in layout.members) == paddings


def test_bit_fields_are_whole_numbers_to_ctypes_wherever_they_are() -> None:
    text = "#pragma pack(push, 1)\nstruct S { char a; __declspec(align(8)) unsigned b : 3, c : 4; };\n#pragma pack(pop)"
    layout = layout_of(_struct(text))
    unit = next(each for each in layout.members if isinstance(each, Unit))
    assert (unit.offset, unit.name, [each.name for each in unit.bits]) == (8, "_bits_8", ["b", "c"])


_KINDS = ("char", "short", "int", "long long", "float", "double", "bool", "unsigned char")
_members = st.lists(st.tuples(st.sampled_from(_KINDS), st.sampled_from(["", "[3]", "[2][5]"])), min_size=1, max_size=6)
_aligned = st.sampled_from(["", "__declspec(align(2)) ", "__declspec(align(8)) ", "__declspec(align(32)) "])


@settings(max_examples=60)
@given(_members, _members, st.sampled_from([1, 2, 4, 8]), st.sampled_from([1, 2, 4, 8]), _aligned)
def test_ctypes_lays_out_what_the_compiler_did(
    inner: list[tuple[str, str]], outer: list[tuple[str, str]], inner_pack: int, outer_pack: int, aligned: str
) -> None:
    from probe32.codegen import read
    from probe32.codegen.server_text import struct_classes
    from probe32.project import DllIdentity, Project, ProjectFunction

    text = (
        f"#pragma pack(push, {inner_pack})\nstruct {aligned}Inner {{ {_fields(inner)} }};\n#pragma pack(pop)\n"
        f"#pragma pack(push, {outer_pack})\nstruct Outer {{ {_fields(outer)} struct Inner inner[2]; char end; }};\n"
        "#pragma pack(pop)\n"
    )
    dll = DllIdentity(path=__file__, name="x.dll")  # type: ignore[arg-type]
    project = Project(dll, text, [ProjectFunction("f", "void f(struct Outer *value);")])
    space: dict[str, object] = {"ctypes": ctypes}
    wrapper = read(project)
    for lines in struct_classes(wrapper):
        exec("\n".join(lines), space)
    for struct in wrapper.structs:
        made: type[ctypes.Structure] = space[wrapper.classes[struct]]  # type: ignore[assignment]
        assert ctypes.sizeof(made) == struct.size
        assert [getattr(made, each.name).offset for each in struct.fields] == [each.offset for each in struct.fields]


def _fields(members: list[tuple[str, str]]) -> str:
    return " ".join(f"{kind} m{index}{array};" for index, (kind, array) in enumerate(members))
