"""Microsoft's source annotations on parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32 import headers
from probe32.abi.signatures import Direction, Parameter
from probe32.abi.sizes import Size

IN, OUT, INOUT = Direction.IN, Direction.OUT, Direction.INOUT


def _parameter(text: str) -> Parameter:
    return headers.parse_prototype(f"int f({text}, int n, int m);").parameters[0]


@pytest.mark.parametrize(
    "mark, direction, size, nullable",
    [
        ("_In_", IN, None, False),
        ("_In_opt_", IN, None, True),
        ("_In_z_", IN, None, False),
        ("_In_opt_z_", IN, None, True),
        ("_In_reads_(n)", IN, Size("n"), False),
        ("_In_reads_opt_(n)", IN, Size("n"), True),
        ("_In_reads_bytes_(n)", IN, Size("n", in_bytes=True), False),
        ("_In_reads_bytes_opt_(n)", IN, Size("n", in_bytes=True), True),
        ("_In_reads_z_(n)", IN, Size("n"), False),
        ("_In_reads_or_z_(n)", IN, Size("n"), False),
        ("_Out_", OUT, None, False),
        ("_Out_opt_", OUT, None, True),
        ("_Out_writes_(n)", OUT, Size("n"), False),
        ("_Out_writes_opt_(n)", OUT, Size("n"), True),
        ("_Out_writes_z_(n)", OUT, Size("n"), False),
        ("_Out_writes_bytes_(n)", OUT, Size("n", in_bytes=True), False),
        ("_Out_writes_bytes_opt_(n)", OUT, Size("n", in_bytes=True), True),
        ("_Out_writes_to_(n, *m)", OUT, Size("n"), False),
        ("_Out_writes_bytes_to_(n, m)", OUT, Size("n", in_bytes=True), False),
        ("_Out_writes_all_(n)", OUT, Size("n"), False),
        ("_Inout_", INOUT, None, False),
        ("_Inout_opt_", INOUT, None, True),
        ("_Inout_z_", INOUT, None, False),
        ("_Inout_updates_(n)", INOUT, Size("n"), False),
        ("_Inout_updates_opt_(n)", INOUT, Size("n"), True),
        ("_Inout_updates_z_(n)", INOUT, Size("n"), False),
        ("_Inout_updates_bytes_(n)", INOUT, Size("n", in_bytes=True), False),
        ("_Inout_updates_to_(n, m)", INOUT, Size("n"), False),
        ("__in", IN, None, False),
        ("__out", OUT, None, False),
        ("__inout_opt", INOUT, None, True),
        ("__in_ecount(n)", IN, Size("n"), False),
        ("__out_ecount_opt(n)", OUT, Size("n"), True),
        ("__out_bcount(n)", OUT, Size("n", in_bytes=True), False),
    ],
)
def test_marks(mark: str, direction: Direction, size: Size | None, nullable: bool):
    found = _parameter(f"{mark} char *p")
    assert (found.direction, found.size, found.nullable, found.allocated) == (direction, size, nullable, False)


@pytest.mark.parametrize(
    "mark, nullable",
    [
        ("_Outptr_", False),
        ("_Outptr_opt_", True),
        ("_Outptr_result_maybenull_", False),
        ("_Outptr_result_z_", False),
        ("_Outptr_opt_result_maybenull_z_", True),
        ("_COM_Outptr_", False),
        ("_COM_Outptr_opt_", True),
        ("_Deref_out_", False),
        ("__deref_out", False),
        ("_Outptr_result_buffer_(n)", False),
    ],
)
def test_marks_of_addresses_that_the_function_stores(mark: str, nullable: bool):
    found = _parameter(f"{mark} char **p")
    assert (found.direction, found.size, found.nullable, found.allocated) == (OUT, None, nullable, True)


def test_who_frees_what_comes_back():
    found = headers.parse_prototype(
        "_Freed_by_(free_text) char *name_of(_Outptr_ _Freed_by_( close_it ) void **handle, _Out_ int *size);"
    )
    assert (found.freed_by, [each.freed_by for each in found.parameters]) == ("free_text", ["close_it", ""])
    assert found.parameters[0].allocated


def test_what_only_goes_in_is_not_freed_by_the_caller():
    (problem,) = headers.parse("void f(_In_ _Freed_by_(g) void *handle);").problems
    assert "'handle'" in problem.message
    assert "nothing comes back" in problem.message


@pytest.mark.parametrize(
    "mark",
    [
        "_Check_return_", "_Must_inspect_result_", "_Ret_z_", "_Ret_maybenull_", "_Ret_notnull_",
        "_Success_(return != 0)", "_Ret_writes_(4)", "_Use_decl_annotations_", "_Pre_satisfies_(n > 0)",
        "_IRQL_requires_max_(2)", "_Function_class_(f)", "_When_(n > 0, _At_(m, _Pre_notnull_))",
        "__checkReturn", "_Post_satisfies_(return > 0)",
    ],
)  # fmt: skip
def test_marks_of_the_function_change_nothing(mark: str):
    assert headers.parse_prototype(f"{mark} int f(int n);") == headers.parse_prototype("int f(int n);")


@pytest.mark.parametrize("mark", ["_Reserved_", "_Printf_format_string_", "_Pre_notnull_", "_Null_terminated_"])
def test_marks_without_a_direction_leave_the_default(mark: str):
    assert _parameter(f"{mark} const char *p") == _parameter("const char *p")


@pytest.mark.parametrize(
    "text, direction, nullable",
    [
        ("[in] int *p", IN, False),
        ("[out] int *p", OUT, False),
        ("[in, out] int *p", INOUT, False),
        ("[in,out,optional] int *p", INOUT, True),
        ("[in, optional] const int *p", IN, True),
        ("[out,\noptional] int *p", OUT, True),
        ("IN int *p", IN, False),
        ("OUT int *p", OUT, False),
        ("IN OUT int *p", INOUT, False),
        ("OUT int *p OPTIONAL", OUT, True),
    ],
)
def test_marks_as_windows_documentation_writes_them(text: str, direction: Direction, nullable: bool):
    found = _parameter(text)
    assert (found.name, found.direction, found.nullable) == ("p", direction, nullable)


def test_such_words_stay_free_where_they_are_no_marks():
    found = headers.require("enum way { OUT, IN }; int f(enum way w);")
    assert found.enums[0].members == (("OUT", 0), ("IN", 1))


def test_a_mark_in_brackets_moves_nothing():
    found = headers.parse("int f([in] int a,\n  [out, optional] FOO *b);")
    assert [(each.line, each.column) for each in found.problems] == [(2, 19)]


@pytest.mark.parametrize(
    "size, expected",
    [
        ("n", Size("n")),
        ("n*m", Size("n*m")),
        ("2 * (n + 1)", Size("2 * (n + 1)")),
        ("*m", Size("*m")),
        ("16", Size("16")),
        ("0x10u", Size("0x10")),
        ("MAX", Size("12")),
        ("MEMBER + 1", Size("7 + 1")),
        ("sizeof(POINT)", Size("8")),
        ("n * sizeof(struct pair)", Size("n * 3")),
        ("sizeof(unsigned short)", Size("2")),
    ],
)
def test_sizes(size: str, expected: Size):
    prelude = (
        "#define MAX 12\nenum { MEMBER = 7 };\n"
        "#pragma pack(push, 1)\nstruct pair { char a; short b; };\n#pragma pack(pop)\n"
    )
    text = f"void f(_In_reads_({size}) const char *p, int n, const int *m);"
    assert headers.parse_prototype(text, prelude=prelude).parameters[0].size == expected


@pytest.mark.parametrize("size", ["nobody", "n / 2", "p->length", "sizeof(nothing)", "(int)n"])
def test_a_size_that_cannot_be_computed_is_a_problem(size: str):
    text = f"int f(_In_reads_({size}) const char *p, int n); int g(int a);"
    found = headers.parse(text)
    assert [each.name for each in found.functions] == ["g"]
    assert "f cannot be used: parameter 'p'" in found.problems[0].message
    assert found.problems[0].hint


@pytest.mark.parametrize("text", ["_Out_ int p", "_Inout_ double p", "_Out_writes_(n) POINT p"])
def test_an_output_by_value_is_a_problem(text: str):
    (problem,) = headers.parse(f"int f({text}, int n);").problems
    assert "marked as an output but is passed by value" in problem.message
    assert problem.column == len(f"int f({text}")


def test_marks_that_the_vendor_defines_away_are_kept_when_guarded():
    text = "#ifndef _Out_\n#define _Out_\n#endif\nint f(_Out_ int *p);"
    assert headers.require(text).functions[0].parameters[0].direction is OUT


def test_comments_of_a_header_tell_directions_where_no_mark_does(tmp_path: Path) -> None:
    """`@param[in]` counts for text alone, which could not be called both ways."""
    header = tmp_path / "stage.h"
    header.write_text(
        """
        typedef struct { int position; } state_t;
        /** @param[out] state the state
         * \\param[in]  address text
         * @param[in] both
         * @param[out] marked,by_value
         * @param[in,out] level */
        int get(state_t *state, char *address, int *both, _Inout_ int *marked, int by_value, int *level, int *plain);
        """
    )
    (found,) = headers.parse_file(header).functions
    directions = {each.name: each.direction for each in found.parameters}
    assert directions == {
        "state": OUT,
        "address": IN,
        "both": INOUT,
        "marked": INOUT,
        "by_value": IN,
        "level": INOUT,
        "plain": INOUT,
    }
    assert found.problems() == []
    (typed,) = headers.parse("/** @param[out] a it */ int f(int *a);").functions
    assert typed.parameters[0].direction is INOUT
