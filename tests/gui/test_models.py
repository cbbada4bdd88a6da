"""The parts behind the widgets, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from images import image_of
from pygments.lexers import CLexer
from PySide6.QtCore import Qt

from probe32 import errors
from probe32.abi.types import Convention, Integer, Pointer, Void
from probe32.headers import parse_prototype
from probe32.last_errors import describe_last_error
from probe32.library import Library
from probe32_app.messages import Severity, message_for
from probe32_app.models.arguments import FieldKind, argument_specs
from probe32_app.models.exports import ExportColumn, ExportsModel
from probe32_app.models.notations import in_memory, parse_integer
from probe32_app.models.outputs import output_node
from probe32_app.models.prototype_form import ParameterRow, PrototypeForm, declare, form_of
from probe32_app.models.readable import duration_text, hex_text
from probe32_app.widgets.highlight import spans_by_line
from probe32_app.widgets.structured_field import pretty_json


def test_every_signature_of_the_sample_survives_the_form(sample_dll: Path, sample_header: Path) -> None:
    with Library(sample_dll) as library:
        library.include(sample_header)
        for name, function in library.functions.items():
            text = form_of(function.signature).text
            again = parse_prototype(text, prelude=library.source)
            assert form_of(again) == form_of(function.signature), name
            assert again.parameters == function.signature.parameters, name


@pytest.mark.parametrize(
    "text",
    [
        "void f(_Outptr_ const char **text);",
        "void f(_Inout_ int *value);",
        "int f(_In_reads_bytes_(4 * n) const void *data, int n);",
        "int f(_Out_writes_bytes_opt_(n) void *data, int n);",
        "int __stdcall f(int (*call)(int a, int b), double values[4]);",
        "void f(void);",
        "int f(int a, ...);",
        "unsigned char __fastcall f(_In_opt_ const int *a);",
        "_Freed_by_(g) char *__stdcall f(_Outptr_ _Freed_by_(g) char **text, _Out_ _Freed_by_(h) void **handle);",
    ],
)
def test_marks_survive_the_form(text: str) -> None:
    signature = parse_prototype(text)
    assert parse_prototype(form_of(signature).text) == signature


def test_the_form_says_where_its_parameters_stand() -> None:
    form = PrototypeForm(
        "f", "int", Convention.STDCALL, True, (ParameterRow("a"), ParameterRow("b", "char *", "out", "9"))
    )
    text, places = form.composed()
    assert text == "int __stdcall f(int a, _Out_writes_(9) char *b);"
    assert [text[start:end] for start, end in places] == ["int a", "_Out_writes_(9) char *b"]


@pytest.mark.parametrize(
    "of, name, text",
    [
        ("int", "a", "int a"),
        ("const char *", "a", "const char *a"),
        ("int (*)(int)", "call", "int (*call)(int)"),
        ("int (__stdcall *)(int)", "call", "int (__stdcall *call)(int)"),
        ("double [4]", "v", "double v[4]"),
        ("int", "", "int"),
    ],
)
def test_declare(of: str, name: str, text: str) -> None:
    assert declare(of, name) == text


def test_kinds_of_fields() -> None:
    signature = parse_prototype(
        "void f(int a, float b, const char *c, bool d, enum E {ONE = 1, TWO} e,"
        " const struct S {int x; double y[2];} *s,"
        " _In_reads_(n) const int *v, _In_reads_(n) const unsigned char *w, int n, void *p, void (*call)(int code),"
        " struct Unknown *h, _Inout_ short *one);"
    )
    kinds = {each.name: each.kind for each in argument_specs(signature)}
    assert kinds == {
        "a": FieldKind.INTEGER,
        "b": FieldKind.FLOAT,
        "c": FieldKind.TEXT,
        "d": FieldKind.BOOLEAN,
        "e": FieldKind.ENUMERATION,
        "s": FieldKind.STRUCT,
        "v": FieldKind.NUMBERS,
        "w": FieldKind.BUFFER,
        "n": FieldKind.INTEGER,
        "p": FieldKind.BUFFER,
        "call": FieldKind.CALLBACK,
        "h": FieldKind.ADDRESS,
        "one": FieldKind.INTEGER,
    }
    specs = {each.name: each for each in argument_specs(signature)}
    assert specs["s"].initial == '{"x": 0, "y": [0.0, 0.0]}'
    assert specs["e"].choices == (("ONE", 1), ("TWO", 2))
    assert specs["call"].initial == "lambda code: None"
    assert specs["one"].range == (-32768, 32767)
    assert not specs["a"].may_be_null
    assert specs["one"].may_be_null


@pytest.mark.parametrize(
    "microseconds, text",
    [(0.84, "0.8 µs"), (12.44, "12.4 µs"), (3210, "3.21 ms"), (1_500_000, "1.50 s"), (125e6, "2 min 5 s")],
)
def test_durations(microseconds: float, text: str) -> None:
    assert duration_text(microseconds) == text


def test_hexadecimal_is_as_wide_as_the_type() -> None:
    assert hex_text(Integer("int", 4, True), -1) == "0xFFFFFFFF"
    assert hex_text(Integer("unsigned char", 1, False), 10) == "0x0A"
    assert hex_text(Void(), None) == ""
    assert in_memory(-1, (-(1 << 63), (1 << 63) - 1)) == "0x" + "f" * 16
    assert (parse_integer("0x10"), parse_integer(" 12 "), parse_integer("1.5")) == (16, 12, None)


def test_json_is_spread_only_where_a_line_would_be_long() -> None:
    assert pretty_json('{"x": 1}') == '{"x": 1}'
    assert pretty_json('{"first": 1, "second": 2, "third": 3, "fourth": 4}').count("\n") == 5
    assert pretty_json("not json " * 9) == "not json " * 9


def test_long_arrays_are_cut_in_the_tree_not_in_the_copy() -> None:
    node = output_node("values", Pointer(Integer("int", 4, True)), list(range(5000)))
    assert len(node.children) == 1000
    assert node.full.endswith("4999]")
    assert len(node.value) < 200


@pytest.mark.parametrize(
    "code, words",
    [
        (0, "0 · no error"),
        (5, "access is denied (ERROR_ACCESS_DENIED)"),
        (60000, "60000 · 0xea60"),
        (0x20000001, "own"),
    ],
)
def test_last_errors(code: int, words: str) -> None:
    assert words in describe_last_error(code)


@pytest.mark.parametrize(
    "kind",
    [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.Probe32Error)],
)
def test_every_error_has_a_title(kind: type[errors.Probe32Error]) -> None:
    message = message_for(kind("It failed.", hint="Try again."))
    assert (message.text, message.hint) == ("It failed.", "Try again.")
    assert (message.title != "That did not work") == (kind is not errors.Probe32Error)
    assert message.plain.splitlines()[1:] == ["It failed.", "Try again."]


def test_an_error_of_our_own_making_is_called_a_defect() -> None:
    message = message_for(KeyError("x"))
    assert (message.severity, message.text) == (Severity.ERROR, "KeyError: 'x'")
    assert "defect" in message.hint


def test_highlighting_of_a_comment_over_lines() -> None:
    lines = spans_by_line(CLexer(stripnl=False, ensurenl=False), "/* one\ntwo */ int x;\n")
    assert lines[0] == [(0, 7, "code_comment")]
    assert lines[1][0] == (0, 6, "code_comment")
    assert (7, 3, "code_type") in lines[1]


def test_the_tool_tip_of_an_export_names_its_aliases() -> None:
    model = ExportsModel()
    model.set_exports(image_of("seven", "sept=seven", "eight").exports)
    tips = [str(model.index(row, ExportColumn.NAME).data(Qt.ItemDataRole.ToolTipRole)) for row in range(3)]
    assert [tip.splitlines()[-1] for tip in tips[:2]] == ["the same as sept", "the same as seven"]
    assert "the same" not in tips[2]
